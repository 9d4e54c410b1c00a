import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { FactValue } from './facts.ts';
import { fits, misfits } from './fits.ts';
import { fold } from './fold.ts';
import { readRecords } from './read.ts';
import { schema } from './schema.ts';

const { order, product, customer } = schema;

test.each<[string, Parameters<typeof fits>[0], readonly FactValue[], readonly FactValue[]]>([
  ['cartons', order.cartons, ['0', '1590', '1590.0', null], ['abc', '-1', '1.5', ['1'], true, '1,590', '']],
  ['a set point', order.booking_set_point, ['-3', '0', '12.5'], ['-31', '+3', '-3 °C', 'cold']],
  ['a date', order.etd, ['2026-12-06'], ['12/6', '2026-13-01', '2026-12-06T00:00:00Z']],
  ['a choice', order.incoterm, ['CIF'], ['cif', 'XXX']],
  ['an entity', order.customer, ['customer_c01'], ['order_x', 'Najd']],
  ['ventilation', product.ventilation, ['closed', '25'], ['20 %', '0', 'shut']],
  ['humidity', product.humidity, ['85-90', '90'], ['90-85', '85-']],
  ['yes or no', order.archived, [true, false], ['true', 'yes']],
  ['a text', order.number, ['SO-1', ' \u202eSO'], ['x'.repeat(201), ['SO-1']]],
  ['a list', customer.reorder_days, [['30', '31'], []], ['30', ['9'.repeat(501)]]],
])('%s: what the field can hold', (_what, field, good, bad) => {
  for (const value of good) expect([value, fits(field, value)]).toEqual([value, true]);
  for (const value of bad) expect([value, fits(field, value)]).toEqual([value, false]);
});

test('[F2] a bad value of a hostile client stands as it was written and is named', () => {
  const doc = new Y.Doc();
  const sets = [
    ['cartons', 'abc'],
    ['etd', '2026-12-06'],
    ['number', ['a', 'b']],
  ];
  doc.getArray('records').push([{ a: 'x', d: 'x', t: 1, s: sets }]);
  expect(misfits(fold(readRecords(doc), 'order'), 'order')).toEqual([
    { path: 'cartons', value: 'abc' },
    { path: 'number', value: ['a', 'b'] },
  ]);
});
