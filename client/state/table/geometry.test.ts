import fc from 'fast-check';
import { expect, test } from 'vitest';
import { edges, revealed, seenColumns, seenLines } from './geometry.ts';

test('whatever line is seen is drawn, and no more than a screenful with some to spare', () => {
  fc.assert(
    fc.property(
      fc.nat(3_300_000),
      fc.integer({ min: 1, max: 2_000 }),
      fc.nat(100_000),
      (offset, height, count) => {
        const { from, to } = seenLines(offset, height, 32, count);
        for (let line = Math.floor(offset / 32); line * 32 < offset + height && line < count; line++)
          expect(line >= from && line < to).toBe(true);
        expect(to - from).toBeLessThanOrEqual(height / 32 + 14);
      },
    ),
  );
});

test('whatever column shows beside the pinned ones is drawn', () => {
  const widths = fc.array(fc.integer({ min: 24, max: 400 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(
      widths,
      fc.nat(5),
      fc.nat(4_000),
      fc.integer({ min: 1, max: 2_000 }),
      (given, pins, offset, width) => {
        const left = edges(given);
        const pinned = Math.min(pins, given.length);
        const { from, to } = seenColumns(left, pinned, offset, width);
        for (let at = pinned; at < given.length; at++) {
          const [start = 0, end = 0] = [left[at], left[at + 1]];
          const shows = end > offset + (left[pinned] ?? 0) && start < offset + width;
          if (shows) expect(at >= from && at < to).toBe(true);
        }
      },
    ),
  );
});

test.each([
  // offset, size, start, end, before, after → offset
  [0, 100, 20, 40, 0, 0, 0],
  [50, 100, 20, 40, 10, 0, 10],
  [0, 100, 90, 120, 0, 20, 40],
  [5, 100, 2, 30, 10, 0, 0],
])('from %i, %i high: %i to %i is shown at %i, %i', (offset, size, start, end, before, after, at) => {
  expect(revealed(offset, size, start, end, before, after)).toBe(at);
});
