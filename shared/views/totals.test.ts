import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sumDecimals } from '../model/decimal.ts';
import { anyEntry, entry } from './test-entries.ts';
import { RunningTotals } from './totals.ts';

function of(entries: readonly Parameters<RunningTotals['add']>[0][]) {
  const totals = new RunningTotals();
  for (const one of entries) totals.add(one);
  return totals;
}

test('what was added and taken out again leaves no trace', () => {
  fc.assert(
    fc.property(fc.array(anyEntry), fc.array(anyEntry), (staying, going) => {
      const totals = of([...staying, ...going]);
      for (const one of going) totals.remove(one);
      expect(totals.read()).toEqual(of(staying).read());
    }),
  );
});

test('sums are exact past what a double holds', () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeNat(), { maxLength: 40 }), (grams) => {
      const totals = of(grams.map((netKg, index) => entry(String(index), { quantities: { netKg } }))).read();
      const exact = grams.reduce((sum, one) => sum + BigInt(one), 0n);
      const written = `${exact / 1000n}.${String(exact % 1000n).padStart(3, '0')}`;
      expect(sumDecimals([totals.netKg.sum, '0.000'])).toBe(written);
    }),
  );
});

test('a sum says what is not in it, and amounts stand by currency', () => {
  const totals = of([
    entry('a', {
      quantities: { cartons: 1_120, amount: 16_408_800_000 },
      currency: 'USD',
      containers: [['40RH', 1]],
      found: { errors: 2, warnings: 1, errorCodes: [] },
    }),
    entry('b', { quantities: { cartons: NaN }, conflicts: 1, containers: [['40RH', 2]] }),
    entry('c', {
      quantities: { amount: 500_000 },
      currency: 'EUR',
      found: { errors: 0, warnings: 3, errorCodes: [] },
    }),
  ]).read();
  expect(totals).toEqual({
    orders: 3,
    conflicts: 1,
    errors: 1,
    warnings: 2,
    cartons: { sum: '1120', unknown: 1, open: 1 },
    netKg: { sum: '0', unknown: 3, open: 0 },
    grossKg: { sum: '0', unknown: 3, open: 0 },
    amounts: [
      ['EUR', { sum: '0.5', unknown: 0, open: 0 }],
      ['USD', { sum: '16408.8', unknown: 0, open: 0 }],
    ],
    containers: [['40RH', 3]],
  });
});
