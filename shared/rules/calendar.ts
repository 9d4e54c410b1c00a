/** Calendar dates as text, `2026-12-06`; no clock and no time zone. */
const day = 86_400_000;

/** Whether the calendar has it. */
export function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
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
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
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
