import { dateOf, monthNamed, weekdayNamed } from '../model/parse-date.ts';
import { dateFields, type DateField, type Reading } from './capture.ts';
import type { Place, Sheet } from './sheet.ts';

type DateReading = Extract<Reading, { readonly kind: 'date' }>;

const monthNames =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const weekdays =
  '(?:周|星期|礼拜)[日天一二三四五六]|(?:sun(?:day)?|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?)(?![a-z])';
const early = `(?:(?<![a-z])(?<early>${weekdays})[ ,.]{1,2})?`;
const late = `(?:[ ,(]{0,2}(?<late>${weekdays})\\)?)?`;

/** Dates that can be nothing else. */
const forms: readonly RegExp[] = [
  `(?<![\\d.])(?<year>\\d{4}) ?[-/.年] ?(?<month>\\d{1,2}) ?[-/.月] ?(?<day>\\d{1,2})(?!\\d) ?[日号]?${late}`,
  `(?<![\\d.,])(?<year>20\\d{2})(?<month>0[1-9]|1[0-2])(?<day>[0-3]\\d)(?![\\d.,])${late}`,
  `(?<![\\d.])(?<month>\\d{1,2}) ?月 ?(?<day>\\d{1,2})(?!\\d) ?[日号]?${late}`,
  `(?<![\\d.])(?<day>\\d{1,2})(?:st|nd|rd|th)?[ ./-]?(?<name>${monthNames})(?![a-z])\\.?(?:(?: |, ?|[-/'])(?<year>20\\d{2})(?!\\d)|[-/'](?<year2>\\d{2})(?!\\d))?${late}`,
  `(?<![a-z])(?<name>${monthNames})\\.? ?(?<day>\\d{1,2})(?:st|nd|rd|th)?(?:,? (?<year>20\\d{2}))?(?![\\da-z*.%]| ?(?:[x*] ?\\d|kgs?|公斤|箱|袋|个|柜|ctns?|cartons?))${late}`,
].map((form) => new RegExp(`${early}${form}`, 'g'));

/** `ETD 5/6`, `12.20船`: surely a date only where a word beside it says so; it may be a size or a price. */
const pair =
  /(?<![\d.,/-])(?<a>\d{1,2}) ?[-/.] ?(?<b>\d{1,2})(?![\da-z%#]|[.,/-]\d| ?(?:cm|mm|kgs?|g|usd)(?![a-z])| ?(?:公分|厘米|克|公斤|头|美元|元))/g;

/** `28号船`: the next 28th, uncertain. */
const dayAlone = /(?<![\d./月-]|月 )(?<day>\d{1,2}) ?[号日](?![柜箱袋筐库仓])/g;

/** `28/11/2026`, `28.11.26`: day first, as everywhere but in America, where the month cannot be the second. */
const dayFirst =
  /(?<![\d./-])(?<a>\d{1,2})(?<joint>[-/.])(?<b>\d{1,2})\k<joint>(?<year>20\d{2}|\d{2})(?![\d.]|[-/]\d)/g;

export function findDates(sheet: Sheet, today: string): void {
  for (const form of forms)
    for (const found of sheet.find(form)) {
      const { year, year2, name, month = '', day = '', early, late } = found.groups;
      const weekday = late ?? early;
      const at = name === undefined ? Number(month) : monthNamed(name);
      const written = year ?? (year2 === undefined ? undefined : `20${year2}`);
      const dates =
        written === undefined
          ? nextDates(at, Number(day), today)
          : [dateOf({ year: Number(written), month: at, day: Number(day) })].filter((date) => date !== null);
      const [date] = dates;
      if (date !== undefined)
        claimDate(sheet, found, dates, today, weekday === undefined || isOn(date, weekday));
    }
  for (const found of sheet.find(pair)) {
    const { a = '', b = '' } = found.groups;
    const dates = datesOfPair(a, b, sheet, today);
    if (dates.length > 0 && dateLabel(sheet, found).field !== undefined)
      claimDate(sheet, found, dates, today, true);
  }
  for (const found of sheet.find(dayAlone)) {
    const date = nextDay(Number(found.groups['day']), today);
    if (date !== null) claimDate(sheet, found, [date], today, false);
  }
  for (const found of sheet.find(dayFirst)) {
    const { a = '', b = '', year = '' } = found.groups;
    const full = year.length === 2 ? `20${year}` : year;
    // Of two digits it is a year only where it could be one of a shipment: 10/11/12 are sizes.
    const away = Number(full) - Number(today.slice(0, 4));
    if (year.length === 2 && (away < 0 || away > 2)) continue;
    const dates = pairs(a, b, sheet).map(([month, day]) => dateOf({ year: Number(full), month, day }));
    const possible = dates.filter((date) => date !== null);
    if (possible.length > 0) claimDate(sheet, found, possible, today, true);
  }
}

/** Month and day that two figures may mean: in Chinese the month stands first, else the day. */
function pairs(a: string, b: string, sheet: Sheet): readonly (readonly [month: number, day: number])[] {
  const [x, y] = [Number(a), Number(b)];
  const monthFirst = /\p{Script=Han}/u.test(sheet.line);
  return x === y
    ? [[x, y]]
    : monthFirst
      ? [
          [x, y],
          [y, x],
        ]
      : [
          [y, x],
          [x, y],
        ];
}

/** The dates that `28/11` may mean, the likelier first; none where it is no date. */
export function datesOfPair(a: string, b: string, sheet: Sheet, today: string): readonly string[] {
  if (!/^\d{1,2}$/.test(a) || !/^\d{1,2}$/.test(b)) return [];
  const read = pairs(a, b, sheet).map(([month, day]) => nextDates(month, day, today));
  // The next ones first, then those just past.
  return [...read.flatMap(([next]) => next ?? []), ...read.flatMap(([, past]) => past ?? [])];
}

/**
 * The next such day from today on, today among them (29 February lies up to eight years away); and the last one, where
 * that is not long ago, for a line may speak of a ship that has sailed. None where the calendar has no such day.
 */
export function nextDates(month: number, day: number, today: string): readonly string[] {
  const year = Number(today.slice(0, 4));
  const years = Array.from({ length: 10 }, (_, index) => year - 1 + index);
  const dates = years.map((one) => dateOf({ year: one, month, day })).filter((date) => date !== null);
  const next = dates.find((date) => date >= today);
  const past = dates.findLast((date) => date < today);
  if (next === undefined) return [];
  return past !== undefined && daysBetween(past, today) <= longAgo ? [next, past] : [next];
}
const longAgo = 60;

function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}

/** The next such day of a month from today on. */
function nextDay(day: number, today: string): string | null {
  const [year = 0, month = 0] = today.split('-').map(Number);
  for (let ahead = 0; ahead <= 2; ahead++) {
    const at = month - 1 + ahead;
    const date = dateOf({ year: year + Math.floor(at / 12), month: (at % 12) + 1, day });
    if (date !== null && date >= today) return date;
  }
  return null;
}

function isOn(date: string, weekday: string): boolean {
  return weekdayNamed(weekday) === new Date(`${date}T00:00:00Z`).getUTCDay();
}

/** What stands before a date says which it is; `null`: a date that an order has no field for. */
const before: readonly (readonly [DateField | null, string])[] = [
  [
    null,
    'eta|到港|到货|到达|抵港|arriv\\w*|arrival|valid(?:ity)?(?: until| till| to)?|有效期?至?|expir\\w*|到期|截港|截单|截关|cut[- ]?off|提单(?:日期?)?|b/l(?: date)?|装柜|load(?:ing|ed)?',
  ],
  [
    'latest_shipment',
    'lsd|lds|latest(?: date of)?(?: ship\\w*)?(?: date)?|(?:ship\\w* )?(?:no|not) later than|ship\\w* (?:by|before)|before|by|最(?:迟|晚)(?:装运|装船|船期|出货|开船)?(?:期|日期)?|不(?:晚|迟)于|截止',
  ],
  ['promised_etd', 'promised?(?: etd)?|答应|承诺'],
  ['requested_etd', 'requested(?: etd)?|wanted|needs?(?: by)?|客户要求?|要求(?:船期)?|希望'],
  [
    'etd',
    'etd|船期|开船|开航|走船|发船|装船|sailing|sails?|ship(?:ment|ping|ped)?(?: date)?(?: on)?|on board|出货|发货|走货|装运',
  ],
];
const behind: readonly (readonly [DateField | null, RegExp])[] = [
  [null, /^ ?(?:到港|到货|抵港|eta(?![a-z])|arrival|装柜|有效)/],
  ['latest_shipment', /^ ?(?:之前|以前|前(?!天)|before(?![a-z]))(?:开船|装船|装运|出货|走)?/],
  ['etd', /^ ?(?:船期|的船|船|开船|开(?!始)|走(?!访)|装船|出货|sailing|etd(?![a-z]))/],
];
const labels = before.map(
  ([field, words]) =>
    [field, new RegExp(`(?<![a-z])(?:${words})(?: ?(?:is|on|at|为|是|在))?[ :.]{0,3}$`)] as const,
);
/** UCP 600 article 3: 'before' leaves the day itself out, which people who type it may not mean. */
const excluding = /^[^\d]*before|前(?:开船|装船|装运|出货|走)?$|before$/;
const longestLabel = 40;

/** The place of a date with the words beside it that say which it is; no field where none do. */
function dateLabel(sheet: Sheet, { from, to }: Place): Place & { readonly field?: DateField | null } {
  const open = sheet.open();
  const head = open.slice(Math.max(0, from - longestLabel), from);
  for (const [field, pattern] of labels) {
    const text = pattern.exec(head)?.[0].trimStart();
    if (text !== undefined) return { field, from: from - text.length, to };
  }
  for (const [field, pattern] of behind) {
    const text = pattern.exec(open.slice(to, to + longestLabel))?.[0];
    if (text !== undefined) return { field, from, to: to + text.length };
  }
  return { from, to };
}

/** Claims a date with the words beside it that say which date it is; without any it is the ETD. */
export function claimDate(
  sheet: Sheet,
  at: Place,
  dates: readonly string[],
  today: string,
  sure: boolean,
  besides: readonly Reading[] = [],
): void {
  const { field = 'etd', ...place } = dateLabel(sheet, at);
  const [likeliest = '', ...otherDates] = [...new Set(dates)];
  const [named, ...otherFields] = fieldsFrom(field);
  const readings: readonly Reading[] = [
    ...[likeliest, ...otherDates].map((date) => dateReading(date, named)),
    ...besides,
    ...otherFields.map((one) => dateReading(likeliest, one)),
  ];
  const [first, ...others] = readings;
  if (field === null || first?.kind !== 'date') {
    sheet.claim(place, { kind: 'text' }, { certain: sure, alternatives: readings });
    return;
  }
  const excludes = excluding.test(sheet.folded.slice(place.from, place.to));
  const certain = sure && otherDates.length === 0 && first.date >= today && !excludes;
  sheet.claim(place, first, { certain, alternatives: others });
}

function fieldsFrom(field: DateField | null): readonly [DateField, ...DateField[]] {
  const first = field ?? 'etd';
  return [first, ...dateFields.filter((one) => one !== first)];
}

function dateReading(date: string, field: DateField): DateReading {
  return { kind: 'date', date, field };
}
