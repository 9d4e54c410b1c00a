import type { TopField } from '../model/schema.ts';
import type { DateKey } from './entry.ts';

/** The field of an order that each date stands in: what is written when a date is moved. */
export const dateFields = {
  latestShipment: 'latest_shipment',
  etd: 'etd',
  promisedEtd: 'promised_etd',
  requestedEtd: 'requested_etd',
  sailed: 'sailed',
  eta: 'eta',
  papersDue: 'papers_due',
  paymentDue: 'payment_due',
  answerDue: 'answer_due',
  enquiry: 'enquiry',
} as const satisfies Record<DateKey, TopField<'order'>>;

/** The dates a calendar shows, what ends first before the rest. */
export const calendarKeys = ['latestShipment', 'papersDue', 'paymentDue', 'etd', 'eta'] as const;
export type CalendarKey = (typeof calendarKeys)[number];

/** The dates of a calendar that somebody chose, in its own order; all of them where none was chosen. */
export function chosenDates(dates: readonly DateKey[]): readonly CalendarKey[] {
  const chosen = calendarKeys.filter((key) => dates.includes(key));
  return chosen.length === 0 ? calendarKeys : chosen;
}
