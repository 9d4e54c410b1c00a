import { dateOf, monthNamed } from '../model/parse-date.ts';
import { daysIn, inMonth } from './calendar.ts';

/** A text in which dates are written `#0`, `#1` … and stretches of days `@0`, `@1` …, as they come. */
export interface Tokens {
  readonly text: string;
  readonly dates: readonly string[];
  readonly spans: readonly Span[];
}

/** Days, the first and the last of them in. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

const month =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const day = '(\\d{1,2})(?:st|nd|rd|th)?';
const year = '(\\d{4})';

type Read = (parts: readonly string[]) => string | null;

/** A date with its year; day and month in figures only where they cannot be taken for each other. */
const dateForms: readonly (readonly [RegExp, Read])[] = [
  [/(?<![\d#@])(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g, ([y, m, d]) => made(y, m, d)],
  [/(?<![\d#@])((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)/g, ([y, m, d]) => made(y, m, d)],
  [
    new RegExp(`(?<![\\d#@])${day}[\\s-]*(?:of\\s+)?${month},?[\\s-]*${year}(?!\\d)`, 'g'),
    ([d, m, y]) => made(y, named(m), d),
  ],
  [new RegExp(`\\b${month}\\s*${day},?\\s+${year}(?!\\d)`, 'g'), ([m, d, y]) => made(y, named(m), d)],
  [/(?<![\d#@])(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)/g, unmistakable],
];

/** `1 to 10 December 2026`: the first day shares month and year with the second. */
const sharedMonth = new RegExp(
  `(?<![\\d#@-])${day}\\s*(to|and|until|till|-|–)\\s*${day}[\\s-]*(?:of\\s+)?${month},?[\\s-]*${year}(?!\\d)`,
  'g',
);

/** UCP 600 art. 3: beginning 1–10, middle 11–20, end 21–last; first half 1–15, second half 16–last. All in. */
const parts: readonly (readonly [string, (last: number) => readonly [number, number]])[] = [
  ['beginning', () => [1, 10]],
  ['middle|mid', () => [11, 20]],
  ['end', (last) => [21, last]],
  ['(?:first|1st) half', () => [1, 15]],
  ['(?:second|2nd) half', (last) => [16, last]],
  ['in|during|within|(?:in |during |within )?month of', (last) => [1, last]],
];

/** Finds the dates and months of a text in lower case; null when one is none that the calendar has, or for `#` and `@`. */
export function tokensOf(given: string): Tokens | null {
  if (/[#@]/.test(given)) return null;
  const dates: string[] = [];
  const spans: Span[] = [];
  const unfit: string[] = [];
  let text = given.replace(sharedMonth, (_all, first, joint, second, name, of) =>
    [
      `${String(first)} ${String(name)} ${String(of)}`,
      joint,
      `${String(second)} ${String(name)} ${String(of)}`,
    ].join(' '),
  );
  const found: { readonly at: string; readonly date: string }[] = [];
  for (const [pattern, read] of dateForms)
    text = text.replace(pattern, (...match: unknown[]) => {
      const date = read(match.slice(1).map(String));
      if (date === null) unfit.push(String(match[0]));
      found.push({ at: `#${found.length}`, date: date ?? '' });
      return ` #${found.length - 1} `;
    });
  for (const [words, days] of parts)
    text = text.replace(
      new RegExp(
        `\\b(?:${words})[\\s-]+(?:of\\s+)?(?:the\\s+)?(?:month\\s+(?:of\\s+)?)?(?:${month},?\\s*${year}|${year}-(\\d{2}))(?![\\d-])`,
        'g',
      ),
      (...[all, name, late, early, figure]: unknown[]) => {
        const [of, at] = [Number(late ?? early), Number(figure ?? named(String(name)))];
        if (at < 1 || at > 12) unfit.push(String(all));
        const [from, to] = days(daysIn(of, at));
        spans.push({ from: inMonth(of, at, from), to: inMonth(of, at, to) });
        return ` @${spans.length - 1} `;
      },
    );
  // Numbered anew in the order in which they stand.
  text = text.replace(/#(\d+)/g, (at) => {
    dates.push(found.find((one) => one.at === at)?.date ?? '');
    return `#${dates.length - 1}`;
  });
  return unfit.length > 0 ? null : { text: text.replace(/\s+/g, ' ').trim(), dates, spans };
}

function named(name = ''): string {
  return String(monthNamed(name.replace('.', '')));
}

function made(y = '', m = '', d = ''): string | null {
  return dateOf({ year: Number(y), month: Number(m), day: Number(d) });
}

/** `25/12/2026` has one meaning, `10/12/2026` two. */
function unmistakable([a, b, y]: readonly string[]): string | null {
  if (a === b || Number(a) > 12) return made(y, b, a);
  return Number(b) > 12 ? made(y, a, b) : null;
}
