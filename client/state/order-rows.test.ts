import { expect, test, vi } from 'vitest';
import type { OrderRow } from '../../shared/model/rows.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { OrderRows } from './order-rows.ts';

const id = (name: string) => `order_${name}` as EntityId;
const row = (name: string, stage: string) => ({ id: id(name), stage }) as unknown as OrderRow;

/** Rows over a table of which each reading ends when the test says so. */
function overTable(...stored: readonly OrderRow[]) {
  const table = new Map(stored.map((one) => [one.id, one]));
  const readings: { readonly ids: readonly EntityId[]; readonly end: () => void }[] = [];
  const rows = new OrderRows((ids) => {
    // As the table is when it is asked, whatever is written until the answer comes.
    const found = ids.map((one) => structuredClone(table.get(one)));
    const { promise, resolve } = Promise.withResolvers<readonly (OrderRow | undefined)[]>();
    readings.push({ ids, end: () => resolve(found) });
    return promise;
  });
  return { rows, table, readings };
}

/** What the followers of these were told, as stages. */
function told(rows: OrderRows<OrderRow>, ...names: readonly string[]) {
  const given: (readonly (OrderRow | undefined)[])[] = [];
  const stop = rows.watch(names.map(id), (found) => given.push(found));
  return { given, stages: () => given.map((found) => found.map((one) => one?.stage ?? null)), stop };
}

test('what several parts of a page show is read at once, each order once, and they share its row', async () => {
  const { rows, readings } = overTable(row('a', 'enquiry'), row('b', 'quoted'));
  const [one, two] = [told(rows, 'a', 'b'), told(rows, 'b', 'c')];
  await vi.waitFor(() => expect(readings).toHaveLength(1));
  expect(readings[0]?.ids).toEqual(['order_a', 'order_b', 'order_c']);
  expect(one.given).toEqual([]);
  readings[0]?.end();
  await vi.waitFor(() => expect(two.stages()).toEqual([['quoted', null]]));
  expect(one.stages()).toEqual([['enquiry', 'quoted']]);
  expect(one.given[0]?.[1]).toBe(two.given[0]?.[0]);
});

test('what is known already comes without reading, and never at once', async () => {
  const { rows, readings } = overTable(row('a', 'enquiry'));
  const first = told(rows, 'a');
  await vi.waitFor(() => expect(readings).toHaveLength(1));
  readings[0]?.end();
  await vi.waitFor(() => expect(first.given).toHaveLength(1));
  first.stop();
  const again = told(rows, 'a');
  expect(again.given).toEqual([]);
  await vi.waitFor(() => expect(again.stages()).toEqual([['enquiry']]));
  expect(readings).toHaveLength(1);
});

test('a written row is told to those who show it, the same row to nobody', async () => {
  const { rows, readings } = overTable(row('a', 'enquiry'), row('b', 'quoted'));
  const [one, other] = [told(rows, 'a'), told(rows, 'b')];
  await vi.waitFor(() => expect(readings).toHaveLength(1));
  readings[0]?.end();
  await vi.waitFor(() => expect(other.given).toHaveLength(1));
  rows.written([row('a', 'quoted'), row('b', 'quoted'), row('z', 'quoted')]);
  expect([one.stages(), other.stages()]).toEqual([[['enquiry'], ['quoted']], [['quoted']]]);
  one.stop();
  rows.written([row('a', 'paid')]);
  expect(one.given).toHaveLength(2);
});

test('what is written while it is being read stands: the reading may be older', async () => {
  const { rows, readings } = overTable(row('a', 'enquiry'), row('b', 'enquiry'));
  const one = told(rows, 'a', 'b');
  await vi.waitFor(() => expect(readings).toHaveLength(1));
  rows.written([row('a', 'quoted')]);
  readings[0]?.end();
  await vi.waitFor(() => expect(one.stages()).toEqual([['quoted', 'enquiry']]));
});

test('when any row may be another one, those that are shown are read again, and the others forgotten', async () => {
  const { rows, table, readings } = overTable(row('a', 'enquiry'), row('b', 'enquiry'), row('c', 'enquiry'));
  const [one, left] = [told(rows, 'a', 'b'), told(rows, 'c')];
  await vi.waitFor(() => expect(readings).toHaveLength(1));
  readings[0]?.end();
  await vi.waitFor(() => expect(one.given).toHaveLength(1));
  left.stop();
  table.set(id('b'), row('b', 'paid'));
  rows.allOld();
  await vi.waitFor(() => expect(readings).toHaveLength(2));
  expect(readings[1]?.ids).toEqual(['order_a', 'order_b']);
  readings[1]?.end();
  await vi.waitFor(() =>
    expect(one.stages()).toEqual([
      ['enquiry', 'enquiry'],
      ['enquiry', 'paid'],
    ]),
  );
  expect(one.given[1]?.[0]).toBe(one.given[0]?.[0]);
  told(rows, 'c');
  await vi.waitFor(() => expect(readings[2]?.ids).toEqual(['order_c']));
});

test('whoever has stopped is told nothing, and of no orders one is told that', async () => {
  const { rows, readings } = overTable(row('a', 'enquiry'));
  const [gone, none] = [told(rows, 'a'), told(rows)];
  gone.stop();
  await vi.waitFor(() => expect(none.given).toEqual([[]]));
  for (const { end } of readings) end();
  rows.written([row('a', 'paid')]);
  expect(gone.given).toEqual([]);
});

test('what was read when nobody showed it any more is read again by whoever does', async () => {
  const { rows, table, readings } = overTable(row('a', 'enquiry'));
  const gone = told(rows, 'a');
  await vi.waitFor(() => expect(readings).toHaveLength(1));
  gone.stop();
  readings[0]?.end();
  await new Promise((resolve) => setTimeout(resolve));
  table.set(id('a'), row('a', 'paid'));
  rows.written([row('a', 'paid')]);
  const back = told(rows, 'a');
  await vi.waitFor(() => expect(readings).toHaveLength(2));
  readings[1]?.end();
  await vi.waitFor(() => expect(back.stages()).toEqual([['paid']]));
});

test('what was to be read again and was left before that is not taken for what is there', async () => {
  const { rows, table, readings } = overTable(row('a', 'enquiry'), row('b', 'enquiry'));
  const [left, stays] = [told(rows, 'a'), told(rows, 'b')];
  await vi.waitFor(() => expect(readings).toHaveLength(1));
  readings[0]?.end();
  await vi.waitFor(() => expect(left.given).toHaveLength(1));
  table.set(id('a'), row('a', 'paid'));
  rows.allOld();
  left.stop();
  await vi.waitFor(() => expect(readings).toHaveLength(2));
  readings[1]?.end();
  await vi.waitFor(() => expect(stays.given).toHaveLength(1));
  const back = told(rows, 'a');
  await vi.waitFor(() => expect(readings).toHaveLength(3));
  readings[2]?.end();
  await vi.waitFor(() => expect(back.stages()).toEqual([['paid']]));
});

test('what comes into view is read beside what is being read, and of two readings of a row the later one stands', async () => {
  const { rows, table, readings } = overTable(row('a', 'enquiry'), row('b', 'quoted'));
  const first = told(rows, 'a');
  await vi.waitFor(() => expect(readings).toHaveLength(1));
  const second = told(rows, 'b');
  await vi.waitFor(() => expect(readings).toHaveLength(2));
  readings[1]?.end();
  await vi.waitFor(() => expect(second.stages()).toEqual([['quoted']]));
  expect(first.given).toEqual([]);
  table.set(id('a'), row('a', 'paid'));
  rows.allOld();
  await vi.waitFor(() => expect(readings).toHaveLength(3));
  readings[2]?.end();
  await vi.waitFor(() => expect(first.stages()).toEqual([['paid']]));
  readings[0]?.end();
  await new Promise((resolve) => setTimeout(resolve));
  expect(first.stages()).toEqual([['paid']]);
});

test('of many rows that were written those that are shown are read again, and no others', async () => {
  const { rows, table, readings } = overTable(row('a', 'enquiry'), row('b', 'enquiry'), row('c', 'enquiry'));
  const [one, left] = [told(rows, 'a', 'b'), told(rows, 'c')];
  await vi.waitFor(() => expect(readings).toHaveLength(1));
  readings[0]?.end();
  await vi.waitFor(() => expect(one.given).toHaveLength(1));
  left.stop();
  table.set(id('b'), row('b', 'paid'));
  rows.old([id('b'), id('c'), id('z')]);
  await vi.waitFor(() => expect(readings).toHaveLength(2));
  expect(readings[1]?.ids).toEqual(['order_b']);
  readings[1]?.end();
  await vi.waitFor(() => expect(one.stages().at(-1)).toEqual(['enquiry', 'paid']));
  told(rows, 'c');
  await vi.waitFor(() => expect(readings[2]?.ids).toEqual(['order_c']));
});
