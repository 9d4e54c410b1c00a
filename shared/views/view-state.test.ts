import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateKeys } from './entry.ts';
import { groupKeys } from './grouping.ts';
import { sortKeys } from './sorting.ts';
import { formatView, parseView, usualView, viewKinds, type ViewState } from './view-state.ts';

const group = fc.constantFrom(null, ...groupKeys);
const view: fc.Arbitrary<ViewState> = fc.record(
  {
    kind: fc.constantFrom(...viewKinds),
    query: fc.string({ unit: 'grapheme', maxLength: 40 }),
    group,
    lane: group,
    sort: fc.option(
      fc.record({ key: fc.constantFrom(...sortKeys), descending: fc.boolean() }, { noNullPrototype: true }),
    ),
    columns: fc.array(fc.constantFrom('number', 'customer', 'etd.120', 'cartons'), { maxLength: 6 }),
    dates: fc.subarray([...dateKeys]),
    weeks: fc.option(fc.integer({ min: 1, max: 520 })),
  },
  { noNullPrototype: true },
);
const read = (parts: ReadonlyMap<string, string>) => parseView((name) => parts.get(name) ?? null);

test('a view written into an address is read as it was', () => {
  fc.assert(
    fc.property(view, (state) => {
      expect(read(formatView(state))).toEqual(state);
    }),
  );
});

test('any address gives some view', () => {
  const names = fc.constantFrom('as', 'q', 'group', 'lane', 'sort', 'columns', 'dates', 'weeks');
  fc.assert(
    fc.property(fc.array(fc.tuple(names, fc.string())), (parts) => {
      expect(viewKinds).toContain(read(new Map(parts)).kind);
    }),
  );
  const nonsense = { as: 'nothing', group: 'x', sort: '--etd', columns: '<b>', dates: 'x', weeks: '0' };
  expect(read(new Map(Object.entries(nonsense)))).toEqual(usualView);
});

test('the usual view needs no words', () => {
  expect(formatView(usualView).size).toBe(0);
});
