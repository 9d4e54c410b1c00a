/** Calendar dates as whole numbers, so that a hundred thousand of them are compared and sorted fast. */

const day = 86_400_000;
const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days since 1970-01-01 of a date `2026-12-06`; null for what is no such date. */
export function dayNumber(date: string): number | null {
  if (!pattern.test(date)) return null;
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) ? null : time / day;
}

/** The date of a day number. */
export function dateOfDay(number: number): string {
  return new Date(number * day).toISOString().slice(0, 10);
}

/** The first day and the one after the last of a month `2026-12`; null for what is no month. */
export function monthDays(month: string): readonly [from: number, to: number] | null {
  const [, year, part] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month) ?? [];
  if (year === undefined || part === undefined) return null;
  const from = Date.UTC(Number(year), Number(part) - 1, 1) / day;
  return [from, Date.UTC(Number(year), Number(part), 1) / day];
}

/** The Monday of the week a day lies in (ISO 8601). */
export function weekStart(number: number): number {
  return number - ((((number + 3) % 7) + 7) % 7);
}
