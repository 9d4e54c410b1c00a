import { addDays, addMonths, isDate } from './calendar.ts';
import { tokensOf, type Span, type Tokens } from './date-tokens.ts';

/** What the wording of a date means. Dates are `2026-12-06`, and both ends of a range are in it. */
export type DateReading =
  /** For shipment; null where the wording sets no such end. */
  | { readonly kind: 'range'; readonly from: string | null; readonly to: string | null }
  /** The day on which a draft falls due. */
  | { readonly kind: 'maturity'; readonly date: string }
  /** `prompt`, `immediately`, `as soon as possible`: to be disregarded, UCP 600 art. 3. */
  | { readonly kind: 'disregarded' }
  /** Not read with certainty: a person says what it means. */
  | { readonly kind: 'unreadable' };

const unreadable: DateReading = { kind: 'unreadable' };

/**
 * English wordings for dates by UCP 600 art. 3. For shipment to, until, till, from and between include the date, before
 * and after exclude it; on or about is 5 days before to 5 after; beginning, middle, end and halves of a month are
 * stretches of days. For maturity from and after both exclude it. `within 2 days of` (2 before to 2 after) and `within`
 * a date are ISBP 745 par. A14. `by`, `latest` and `not later than` include the date by their plain sense.
 */
export function readDateWording(text: string): DateReading {
  const tokens = tokensOf(text.toLowerCase());
  if (!tokens) return unreadable;
  if (tokens.dates.length === 0 && tokens.spans.length === 0)
    return /\b(?:prompt(?:ly)?|immediate(?:ly)?|as soon as possible|asap)\b/.test(tokens.text)
      ? { kind: 'disregarded' }
      : unreadable;
  const reading = maturityIn(tokens) ?? rangeIn(tokens) ?? unreadable;
  return datesOf(reading).every(isDate) ? reading : unreadable;
}

/** Reckoned from a day near the end of the calendar they may lie beyond it. */
function datesOf(reading: DateReading): readonly string[] {
  switch (reading.kind) {
    case 'range':
      return [reading.from, reading.to].filter((date) => date !== null);
    case 'maturity':
      return [reading.date];
    case 'disregarded':
    case 'unreadable':
      return [];
  }
}

const ofShipment =
  /^(?:the )?(?:latest |goods |cargo )?(?:shipments?|ship(?:ped)?|loading|dispatch|delivery|on board)\b/;
const ofMaturity =
  /\b(?:maturity|mature[sd]?|maturing|due|payable|payment|pay|drafts?|tenor|usance|sight|acceptance)\b/;
const tenor = /^(\d{1,4}) (days?|weeks?|months?) (?:after|from)(?: ?(?:\/|or) ?(?:after|from))? #0$/;

/** A tenor counted from a date: `maturity 30 days after 2026-12-10`, `60 days from B/L date 10 Dec 2026`. */
function maturityIn({ text, dates: [date] }: Tokens): DateReading | null {
  if (date === undefined || (ofShipment.test(text) && !ofMaturity.test(text))) return null;
  const bare = spaced(
    text
      .replace(
        /\b(?:bill of lading|b\/l|bl|invoice|shipment|on board|draft|acceptance|issue|presentation)(?:'s)? date\b/g,
        ' ',
      )
      .replace(
        /\bdate of (?:the )?(?:bill of lading|b\/l|shipment|invoice|draft|acceptance|issue|presentation)\b/g,
        ' ',
      )
      .replace(/\b(?:the|at|on|is|of|date[d]?|available by|drawn|calendar)\b/g, ' ')
      .replace(new RegExp(ofMaturity, 'g'), ' ')
      .replace(/\b(?:b\/l|bl|bill of lading|shipment)\b/g, ' ')
      .replace(/['"():,.]/g, ' '),
  );
  const [, count, unit = ''] = tenor.exec(bare) ?? [];
  if (count === undefined) return null;
  return { kind: 'maturity', date: later(date, Number(count), unit) };
}

/** Months go by the day of the month, or its last day where it has no such day, as laws on bills of exchange have it. */
function later(date: string, count: number, unit: string): string {
  if (unit.startsWith('month')) return addMonths(date, count);
  return addDays(date, unit.startsWith('week') ? 7 * count : count);
}

/** Words that say what the date is for, and change nothing of its range. */
const fillers =
  /\b(?:dates? (?:of|for) (?:the )?(?:shipment|loading|dispatch|delivery)|to be|must be|shall be|should be|is to be|the|dates?|shipments?|ship|shipped|loading|loaded|on board|dispatch(?:ed)?|delivery|delivered|effected|made|goods|cargo|period|is|shall|must|should|take place|allowed|vessel|(?:both )?inclusive)\b|[:;,.()"']/g;

type Bound = 'to' | 'before' | 'from' | 'after' | 'on';

/** Longer wordings first: `not before` is no `before`. */
const bounds: readonly (readonly [string, Bound])[] = [
  [
    'on or before|before or on|not later than|no later than|not after|latest by|latest on|at the latest by',
    'to',
  ],
  ['up to and including|up to|until|till|through|latest|within|by', 'to'],
  ['on or after|after or on|not earlier than|no earlier than|not before|earliest', 'from'],
  ['starting from|starting on|starting|commencing|as from|as of|from|since', 'from'],
  ['before|prior to|earlier than', 'before'],
  ['after|later than', 'after'],
  ['to', 'to'],
  ['on|in|during', 'on'],
];

const anyBound = bounds.map(([words]) => words).join('|');
const place = '([#@]\\d+)';
const about = new RegExp(`^(?:on or about|on or around|on/about|about|approximately|around) #0$`);
const withinDays = /^within (\d{1,4}) (?:calendar )?days? (of|after|from|before|prior to) #0$/;
const daysAway = /\b(\d{1,4}) (?:calendar )?days? (after|from|before|prior to) #(\d+)/g;
const step = new RegExp(`^(?:and |but )?(?:(${anyBound}) )?${place}(?: |$)`);

function rangeIn(tokens: Tokens): DateReading | null {
  const text = spaced(tokens.text.replace(fillers, ' '))
    .replace(/(#\d+) [-–] (?=#)/g, '$1 to ')
    .replace(/^between ([#@]\d+) (?:and|to|until|till) /, 'from $1 to ')
    .replace(/^(#\d+) (?:at )?latest$/, 'latest $1')
    .replace(/^([#@]\d+) (?=(?:to|until|till|through) )/, 'from $1 ');
  const [date = ''] = tokens.dates;
  if (about.test(text)) return range(addDays(date, -5), addDays(date, 5));
  const within = withinDays.exec(text);
  if (within) return around(date, Number(within[1]), within[2] ?? '');
  return stepsIn(text, tokens);
}

/** ISBP 745 par. A14: `within` and a number of days excludes the date it counts from. */
function around(date: string, days: number, side: string): DateReading {
  switch (side) {
    case 'of':
      return range(addDays(date, -days), addDays(date, days));
    case 'after':
    case 'from':
      return range(addDays(date, 1), addDays(date, days));
    default:
      return range(addDays(date, -days), addDays(date, -1));
  }
}

/** `from D to D`, `after D and before D`, `not later than 21 days after D`: one end after the other, each once. */
function stepsIn(given: string, tokens: Tokens): DateReading | null {
  const dates = [...tokens.dates];
  let rest = given
    .replace(daysAway, (_all, count: string, side: string, at: string) => {
      const away = side === 'after' || side === 'from' ? Number(count) : -Number(count);
      return `#${dates.push(addDays(dates[Number(at)] ?? '', away)) - 1}`;
    })
    .replace(/\bat least (?=#)/, 'not later than ');
  if (/\bat least\b/.test(given) && !/days? (?:before|prior to)/.test(given)) return null;
  const ends: { from?: string; to?: string } = {};
  while (rest !== '') {
    const match = step.exec(rest);
    if (!match) return null;
    const [all, words, at = ''] = match;
    const index = Number(at.slice(1));
    const span = at.startsWith('@') ? tokens.spans[index] : undefined;
    const next = endOf(words ?? null, span ?? daySpan(dates[index] ?? ''), span !== undefined);
    if (
      !next ||
      (next.from !== undefined && ends.from !== undefined) ||
      (next.to !== undefined && ends.to !== undefined)
    )
      return null;
    Object.assign(ends, next);
    rest = rest.slice(all.length).trim();
  }
  const { from = null, to = null } = ends;
  return from !== null && to !== null && from > to ? null : range(from, to);
}

function daySpan(date: string): Span {
  return { from: date, to: date };
}

/** null where it has no certain sense: a bare date, or `before the end of December`. */
function endOf(words: string | null, { from, to }: Span, stretch: boolean): Partial<Span> | null {
  if (words === null) return stretch ? { from, to } : null;
  const bound = bounds.find(([pattern]) => new RegExp(`^(?:${pattern})$`).test(words))?.[1];
  switch (bound) {
    case 'to':
      // Within a stretch of days is in it, within a date is until it.
      return words === 'within' && stretch ? { from, to } : { to };
    case 'from':
      return { from };
    case 'on':
      return { from, to };
    case 'before':
      return stretch ? null : { to: addDays(from, -1) };
    case 'after':
      return stretch ? null : { from: addDays(to, 1) };
    case undefined:
      return null;
  }
}

function range(from: string | null, to: string | null): DateReading {
  return { kind: 'range', from, to };
}

function spaced(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
