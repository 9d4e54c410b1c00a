import { expect, test } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { dotKey } from '../../shared/model/dot.ts';
import type { Change, Path } from '../../shared/model/facts.ts';
import { fold } from '../../shared/model/fold.ts';
import { readRecords, recordsName } from '../../shared/model/read.ts';
import { appendChange } from '../../shared/model/record.ts';
import { outOfTrash, toTrash } from '../../shared/model/trash.ts';
import type { DocumentName, EntityId, WorkspaceId } from '../../shared/sync/document-name.ts';
import type { LocalRelay, OpenDocument } from '../local/local-relay.ts';
import { changeOnce } from './change-once.ts';

const id = 'order_x1' as EntityId;
const author = { person: 'Lin', device: 'd1' };
const never = new Promise<never>(() => undefined);
const change = { set: { number: 'PO-1', total: '10' } };

/** A relay whose documents answer as told, by compartment; what lies in them already can be given. */
function setUp(
  answers: Readonly<Record<string, Partial<Pick<OpenDocument, 'synced' | 'refused'>>>>,
  stored: Readonly<Record<string, Y.Doc>> = {},
) {
  const docs = new Map<string, Y.Doc>();
  let held = 0;
  let underWay = 0;
  const relay: LocalRelay = {
    workspace: 'team' as WorkspaceId,
    device: 'd1',
    open(name: DocumentName) {
      const [, compartment = ''] = name.split('/');
      const doc = stored[compartment] ?? new Y.Doc();
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
    underWay() {
      underWay++;
      return () => {
        underWay--;
      };
    },
    reconnect: () => undefined,
    close: () => undefined,
  };
  const records = (): number => [...docs.values()].reduce((n, doc) => n + readRecords(doc).length, 0);
  return { relay, records, held: () => held, underWay: () => underWay };
}

test('a change is written to every document it touches, and they are given back', async () => {
  const { relay, records, held } = setUp({});
  await changeOnce(relay, 'order', id, author, change);
  expect([records(), held()]).toEqual([2, 0]);
});

test('while its documents are being opened a change is under way: nobody leaves the page without it', async () => {
  const { promise: synced, resolve: come } = Promise.withResolvers<undefined>();
  const { relay, records, underWay } = setUp({ board: { synced } });
  const writing = changeOnce(relay, 'order', id, author, change);
  expect(underWay()).toBe(1);
  come(undefined);
  await writing;
  expect([records(), underWay()]).toEqual([2, 0]);
  const { relay: silent, underWay: left } = setUp({ board: { synced: never } });
  await expect(changeOnce(silent, 'order', id, author, change, { within: 1 })).rejects.toThrow();
  expect(left()).toBe(0);
});

test('a change that a device does not answer to is given up, and nothing of it is written', async () => {
  const { relay, records, held } = setUp({ commercial: { synced: never } });
  await expect(changeOnce(relay, 'order', id, author, change, { within: 20 })).rejects.toMatchObject({
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

test.each([
  ['it touches', change],
  ['it does not touch', { set: { number: 'PO-2' } }],
])('[F5] where a newer version wrote in a document that %s, nothing is changed', async (_which, change) => {
  const commercial = new Y.Doc();
  commercial.getArray(recordsName).push([{ v: 99 }]);
  const { relay, records, held } = setUp({}, { commercial });
  await expect(changeOnce(relay, 'order', id, author, change)).rejects.toMatchObject({ code: 'newer' });
  expect([records(), held()]).toEqual([1, 0]);
});

const colleague = { person: 'Mei', device: 'd2' };

/** Both documents of an order, with what a colleague wrote in them. */
function order(...changes: readonly Change[]) {
  const docs = { board: new Y.Doc(), commercial: new Y.Doc() };
  for (const one of changes) appendChange(docs.board, colleague, 1, one, 'order');
  return docs;
}

const standing = (doc: Y.Doc, path: string): readonly unknown[] =>
  fold(readRecords(doc), 'order')
    .paths.get(path as Path)
    ?.heads.map(({ value }) => value) ?? [];

test('[F3] what is in the trash can be taken out of it, and is not changed otherwise', async () => {
  const docs = order({ set: { number: 'PO-1', archived: true } }, toTrash);
  const { relay, records } = setUp({}, docs);
  await expect(changeOnce(relay, 'order', id, author, { set: { etd: '2026-12-01' } })).rejects.toMatchObject({
    code: 'trash',
  });
  expect(records()).toBe(2);
  await changeOnce(relay, 'order', id, author, outOfTrash);
  await changeOnce(relay, 'order', id, author, { set: { etd: '2026-12-01' } });
  expect(standing(docs.board, 'etd')).toEqual(['2026-12-01']);
});

test('[F3] what was removed and changed at once is on the board, and can be changed', async () => {
  const docs = order({ set: { number: 'PO-1' } }, toTrash);
  // A price that the remover had not seen: it lies in the other document.
  appendChange(docs.commercial, author, 1, { set: { total: '10' } }, 'order');
  const { relay } = setUp({}, docs);
  await changeOnce(relay, 'order', id, author, { set: { etd: '2026-12-01' } });
  expect(standing(docs.board, 'etd')).toEqual(['2026-12-01']);
});

const move: Change = { set: { stage: 'booked', position: 'b' } };
const enquiry: Change = { set: { stage: 'enquiry', position: 'a' } };

test.each<readonly [string, readonly Change[], readonly (string | null)[], readonly unknown[]]>([
  ['what the row showed is superseded', [enquiry], ['enquiry'], ['booked']],
  ['so is a value come back to meanwhile', [{ set: { stage: 'quoted' } }, enquiry], ['enquiry'], ['booked']],
  [
    'what came since stands beside it',
    [enquiry, { set: { stage: 'quoted' } }],
    ['enquiry'],
    ['booked', 'quoted'],
  ],
  [
    'the same said meanwhile is no conflict',
    [enquiry, { set: { stage: 'booked' } }],
    ['enquiry'],
    ['booked'],
  ],
  ['a row that showed nothing supersedes nothing', [enquiry], [], ['booked', 'enquiry']],
  ['a cleared value is one like any other', [{ set: { stage: null } }], ['enquiry', null], ['booked']],
])('[F2] %s', async (_name, stored, stages, left) => {
  const docs = order({ set: { number: 'PO-1' } }, ...stored);
  const { relay } = setUp({}, docs);
  await changeOnce(relay, 'order', id, author, move, { shown: { stage: stages } });
  expect(standing(docs.board, 'stage').toSorted()).toEqual(left);
  // Where a card lies troubles nobody: what is not in the row's showing is as it stands.
  expect(standing(docs.board, 'position')).toEqual(['b']);
});

test('[F2] both values of a conflict that a row showed are settled by a move', async () => {
  const docs = order({ set: { stage: 'enquiry' } });
  const other = new Y.Doc();
  appendChange(other, author, 1, { set: { stage: 'quoted' } }, 'order');
  Y.applyUpdate(docs.board, Y.encodeStateAsUpdate(other));
  expect(standing(docs.board, 'stage').toSorted()).toEqual(['enquiry', 'quoted']);
  const { relay } = setUp({}, docs);
  await changeOnce(relay, 'order', id, author, move, { shown: { stage: ['enquiry', 'quoted'] } });
  expect(standing(docs.board, 'stage')).toEqual(['booked']);
});

test('[F2] what this tab wrote itself it has seen, whatever the row still shows', async () => {
  const docs = order(enquiry);
  const { relay } = setUp({}, docs);
  const shown = { stage: ['enquiry'] };
  const first = await changeOnce(relay, 'order', id, author, { set: { stage: 'quoted' } }, { shown });
  const mine = new Set(first.step.flatMap(({ wrote }) => wrote.flatMap(({ dots }) => dots.map(dotKey))));
  await changeOnce(relay, 'order', id, author, move, { shown, mine });
  expect(standing(docs.board, 'stage')).toEqual(['booked']);
});
