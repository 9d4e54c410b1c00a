import { digestOf } from '../model/digest.ts';
import { parseDate } from '../model/parse-date.ts';
import { readCalendar, type ReadHoliday, type ReadHolidays } from './ics.ts';

/** More than so many holidays of one customer nobody enters. */
const mostHolidays = 400;
const longestName = 200;

/**
 * Reads holidays out of an .ics file or of lines such as `2026-12-02 National Day`, `12月2日-3日 国庆日`,
 * `2 Dec 2026, National Day`. A date without a year is the nearest to `today`; `1/5` beside foreign words may be May or
 * January and is left unread. Each once, by date.
 */
export function readHolidayText(text: string, today: string): ReadHolidays {
  const { holidays, unread } = /^\s*BEGIN:VCALENDAR/i.test(text)
    ? readCalendar(text, today)
    : readLines(text, today);
  const named = holidays.map((one) => ({ ...one, name: one.name.slice(0, longestName) }));
  const once = new Map(named.map((one) => [`${one.date} ${one.name}`, one]));
  const sorted = [...once.values()].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return { holidays: sorted.slice(0, mostHolidays), unread };
}

/** The item that holds a holiday: two devices that import the same calendar write the same. */
export function holidayItem({ date, name }: ReadHoliday): string {
  return `holidays/h${date.replaceAll('-', '')}${digestOf(name).slice(0, 6)}`;
}

function readLines(text: string, today: string): ReadHolidays {
  const holidays: ReadHoliday[] = [];
  const unread: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const plain = line.normalize('NFKC').trim();
    if (plain === '') continue;
    const read = isDoubtful(plain) ? null : readLine(plain, today);
    if (read) holidays.push(read);
    else unread.push(line.trim());
  }
  return { holidays, unread };
}

/** Day and month in figures that may be exchanged: month first is how Chinese lists have it, others mostly not. */
function isDoubtful(line: string): boolean {
  if (/\p{Script=Han}/u.test(line)) return false;
  return [...line.matchAll(/(?<![\d/.-])(?:\d{1,2}\s*-\s*)?(\d{1,2})\/(\d{1,2})(?![\d/])/g)].some(
    ([, a, b]) => Number(a) !== Number(b) && Number(a) <= 12 && Number(b) <= 12,
  );
}

/** The day stands before the name, or behind it; the most of the line that is a day is taken. */
function readLine(line: string, today: string): ReadHoliday | null {
  const cuts = [...line.matchAll(/[\s,;:|]+|(?<=[日号\d])(?=[^\s\d,;:|年月日号/.~-])/g)];
  for (const cut of cuts.toReversed()) {
    const days = readDays(line.slice(0, cut.index), today);
    if (days) return { ...days, name: line.slice(cut.index + cut[0].length).trim() };
  }
  for (const cut of cuts) {
    const days = readDays(line.slice(cut.index + cut[0].length), today);
    if (days) return { ...days, name: line.slice(0, cut.index).trim() };
  }
  const days = readDays(line, today);
  return days && { ...days, name: '' };
}

function readDays(text: string, today: string): { readonly date: string; readonly until: string } | null {
  const plain = text.trim().replace(/[,;:|]+$/, '');
  const whole = parseDate(plain, today);
  if (whole.ok) return { date: whole.value, until: whole.value };
  for (const cut of plain.matchAll(/\s*(?:~|至|到|\u2013|-|\bto\b)\s*/g)) {
    const [left, right] = [plain.slice(0, cut.index), plain.slice(cut.index + cut[0].length)];
    const first = parseDate(left, today);
    if (first.ok) {
      const last = lastDay(right, left, first.value);
      if (last !== null && last >= first.value) return { date: first.value, until: last };
    }
    // 2-3 Dec 2026: the month stands behind the second.
    const second = parseDate(right, today);
    if (second.ok && /^\d{1,2}$/.test(left)) {
      const begin = `${second.value.slice(0, 8)}${left.padStart(2, '0')}`;
      if (begin <= second.value) return { date: begin, until: second.value };
    }
  }
  return null;
}

/** `3日`, `1月3日`, `2026-12-03`: what it leaves out is that of the first day. */
function lastDay(text: string, first: string, date: string): string | null {
  const alone = /^(\d{1,2})\s*[日号]?$/.exec(text.trim())?.[1];
  if (alone !== undefined && !/^\d{1,2}$/.test(first.trim())) {
    const same = `${date.slice(0, 8)}${alone.padStart(2, '0')}`;
    const there = parseDate(same, date);
    return there.ok ? there.value : null;
  }
  const read = parseDate(text, date);
  return read.ok ? read.value : null;
}
