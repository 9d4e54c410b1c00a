import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bestRows } from '../../shared/rules/layer.ts';
import { stow, type Box, type Room, type Stack, type Wanted } from '../../shared/rules/plan/stow.ts';

const side = (min: number, max: number) => fc.integer({ min, max });
const box = fc.record({ length: side(150, 700), width: side(150, 500), height: side(100, 400) });
const room = fc.record({ length: side(1500, 12_000), width: side(800, 2400), height: side(500, 2500) });
const wanted = fc
  .array(fc.record({ box, cartons: side(0, 400) }), { minLength: 1, maxLength: 4 })
  .map((all) => all.map((one, index): Wanted => ({ ...one, key: String(index) })));

function overlap(a: Stack, b: Stack): boolean {
  return a.x < b.x + b.length && b.x < a.x + a.length && a.y < b.y + b.width && b.y < a.y + a.width;
}

describe('cartons of several sizes', () => {
  test('stand inside, upright, apart, below the load line, and no more of them than are wanted', () => {
    fc.assert(
      fc.property(room, wanted, (space, all) => {
        const { stacks, placed, usedLength } = stow(space, all);
        for (const stack of stacks) {
          const of = all.find(({ key }) => key === stack.key)?.box;
          expect([of?.length, of?.width].toSorted()).toEqual([stack.length, stack.width].toSorted());
          expect(stack.height).toBe(stack.cartons * (of?.height ?? 0));
          expect(stack.cartons).toBeGreaterThan(0);
          expect(stack.x).toBeGreaterThanOrEqual(0);
          expect(stack.y).toBeGreaterThanOrEqual(0);
          expect(stack.x + stack.length).toBeLessThanOrEqual(usedLength);
          expect(usedLength).toBeLessThanOrEqual(space.length);
          expect(stack.y + stack.width).toBeLessThanOrEqual(space.width);
          expect(stack.height).toBeLessThanOrEqual(space.height);
        }
        const sorted = stacks.toSorted((a, b) => a.x - b.x);
        sorted.forEach((one, at) => {
          for (const other of sorted.slice(at + 1)) {
            if (other.x >= one.x + one.length) break;
            expect(overlap(one, other)).toBe(false);
          }
        });
        for (const { key, cartons } of all) {
          const standing = stacks.filter((stack) => stack.key === key);
          const count = standing.reduce((sum, stack) => sum + stack.cartons, 0);
          expect(count).toBe(placed.get(key) ?? 0);
          expect(count).toBeLessThanOrEqual(cartons);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('of one size are as many as straight rows hold', () => {
    fc.assert(
      fc.property(room, box, side(1, 5000), (space, carton, cartons) => {
        const most = bestRows(space, carton).cartons * Math.floor(space.height / carton.height);
        expect(stow(space, [{ key: 'a', box: carton, cartons }]).placed.get('a')).toBe(
          Math.min(cartons, most),
        );
      }),
    );
  });

  test('do not care in which order they are named, nor which of their sides is called the length', () => {
    fc.assert(
      fc.property(room, wanted, (space, all) => {
        const volume = (given: readonly Wanted[]): number =>
          given.reduce(
            (sum, { key, box: { length, width, height } }) =>
              sum + (stow(space, given).placed.get(key) ?? 0) * length * width * height,
            0,
          );
        expect(volume([...all].reverse())).toBe(volume(all));
        const turned = all.map((one) => ({
          ...one,
          box: { ...one.box, length: one.box.width, width: one.box.length },
        }));
        expect(volume(turned)).toBe(volume(all));
      }),
      { numRuns: 40 },
    );
  });

  test('that stand in a room stand in a longer and a higher one', () => {
    fc.assert(
      fc.property(room, wanted, side(1, 2000), (space, all, more) => {
        const asked = all.filter(({ cartons }) => cartons > 0);
        const whole = (given: Room): boolean => {
          const { placed } = stow(given, all);
          return asked.every(({ key, cartons }) => placed.get(key) === cartons);
        };
        if (whole(space)) expect(whole({ ...space, length: space.length + more })).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

/** Every way to stand stacks on a floor, at sums of sides; how many of each kind, the best by `worth`. */
function exhaustive(
  floor: { length: number; width: number },
  kinds: readonly (Box & { most: number })[],
): number {
  const sums = (limit: number): readonly number[] => {
    const reached = new Set([0]);
    for (const at of reached)
      for (const { length, width } of kinds)
        for (const step of [length, width]) if (at + step < limit) reached.add(at + step);
    return [...reached].sort((a, b) => a - b);
  };
  const [xs, ys] = [sums(floor.length), sums(floor.width)];
  const spots = xs.flatMap((x) => ys.map((y) => ({ x, y })));
  const worth = ({ length, width }: Box): number => length * width;
  let best = 0;
  const taken: Stack[] = [];
  const left = kinds.map(({ most }) => most);
  const go = (from: number, sum: number): void => {
    best = Math.max(best, sum);
    if (best === floor.length * floor.width) return;
    for (let at = from; at < spots.length; at++) {
      const { x = 0, y = 0 } = spots[at] ?? {};
      for (const [kind, one] of kinds.entries()) {
        if ((left[kind] ?? 0) === 0) continue;
        for (const [length, width] of one.length === one.width
          ? [[one.length, one.width] as const]
          : [[one.length, one.width] as const, [one.width, one.length] as const]) {
          const stack: Stack = { key: String(kind), x, y, length, width, cartons: 1, height: 1 };
          if (x + length > floor.length || y + width > floor.width) continue;
          if (taken.some((other) => overlap(other, stack))) continue;
          taken.push(stack);
          left[kind] = (left[kind] ?? 0) - 1;
          go(at + 1, sum + worth(one));
          left[kind] = (left[kind] ?? 0) + 1;
          taken.pop();
        }
      }
    }
  };
  go(0, 0);
  return best;
}

test('the heuristic is never better than every way there is, and seldom far from the best', () => {
  const small = fc.record({
    floor: fc.record({ length: side(5, 10), width: side(4, 6) }),
    kinds: fc.array(fc.record({ length: side(2, 5), width: side(2, 4), most: side(1, 2) }), {
      minLength: 2,
      maxLength: 2,
    }),
  });
  const shares: number[] = [];
  fc.assert(
    fc.property(small, ({ floor, kinds }) => {
      const boxes = kinds.map((kind) => ({ ...kind, height: 1 }));
      const best = exhaustive(floor, boxes);
      const { stacks } = stow(
        { ...floor, height: 1 },
        boxes.map((one, index) => ({ key: String(index), box: one, cartons: one.most })),
      );
      const got = stacks.reduce((sum, { length, width }) => sum + length * width, 0);
      expect(got).toBeLessThanOrEqual(best);
      if (best > 0) shares.push(got / best);
    }),
    { seed: 26, numRuns: 150 },
  );
  // On floors of a handful of cartons, where one more or less weighs most.
  expect(Math.min(...shares)).toBeGreaterThanOrEqual(2 / 3);
  expect(shares.reduce((sum, one) => sum + one, 0) / shares.length).toBeGreaterThanOrEqual(0.95);
});
