import { isDate } from './calendar.ts';
import type { Language } from './names.ts';

/** A plain number as people write it: a true minus, thousands in groups; a temperature says its sign, be it plus. */
export function sayNumber(text: string, unit = ''): string {
  const found = /^(-?)(\d+)(\.\d+)?( °C)?$/.exec(text);
  if (!found) return text + unit;
  const [, minus, whole = '', rest = '', degrees = unit] = found;
  const above = degrees === ' °C' && Number(whole + rest) > 0 ? '+' : '';
  const sign = minus === '-' ? '\u2212' : above;
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest}${degrees}`;
}

const units: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  ctn: ['箱', 'cartons'],
  d: ['天', 'days'],
};

const span = /^(-?\d+(?:\.\d+)?)\s*(?:-|–|…)\s*(-?\d+(?:\.\d+)?)$/;

/** A figure with its unit after it, a span with the unit once; words stay as they are, without one. */
export function sayFigure(text: string, unit: string | null, language: Language): string {
  const after = unit === null || unit === '' ? '' : ` ${units[unit]?.[language === 'zh' ? 0 : 1] ?? unit}`;
  const [, from = '', to = ''] = span.exec(text) ?? [];
  const sign = unit === '°C' ? ' °C' : '';
  const signed = (one: string): string => sayNumber(one, sign).replace(/ °C$/, '');
  if (to !== '') return `${signed(from)} – ${signed(to)}${after}`;
  return /^-?\d+(?:\.\d+)?$/.test(text) ? `${signed(text)}${after}` : text;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
/** Of a day further away than this the year is said, and no day of the week. */
const near = 300;

/**
 * A date `2026-12-11` as the app shows it: `12月11日 周五`, `Fri 11 Dec`; far from `today` with its year. Where nobody
 * knows what day it is (null) with both. Anything else stays as it is.
 */
export function sayDate(text: string, language: Language, today: string | null): string {
  if (!isDate(text)) return text;
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  const weekday = new Date(`${text}T00:00:00Z`).getUTCDay();
  const away = today === null ? 0 : Math.abs(Date.parse(text) - Date.parse(today)) / 86_400_000;
  const [withYear, withWeekday] = [today === null || away > near, away <= near];
  if (language === 'zh')
    return `${withYear ? `${year}年` : ''}${month}月${day}日${withWeekday ? ` 周${'日一二三四五六'[weekday]}` : ''}`;
  return `${withWeekday ? `${weekdays[weekday]} ` : ''}${day} ${months[month - 1]}${withYear ? ` ${year}` : ''}`;
}
