import { expect, test } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { dotKey } from '../../shared/model/dot.ts';
import { readRecords, recordsName } from '../../shared/model/read.ts';
import { appendChange } from '../../shared/model/record.ts';
import type { DocumentName, EntityId, WorkspaceId } from '../../shared/sync/document-name.ts';
import type { LocalRelay } from '../local/local-relay.ts';
import { takeBack } from './take-back.ts';

const id = 'order_x1' as EntityId;
const me = { person: 'Lin', device: 'd1' };
const never = new Promise<never>(() => undefined);

/** A new order of mine, with a record of a colleague in it. */
function order(colleagues?: unknown) {
  const board = new Y.Doc();
  appendChange(board, me, 1, { set: { number: 'PO-1' } }, 'order');
  const mine = new Set(readRecords(board).map(({ dot }) => dotKey(dot)));
  if (colleagues !== undefined) {
    const hers = new Y.Doc();
    Y.applyUpdate(hers, Y.encodeStateAsUpdate(board));
    hers.getArray(recordsName).push([colleagues]);
    Y.applyUpdate(board, Y.encodeStateAsUpdate(hers));
  }
  const relay: LocalRelay = {
    workspace: 'team' as WorkspaceId,
    device: 'd1',
    open(name: DocumentName) {
      const doc = name.split('/')[1] === 'board' ? board : new Y.Doc();
      const release = () => undefined;
      const awareness = new Awareness(doc);
      return Promise.resolve({ name, doc, awareness, synced: Promise.resolve(), refused: never, release });
    },
    watch: () => ({ ask: () => undefined, stop: () => undefined }),
    onStatus: () => () => undefined,
    underWay: () => () => undefined,
    reconnect: () => undefined,
    close: () => undefined,
  };
  return takeBack(relay, me, { kind: 'order', id, step: [], born: true }, mine);
}

test('[F6] a new order that only its maker wrote in goes into the trash', async () => {
  const { plan, wrote } = await order();
  expect([plan.blocked.length, wrote.length]).toEqual([0, 1]);
});

test.each([
  ['in full', { a: 'Mei', d: 'd2', t: 2, s: [['total', '5']] }, 'total', 'Mei'],
  ['in part', { a: 'Mei', d: 'd2', t: 2, s: [['etd', '2026-08-01'], 'unknown'] }, 'etd', 'Mei'],
  ['not at all', { a: 'Mei', what: 'unknown' }, 'entity/self', undefined],
])("[F6] a colleague's record that can be read %s keeps a new order", async (_name, record, path, person) => {
  const { plan, wrote } = await order(record);
  expect(wrote).toEqual([]);
  expect(plan.blocked.map((one) => [one.path, one.by?.person])).toEqual([[path, person]]);
});
