import { expect, test } from 'vitest';
import { allConflicts } from './conflicts.ts';
import type { Change, FactValue } from './facts.ts';
import { historyOf } from './history.ts';
import { readOrder } from './order.ts';
import { readRecords } from './read.ts';
import { restoresIn } from './restore-entry.ts';
import { OrderDocuments } from './test-documents.ts';
import type { EntityId } from '../sync/document-name.ts';

/** The change that brings back the newest entry of a path that has this value. */
function restore(order: OrderDocuments, path: string, value: FactValue): Change | null {
  const records = [order.board, order.commercial].flatMap((doc) => readRecords(doc));
  const entry = historyOf(records, path).find((one) => one.value === value);
  if (!entry) throw new Error(`never: ${path}`);
  return restoresIn(order.facts())(entry);
}

const prices = (order: OrderDocuments) => {
  const { home, commercial } = order.facts();
  return readOrder('order_x1' as EntityId, home, commercial).lines.map((line) => line.fields.unit_price.cell);
};

test('[F6] an earlier price comes back in a line that was had back on the board alone', () => {
  const order = new OrderDocuments();
  order.write({ set: { 'lines/x/cartons': '20', 'lines/x/unit_price': '1' } });
  order.write({ set: { 'lines/x/unit_price': '2' } });
  order.write({ remove: ['lines/x'] });
  expect(restore(order, 'lines/x/unit_price', '1')).toBeNull();
  order.write({ set: { 'lines/x/cartons': '25' } });
  expect(prices(order)).toEqual([{ kind: 'one', value: '2' }]);
  const change = restore(order, 'lines/x/unit_price', '1');
  expect(change).toEqual({ set: { 'lines/x/unit_price': '1' } });
  order.write(change ?? {});
  expect(prices(order)).toEqual([{ kind: 'one', value: '1' }]);
  expect(allConflicts(order.facts())).toEqual([]);
});

test('[F6] and an earlier count in a line that somebody removed while its first price was set', () => {
  const [order, colleague] = [new OrderDocuments(), new OrderDocuments({ person: '跟单乙', device: 'b' })];
  for (const cartons of ['10', '20']) order.write({ set: { 'lines/x/cartons': cartons } });
  colleague.merge(order);
  colleague.write({ remove: ['lines/x'] });
  order.write({ set: { 'lines/x/unit_price': '2' } });
  order.merge(colleague);
  // It is shown until somebody settles it, and can be worked in like any other.
  expect(prices(order)).toEqual([{ kind: 'one', value: '2' }]);
  expect(restore(order, 'lines/x/cartons', '10')).toEqual({ set: { 'lines/x/cartons': '10' } });
  expect(restore(order, 'lines/x', false)).toBeNull();
});

test('[F6] a field of a line that home knows to be gone does not come back', () => {
  const order = new OrderDocuments();
  order.write({ set: { 'lines/x/unit_price': '1' } });
  order.write({ set: { 'lines/x/unit_price': '2' } });
  order.write({ set: { 'lines/x/cartons': '20' } });
  order.write({ remove: ['lines/x'] });
  expect(restore(order, 'lines/x/cartons', '20')).toBeNull();
  expect(restore(order, 'lines/x', false)).toEqual({ set: { 'lines/x': true } });
});
