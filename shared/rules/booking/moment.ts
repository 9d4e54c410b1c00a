import { dateOf, monthNamed, parseDate, weekdayNamed } from '../../model/parse-date.ts';
import { notRecognised, said, unsure, type Said } from './said.ts';

const month =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const ordinal = '(?:st|nd|rd|th)?';
const gap = "[\\s\\-./,']*";

interface Form {
  readonly pattern: RegExp;
  /** The dates it may mean, the likelier first; `today` tells the year where none is written. */
  readonly dates: (parts: Readonly<Record<string, string | undefined>>, today: string) => readonly string[];
}

const full = (year: string): number => Number(year.length === 2 ? `20${year}` : year);
/** Further off than this a ship's date is none: days. */
const furthest = 400;
const isFar = (date: string, today: string): boolean =>
  Math.abs(Date.parse(date) - Date.parse(today)) > furthest * 86_400_000;
const made = (
  year: string | undefined,
  at: number,
  day: string | undefined,
  today: string,
): readonly string[] => {
  const date =
    year === undefined
      ? nearest(at, Number(day), today)
      : dateOf({ year: full(year), month: at, day: Number(day) });
  return date === null ? [] : [date];
};

const forms: readonly Form[] = [
  {
    pattern:
      /(?<![\d])(?<year>20\d{2})\s?[-/.年]\s?(?<month>\d{1,2})\s?[-/.月]\s?(?<day>\d{1,2})(?!\d)\s?[日号]?/i,
    dates: ({ year, month: at, day }, today) => made(year, Number(at), day, today),
  },
  {
    pattern: /(?<!\d)(?<year>20\d{2})(?<month>0[1-9]|1[0-2])(?<day>[0-3]\d)(?!\d)/,
    dates: ({ year, month: at, day }, today) => made(year, Number(at), day, today),
  },
  {
    pattern: new RegExp(
      `(?<!\\d)(?<day>\\d{1,2})${ordinal}${gap}(?:of )?(?<name>${month})(?![a-z])(?:${gap}(?<year>20\\d{2}(?!\\d)|\\d{2}(?![\\d:.h]|\\s*(?:am|pm|hrs?|h)(?![a-z]))))?`,
      'i',
    ),
    dates: ({ year, name, day }, today) => made(year, monthNamed(name ?? ''), day, today),
  },
  {
    pattern: new RegExp(
      `(?<![a-z])(?<name>${month})\\.?${gap}(?<day>\\d{1,2})${ordinal}(?![\\d:])(?:,?\\s+(?<year>20\\d{2})(?!\\d))?`,
      'i',
    ),
    dates: ({ year, name, day }, today) => made(year, monthNamed(name ?? ''), day, today),
  },
  {
    pattern: /(?<!\d)(?<month>\d{1,2})\s?月\s?(?<day>\d{1,2})\s?[日号]?/,
    dates: ({ month: at, day }, today) => made(undefined, Number(at), day, today),
  },
  {
    pattern: /(?<![\d./-])(?<a>\d{1,2})(?<joint>[-/.])(?<b>\d{1,2})\k<joint>(?<year>20\d{2}|\d{2})(?![\d])/,
    dates: ({ a, b, year = '' }, today) => {
      const read = [...made(year, Number(b), a, today), ...made(year, Number(a), b, today)];
      // `26/12/05`: of two figures the year may stand first.
      const all = year.length === 2 && a ? [...read, ...made(a, Number(b), year, today)] : read;
      const near = all.filter((date) => !isFar(date, today));
      return near.length > 0 ? near : all;
    },
  },
  {
    pattern: /(?<![\d./-])(?<a>\d{1,2})[-/](?<b>\d{1,2})(?![\d./-])/,
    dates: ({ a, b }, today) => [
      ...made(undefined, Number(b), a, today),
      ...made(undefined, Number(a), b, today),
    ],
  },
];

/**
 * Day and hour that a text says, in the many ways of confirmations: `28-NOV-2026 16:00`, `Nov 28th 1600HRS`,
 * `2026/11/28 4PM`, `11月28日16点`. Without a year the date nearest to `today` (`2026-11-23`). Day and month in figures
 * that may be exchanged, and a weekday that is not the date's, are left to a person.
 */
export function readMoment(text: string, today: string): Said {
  for (const { pattern, dates } of forms) {
    const found = pattern.exec(text);
    if (!found) continue;
    const possible = [...new Set(dates(found.groups ?? {}, today))];
    const [date, ...others] = possible;
    if (date === undefined) return notRecognised(text);
    if (others.length > 0) return unsure('day_or_month', text, ...possible);
    const rest = text.replace(found[0], ' ');
    const second = dateIn(rest, today);
    // `ETD / ETA: 2026-12-05 / 2026-12-30`: whose is whose, nobody can tell.
    if (second !== null && second !== date) return unsure('several', text, date, second);
    const weekday = weekdayNamed(rest);
    if (weekday !== null && new Date(`${date}T00:00:00Z`).getUTCDay() !== weekday)
      return unsure('weekday', text, date);
    return said(date, text, timeIn(rest) ?? undefined);
  }
  return notRecognised(text);
}

/** Another whole date, by the forms that a time cannot be taken for. */
function dateIn(text: string, today: string): string | null {
  for (const { pattern, dates } of forms.slice(0, -1)) {
    const found = pattern.exec(text);
    const [date] = found ? dates(found.groups ?? {}, today) : [];
    if (date !== undefined) return date;
  }
  return null;
}

function nearest(at: number, day: number, today: string): string | null {
  const read = parseDate(`${String(at)}月${String(day)}日`, today);
  return read.ok ? read.value : null;
}

const times: readonly RegExp[] = [
  /(?<!\d)(?<hour>\d{1,2})\s?[:.h]\s?(?<minute>\d{2})(?!\d)(?::\d{2})?\s*(?<half>am|pm)?/i,
  /(?<!\d)(?<hour>\d{2})(?<minute>\d{2})(?!\d)\s*(?:hrs?|hours|h|lt)?/i,
  /(?<!\d)(?<hour>\d{1,2})\s*(?<half>am|pm)(?![a-z])/i,
  /(?<half>上午|下午|中午|晚上)?\s*(?<hour>\d{1,2})\s*[点时](?:(?<minute>\d{2})分?)?/,
];

/** `16:00` out of the ways to write an hour; null where there is none. */
function timeIn(text: string): string | null {
  for (const form of times) {
    const { hour, minute = '00', half = '' } = form.exec(text)?.groups ?? {};
    if (hour === undefined) continue;
    const late = /pm|下午|晚/i.test(half) && Number(hour) < 12 ? 12 : 0;
    const at = /am|上午/i.test(half) && Number(hour) === 12 ? 0 : Number(hour) + late;
    if (at <= 24 && Number(minute) < 60) return `${String(at).padStart(2, '0')}:${minute}`;
  }
  return null;
}
