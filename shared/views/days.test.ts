import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarKeys, chosenDates } from './date-field.ts';
import { DayIndex } from './days.ts';
import { dateKeys, type OrderEntry } from './entry.ts';
import { entryWith } from './test-entry.ts';

const ground = { today: 0, stages: new Map<string, number>() };
const everything = { from: -10, to: 20 };

test('a day names what ends first, then the lower numbers, and counts all', () => {
  const entries = [
    entryWith('SO-10', { etd: 5 }),
    entryWith('SO-9', { etd: 5, latestShipment: 5 }),
    entryWith('SO-8', { etd: 5 }, { openDays: [dateKeys.indexOf('etd')] }),
    entryWith('SO-7', { sailed: 5 }),
  ];
  const index = new DayIndex(entries, () => true, calendarKeys);
  const [day, ...others] = index.within(everything, 3, ground);
  expect(others).toEqual([]);
  expect(day?.count).toBe(4);
  expect(day?.events.map(({ number, key, open }) => [number, key, open])).toEqual([
    ['SO-9', 'latestShipment', false],
    ['SO-8', 'etd', true],
    ['SO-9', 'etd', false],
  ]);
  expect(index.count).toBe(4);
});

test('a span holds both its ends and nothing beside them', () => {
  const entries = [3, 4, 7, 8].map((day) => entryWith(`SO-${day}`, { etd: day }));
  const index = new DayIndex(entries, () => true, ['etd']);
  expect(index.within({ from: 4, to: 7 }, 5, ground).map(({ day }) => day)).toEqual([4, 7]);
});

test('of dates that were chosen the calendar keeps its own, and all where none is', () => {
  expect(chosenDates(['eta', 'enquiry', 'latestShipment'])).toEqual(['latestShipment', 'eta']);
  expect(chosenDates(['enquiry'])).toEqual(calendarKeys);
});

const day = fc.option(fc.integer({ min: -5, max: 12 }), { nil: undefined });
const entry = fc
  .record({
    name: fc.constantFrom('A1', 'A2', 'A3', 'A4', 'A5'),
    etd: day,
    latestShipment: day,
    shelf: fc.constantFrom('open' as const, 'archived' as const),
  })
  .map(({ name, etd, latestShipment, shelf }) =>
    entryWith(
      name,
      { ...(etd !== undefined && { etd }), ...(latestShipment !== undefined && { latestShipment }) },
      { shelf },
    ),
  );

test('kept in step through any changes it says what one made anew would say', () => {
  const passes = ({ shelf }: OrderEntry): boolean => shelf === 'open';
  fc.assert(
    fc.property(fc.array(entry), (changes) => {
      const orders = new Map<string, OrderEntry>();
      const index = new DayIndex([], passes, calendarKeys);
      for (const next of changes) {
        const old = orders.get(next.id) ?? null;
        expect(index.replace(old, next)).toBe((old !== null && passes(old)) || passes(next));
        orders.set(next.id, next);
      }
      const anew = new DayIndex(orders.values(), passes, calendarKeys);
      expect(index.within(everything, 3, ground)).toEqual(anew.within(everything, 3, ground));
      expect(index.count).toBe(anew.count);
    }),
  );
});
