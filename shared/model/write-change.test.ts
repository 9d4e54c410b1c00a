import { describe, expect, test } from 'vitest';
import { allConflicts } from './conflicts.ts';
import type { Change } from './facts.ts';
import { OrderDocuments } from './test-documents.ts';

const dispute = [{ path: 'lines/x', values: [false, true] }];

/** A line that one removed on the board while another gave it its first price, which lies in a document of its own. */
function disputed(): OrderDocuments {
  const [a, b] = [new OrderDocuments(), new OrderDocuments()];
  a.write({ set: { 'lines/x/cartons': '20' } });
  b.merge(a);
  a.write({ remove: ['lines/x'] });
  b.write({ set: { 'lines/x/unit_price': '2' } });
  a.merge(b);
  return a;
}

describe('[F3] a line removed on the board while its first price was set', () => {
  test('waits to be settled', () => {
    expect(allConflicts(disputed().facts())).toEqual(dispute);
  });

  test.each<[string, Change]>([
    ['cartons', { set: { 'lines/x/cartons': '25' } }],
    ['a price', { set: { 'lines/x/unit_price': '3' } }],
    ['both', { set: { 'lines/x/cartons': '25', 'lines/x/unit_price': '3' } }],
    ['something else', { set: { cartons: '900' } }],
  ])('is not settled in passing by whoever writes %s', (_what, change) => {
    const order = disputed();
    order.write(change);
    expect(allConflicts(order.facts())).toEqual(dispute);
  });
});
