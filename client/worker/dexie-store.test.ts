import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { nothingKnown } from '../../shared/sync/known.ts';
import type { DocumentName, WorkspaceId } from '../../shared/sync/document-name.ts';
import type { Append, Cursor } from '../../shared/sync/store.ts';
import { DeviceDatabase, NewerSchema, readMeta } from '../local/device-database.ts';
import { EpochLost, openDeviceStorage, type DeviceStorage, type StorageLoss } from './dexie-store.ts';

const opened: DeviceStorage[] = [];
let workspaces = 0;
const freshWorkspace = (): WorkspaceId => `test-${workspaces++}` as WorkspaceId;

async function openStorage(
  workspace: WorkspaceId,
  lost: (loss: StorageLoss) => void = () => undefined,
): Promise<DeviceStorage> {
  const storage = await openDeviceStorage(workspace, lost);
  opened.push(storage);
  return storage;
}

afterEach(async () => {
  for (const { store } of opened.splice(0)) await store.close();
  vi.restoreAllMocks();
});

function append(workspace: WorkspaceId, source: Append['source'], update?: Uint8Array): Append {
  const doc = new Y.Doc();
  doc.getText('default').insert(0, 'x');
  return {
    document: `${workspace}/board/order_x1/note` as DocumentName,
    update: update ?? Y.encodeStateAsUpdate(doc),
    known: nothingKnown,
    source,
  };
}

test('[W1] a write of an earlier epoch is refused as a whole, and its leader is told', async () => {
  const workspace = freshWorkspace();
  const losses: StorageLoss[] = [];
  const first = await openStorage(workspace, (loss) => losses.push(loss));
  const second = await openStorage(workspace);
  expect(second.epoch).toBe(first.epoch + 1);
  expect(second.store.id).toBe(first.store.id);

  await expect(first.store.commit({ appends: [append(workspace, 'own')] })).rejects.toThrow(EpochLost);
  expect(losses).toEqual(['epoch']);
  expect(await second.store.head()).toBeNull();
  expect(await second.store.outboxCount()).toBe(0);
  await second.store.commit({ appends: [append(workspace, 'own')] });
  expect(await second.store.outboxCount()).toBe(1);
});

const note = 'team/board/order_x1/note' as DocumentName;

test.each([
  ['acknowledged', (storage: DeviceStorage) => storage.store.acknowledged([1])],
  ['setAside', (storage: DeviceStorage) => storage.store.setAside(1, 'refused')],
  ['setDocumentAside', ({ store }: DeviceStorage) => store.setDocumentAside(note, 'refused')],
  ['documentTaken', ({ store }: DeviceStorage) => store.documentTaken(note)],
  ['rows', (storage: DeviceStorage) => storage.writeRows([], () => Promise.resolve())],
  ['key', (storage: DeviceStorage) => storage.rememberKey('key')],
])('[W1] every kind of write checks the epoch: %s', async (_name, write) => {
  const workspace = freshWorkspace();
  const first = await openStorage(workspace);
  await openStorage(workspace);
  await expect(write(first)).rejects.toThrow(EpochLost);
});

test('[W2] tables of a newer version are not opened, and an open store lets go of them', async () => {
  const workspace = freshWorkspace();
  const losses: StorageLoss[] = [];
  const old = await openStorage(workspace, (loss) => losses.push(loss));
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.open(`gendan-${workspace}`, 1_000);
    request.onupgradeneeded = () => request.result.createObjectStore('later');
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
    request.onerror = () => reject(new Error('not upgraded'));
  });
  expect(losses).toEqual(['upgraded']);
  await expect(old.store.commit({ appends: [append(workspace, 'own')] })).rejects.toThrow();
  await expect(openStorage(workspace)).rejects.toThrow(NewerSchema);
});

test('[W2] tables of the version before the findings keep their rows, and nothing is found yet', async () => {
  const workspace = freshWorkspace();
  const old = new Dexie(`gendan-${workspace}`);
  old.version(5).stores({
    updates: '++sequence, document',
    documents: 'name, tailUpdates, tailBytes',
    compacted: 'sequence',
    outbox: '++number',
    asides: 'number',
    documentAsides: 'document',
    meta: 'name',
    orders: 'id, [shelf+stage+position], *customers, *products, toSettle',
    entries: 'id',
    customers: 'id',
    products: 'id',
    team: 'id',
    texts: 'id',
  });
  await old.open();
  await old.table('orders').put({ id: 'order_a', shelf: 'open', stage: 'booked', position: 'a0' });
  await old.table('meta').put({ name: 'projected', value: { version: '1', sequence: 7 } });
  old.close();
  const { db } = await openStorage(workspace);
  expect(await db.orders.count()).toBe(1);
  expect(await readMeta(db, 'projected')).toEqual({ version: '1', sequence: 7 });
  expect(await readMeta(db, 'checked')).toBeUndefined();
  expect([await db.found.count(), await db.cases.count()]).toEqual([0, 0]);
});

test('[W4] own edits are committed with strict durability, what the relay can send again is not', async () => {
  const begun: unknown[] = [];
  const original = IDBDatabase.prototype.transaction;
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
    this: IDBDatabase,
    names,
    mode,
    options,
  ) {
    if (mode === 'readwrite') begun.push(options?.durability);
    return original.call(this, names, mode, options);
  });
  const workspace = freshWorkspace();
  const { store } = await openStorage(workspace);
  begun.length = 0;
  await store.commit({ appends: [append(workspace, 'own')] });
  await store.commit({ appends: [append(workspace, 'upstream')] });
  await store.commit({ appends: [append(workspace, 'upstream'), append(workspace, 'own')] });
  expect(begun).toEqual(['strict', 'relaxed', 'strict']);
});

test('an update that is a view of a larger buffer is stored alone', async () => {
  const workspace = freshWorkspace();
  const { store, db } = await openStorage(workspace);
  const frame = new Uint8Array(10_000);
  const view = frame.subarray(10, 14);
  view.set([1, 2, 3, 4]);
  await store.commit({ appends: [append(workspace, 'own', view)] });
  const stored = (await db.updates.toCollection().first())?.bytes;
  expect(stored).toEqual(new Uint8Array([1, 2, 3, 4]));
  expect(stored?.buffer.byteLength).toBe(4);
  expect((await db.outbox.toCollection().first())?.update.buffer.byteLength).toBe(4);
});

test('[W6] the key and the cursor are there again in the next epoch', async () => {
  const workspace = freshWorkspace();
  const first = await openStorage(workspace);
  expect(await first.key()).toBeNull();
  await first.rememberKey('secret');
  const cursor = { store: 'relay', sequence: 7, mark: '00' } as unknown as Cursor;
  await first.store.commit({ appends: [], cursor });
  const second = await openStorage(workspace);
  expect(await second.key()).toBe('secret');
  expect(await second.store.upstreamCursor()).toEqual(cursor);
});

test('what is set aside is kept with its reason', async () => {
  const workspace = freshWorkspace();
  const { store, db } = await openStorage(workspace);
  await store.commit({ appends: [append(workspace, 'own'), append(workspace, 'own')] });
  const [first] = await store.outbox(0, 10);
  await store.setAside(first?.number ?? 0, 'not allowed');
  expect(await store.outboxCount()).toBe(1);
  expect(await store.setAsideCount()).toBe(1);
  expect(await db.asides.toArray()).toMatchObject([{ number: first?.number, reason: 'not allowed' }]);
});

test('a closed database does not open by itself', async () => {
  const db = new DeviceDatabase(freshWorkspace(), 'relaxed');
  await expect(db.orders.count()).rejects.toThrow('closed');
});

test('[H14] the bytes of a document stand beside it, and are counted where an older version has written', async () => {
  const workspace = freshWorkspace();
  const { store, db } = await openStorage(workspace);
  const read = vi.spyOn(IDBIndex.prototype, 'getAll');
  const bytes = (length: number) => append(workspace, 'upstream', new Uint8Array(length));
  const { document } = bytes(1);
  expect(await store.storedBytes(document)).toBe(0);
  await store.commit({ appends: [bytes(10), bytes(20)] });
  await store.commit({ appends: [bytes(5)] });
  expect(await store.storedBytes(document)).toBe(35);
  expect(await (await openStorage(workspace)).store.storedBytes(document)).toBe(35);
  expect(read).not.toHaveBeenCalled();

  // It compacts, and leaves what it does not know as it was.
  const stored = await db.updates.toArray();
  await db.updates.bulkDelete(stored.slice(1).map(({ sequence = 0 }) => sequence));
  await db.documents.update(document, { tailUpdates: 0, tailBytes: 0 });
  const later = await openStorage(workspace);
  expect(await later.store.storedBytes(document)).toBe(10);
  expect(read).toHaveBeenCalled();

  // It writes a document anew, without.
  await later.db.documents
    .where('name')
    .equals(document)
    .modify((row) => {
      Object.assign(row, { tailUpdates: 1, tailBytes: 1 });
      Reflect.deleteProperty(row, 'size');
    });
  await later.store.commit({ appends: [bytes(7)] });
  expect(await later.store.storedBytes(document)).toBe(17);
});

test('[H5] what is known of a document is what was committed last, whether it is read or remembered', async () => {
  const workspace = freshWorkspace();
  const { store } = await openStorage(workspace);
  const known = (clock: number) => ({ clocks: new Map([[1, clock]]), deletes: new Map() });
  const written = { ...append(workspace, 'upstream'), known: known(1) };
  const { document } = written;
  expect(await store.known(document)).toBeNull();
  const reading = store.known(document);
  await store.commit({ appends: [written] });
  await reading;
  expect(await store.known(document)).toEqual(known(1));
  const unable = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
    throw new Error('quota');
  });
  await expect(store.commit({ appends: [{ ...written, known: known(2) }] })).rejects.toThrow('quota');
  unable.mockRestore();
  expect(await store.known(document)).toEqual(known(1));
  await store.commit({ appends: [{ ...written, known: known(3) }] });
  expect(await store.known(document)).toEqual(known(3));
});
