import { dateOfDay, weekStart } from './calendar-day.ts';

/** A week by its number: the week with the year's first Thursday is week 1 (ISO 8601). */
export interface IsoWeek {
  readonly year: number;
  readonly week: number;
}

/** The week of a day number. */
export function isoWeek(day: number): IsoWeek {
  // The year of a week is that of its Thursday.
  const thursday = weekStart(day) + 3;
  const year = Number(dateOfDay(thursday).slice(0, 4));
  const first = weekStart(Date.UTC(year, 0, 4) / 86_400_000);
  return { year, week: (weekStart(day) - first) / 7 + 1 };
}

/** The Mondays of the weeks from one day's to another's, both included. */
export function mondays(from: number, to: number): readonly number[] {
  const [first, last] = [weekStart(from), weekStart(to)];
  return Array.from({ length: Math.max(0, (last - first) / 7 + 1) }, (_, index) => first + 7 * index);
}
