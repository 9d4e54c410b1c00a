import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { EntityId } from '../sync/document-name.ts';
import { copyOrder, type OrderCopy } from './copy-order.ts';
import { compartmentOf, splitChange } from './documents.ts';
import type { Change, FactValue, Path } from './facts.ts';
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
    leftOut: [],
  });
  expect(compartmentOf('order', 'copied_from')).toBe('board');
});

test('cartons of the whole order are taken only where the lines have none', () => {
  expect(copied(orderOf([{ set: { cartons: '1590' } }])).set).toEqual({
    copied_from: 'order_o1',
    cartons: '1590',
  });
});

const line = { 'lines/l1/count': '113', 'lines/l2/count': '125' };

/** What is written first, what two people then write at once, and what a copy takes and leaves out of it. */
test.each<[string, Change, readonly Change[], OrderCopy['set'], OrderCopy['leftOut']]>([
  ['a line that is removed', { set: line }, [{ remove: ['lines/l1'] }], { 'lines/n0/count': '125' }, []],
  [
    'a field in conflict',
    { set: { tolerance: '5', incoterm: 'FOB' } },
    [{ set: { tolerance: '6' } }, { set: { tolerance: '7' } }],
    { incoterm: 'FOB' },
    [{ path: 'tolerance' as Path, why: 'conflict' }],
  ],
  [
    'a field of a line in conflict',
    { set: { ...line, 'lines/l1/cartons': '10' } },
    [{ set: { 'lines/l1/cartons': '11' } }, { set: { 'lines/l1/cartons': '12' } }],
    { 'lines/n0/count': '113', 'lines/n1/count': '125' },
    [{ path: 'lines/l1/cartons' as Path, why: 'conflict' }],
  ],
  [
    'a line removed and changed',
    { set: line },
    [{ remove: ['lines/l1'] }, { set: { 'lines/l1/cartons': '12' } }],
    { 'lines/n0/count': '125' },
    [{ path: 'lines/l1' as Path, why: 'conflict' }],
  ],
  [
    'a line removed, and its price changed, which lies elsewhere',
    { set: { ...line, 'lines/l1/unit_price': '12' } },
    [{ remove: ['lines/l1'] }, { set: { 'lines/l1/unit_price': '13' } }],
    { 'lines/n0/count': '125' },
    [{ path: 'lines/l1' as Path, why: 'conflict' }],
  ],
  [
    'words where a number belongs',
    {
      set: {
        'containers/c1/type': '40RH',
        'containers/c1/set_point': 'cold',
        'containers/c1/ventilation': '50%',
      },
    },
    [],
    { 'containers/n0/type': '40RH' },
    [
      { path: 'containers/c1/set_point' as Path, why: 'misfit' },
      { path: 'containers/c1/ventilation' as Path, why: 'misfit' },
    ],
  ],
  [
    'what is no text, and no such choice',
    { set: { tolerance: true, payment: ['30%', 'T/T'], incoterm: 'FOC', currency: 'USD' } },
    [],
    { currency: 'USD' },
    [
      { path: 'incoterm' as Path, why: 'misfit' },
      { path: 'tolerance' as Path, why: 'misfit' },
      { path: 'payment' as Path, why: 'misfit' },
    ],
  ],
])(
  '[F3] a copy takes what is clear and names what it leaves out: %s',
  (_name, first, atOnce, set, leftOut) => {
    expect(copied(orderOf([first], atOnce))).toEqual({ set: { copied_from: 'order_o1', ...set }, leftOut });
  },
);

test('[F2] and what has not arrived in full', () => {
  const doc = new Y.Doc();
  const missing = [999, 0];
  doc.getArray('records').push([
    {
      a: 'x',
      d: 'x',
      t: 1,
      s: [
        ['tolerance', '5', missing],
        ['incoterm', 'FOB'],
        ['lines/l1', true],
      ],
    },
    { a: 'x', d: 'x', t: 2, s: [['lines/l1/position', 'a0', missing]] },
  ]);
  const board = fold(readRecords(doc), 'order');
  expect(copied(readOrder('order_o1' as EntityId, board, null))).toEqual({
    set: { copied_from: 'order_o1', incoterm: 'FOB', 'lines/n0/position': 'a0' },
    leftOut: [{ path: 'tolerance', why: 'incomplete' }],
  });
});
