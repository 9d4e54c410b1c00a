import { monthNamed, parseDate } from '../model/parse-date.ts';
import { dayNumber, monthDays, weekStart } from './calendar-day.ts';
import type { Condition, Filter, Having } from './condition.ts';
import { quantityPlaces, scaled, type DateKey, type QuantityKey } from './entry.ts';
import { folded } from './folded.ts';
import { havings, queryKeys, shelves, type QueryKey } from './query-words.ts';

/** A piece of a query that says nothing: what was typed, and what is wrong with it. */
export interface QueryProblem {
  readonly text: string;
  readonly kind: 'date' | 'number' | 'having' | 'shelf' | 'empty';
}

export interface Query {
  readonly filter: Filter;
  readonly problems: readonly QueryProblem[];
}

type Operator = ':' | '=' | '<' | '<=' | '>' | '>=';
const operators: Readonly<Record<string, Operator>> = {
  ':': ':',
  '：': ':',
  '=': '=',
  '＝': '=',
  '<': '<',
  '＜': '<',
  '<=': '<=',
  '≤': '<=',
  '>': '>',
  '＞': '>',
  '>=': '>=',
  '≥': '>=',
};
const token = /(-?)([\p{L}]+)(<=|>=|[:：=＝<＜>＞≤≥])("[^"]*"?|“[^”]*”?|\S*)|(-?)("[^"]*"?|“[^”]*”?|\S+)/gu;
const longest = 2_000;

/**
 * Reads what somebody typed to find orders: words, and conditions such as `customer:qasr`, `stage:booked,loaded`,
 * `etd<2026-12-10`, `船期：本周`, `has:conflict`, `-owner:甲`. Takes today as a date. A key that nobody knows is taken for
 * words; a known key with a value that cannot be read is a problem, and looks for nothing.
 */
export function parseQuery(text: string, today: string): Query {
  const filter: Condition[] = [];
  const problems: QueryProblem[] = [];
  const pieces = [...text.slice(0, longest).matchAll(token)];
  for (let at = 0; at < pieces.length; at++) {
    const [whole = '', keyNot = '', word = '', sign = ':', value = '', wordNot = '', words = ''] =
      pieces[at] ?? [];
    const key = word === '' ? undefined : queryKeys.get(folded(word));
    if (key === undefined) {
      const [not, rest] =
        word === '' ? [wordNot === '-', words] : [keyNot === '-', whole.slice(keyNot.length)];
      const found = folded(unquoted(rest)).trim();
      if (found !== '' && found !== '-') filter.push({ kind: 'word', word: found, not });
      continue;
    }
    const operator = operators[sign] ?? ':';
    const more = key.kind === 'day' ? wordsOfDate(pieces.slice(at), today) : [];
    at += more.length;
    const read = condition(key, operator, [unquoted(value), ...more].join(' '), today);
    if ('problem' in read) problems.push({ text: whole, kind: read.problem });
    else filter.push({ ...read, not: (keyNot === '-') !== read.not });
  }
  return { filter, problems };
}

/**
 * The words after a date that belong to it: it is shown, and so copied, as `12月10日 周四` or `Thu 10 Dec 2026`. As many
 * as make a date together with what stands before them.
 */
function wordsOfDate([date, ...after]: readonly RegExpExecArray[], today: string): readonly string[] {
  const value = date?.[4] ?? '';
  if (date === undefined || value === '' || /^["“]/.test(value)) return [];
  const plain: string[] = [];
  for (const [whole, , word = ''] of after.slice(0, 3)) {
    if (word !== '' || /^[-"“]/.test(whole)) break;
    plain.push(whole);
  }
  for (let count = plain.length; count > 0; count--) {
    const some = plain.slice(0, count);
    if (daySpan([value, ...some].join(' '), today) !== null) return some;
  }
  return [];
}

type Read = Condition | { readonly problem: QueryProblem['kind'] };

function condition(key: QueryKey, operator: Operator, value: string, today: string): Read {
  if (value.trim() === '') return { problem: 'empty' };
  switch (key.kind) {
    case 'name': {
      const texts = value
        .split(/[,，]/)
        .map((text) => folded(unquoted(text)).trim())
        .filter(Boolean);
      return texts.length === 0 ? { problem: 'empty' } : { kind: 'name', key: key.key, texts, not: false };
    }
    case 'day':
      return dayCondition(key.key, operator, value, today);
    case 'quantity':
      return quantityCondition(key.key, operator, value);
    case 'has':
    case 'lacks': {
      const what = havingOf(folded(value));
      return what === null ? { problem: 'having' } : { kind: 'has', what, not: key.kind === 'lacks' };
    }
    case 'is': {
      const shelf = shelves.get(folded(value));
      return shelf === undefined ? { problem: 'shelf' } : { kind: 'shelf', shelf, not: false };
    }
  }
}

function havingOf(value: string): Having | null {
  const known = havings.get(value);
  if (known) return known;
  const key = queryKeys.get(value);
  return key && 'key' in key ? key.key : null;
}

function dayCondition(key: DateKey, operator: Operator, value: string, today: string): Read {
  const span = daySpan(value, today);
  if (span === null) return { problem: 'date' };
  return { kind: 'day', key, not: false, ...bounded(operator, span) };
}

function quantityCondition(key: QuantityKey, operator: Operator, value: string): Read {
  const number = scaled(value.normalize('NFKC').replaceAll(',', ''), quantityPlaces[key]);
  if (number === null) return { problem: 'number' };
  return { kind: 'quantity', key, not: false, ...bounded(operator, [number, number]) };
}

function bounded(operator: Operator, [from, to]: readonly [number, number]): { from: number; to: number } {
  switch (operator) {
    case ':':
    case '=':
      return { from, to };
    case '<':
      return { from: -Infinity, to: from - 1 };
    case '<=':
      return { from: -Infinity, to };
    case '>':
      return { from: to + 1, to: Infinity };
    case '>=':
      return { from, to: Infinity };
  }
}

const todayPattern = /^(?:today|今天)(?:([+-])(\d{1,4}))?$/;
/** Weeks from this one. */
const weeks: Readonly<Record<string, number>> = {
  'last-week': -1,
  week: 0,
  'this-week': 0,
  'next-week': 1,
  上周: -1,
  本周: 0,
  这周: 0,
  下周: 1,
};
const months: Readonly<Record<string, number>> = {
  'last-month': -1,
  month: 0,
  'this-month': 0,
  'next-month': 1,
  上月: -1,
  本月: 0,
  这个月: 0,
  下月: 1,
};

/**
 * First and last day of what a date in a query says: a day, a month `2026-12`, `today+7`, `week`, `本月`, or two of them
 * joined by `..`; null for what says nothing. Days and months also as the app writes them and people type them: `12月10日 周四`,
 * `Thu 10 Dec`, `12/10`, `2026年12月`, `Dec`. In day numbers.
 */
export function daySpan(value: string, today: string): readonly [from: number, to: number] | null {
  const text = folded(value).trim();
  const [first = '', last, ...more] = text.split('..');
  if (last !== undefined) {
    const [from, to] = [daySpan(first, today), daySpan(last, today)];
    return more.length > 0 || from === null || to === null || from[0] > to[1] ? null : [from[0], to[1]];
  }
  const now = dayNumber(today);
  const day = dayNumber(text);
  if (day !== null) return [day, day];
  const month = monthDays(text) ?? (now === null ? null : monthDays(monthIn(text, today) ?? ''));
  if (month) return [month[0], month[1] - 1];
  if (now === null) return null;
  const written = parseDate(text, today);
  const date = written.ok ? dayNumber(written.value) : null;
  if (date !== null) return [date, date];
  const [relative, sign, days = '0'] = todayPattern.exec(text) ?? [];
  if (relative !== undefined) {
    const at = now + Number(days) * (sign === '-' ? -1 : 1);
    return [at, at];
  }
  const week = weeks[text];
  if (week !== undefined) return [weekStart(now) + 7 * week, weekStart(now) + 7 * week + 6];
  const other = months[text];
  if (other === undefined) return null;
  const [year, part] = [Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1 + other];
  const days0 = (at: number) => Date.UTC(year, at, 1) / 86_400_000;
  return [days0(part), days0(part + 1) - 1];
}

/** `2026-12` of a month in words; without a year the one nearest to today. */
function monthIn(text: string, today: string): string | null {
  const [, chineseYear, chinese] = /^(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月$/.exec(text) ?? [];
  const [, english = '', englishYear] = /^([a-z]{3,9})\.?(?:\s(\d{4}))?$/.exec(text) ?? [];
  const month = chinese === undefined ? monthNamed(english) : Number(chinese);
  if (month < 1 || month > 12) return null;
  const year = chineseYear ?? englishYear;
  const [thisYear, thisMonth] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const away = month - thisMonth;
  const nearest = thisYear + (away > 6 ? -1 : away < -6 ? 1 : 0);
  return `${year ?? nearest}-${String(month).padStart(2, '0')}`;
}

function unquoted(text: string): string {
  return text.replace(/^["“]/, '').replace(/["”]$/, '');
}
