import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { appendChange } from '../../shared/model/record.ts';
import type { OrderRow } from '../../shared/model/rows.ts';
import type { Clock } from '../../shared/sync/clock.ts';
import type { DocumentName, EntityId, WorkspaceId } from '../../shared/sync/document-name.ts';
import { createHub, type Hub } from '../../shared/sync/hub.ts';
import { openDeviceStorage, type DeviceStorage } from './dexie-store.ts';
import { createProjector, type Projector } from './projector.ts';
import type { RosterChange } from './roster.ts';

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

/** The storage, whose writes of rows fail while `fails` says so: a full disk. */
function flaky(storage: DeviceStorage, fails: (tables: number) => boolean): DeviceStorage {
  return {
    ...storage,
    writeRows: (tables, work) =>
      fails(tables.length) ? Promise.reject(new Error('quota')) : storage.writeRows(tables, work),
  };
}

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

/** Writes a paragraph as the editor does. */
async function writeNote(hub: Hub, name: string, text: string): Promise<void> {
  const doc = new Y.Doc();
  const paragraph = new Y.XmlElement('paragraph');
  doc.getXmlFragment('default').push([paragraph]);
  paragraph.push([new Y.XmlText(text)]);
  await hub.write(name as DocumentName, Y.encodeStateAsUpdate(doc));
}

test('a note makes no row, and its words are kept to be found', async () => {
  const { project, hub, workspace, rows, storage } = await setUp();
  const projector = project('1');
  await writeNote(hub, `${workspace}/board/order_a/note`, 'Likes SMALL fruit');
  await projector.settled();
  expect(await rows()).toEqual([]);
  expect(await storage.db.texts.toArray()).toEqual([
    { id: 'order_a', text: 'Likes SMALL fruit', folded: 'likes small fruit' },
  ]);
});

test('a note that is being written leaves the row of its order as it stands', async () => {
  const { project, hub, workspace, change, rows, storage } = await setUp();
  const projector = project('1');
  await change('order_a', { number: 'PO-1' });
  await projector.settled();
  await storage.db.orders.update('order_a' as EntityId, { position: 'untouched' });
  await writeNote(hub, `${workspace}/board/order_a/note`, '唛头照旧');
  await projector.settled();
  expect(await rows()).toMatchObject([{ position: 'untouched' }]);
  expect(await storage.db.texts.get('order_a' as EntityId)).toMatchObject({ text: '唛头照旧' });
});

test('habits of a customer are among her words, with her note', async () => {
  const { project, hub, workspace, storage } = await setUp();
  const projector = project('1');
  const doc = new Y.Doc();
  appendChange(
    doc,
    author,
    1,
    { set: { name: 'Qasr', 'habits/h1/text': '不收 5.5 cm 以下', 'habits/h1/position': 'a0' } },
    'customer',
  );
  await writeNote(hub, `${workspace}/customers/customer_q/note`, 'pays late');
  await hub.write(`${workspace}/customers/customer_q/facts` as DocumentName, Y.encodeStateAsUpdate(doc));
  await projector.settled();
  expect(await storage.db.texts.get('customer_q' as EntityId)).toMatchObject({
    text: '不收 5.5 cm 以下\npays late',
  });
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

test('another version writes the rows that it makes otherwise, and no others; the roster hears of all', async () => {
  const { project, hub, workspace, change, rows, storage } = await setUp();
  for (const id of ['order_a', 'order_b', 'order_c']) await change(id, { number: `PO-${id}` });
  await writeNote(hub, `${workspace}/board/order_b/note`, '唛头照旧');
  // Between the documents of orders, and of no row.
  await hub.write(`${workspace}/board/order_b0/facts` as DocumentName, Uint8Array.of(0, 0));
  await project('1').settled();
  const before = await rows();
  await storage.db.orders.update('order_b' as EntityId, { position: 'of a version before' });
  await storage.db.entries.delete('order_c' as EntityId);
  const puts = [storage.db.orders, storage.db.entries, storage.db.texts].map((table) =>
    vi.spyOn(table, 'bulkPut'),
  );
  const heard: RosterChange[] = [];
  const wrote = (news: RosterChange): void => void heard.push(news);
  await createProjector({ storage, workspace, clock, version: '2', wrote }).settled();
  expect(await rows()).toEqual(before);
  const ids = puts.map(({ mock }) => mock.calls.flatMap(([some]) => some.map(({ id }) => id)));
  expect(ids).toEqual([['order_b'], ['order_c'], []]);
  expect(heard.flatMap(({ entries }) => entries.map(({ id }) => id))).toEqual(before.map(({ id }) => id));
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

test('a row that could not be written is written later, and is not taken for done before', async () => {
  const { change, rows, storage, workspace, hub } = await setUp();
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  let failing = 1;
  const broken = flaky(storage, (tables) => tables > 0 && failing-- > 0);
  const projector = createProjector({ storage: broken, workspace, clock, version: '1' });
  hub.onCommitted((entries) => projector.committed(entries));
  await projector.settled();
  await change('order_a', { number: 'PO-1' });
  await change('order_b', { number: 'PO-2' });
  await projector.settled();
  expect((await rows()).map(({ id }) => id)).toEqual(['order_a', 'order_b']);
  expect(said).toHaveBeenCalled();
  said.mockRestore();
});

test('what failed until the end is found at the next start', async () => {
  const { change, rows, storage, workspace, hub } = await setUp();
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const failed = Promise.withResolvers<undefined>();
  let failing = true;
  const broken = flaky(storage, (tables) => {
    if (!failing || tables === 0) return false;
    failed.resolve(undefined);
    return true;
  });
  const first = createProjector({ storage: broken, workspace, clock, version: '1' });
  hub.onCommitted((entries) => first.committed(entries));
  await first.settled();
  await change('order_a', { number: 'PO-1' });
  await failed.promise;
  await change('order_b', { number: 'PO-2' });
  first.stop();
  await first.settled();
  failing = false;
  await createProjector({ storage, workspace, clock, version: '1' }).settled();
  expect((await rows()).map(({ id }) => id)).toEqual(['order_a', 'order_b']);
  said.mockRestore();
});

test('a start that could not read everything begins again, and remembers nothing before', async () => {
  const { project, change, rows, storage, workspace, hub } = await setUp();
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const before = project('1');
  await change('order_a', { number: 'PO-1' });
  await before.settled();
  before.stop();
  await change('order_b', { number: 'PO-2' });
  let failing = 1;
  const orderBy = storage.db.updates.orderBy.bind(storage.db.updates);
  vi.spyOn(storage.db.updates, 'orderBy').mockImplementation((index) => {
    if (failing-- > 0) throw new Error('the disk is away');
    return orderBy(index);
  });
  const projector = createProjector({ storage, workspace, clock, version: '1' });
  hub.onCommitted((entries) => projector.committed(entries));
  await change('order_c', { number: 'PO-3' });
  await projector.settled();
  expect((await rows()).map(({ id }) => id)).toEqual(['order_a', 'order_b', 'order_c']);
  said.mockRestore();
});

test('a document that cannot be projected keeps no other row back', async () => {
  const { project, change, rows, storage, workspace } = await setUp();
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const document = `${workspace}/board/order_a/facts` as DocumentName;
  await change('order_a', { number: 'PO-1' });
  await storage.db.updates.add({ document, bytes: Uint8Array.of(255), mark: '0' });
  await change('order_b', { number: 'PO-2' });
  await project('1').settled();
  expect((await rows()).map(({ id }) => id)).toEqual(['order_b']);
  expect(said).toHaveBeenCalledOnce();
  said.mockRestore();
});

test('while many rows are made anew it tells how far it is, and in the end that it is done', async () => {
  const { project, change, rows, storage, workspace } = await setUp();
  const before = project('1');
  await Promise.all(Array.from({ length: 1_300 }, (_, n) => change(`order_n${n}`, { number: `${n}` })));
  await before.settled();
  before.stop();
  await storage.db.orders.clear();
  const told: unknown[] = [];
  const progress = (at: unknown): void => void told.push(at);
  await createProjector({ storage, workspace, clock, version: '2', progress }).settled();
  expect(await rows()).toHaveLength(1_300);
  expect(told).toEqual([...[32, 96, 224, 480, 992].map((done) => ({ done, total: 1_300 })), null]);
});

test('a row is told before it is written, as it will be read, and made without reading what was committed', async () => {
  const { change, rows, storage, workspace, hub } = await setUp();
  const told: OrderRow[] = [];
  const written: (readonly OrderRow[])[] = [];
  const read = vi.spyOn(IDBIndex.prototype, 'getAll');
  const projector = createProjector({
    storage,
    workspace,
    clock,
    version: '1',
    made: (orders) => told.push(...orders),
    wrote: ({ orders }) => written.push(orders),
  });
  hub.onCommitted((entries) => projector.committed(entries));
  await projector.settled();
  await change('order_a', { number: 'PO-1', stage: 'enquiry' });
  await projector.settled();
  expect(await rows()).toEqual(told);
  read.mockClear();
  await change('order_a', { cartons: '1060' });
  await change('order_a', { etd: '2026-12-01' });
  await projector.settled();
  const [row] = await rows();
  expect(told.at(-1)).toEqual(row);
  expect(row).toMatchObject({ cartons: { value: '1060' }, etd: { value: '2026-12-01' } });
  expect(written.at(-1)).toEqual([row]);
  expect(read).not.toHaveBeenCalled();
  read.mockRestore();

  const anew = createProjector({ storage, workspace, clock, version: '2' });
  await anew.settled();
  expect(await rows()).toEqual([row]);
});

test('that many rows have been made is told in the end, though the last could not be written at first', async () => {
  const { change, rows, storage, workspace } = await setUp();
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  await Promise.all(Array.from({ length: 1_100 }, (_, n) => change(`order_n${n}`, { number: `${n}` })));
  let writes = 0;
  const broken = flaky(storage, (tables) => tables > 0 && ++writes === 4);
  const told: unknown[] = [];
  const progress = (at: unknown): void => void told.push(at);
  await createProjector({ storage: broken, workspace, clock, version: '1', progress }).settled();
  expect(await rows()).toHaveLength(1_100);
  expect(told.length).toBeGreaterThan(1);
  expect(told.at(-1)).toBeNull();
  said.mockRestore();
});
