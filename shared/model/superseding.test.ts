import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Dot } from './facts.ts';
import { unsuperseded } from './superseding.ts';

/** Who names whom, by number: whatever honest writers and forgers can have written together. */
const naming = fc.array(fc.uniqueArray(fc.nat({ max: 7 }), { maxLength: 3 }), { minLength: 1, maxLength: 8 });
const dotOf = (number: number): Dot => [number, 0];

/** The same said slowly: a name counts unless names lead from the named one back to the namer. */
function standing(named: readonly (readonly number[])[]): readonly number[] {
  const reach = named.map((_none, from) => {
    const reached = new Set<number>();
    const due = [from];
    for (let at = due.pop(); at !== undefined; at = due.pop())
      for (const to of named[at] ?? [])
        if (!reached.has(to)) {
          reached.add(to);
          due.push(to);
        }
    return reached;
  });
  const hidden = new Set(
    named.flatMap((targets, from) => targets.filter((to) => to !== from && !reach[to]?.has(from))),
  );
  return [...named.keys()].filter((one) => !hidden.has(one));
}

test('[F2] a name counts unless it closes a ring, and in whatever order records come the same ones stand', () => {
  let rings = 0;
  fc.assert(
    fc.property(naming, fc.infiniteStream(fc.nat()), (named, numbers) => {
      const written = named.map((targets, number) => ({
        record: { dot: dotOf(number) },
        entry: { seen: targets.map(dotOf) },
      }));
      const left = (all: typeof written) =>
        unsuperseded(all)
          .map(({ record }) => record.dot[0])
          .toSorted((a, b) => a - b);
      const expected = standing(named);
      expect(expected.length).toBeGreaterThan(0);
      expect(left(written)).toEqual(expected);
      const shuffled = written
        .map((one) => ({ one, key: numbers.next().value as number }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ one }) => one);
      expect(left(shuffled)).toEqual(expected);
      if (named.some((targets, from) => targets.some((to) => to !== from && expected.includes(to)))) rings++;
    }),
    { numRuns: 2_000 },
  );
  // Without rings the law would be the simple one.
  expect(rings).toBeGreaterThan(100);
});

test('[F2] a chain as long as a document can hold is no depth', () => {
  const dots = Array.from({ length: 50_000 }, (_none, number) => number);
  const chain = dots.map((number) => ({
    record: { dot: dotOf(number) },
    entry: { seen: number === 0 ? [] : [dotOf(number - 1)] },
  }));
  expect(unsuperseded(chain)).toEqual(chain.slice(-1));
  const ring = chain.map((one, index) => (index > 0 ? one : { ...one, entry: { seen: [dotOf(49_999)] } }));
  expect(unsuperseded(ring)).toHaveLength(50_000);
});
