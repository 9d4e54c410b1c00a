import { expect, test } from 'vitest';
import {
  canonicalDecimal,
  compareDecimals,
  divideDecimals,
  multiplyDecimals,
  roundDecimal,
  sumDecimals,
} from './decimal.ts';

test.each([
  ['1590.0', '1590'],
  ['0010.500', '10.5'],
  ['-0.00', '0'],
  ['-3', '-3'],
  ['0.05', '0.05'],
  ['1e3', null],
  ['+3', null],
  ['1,590', null],
  ['', null],
])('canonicalDecimal(%j) is %j', (text, canonical) => {
  expect(canonicalDecimal(text)).toBe(canonical);
});

test('sums are exact where binary fractions are not', () => {
  expect(sumDecimals(['0.1', '0.2'])).toBe('0.3');
  expect(sumDecimals(['16408.80', '-0.015'])).toBe('16408.785');
  expect(sumDecimals([])).toBe('0');
  expect(sumDecimals(['1', 'x'])).toBeNull();
});

test('products and rounding half away from zero', () => {
  expect(multiplyDecimals('1590', '10.32')).toBe('16408.80');
  expect(roundDecimal('2.345', 2)).toBe('2.35');
  expect(roundDecimal('-2.345', 2)).toBe('-2.35');
  expect(roundDecimal('2.344', 2)).toBe('2.34');
  expect(roundDecimal('7', 2)).toBe('7.00');
});

test('comparison ignores how a number is written', () => {
  expect(compareDecimals('-3', '3')).toBe(-1);
  expect(compareDecimals('1.50', '1.5')).toBe(0);
  expect(compareDecimals('10', '9.99')).toBe(1);
  expect(compareDecimals('a', '1')).toBeNull();
});

test.each([
  ['1', '3', 4, '0.3333'],
  ['2', '3', 4, '0.6667'],
  ['-1', '8', 2, '-0.13'],
  ['1', '-8', 2, '-0.13'],
  ['-1', '-8', 2, '0.13'],
  ['40', '1630', 3, '0.025'],
  ['0.30', '0.1', 0, '3'],
  ['12345678901234567890', '3', 0, '4115226300411522630'],
  ['-1', '300', 2, '0.00'],
  ['1', '0.00', 2, null],
  ['1', '', 2, null],
])('divideDecimals(%j, %j, %j) is %j', (a, b, places, quotient) => {
  expect(divideDecimals(a, b, places)).toBe(quotient);
});
