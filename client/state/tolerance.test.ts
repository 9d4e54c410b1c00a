import { expect, test } from 'vitest';
import { toleranceRange, toleranceText } from './tolerance.ts';

test('a plain tolerance allows whole cartons within it', () => {
  expect(toleranceRange('+/-3 %', '1630')).toEqual({ min: 1582, max: 1678 });
  expect(toleranceRange('±5 % quantity and amount', '5380')).toEqual({ min: 5111, max: 5649 });
});

test('a wording that says more than one number is shown, not reckoned', () => {
  expect(toleranceRange('+5 % / -2 %', '1000')).toBeNull();
  expect(toleranceRange('about', '1000')).toBeNull();
  expect(toleranceText('+/-3 %')).toBe('±3 %');
});
