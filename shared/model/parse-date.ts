import { failure, success, type Result } from './result.ts';

/** Why a typed date cannot be taken. */
export type DateError =
  | { readonly code: 'not_date' }
  /** A weekday was typed that the date does not have; `date` is the date meant, as `2026-12-06`. */
  | { readonly code: 'wrong_weekday'; readonly date: string };

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const chineseDays = '日一二三四五六';

const chineseWeekday = /[(]?\s*(?:周|星期|礼拜)([日天一二三四五六])\s*[)]?/;
const englishWeekday =
  /\b(sun(?:day)?|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?)\b\.?,?/i;

interface Parts {
  /** null where none was written. */
  readonly year: number | null;
  readonly month: number;
  readonly day: number;
}

/**
 * A date as it is shown or as people write it, in either language: `2026-12-06`, `2026/12/6`, `20261206`,
 * `2026年12月6日`, `12月6日 周日`, `12/6`, `12-6` (month first), `6 Dec`, `Sun 6 Dec 2026`. Without a year the one that
 * lies nearest to `today` (`2026-11-23`) is meant.
 */
export function parseDate(text: string, today: string): Result<string, DateError> {
  const chinese = chineseWeekday.exec(text);
  const english = chinese ? null : englishWeekday.exec(text);
  const written = (chinese ?? english)?.[0] ?? '';
  const parts = readParts(text.replace(written, ' ').trim());
  const date =
    parts && (parts.year === null ? nearest(parts, today) : dateOf({ ...parts, year: parts.year }));
  if (!date) return failure({ code: 'not_date' });
  const weekday = weekdayNamed(written);
  if (weekday !== null && new Date(`${date}T00:00:00Z`).getUTCDay() !== weekday)
    return failure({ code: 'wrong_weekday', date });
  return success(date);
}

/** 0 for Sunday to 6, of a text that names a day of the week (`Sun`, `周日`, `星期天`); null for none. */
export function weekdayNamed(text: string): number | null {
  const chinese = chineseWeekday.exec(text)?.[1];
  if (chinese !== undefined) return chineseDays.indexOf(chinese.replace('天', '日'));
  const english = englishWeekday.exec(text)?.[1];
  return english === undefined ? null : weekdays.indexOf(english.slice(0, 3).toLowerCase());
}

function readParts(text: string): Parts | null {
  const numbers =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ??
    /^(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?$/.exec(text) ??
    /^()(\d{1,2})[-/](\d{1,2})$/.exec(text);
  if (numbers) {
    const [, year = '', month = '', day = ''] = numbers;
    return { year: year === '' ? null : Number(year), month: Number(month), day: Number(day) };
  }
  const [, day, month, year] = /^(\d{1,2})[\s-]?([a-z]{3,9})\.?,?(?:[\s-](\d{4}))?$/i.exec(text) ?? [];
  const [, name, second, late] = /^([a-z]{3,9})\.?\s(\d{1,2})(?:,?\s(\d{4}))?$/i.exec(text) ?? [];
  const named = monthNamed(month ?? name ?? '');
  const full = year ?? late;
  return named === 0
    ? null
    : { year: full === undefined ? null : Number(full), month: named, day: Number(day ?? second) };
}

const fullMonths = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** 1 to 12, of an English month in full or by three letters; 0 for no month. */
export function monthNamed(name: string): number {
  const small = name.toLowerCase();
  if (small === 'sept') return 9;
  return Math.max(months.indexOf(small), fullMonths.indexOf(small)) + 1;
}

/** The date in writing, `2026-12-06`; null where the calendar does not have it. */
export function dateOf({ year, month, day }: { year: number; month: number; day: number }): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists =
    year >= 1900 &&
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day;
  return exists ? date.toISOString().slice(0, 10) : null;
}

function nearest(parts: Parts, today: string): string | null {
  const now = Date.parse(`${today}T00:00:00Z`);
  const away = (date: string): number => Math.abs(Date.parse(`${date}T00:00:00Z`) - now);
  const year = Number(today.slice(0, 4));
  // 29 February lies up to eight years away.
  const dates = Array.from({ length: 17 }, (_, index) => dateOf({ ...parts, year: year - 8 + index })).filter(
    (date) => date !== null,
  );
  return dates.reduce<string | null>(
    (best, date) => (best === null || away(date) < away(best) ? date : best),
    null,
  );
}
