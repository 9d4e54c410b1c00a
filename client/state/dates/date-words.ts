import { dateFields } from '../../../shared/views/date-field.ts';
import { dateOfDay } from '../../../shared/views/calendar-day.ts';
import type { DayEvent } from '../../../shared/views/days.ts';
import type { DateKey } from '../../../shared/views/entry.ts';
import { labelKey } from '../../../shared/model/schema.ts';
import { formatDate } from '../../i18n/format.ts';
import { t } from '../../i18n/language.svelte.ts';
import { wall } from '../ports.svelte.ts';

/** The name of a date, as the order panel has it. */
export function dateName(key: DateKey): string {
  return t(labelKey('order', dateFields[key]));
}

/** A day number in the reader's language, with weekday. */
export function dayText(day: number): string {
  return formatDate(dateOfDay(day), wall.today);
}

/** What a plate says to who does not see it. */
export function eventText({ number, key, state, open }: DayEvent, customer: string): string {
  const parts = [dateName(key), number || t('card.noNumber'), customer || t('card.noCustomer')];
  if (state === 'risk') parts.push(t('dates.risk'));
  if (state === 'met') parts.push(t('dates.met'));
  if (open) parts.push(t('dates.disputed'));
  return parts.join(' · ');
}
