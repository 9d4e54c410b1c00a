import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { EntityId } from '../sync/document-name.ts';
import { copyOrder } from './copy-order.ts';
import { compartmentOf, splitChange } from './documents.ts';
import type { Change, FactValue } from './facts.ts';
import { fold } from './fold.ts';
import { readOrder } from './order.ts';
import { readRecords } from './read.ts';
import { appendChange } from './record.ts';
import type { OrderView } from './order.ts';

const author = { person: '甲', device: 'a' };

function orderOf(...changes: readonly (readonly Change[])[]): OrderView {
  const docs = new Map([
    ['board', new Y.Doc()],
    ['commercial', new Y.Doc()],
  ]);
  for (const atOnce of changes) {
    const before = new Map([...docs].map(([place, doc]) => [place, Y.encodeStateAsUpdate(doc)]));
    for (const change of atOnce)
      for (const [place, part] of splitChange('order', change)) {
        const copy = new Y.Doc();
        Y.applyUpdate(copy, before.get(place) ?? new Uint8Array([0, 0]));
        appendChange(copy, author, 1, part, 'order');
        const doc = docs.get(place);
        if (doc) Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy));
      }
  }
  const facts = (place: string) => fold(readRecords(docs.get(place) ?? new Y.Doc()), 'order');
  return readOrder('order_o1' as EntityId, facts('board'), facts('commercial'));
}

/** Every kind of thing an order holds; what a copy takes is told apart by hand below. */
const everything: Readonly<Record<string, FactValue>> = {
  number: 'SO-26012',
  customer: 'customer_c1',
  stage: 'sailed',
  position: 'a1',
  owner: '甲',
  archived: true,
  incoterm: 'FOB',
  incoterm_place: 'Qingdao',
  tolerance: '+/-5%',
  cartons: '1590',
  net_kg: '28620',
  enquiry: '2026-01-01',
  etd: '2026-02-01',
  sailed: '2026-02-02',
  booking_set_point: '-1',
  currency: 'USD',
  payment: '30% T/T',
  total: '20000',
  price_freight_total: '3000',
  price_exchange_rate: '7.1',
  lc_number: 'LC1',
  'lines/l1/position': 'a0',
  'lines/l1/product': 'product_p1',
  'lines/l1/count': '113',
  'lines/l1/cartons': '1600',
  'lines/l1/unit_price': '12.5',
  'lines/l1/amount': '20000',
  'containers/c1/type': '40RH',
  'containers/c1/number': 'ABCU1234567',
  'containers/c1/set_point': '-1',
  'containers/c1/ventilation': 'closed',
  'instructions/r1/revision': '1',
  'instructions/r1/acks/quality/department': 'quality',
  'vgm/v1/weight': '31000',
  'papers/p1/kind': 'packing_list',
};

function copied(view: OrderView) {
  let next = 0;
  return copyOrder(view, () => `n${next++}`);
}

test('a copy takes customer, terms, goods, packing and prices, and names its origin', () => {
  expect(copied(orderOf([{ set: everything }]))).toEqual({
    set: {
      copied_from: 'order_o1',
      customer: 'customer_c1',
      incoterm: 'FOB',
      incoterm_place: 'Qingdao',
      tolerance: '+/-5%',
      currency: 'USD',
      payment: '30% T/T',
      'lines/n0/position': 'a0',
      'lines/n0/product': 'product_p1',
      'lines/n0/count': '113',
      'lines/n0/cartons': '1600',
      'lines/n0/unit_price': '12.5',
      'containers/n1/type': '40RH',
      'containers/n1/set_point': '-1',
      'containers/n1/ventilation': 'closed',
    },
    open: [],
  });
  expect(compartmentOf('order', 'copied_from')).toBe('board');
});

test('cartons of the whole order are taken only where the lines have none', () => {
  expect(copied(orderOf([{ set: { cartons: '1590' } }])).set).toEqual({
    copied_from: 'order_o1',
    cartons: '1590',
  });
});

test('what is removed does not come along, and what waits to be settled stays empty and is told', () => {
  const view = orderOf(
    [{ set: { 'lines/l1/count': '113', 'lines/l2/count': '125', tolerance: '5' } }],
    [
      { set: { tolerance: '6' } },
      { set: { tolerance: '7', 'lines/l2/count': '130' } },
      { remove: ['lines/l1'] },
    ],
  );
  expect(copied(view)).toEqual({
    set: { copied_from: 'order_o1', 'lines/n0/count': '130' },
    open: ['tolerance'],
  });
});
