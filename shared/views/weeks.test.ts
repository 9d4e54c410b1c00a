import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateOfDay, dayNumber, weekStart } from './calendar-day.ts';
import { isoWeek, mondays } from './weeks.ts';

/** Where calendars go wrong: around the turn of a year. */
test.each([
  ['2026-11-23', 2026, 48],
  ['2026-12-31', 2026, 53],
  ['2027-01-03', 2026, 53],
  ['2027-01-04', 2027, 1],
  ['2024-12-30', 2025, 1],
  ['2021-01-03', 2020, 53],
  ['2022-01-02', 2021, 52],
  ['1970-01-01', 1970, 1],
  ['1969-12-28', 1969, 52],
])('%s lies in the week %i-%i', (date, year, week) => {
  expect(isoWeek(dayNumber(date) ?? NaN)).toEqual({ year, week });
});

const day = fc.integer({ min: -30_000, max: 60_000 });

test('a week has seven days of one number, and the next Monday another', () => {
  fc.assert(
    fc.property(day, (one) => {
      const monday = weekStart(one);
      for (let offset = 0; offset < 7; offset++) expect(isoWeek(monday + offset)).toEqual(isoWeek(one));
      expect(isoWeek(monday + 7)).not.toEqual(isoWeek(one));
      expect(new Date(dateOfDay(monday)).getUTCDay()).toBe(1);
    }),
  );
});

test('the Mondays of a span follow each other and take both ends in', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 3_000 }), (from, length) => {
      const found = mondays(from, from + length);
      expect(found[0]).toBe(weekStart(from));
      expect(found.at(-1)).toBe(weekStart(from + length));
      expect(found.every((monday, index) => monday === (found[0] ?? 0) + 7 * index)).toBe(true);
    }),
  );
  expect(mondays(10, 2)).toEqual([]);
});
