import { expect, test } from 'vitest';
import { toleranceRange, toleranceText } from './tolerance.ts';

test('a plain tolerance allows whole cartons within it', () => {
  expect(toleranceRange('+/-3 %', '1630')).toEqual({ min: '1582', max: '1678' });
  expect(toleranceRange('±5 % quantity and amount', '5380')).toEqual({ min: '5111', max: '5649' });
});

test.each([
  // Each of these is off by a carton in binary fractions.
  ['+/-5.6 %', '2750', '2596', '2904'],
  ['±1.6 %', '2625', '2583', '2667'],
  ['±0.32 %', '1250', '1246', '1254'],
  ['±0.5 %', '12345678901234567890', '12283950506728395051', '12407407295740740729'],
])('%s of %s allows %s to %s', (text, contract, min, max) => {
  expect(toleranceRange(text, contract)).toEqual({ min, max });
});

test('a wording that says more than one number is shown, not reckoned', () => {
  expect(toleranceRange('+5 % / -2 %', '1000')).toBeNull();
  expect(toleranceRange('about', '1000')).toBeNull();
  expect(toleranceRange('+/-3 %', '')).toBeNull();
  expect(toleranceRange('+/-3 %', '0')).toBeNull();
  expect(toleranceRange('+/-101 %', '1000')).toBeNull();
  expect(toleranceText('+/-3 %')).toBe('±3 %');
});
