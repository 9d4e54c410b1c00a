import { expect, test } from 'vitest';
import { fieldsOf } from './field.ts';
import { parseValue } from './parse-value.ts';
import { schema } from './schema.ts';

/** A Monday. */
const today = '2026-11-23';
const { order, customer, product } = schema;
const cartons = order['lines/*/cartons'];
const setPoint = order['containers/*/set_point'];
const ventilation = order['containers/*/ventilation'];
const humidity = product.humidity;
const price = order['lines/*/unit_price'];

test.each([
  [cartons, '1,590', '1590'],
  [cartons, '１５９０', '1590'],
  [cartons, '1 590 箱', '1590'],
  [cartons, '1590.0', '1590'],
  [cartons, '0007', '7'],
  [cartons, '  ', null],
  [setPoint, '−3', '-3'],
  [setPoint, '-3 °C', '-3'],
  [setPoint, '+3', '3'],
  [setPoint, '－３℃', '-3'],
  [setPoint, '-0', '0'],
  [setPoint, '0.5', '0.5'],
  [price, '1,017.19', '1017.19'],
  [price, '17.10', '17.10'],
  [ventilation, 'CLOSED', 'closed'],
  [ventilation, '关闭', 'closed'],
  [ventilation, '15 m³/h', '15'],
  [ventilation, '15立方/小时', '15'],
  [ventilation, '25 CBM/H', '25'],
  [humidity, '90 – 95 %', '90-95'],
  [humidity, '65至75', '65-75'],
  [humidity, '90', '90'],
  [order.etd, '2026/12/6', '2026-12-06'],
  [order.etd, '2026年12月6日', '2026-12-06'],
  [order.etd, '20261206', '2026-12-06'],
  [order.etd, '２０２６-１２-０６', '2026-12-06'],
  [order.incoterm, 'cif', 'CIF'],
  [order.archived, 'true', true],
  [customer.name, ' 青岛，公司 ', '青岛，公司'],
  [product.counts, '88、96, 112', ['88', '96', '112']],
  [product.counts, ' , ', null],
  [order.customer, 'customer_c01', 'customer_c01'],
] as const)('takes %#: %s', (field, text, value) => {
  expect(parseValue(field, text, today)).toEqual({ ok: true, value });
});

test.each([
  [cartons, 'many', { code: 'not_number', unit: 'ctn' }],
  [cartons, '1,59', { code: 'not_number', unit: 'ctn' }],
  [cartons, '1e3', { code: 'wrong_unit', unit: 'ctn' }],
  [cartons, '12.5', { code: 'too_many_places', places: 0 }],
  [cartons, '-5', { code: 'out_of_range', min: '0', max: '1000000', unit: 'ctn' }],
  [cartons, '15 kg', { code: 'wrong_unit', unit: 'ctn' }],
  [setPoint, '-3 °F', { code: 'wrong_unit', unit: '°C' }],
  [setPoint, '55', { code: 'out_of_range', min: '-30', max: '30', unit: '°C' }],
  [ventilation, '20 %', { code: 'ventilation_per_cent' }],
  [ventilation, '０％', { code: 'ventilation_per_cent' }],
  [ventilation, '0', { code: 'ventilation_zero' }],
  [ventilation, '15 cfm', { code: 'wrong_unit', unit: 'm³/h' }],
  [ventilation, '900', { code: 'out_of_range', min: '0', max: '300', unit: 'm³/h' }],
  [humidity, '95-90', { code: 'not_range', unit: '%' }],
  [humidity, '90-195', { code: 'out_of_range', min: '0', max: '100', unit: '%' }],
  [order.etd, '2026-02-30', { code: 'not_date' }],
  [order.etd, '06/12/2026', { code: 'not_date' }],
  [order['vgm/*/method'], '3', { code: 'not_choice', options: ['1', '2'] }],
  [order.customer, 'product_p01', { code: 'not_entity' }],
  [order.archived, 'maybe', { code: 'not_boolean' }],
  [customer.name, 'x'.repeat(201), { code: 'too_long', max: 200 }],
] as const)('refuses %#: %s', (field, text, error) => {
  expect(parseValue(field, text, today)).toEqual({ ok: false, error });
});

test('a lone decimal comma is refused: it may mean either', () => {
  expect(parseValue(fieldsOf('board').kilograms(), '10,5', today).ok).toBe(false);
});
