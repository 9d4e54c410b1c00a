import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OrderEntry } from './entry.ts';
import { groupKeys, groupsOf, type GroupRanks } from './grouping.ts';
import { Listing, type Layout } from './listing.ts';
import { comparison, sortKeys } from './sorting.ts';
import { anyEntry, entry } from './test-entries.ts';

const ranks: GroupRanks = {
  stages: new Map([
    ['enquiry', 0],
    ['booked', 1],
  ]),
  customers: new Map([
    ['customer_x', 'Zola'],
    ['customer_y', 'Abel'],
  ]),
  products: new Map([['product_x', 'garlic']]),
  collate: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
};
const key = fc.constantFrom(null, ...groupKeys);
const layout: fc.Arbitrary<Layout> = fc.record({
  group: key,
  lane: key,
  sort: fc.record({ key: fc.constantFrom(...sortKeys), descending: fc.boolean() }),
});
const open = (one: OrderEntry): boolean => one.shelf === 'open';

function all(listing: Listing) {
  return listing.sections().map(({ group, lane, totals }) => ({
    group,
    lane,
    totals,
    ids: listing.entries(group, lane).map(({ id }) => id),
  }));
}

describe('a listing', () => {
  test('kept in step is the same as one made of what stands in the end', () => {
    fc.assert(
      fc.property(
        fc.array(anyEntry, { maxLength: 30 }),
        layout,
        fc.nat({ max: 30 }),
        (changes, how, looks) => {
          const standing = new Map<string, OrderEntry>();
          const kept = new Listing([], open, how, ranks);
          changes.forEach((next, at) => {
            kept.replace(standing.get(next.id) ?? null, next);
            standing.set(next.id, next);
            // From here on its sections are sorted.
            if (at === looks) all(kept);
          });
          const anew = new Listing(standing.values(), open, how, ranks);
          expect(all(kept)).toEqual(all(anew));
          expect(kept.count).toBe(anew.count);
        },
      ),
    );
  });

  test('has every order that passes in each of its groups once, sorted, and no other', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 30 }), layout, (entries, how) => {
        const standing = [...new Map(entries.map((one) => [one.id, one])).values()];
        const listing = new Listing(standing, open, how, ranks);
        const groups = (one: OrderEntry, by: Layout['group']) => (by === null ? [''] : groupsOf(one, by));
        for (const { group, lane } of listing.sections()) {
          const found = listing.entries(group, lane);
          const expected = standing.filter(
            (one) =>
              open(one) && groups(one, how.group).includes(group) && groups(one, how.lane).includes(lane),
          );
          expect(new Set(found)).toEqual(new Set(expected));
          expect(found.length).toBe(new Set(expected).size);
          expect([...found].sort(comparison(how.sort, ranks))).toEqual(found);
        }
      }),
    );
  });

  test('a window is what stands there when all is sorted, whether it is asked first or later', () => {
    const long = fc.array(anyEntry, { minLength: 30, maxLength: 120 });
    fc.assert(
      fc.property(long, layout, fc.nat(12), fc.nat(12), fc.boolean(), (entries, how, from, length, again) => {
        const standing = [...new Map(entries.map((one) => [one.id, one])).values()];
        const [asked, sorted] = [
          new Listing(standing, open, how, ranks),
          new Listing(standing, open, how, ranks),
        ];
        for (const { group, lane } of asked.sections()) {
          if (again) asked.window(group, lane, 0, 1);
          const window = sorted.entries(group, lane).slice(from, from + length);
          expect(asked.window(group, lane, from, from + length)).toEqual(window);
        }
      }),
    );
  });

  test('says where an order stands, and null for one that is not in it', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { minLength: 1, maxLength: 20 }), layout, (entries, how) => {
        const standing = [...new Map(entries.map((one) => [one.id, one])).values()];
        const listing = new Listing(standing, open, how, ranks);
        for (const one of standing) {
          const place = listing.placeOf(one);
          if (!open(one)) expect(place).toBeNull();
          else expect(place && listing.entries(place.group, place.lane)[place.index]).toBe(one);
        }
      }),
    );
  });

  test('shows every stage of the board, and those out of use only when something stands there', () => {
    const how: Layout = { group: 'stage', lane: null, sort: { key: 'position', descending: false } };
    const groups = (entries: readonly OrderEntry[]) =>
      new Listing(entries, open, how, ranks).sections().map(({ group }) => group);
    expect(groups([])).toEqual(['enquiry', 'booked']);
    expect(groups([entry('a', { stage: 'retired' })])).toEqual(['enquiry', 'booked', 'retired']);
  });

  test('has what lacks the value last, whichever way it is sorted', () => {
    const entries = [
      entry('a', { days: { etd: 5 } }),
      entry('b'),
      entry('c', { days: { etd: 3 } }),
      entry('d', { quantities: { cartons: NaN }, days: { etd: 4 } }),
    ];
    const sorted = (sort: Layout['sort']) =>
      new Listing(entries, open, { group: null, lane: null, sort }, ranks)
        .entries('', '')
        .map(({ id }) => id.slice(-1));
    expect(sorted({ key: 'etd', descending: false })).toEqual(['c', 'd', 'a', 'b']);
    expect(sorted({ key: 'etd', descending: true })).toEqual(['a', 'd', 'c', 'b']);
  });
});
