import 'fake-indexeddb/auto';
import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { appendChange } from '../../shared/model/record.ts';
import type { OrderRow } from '../../shared/model/rows.ts';
import type { Clock } from '../../shared/sync/clock.ts';
import type { DocumentName, EntityId, WorkspaceId } from '../../shared/sync/document-name.ts';
import { createHub, type Hub } from '../../shared/sync/hub.ts';
import { openDeviceStorage, type DeviceStorage } from './dexie-store.ts';
import { createProjector, type Projector } from './projector.ts';

const clock: Clock = {
  now: () => Date.now(),
  soon: (task) => void setImmediate(task),
  after(milliseconds, task) {
    const timer = setTimeout(task, milliseconds);
    return () => clearTimeout(timer);
  },
};
const author = { person: 'Lin', device: 'd1' };

const hubs: Hub[] = [];
const storages: DeviceStorage[] = [];
afterEach(async () => {
  for (const hub of hubs.splice(0)) await hub.stop(4503, 'end');
  for (const { store } of storages.splice(0)) await store.close();
});

let workspaces = 0;

async function setUp(workspace = `rows-${workspaces++}` as WorkspaceId): Promise<{
  workspace: WorkspaceId;
  storage: DeviceStorage;
  hub: Hub;
  project: (version: string) => Projector;
  rows: () => Promise<readonly OrderRow[]>;
  change: (order: string, set: Readonly<Record<string, string>>) => Promise<unknown>;
}> {
  const storage = await openDeviceStorage(workspace, () => undefined);
  const hub = createHub({ store: storage.store, clock });
  hubs.push(hub);
  storages.push(storage);
  return {
    workspace,
    storage,
    hub,
    rows: () => storage.db.orders.toArray(),
    project(version) {
      const projector = createProjector({ storage, workspace, clock, version });
      hub.onCommitted((entries) => projector.committed(entries));
      return projector;
    },
    change(order, set) {
      const doc = new Y.Doc();
      appendChange(doc, author, 1, { set }, 'order');
      const name = `${workspace}/board/${order}/facts` as DocumentName;
      return hub.write(name, Y.encodeStateAsUpdate(doc));
    },
  };
}

test('a committed change of an order becomes its row', async () => {
  const { project, change, rows } = await setUp();
  const projector = project('1');
  await change('order_a', { number: 'PO-1', stage: 'enquiry' });
  await projector.settled();
  expect(await rows()).toMatchObject([{ id: 'order_a', number: { kind: 'one', value: 'PO-1' } }]);
});

test('a price that two people changed waits to be settled on the card', async () => {
  const { project, hub, workspace, change, rows } = await setUp();
  const projector = project('1');
  await change('order_a', { number: 'PO-1' });
  for (const total of ['16408.80', '16563.60']) {
    const doc = new Y.Doc();
    appendChange(doc, author, 1, { set: { total } }, 'order');
    await hub.write(`${workspace}/commercial/order_a/facts` as DocumentName, Y.encodeStateAsUpdate(doc));
  }
  await projector.settled();
  const [row] = await rows();
  expect(row?.conflicts.map(({ path }) => path)).toEqual(['total']);
});

test('a note makes no row', async () => {
  const { project, hub, workspace, rows } = await setUp();
  const projector = project('1');
  const doc = new Y.Doc();
  doc.getText('default').insert(0, 'likes small fruit');
  await hub.write(`${workspace}/board/order_a/note` as DocumentName, Y.encodeStateAsUpdate(doc));
  await projector.settled();
  expect(await rows()).toEqual([]);
});

test('what was committed while no projector ran is found at the next start', async () => {
  const { project, change, rows, storage } = await setUp();
  const first = project('1');
  await change('order_a', { number: 'PO-1' });
  await first.settled();
  first.stop();
  await change('order_b', { number: 'PO-2' });
  await storage.db.orders.update('order_a' as EntityId, { position: 'untouched' });

  await project('1').settled();
  expect(await rows()).toMatchObject([
    { id: 'order_a', position: 'untouched' },
    { id: 'order_b', number: { kind: 'one', value: 'PO-2' } },
  ]);
});

test('another version of the projection makes every row anew', async () => {
  const { project, change, rows, storage } = await setUp();
  const first = project('1');
  await change('order_a', { number: 'PO-1' });
  await first.settled();
  first.stop();
  await storage.db.orders.clear();
  await project('1').settled();
  expect(await rows()).toEqual([]);
  await project('2').settled();
  expect(await rows()).toMatchObject([{ id: 'order_a' }]);
});

test('many orders at once are all projected', async () => {
  const { project, change, rows } = await setUp();
  const projector = project('1');
  const numbers = Array.from({ length: 400 }, (_, index) => `PO-${index}`);
  await Promise.all(numbers.map((number, index) => change(`order_n${index}`, { number })));
  await projector.settled();
  expect(await rows()).toHaveLength(400);
});
