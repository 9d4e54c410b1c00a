import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { splitChange } from '../../shared/model/documents.ts';
import type { Change } from '../../shared/model/facts.ts';
import type { EntityKind } from '../../shared/model/field.ts';
import { appendChange } from '../../shared/model/record.ts';
import type { Found } from '../../shared/rules/found-row.ts';
import type { Clock } from '../../shared/sync/clock.ts';
import type { DocumentName, EntityId, WorkspaceId } from '../../shared/sync/document-name.ts';
import { createHub, type Hub } from '../../shared/sync/hub.ts';
import { createChecker, type Checker } from './checker.ts';
import type { FoundChange } from './judge.ts';
import { openDeviceStorage, type DeviceStorage } from './dexie-store.ts';
import { createProjector } from './projector.ts';

const clock: Clock = {
  now: () => Date.now(),
  soon: (task) => void setImmediate(task),
  after(milliseconds, task) {
    const timer = setTimeout(task, milliseconds);
    return () => clearTimeout(timer);
  },
};
const author = { person: 'Lin', device: 'd1' };
const rules = () => import('./check-orders.ts');

const hubs: Hub[] = [];
const storages: DeviceStorage[] = [];
const checkers: Checker[] = [];
afterEach(async () => {
  for (const checker of checkers.splice(0)) checker.stop();
  for (const hub of hubs.splice(0)) await hub.stop(4503, 'end');
  for (const { store } of storages.splice(0)) await store.close();
});

let workspaces = 0;

/** A device with its rows and its checker, and somebody who writes. */
async function setUp(workspace = `found-${workspaces++}` as WorkspaceId, load = rules) {
  const storage = await openDeviceStorage(workspace, () => undefined);
  const hub = createHub({ store: storage.store, clock });
  hubs.push(hub);
  storages.push(storage);
  const projector = createProjector({ storage, workspace, clock, version: '1' });
  hub.onCommitted((entries) => projector.committed(entries));
  const written: FoundChange[] = [];
  let day = '2026-11-23';
  const docs = new Map<DocumentName, Y.Doc>();
  const start = (version = '1'): Checker => {
    const checker = createChecker({
      storage,
      workspace,
      clock,
      version,
      flush: () => hub.flush(),
      rows: () => projector.settled(),
      load,
      wrote: (change) => void written.push(change),
    });
    checkers.push(checker);
    checker.judgeBy(day);
    hub.onCommitted((entries) => checker.committed(entries));
    return checker;
  };
  /** Hands a change over to each document it touches; each resolves when it is committed. */
  const write = (kind: EntityKind, id: string, change: Change): readonly Promise<unknown>[] =>
    [...splitChange(kind, change)].map(([compartment, part]) => {
      const name = `${workspace}/${compartment}/${id}/facts` as DocumentName;
      const doc = docs.get(name) ?? new Y.Doc();
      docs.set(name, doc);
      const before = Y.encodeStateVector(doc);
      appendChange(doc, author, 1, part, kind);
      return hub.write(name, Y.encodeStateAsUpdate(doc, before));
    });
  return {
    storage,
    written,
    start,
    setDay: (next: string) => void (day = next),
    write,
    change: (kind: EntityKind, id: string, change: Change) => Promise.all(write(kind, id, change)),
    found: () => storage.db.found.toArray(),
    foundIn: (order: string) => storage.db.found.get(order as EntityId),
  };
}

const apple = {
  name_zh: '红富士',
  name_en: 'Fuji apple',
  commodity: 'Apple (hard varieties: Fuji, Gala, Red/Golden Delicious)',
  set_point: '0',
};
const appleOrder = (point: string, product = 'product_apple') => ({
  set: {
    number: 'SO-1',
    customer: 'customer_q',
    'lines/l1/product': product,
    'lines/l1/cartons': '1000',
    'containers/c1/type': '40RH',
    'containers/c1/set_point': point,
  },
});
const codes = (found: Found | undefined) => found?.codes ?? null;

test('what is wrong in an order is found without opening it, and is gone when it is put right', async () => {
  const { start, change, foundIn, written } = await setUp();
  const checker = start();
  await change('customer', 'customer_q', { set: { name: 'Qasr' } });
  await change('product', 'product_apple', { set: apple });
  await change('order', 'order_a', appleOrder('18'));
  await checker.settled();
  const found = await foundIn('order_a');
  expect(found?.errors).toBeGreaterThan(0);
  expect(found?.worst).toMatchObject({ severity: 'error', path: 'containers/c1/set_point' });
  expect(written.at(-1)?.found.map(({ id }) => id)).toEqual(['order_a']);
  await change('order', 'order_a', { set: { 'containers/c1/set_point': '0' } });
  await checker.settled();
  expect((await foundIn('order_a'))?.errors).toBe(0);
});

test('what is known changes: those that name it are judged again, and no others', async () => {
  const { start, change, foundIn, storage } = await setUp();
  const checker = start();
  await change('product', 'product_apple', { set: apple });
  await change('product', 'product_garlic', { set: { ...apple, name_en: 'Garlic' } });
  await change('order', 'order_a', appleOrder('0'));
  await change('order', 'order_b', appleOrder('0', 'product_garlic'));
  await checker.settled();
  const before = codes(await foundIn('order_b'));
  const read = vi.spyOn(storage.db.cases, 'bulkGet');
  await change('product', 'product_apple', { set: { set_point: '-1.5' } });
  await checker.settled();
  expect(read.mock.calls.flat(2)).not.toContain('order_b');
  expect(codes(await foundIn('order_b'))).toEqual(before);
});

test('an order shares a container with another, and is judged again when that one changes', async () => {
  const { start, change, storage } = await setUp();
  const checker = start();
  await change('product', 'product_apple', { set: apple });
  await change('order', 'order_a', appleOrder('0'));
  await change('order', 'order_b', appleOrder('0'));
  const numbered = { set: { 'containers/c1/number': 'MSKU1234565' } };
  await change('order', 'order_a', numbered);
  await change('order', 'order_b', numbered);
  await checker.settled();
  const companions = async (order: string) => (await storage.db.cases.get(order as EntityId))?.companions;
  expect(await companions('order_a')).toEqual(['order_b']);
  expect(await companions('order_b')).toEqual(['order_a']);
  await change('order', 'order_b', { set: { 'containers/c1/number': null } });
  await checker.settled();
  expect(await companions('order_a')).toEqual([]);
  expect(await companions('order_b')).toEqual([]);
});

test('what is known changes while one of two that share a container is put away: the other has no companion', async () => {
  const { start, change, storage } = await setUp();
  const checker = start();
  await change('product', 'product_apple', { set: apple });
  for (const order of ['order_a', 'order_b']) {
    await change('order', order, appleOrder('0'));
    await change('order', order, { set: { 'containers/c1/number': 'MSKU1234565' } });
  }
  await checker.settled();
  checker.stop();
  // Both are there when the next one starts.
  await change('order', 'order_b', { set: { archived: true } });
  await change('product', 'product_apple', { set: { set_point: '-3' } });
  await start().settled();
  expect((await storage.db.cases.toArray()).map(({ id, companions }) => [id, companions])).toEqual([
    ['order_a', []],
  ]);
});

test('an order that is put away is judged no more, and what was found in it is gone', async () => {
  const { start, change, found, written } = await setUp();
  const checker = start();
  await change('product', 'product_apple', { set: apple });
  await change('order', 'order_a', appleOrder('18'));
  await checker.settled();
  await change('order', 'order_a', { set: { archived: true } });
  await checker.settled();
  expect(await found()).toEqual([]);
  expect(written.at(-1)).toEqual({ found: [], gone: ['order_a'] });
});

test('after a start nothing is judged again, and no rules are fetched; other rules judge all of it', async () => {
  const load = vi.fn(rules);
  const { start, change, foundIn } = await setUp(undefined, load);
  const first = start();
  await change('product', 'product_apple', { set: apple });
  await change('order', 'order_a', appleOrder('18'));
  await first.settled();
  first.stop();
  load.mockClear();
  const second = start();
  await second.settled();
  expect(load).not.toHaveBeenCalled();
  second.stop();
  const third = start('2');
  await third.settled();
  expect(load).toHaveBeenCalled();
  expect((await foundIn('order_a'))?.errors).toBeGreaterThan(0);
});

test('what is committed while it is remembered how far all is judged is found by the next start', async () => {
  const { start, change, foundIn, storage } = await setUp();
  const first = start();
  await change('order', 'order_a', appleOrder('0'));
  await first.settled();
  const { writeRows } = storage;
  let held = false;
  const writing = vi.spyOn(storage, 'writeRows').mockImplementation(async (tables, work) => {
    if (tables.length === 0 && !held) {
      held = true;
      await change('order', 'order_b', appleOrder('18'));
      first.stop();
    }
    return writeRows(tables, work);
  });
  await change('order', 'order_a', { set: { 'containers/c1/set_point': '18' } });
  await first.settled();
  writing.mockRestore();
  expect(held).toBe(true);
  expect(await foundIn('order_b')).toBeUndefined();
  await start().settled();
  expect(await foundIn('order_b')).toBeDefined();
});

test('the day is another: every order is judged by it', async () => {
  const { start, change, foundIn, setDay } = await setUp();
  const first = start();
  await change('order', 'order_a', { set: { number: 'SO-1', latest_shipment: '2026-11-25' } });
  await first.settled();
  expect(codes(await foundIn('order_a'))).not.toContain('latest_shipment_passed');
  first.judgeBy('2026-11-26');
  await first.settled();
  expect((await foundIn('order_a'))?.errorCodes).toContain('latest_shipment_passed');
  first.stop();
  setDay('2026-11-24');
  await start().settled();
  expect(codes(await foundIn('order_a'))).not.toContain('latest_shipment_passed');
});

test('the day is another and the orders could not be read: they are judged by it when they can', async () => {
  const { start, change, foundIn, storage } = await setUp();
  const checker = start();
  await change('order', 'order_a', { set: { number: 'SO-1', latest_shipment: '2026-11-25' } });
  await checker.settled();
  const failed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const read = vi.spyOn(storage.db.cases, 'toCollection').mockImplementationOnce(() => {
    throw new Error('not read');
  });
  checker.judgeBy('2026-11-26');
  await checker.settled();
  expect(failed).toHaveBeenCalledTimes(1);
  read.mockRestore();
  failed.mockRestore();
  expect((await foundIn('order_a'))?.errorCodes).toContain('latest_shipment_passed');
});

test('a change that is only supposed names the orders it would touch, and writes nothing', async () => {
  const { start, change, found } = await setUp();
  const checker = start();
  await change('product', 'product_apple', { set: { ...apple, commodity: null, set_point: null } });
  for (const order of ['order_a', 'order_b']) await change('order', order, appleOrder('0'));
  await change('order', 'order_c', appleOrder('0', 'product_other'));
  await checker.settled();
  const before = await found();
  const product = 'product_apple' as EntityId;
  const banana = await checker.touched(product, { set: { commodity: 'Banana (green)' } }, 1);
  expect(banana.count).toBe(2);
  expect(banana.first.map(({ id }) => id)).toEqual(['order_a']);
  expect((await checker.touched(product, { set: { hs: '0808' } }, 9)).count).toBe(0);
  expect(await found()).toEqual(before);
});

test('what was written a moment before is supposed along with it', async () => {
  const { start, change, write } = await setUp();
  const checker = start();
  await change('product', 'product_apple', { set: { ...apple, set_point: null } });
  await change('order', 'order_a', appleOrder('0'));
  await checker.settled();
  const figure = { name: 'temperature', value: '5 - 7', basis: 'house_measured' };
  const added = Object.fromEntries(
    Object.entries(figure).map(([name, value]) => [`figures/f1/${name}`, value]),
  );
  const product = 'product_apple' as EntityId;
  void write('product', product, { set: added });
  const { count } = await checker.touched(product, { set: { 'house/temperature/figure': 'f1' } }, 9);
  expect(count).toBe(1);
});

type Deed =
  | { readonly kind: 'order'; readonly id: string; readonly change: Change }
  | { readonly kind: 'product'; readonly id: string; readonly change: Change };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    kind: fc.constant('order' as const),
    id: fc.constantFrom('order_a', 'order_b', 'order_c'),
    change: fc
      .record(
        {
          'lines/l1/product': fc.constantFrom('product_x', 'product_y', null),
          'lines/l1/cartons': fc.constantFrom('900', '1400'),
          'containers/c1/type': fc.constantFrom('40RH', '20RF', '40HC'),
          'containers/c1/number': fc.constantFrom('MSKU1234565', 'CSQU3054383', 'TBA', null),
          'containers/c1/set_point': fc.constantFrom('-3', '0', '14', '32'),
          archived: fc.constantFrom(true, false),
        },
        { requiredKeys: [] },
      )
      .map((set): Change => ({ set })),
  }),
  fc.record({
    kind: fc.constant('product' as const),
    id: fc.constantFrom('product_x', 'product_y'),
    change: fc
      .record(
        {
          commodity: fc.constantFrom(
            'Garlic',
            'Asian pear (Ya, Crown/Huangguan, Fengshui, Nashi)',
            'Pomelo (Guanxi honey pomelo)',
            null,
          ),
          set_point: fc.constantFrom('-3', '0', '5', null),
          ventilation: fc.constantFrom('closed', '15', null),
        },
        { requiredKeys: [] },
      )
      .map((set): Change => ({ set })),
  }),
);

test('judged change by change it is the same as judged all anew', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(deed, fc.boolean()), { minLength: 1, maxLength: 12 }),
      async (deeds) => {
        const { start, change, storage } = await setUp();
        const checker = start();
        for (const [{ kind, id, change: one }, waits] of deeds) {
          await change(kind, id, one);
          if (waits) await checker.settled();
        }
        await checker.settled();
        const table = async () => [await storage.db.found.toArray(), await storage.db.cases.toArray()];
        const step = await table();
        checker.stop();
        const anew = start('2');
        await anew.settled();
        expect(await table()).toEqual(step);
        anew.stop();
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);
