import { expect, test } from 'vitest';
import { figureNames, type FigureName } from './figure-names.ts';
import { figureName, figureTypes, parseFigure } from './figures.ts';

test.each<[FigureName, string, unknown]>([
  ['temperature', '-3 - 0', '-3-0'],
  ['temperature', '−3 ~ −1', '-3--1'],
  ['temperature', '-3--1', '-3--1'],
  ['temperature', '-3 至 0 ℃', '-3-0'],
  ['temperature', '+4', '4'],
  ['pulp_temperature', '0…2', '0-2'],
  ['ventilation', '关闭', 'closed'],
  ['ventilation', '0-15 m3/h', '0-15'],
  ['ventilation', '25', '25'],
  ['humidity', '90 – 95 %', '90-95'],
  ['storage_life', '180-210天', '180-210'],
  ['freezing_point', '−2.0', '-2.0'],
  ['ethylene_production', 'Very_Low', 'very_low'],
  ['dehumidification', 'on', 'on'],
  ['mixed_load_group', 'USDA 668 group 3', 'USDA 668 group 3'],
  ['temperature', '', null],
])('%s %s', (name, text, value) => {
  expect(parseFigure(name, text)).toEqual({ ok: true, value });
});

test.each<[FigureName, string, string]>([
  ['temperature', '26-32 °F', 'not_range'],
  ['temperature', '0 - -3', 'not_range'],
  ['temperature', '-40', 'out_of_range'],
  ['ventilation', '20 %', 'ventilation_per_cent'],
  ['ventilation', '0', 'ventilation_zero'],
  ['humidity', '120', 'out_of_range'],
  ['freezing_point', 'cold', 'not_number'],
  ['ethylene_production', 'some', 'not_choice'],
])('%s %s is refused: %s', (name, text, code) => {
  expect(parseFigure(name, text)).toMatchObject({ ok: false, error: { code } });
});

test('every name has a form, and other names are none', () => {
  for (const name of figureNames) expect(figureTypes[name]).toBeDefined();
  expect(figureName('freezing_point')).toBe('freezing_point');
  expect(figureName('constructor')).toBeNull();
});
