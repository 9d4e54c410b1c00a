/** Calendar dates as text, `2026-12-06`; no clock and no time zone. */
const day = 86_400_000;
const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the calendar has it. */
export function isDate(text: string): boolean {
  // By arithmetic: orders have a dozen dates, and are judged by the thousand.
  const [found, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (found === undefined) return false;
  const [of, at] = [Number(month), Number(date)];
  return of >= 1 && of <= 12 && at >= 1 && at <= daysIn(Number(year), of);
}

/** So many days later, earlier below zero. `date` is one that the calendar has, `days` a whole number. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10);
}

/** The same day so many months later, or that month's last where it has no such day. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 0, dayOfMonth = 0] = date.split('-').map(Number);
  const count = year * 12 + month - 1 + months;
  const [late, of] = [Math.floor(count / 12), (count % 12) + 1];
  return inMonth(late, of, Math.min(dayOfMonth, daysIn(late, of)));
}

/** Days from `from` to `to`; below zero where `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / day;
}

/** How many days a month (1 to 12) has. */
export function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (lengths[month - 1] ?? NaN);
}

/** A day of a month in writing. */
export function inMonth(year: number, month: number, dayOfMonth: number): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(dayOfMonth)}`;
}

/** The earlier of two dates. */
export function earlier(a: string, b: string): string {
  return a < b ? a : b;
}
