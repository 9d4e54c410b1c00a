import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { judge } from '../../shared/sync/closed-log.ts';
import { compactHere } from '../../shared/sync/compaction-here.ts';
import type { DocumentName, WorkspaceId } from '../../shared/sync/document-name.ts';
import { nothingKnown, type Known } from '../../shared/sync/known.ts';
import { createBrowserClock } from './browser-clock.ts';
import { serveCompaction } from './compaction.ts';
import { openDeviceStorage, type DeviceStorage } from './dexie-store.ts';

const opened: DeviceStorage[] = [];
let workspaces = 0;
const documentBytes = 16 * 1024 * 1024;

async function openFilled(keys: number, piece: string) {
  const workspace = `compaction-${String(workspaces++)}` as WorkspaceId;
  const document = `${workspace}/board/order_x1/note` as DocumentName;
  const storage = await openDeviceStorage(workspace, () => undefined);
  opened.push(storage);
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const text = doc.getText('default');
  for (let i = 0; i < keys; i++) text.insert(text.length, piece);
  let known: Known = nothingKnown;
  const appends = updates.map((update) => {
    const verdict = judge(known, update, 'note');
    if (verdict.kind !== 'extends') throw new Error(verdict.kind);
    known = verdict.known;
    return { document, update, known, source: 'own' as const };
  });
  await storage.store.commit({ appends });
  return { workspace, document, storage, text: text.toJSON() };
}

async function textIn({ store }: DeviceStorage, document: DocumentName) {
  const doc = new Y.Doc();
  const updates = (await store.read(document))?.updates ?? [];
  for (const update of updates) Y.applyUpdate(doc, update);
  return { updates: updates.length, text: doc.getText('default').toJSON() };
}

afterEach(async () => {
  for (const { store } of opened.splice(0)) await store.close();
});

/** The worker's end without a worker: the same code on a port of its own. */
function servedPort() {
  const { port1, port2 } = new MessageChannel();
  serveCompaction({
    postMessage: (answer) => port2.postMessage(answer),
    set onmessage(listener: MessagePort['onmessage']) {
      port2.onmessage = listener;
    },
  });
  const answers: unknown[] = [];
  port1.onmessage = ({ data }) => answers.push(data);
  return {
    async ask(request: object): Promise<unknown> {
      const before = answers.length;
      port1.postMessage(request);
      await vi.waitFor(() => expect(answers.length).toBeGreaterThan(before));
      return answers.at(-1);
    },
    close: () => port1.close(),
  };
}

test('[H6] a worker with tables of its own compacts for the hub whose epoch it has', async () => {
  const { workspace, document, storage, text } = await openFilled(300, 'abc');
  const port = servedPort();
  const answer = await port.ask({ workspace, document, documentBytes, epoch: storage.epoch });
  expect(answer).toMatchObject({ kind: 'done', outcome: { kind: 'compacted', updates: 300 } });
  expect(await textIn(storage, document)).toEqual({ updates: 1, text });
  expect(await storage.store.outboxCount()).toBe(300);
  port.close();
});

test('[H6] [W1] for a hub whose turn is over it writes nothing', async () => {
  const { workspace, document, storage, text } = await openFilled(300, 'abc');
  const later = await openDeviceStorage(workspace, () => undefined);
  opened.push(later);
  const port = servedPort();
  expect(await port.ask({ workspace, document, documentBytes, epoch: storage.epoch })).toMatchObject({
    kind: 'failed',
  });
  expect(await textIn(later, document)).toEqual({ updates: 300, text });
  port.close();
});

test('[H6] without a worker it compacts in slices, between which others have their turn', async () => {
  const { document, storage, text } = await openFilled(4_000, 'abcdefghijklmnopqrstuvwxyz');
  const clock = createBrowserClock();
  let turns = 0;
  const soon = (task: () => void) => {
    turns++;
    clock.soon(task);
  };
  const place = compactHere(storage.store, { ...clock, soon }, documentBytes);
  expect(await place.compact(document)).toMatchObject({ kind: 'compacted' });
  expect(turns).toBeGreaterThan(6);
  expect(await textIn(storage, document)).toEqual({ updates: 1, text });
});

test('[H6] without a worker what is too large for slices stays as it is', async () => {
  const { document, storage, text } = await openFilled(20, 'abcdefgh'.repeat(5_000));
  const place = compactHere(storage.store, createBrowserClock(), documentBytes);
  expect(await place.compact(document)).toMatchObject({ kind: 'refused' });
  expect(await textIn(storage, document)).toEqual({ updates: 20, text });
});

test('[W2] [H6] tables of the version before compaction are counted when they are opened', async () => {
  const workspace = `compaction-${String(workspaces++)}` as WorkspaceId;
  const document = `${workspace}/board/order_x1/note` as DocumentName;
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.open(`gendan-${workspace}`, 10);
    request.onerror = () => reject(new Error('not opened'));
    request.onupgradeneeded = () => {
      const db = request.result;
      db.createObjectStore('updates', { keyPath: 'sequence', autoIncrement: true }).createIndex(
        'document',
        'document',
      );
      db.createObjectStore('documents', { keyPath: 'name' });
      db.createObjectStore('outbox', { keyPath: 'number', autoIncrement: true });
      db.createObjectStore('asides', { keyPath: 'number' });
      db.createObjectStore('meta', { keyPath: 'name' });
      const orders = db.createObjectStore('orders', { keyPath: 'id' });
      orders.createIndex('[archived+stage+position]', ['archived', 'stage', 'position']);
      orders.createIndex('customer.value', 'customer.value');
      for (const name of ['customers', 'products', 'team']) db.createObjectStore(name, { keyPath: 'id' });
      const { transaction } = request;
      transaction?.objectStore('documents').put({ name: document, known: Uint8Array.of(0, 0) });
      const updates = transaction?.objectStore('updates');
      for (let i = 0; i < 70; i++) updates?.add({ document, bytes: Uint8Array.of(0, 0), mark: '00' });
    };
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
  });
  const storage = await openDeviceStorage(workspace, () => undefined);
  opened.push(storage);
  expect(await storage.store.heavy({ updates: 70, bytes: 1e9 }, 5)).toEqual([document]);
  expect(await storage.store.heavy({ updates: 71, bytes: 140 }, 5)).toEqual([document]);
  expect(await storage.store.heavy({ updates: 71, bytes: 141 }, 5)).toEqual([]);
  expect((await storage.store.read(document))?.updates).toHaveLength(70);
});
