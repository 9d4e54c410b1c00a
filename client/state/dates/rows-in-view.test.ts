import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowsInView } from './rows-in-view.ts';

test('every row that is seen is in it, and not many more', () => {
  const box = fc.record({
    top: fc.integer({ min: 0, max: 2_000_000 }),
    height: fc.integer({ min: 0, max: 1_200 }),
    row: fc.integer({ min: 20, max: 200 }),
    total: fc.integer({ min: 1, max: 100_000 }),
  });
  fc.assert(
    fc.property(box, fc.integer({ min: 0, max: 5 }), ({ top, height, row, total }, margin) => {
      const { from, to } = rowsInView({ top, height, row, total }, margin);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(total);
      expect(to - from).toBeLessThanOrEqual(height / row + 2 + 2 * margin);
      for (let y = top; y < Math.min(top + height, total * row); y += row)
        expect(Math.floor(y / row) >= from && Math.floor(y / row) < to).toBe(true);
    }),
  );
  expect(rowsInView({ top: 0, height: 500, row: 50, total: 0 }, 2)).toEqual({ from: 0, to: 0 });
});
