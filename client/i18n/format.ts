import { language, t } from './language.svelte.ts';

/** A no-break space: between number and unit. */
export const nbsp = '\u00a0';
const minus = '\u2212';

/** Groups the digits of an exact decimal without passing it through a binary fraction; a true minus. */
export function formatDecimal(text: string, minPlaces = 0): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return text;
  const [, sign = '', whole = '', fraction = ''] = match;
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const places = fraction.padEnd(minPlaces, '0');
  return `${sign && minus}${grouped}${places && `.${places}`}`;
}

/** The most decimals any of these has: what a column of figures is shown with. */
export function mostPlaces(values: readonly string[]): number {
  return Math.max(0, ...values.map((value) => /^-?\d+\.(\d+)$/.exec(value)?.[1]?.length ?? 0));
}

/** A set point, always with its sign: `−3 °C`, `+5 °C`, `0 °C`. */
export function formatTemperature(text: string): string {
  return `${signedTemperature(text)}${nbsp}°C`;
}

/** The signed number alone: `−3`, `+5`, `0`. */
export function signedTemperature(text: string): string {
  const trimmed = text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
  if (/^-?0$/.test(trimmed)) return '0';
  return trimmed.startsWith('-') ? `${minus}${trimmed.slice(1)}` : `+${trimmed}`;
}

export function isBelowZero(text: string): boolean {
  return text.startsWith('-') && !/^-0*(\.0*)?$/.test(text);
}

/** `80 – 90` of `80-90`. */
export function formatRange(text: string): string {
  return text.replace(/^(-?[\d.]+)-(-?[\d.]+)$/, `$1${nbsp}–${nbsp}$2`);
}

/** `closed` in words, else the number. */
export function formatVentilation(text: string): string {
  return text === 'closed' ? t('field.closed') : formatDecimal(text);
}

const dayNumber = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 86_400_000;

export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(dayNumber(text));
}

/** Whole days from one date to another; negative when it lies before. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

type Part = 'month' | 'weekday';

/** Making one takes a browser longer than drawing a card. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(tag: string, name: Part): Intl.DateTimeFormat {
  const key = `${tag} ${name}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(tag, { [name]: 'short', timeZone: 'UTC' });
  formats.set(key, made);
  return made;
}

function part(text: string, name: Part): string {
  return formatOf(language.tag, name).format(new Date(`${text}T00:00:00Z`));
}

/** Day and month: `12月11日`, `11 Dec`. */
export function formatDay(text: string): string {
  if (!isDate(text)) return text;
  const [, month = '', day = ''] = text.split('-').map(Number);
  return language.value === 'zh' ? `${month}月${day}日` : `${day} ${part(text, 'month').slice(0, 3)}`;
}

/** `周五`, `Fri`. */
export function formatWeekday(text: string): string {
  return isDate(text) ? part(text, 'weekday') : '';
}

/** A date far away, year included: `2025-11-28`, `28 Nov 2025`. */
export function formatFullDate(text: string): string {
  if (!isDate(text)) return text;
  return language.value === 'zh' ? text : `${formatDay(text)} ${text.slice(0, 4)}`;
}

/** A month of a year, `2026-12`: `2026年12月`, `Dec 2026`. */
export function formatMonth(text: string): string {
  const [, year = '', month = ''] = /^(\d{4})-(\d{2})$/.exec(text) ?? [];
  if (year === '') return text;
  return language.value === 'zh'
    ? `${year}年${Number(month)}月`
    : `${part(`${text}-01`, 'month').slice(0, 3)} ${year}`;
}

/** With weekday near the given year, with year otherwise: `12月11日 周五`, `Fri 11 Dec`. */
export function formatDate(text: string, today: string): string {
  if (!isDate(text)) return text;
  if (Math.abs(daysBetween(today, text)) > 300) return formatFullDate(text);
  return language.value === 'zh'
    ? `${formatDay(text)} ${formatWeekday(text)}`
    : `${formatWeekday(text)} ${formatDay(text)}`;
}

/** `11/25`, `25 Nov`: for narrow columns. */
export function formatShortDate(text: string): string {
  if (!isDate(text)) return text;
  const [, month = '', day = ''] = text.split('-').map(Number);
  return language.value === 'zh' ? `${month}/${day}` : formatDay(text);
}

/** The local time of an instant: `14:05`. */
export function formatTime(at: number | string): string {
  return new Date(at).toLocaleTimeString(language.tag, { hour: '2-digit', minute: '2-digit', hour12: false });
}

/** Time alone on the same day, else day and time: `13:48`, `11月20日 16:40`. */
export function formatInstant(at: number | string, today: string): string {
  const date = localDate(new Date(at));
  return date === today ? formatTime(at) : `${formatShort(date, today)} ${formatTime(at)}`;
}

function formatShort(date: string, today: string): string {
  return Math.abs(daysBetween(today, date)) > 300 ? formatFullDate(date) : formatDay(date);
}

/** The calendar day where this device is. */
export function localDate(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** What the trade calls a country where that is shorter than its name. */
const tradeNames: Readonly<Record<'zh' | 'en', Readonly<Record<string, string>>>> = {
  zh: { AE: '阿联酋', SA: '沙特', HK: '香港', MO: '澳门', TW: '台湾', BA: '波黑', PG: '巴新' },
  en: { AE: 'UAE', SA: 'Saudi Arabia', HK: 'Hong Kong', MO: 'Macao' },
};

/** A country's short name for its two letters; anything else stays as it was typed. */
export function formatCountry(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  const short = tradeNames[language.value][code];
  return short ?? new Intl.DisplayNames([language.tag], { type: 'region', style: 'short' }).of(code) ?? code;
}
