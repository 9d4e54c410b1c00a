import { expect, test } from 'vitest';
import { nextNumber } from './create.ts';

test.each([
  [[], 'SO-26001'],
  [['SO-26040', 'SO-26009', 'PO-7'], 'SO-26041'],
  [['A-0099'], 'A-0100'],
  [['no digits at all'], 'SO-26001'],
])('after %j comes %s', (used, expected) => {
  expect(nextNumber(used, '2026-11-23')).toBe(expected);
});
