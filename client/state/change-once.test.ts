import { expect, test } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { readRecords } from '../../shared/model/read.ts';
import type { DocumentName, EntityId, WorkspaceId } from '../../shared/sync/document-name.ts';
import type { LocalRelay, OpenDocument } from '../local/local-relay.ts';
import { changeOnce } from './change-once.ts';

const id = 'order_x1' as EntityId;
const author = { person: 'Lin', device: 'd1' };
const never = new Promise<never>(() => undefined);
const change = { set: { number: 'PO-1', total: '10' } };

/** A relay whose documents answer as told, by compartment. */
function setUp(answers: Readonly<Record<string, Partial<Pick<OpenDocument, 'synced' | 'refused'>>>>) {
  const docs = new Map<string, Y.Doc>();
  let held = 0;
  const relay: LocalRelay = {
    workspace: 'team' as WorkspaceId,
    device: 'd1',
    open(name: DocumentName) {
      const [, compartment = ''] = name.split('/');
      const doc = new Y.Doc();
      docs.set(compartment, doc);
      held++;
      return Promise.resolve({
        name,
        doc,
        awareness: new Awareness(doc),
        synced: Promise.resolve(),
        refused: never,
        ...answers[compartment],
        release() {
          held--;
        },
      });
    },
    watch: () => ({ ask: () => undefined, stop: () => undefined }),
    onStatus: () => () => undefined,
    reconnect: () => undefined,
    close: () => undefined,
  };
  const records = (): number => [...docs.values()].reduce((n, doc) => n + readRecords(doc).length, 0);
  return { relay, records, held: () => held };
}

test('a change is written to every document it touches, and they are given back', async () => {
  const { relay, records, held } = setUp({});
  await changeOnce(relay, 'order', id, author, change);
  expect([records(), held()]).toEqual([2, 0]);
});

test('a change that a device does not answer to is given up, and nothing of it is written', async () => {
  const { relay, records, held } = setUp({ commercial: { synced: never } });
  await expect(changeOnce(relay, 'order', id, author, change, 20)).rejects.toMatchObject({
    name: 'NotWritten',
    code: null,
  });
  expect([records(), held()]).toEqual([0, 0]);
});

test('a change of a document that is refused for good is given up at once, synced or not', async () => {
  const refused = Promise.resolve({ code: 4413, reason: 'too large' });
  for (const commercial of [{ refused }, { refused, synced: never }]) {
    const { relay, records, held } = setUp({ commercial });
    await expect(changeOnce(relay, 'order', id, author, change)).rejects.toMatchObject({ code: 4413 });
    expect([records(), held()]).toEqual([0, 0]);
  }
});

test('[F5] a change that touches what a newer version wrote is written nowhere, not even beside it', async () => {
  const { relay, records, held } = setUp({});
  const open = relay.open.bind(relay);
  const newer = {
    ...relay,
    open: async (name: DocumentName) => {
      const opened = await open(name);
      if (name.includes('/commercial/')) opened.doc.getArray('records').push([{ v: 99 }]);
      return opened;
    },
  };
  await expect(changeOnce(newer, 'order', id, author, change)).rejects.toMatchObject({ code: 'newer' });
  expect([records(), held()]).toEqual([1, 0]);
});
