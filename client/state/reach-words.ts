import type { CustomerView } from '../../shared/model/customer.ts';
import { weekdays, type Weekday } from '../../shared/model/schema.ts';
import { hoursOf, openingAt, type Opening } from '../../shared/knowledge/opening.ts';
import { usualWeekend } from '../../shared/knowledge/zone.ts';
import { formatDate } from '../i18n/format.ts';
import { language, t } from '../i18n/language.svelte.ts';
import { firstValue } from './goods.ts';

/** Whether a customer can be reached at an instant, by what the team entered, and by her country where it did not. */
export function openingOf(view: CustomerView, now: number): Opening {
  return openingAt(hoursOf(view, usualWeekend(firstValue(view.fields.country.cell))), now);
}

/** `10:32 there, open until 18:00`; empty where her clock is not known. */
export function openingWords(opening: Opening): string {
  switch (opening.kind) {
    case 'no_zone':
      return '';
    case 'no_hours':
      return t('reach.clock', { time: opening.time });
    case 'open':
      return t('reach.open', { time: opening.time, until: opening.until });
    case 'closed':
      return closedWords(opening);
  }
}

/** Sooner than this she opens in so many hours, not on a day. */
const soon = 6 * 60;

function closedWords({ time, date, why, opens }: Opening & { readonly kind: 'closed' }): string {
  if (opens === null) return t('reach.closed', { time });
  const places = { time, day: opens.date === date ? '' : formatDate(opens.date, date), at: opens.time };
  switch (why.kind) {
    case 'holiday':
      return t('reach.holiday', { ...places, name: why.name });
    case 'weekend':
      return t('reach.weekend', places);
    case 'hours':
      return opens.minutes <= soon
        ? t('reach.opensIn', { time, in: durationWords(opens.minutes) })
        : t('reach.opensOn', places).replace(/ {2,}/, ' ');
  }
}

/** 200 as `3 小时 20 分钟`. */
function durationWords(minutes: number): string {
  const [h, m] = [Math.floor(minutes / 60), minutes % 60];
  if (h === 0) return t('reach.minutes', { n: m });
  return m === 0 ? t('reach.hours', { n: h }) : t('reach.hoursMinutes', { h, m });
}

/** The days of a week as buttons show them. */
export function weekdayOptions(): readonly {
  readonly value: Weekday;
  readonly text: string;
  readonly label: string;
}[] {
  const name = (width: 'short' | 'long') =>
    new Intl.DateTimeFormat(language.tag, { weekday: width, timeZone: 'UTC' });
  const [short, long] = [name('short'), name('long')];
  // A Monday and the days after it.
  return weekdays.map((value, index) => {
    const day = Date.UTC(2026, 10, 23 + index);
    const text = short.format(day);
    return {
      value,
      text: language.value === 'zh' ? text.slice(-1) : text.slice(0, 2),
      label: long.format(day),
    };
  });
}
