import type { CalendarKey } from './date-field.ts';
import { dateKeys, type DateKey, type OrderEntry } from './entry.ts';

/** How a date of an order stands: what it was for is done, it can still be kept, or it is in danger. */
export type DateState = 'met' | 'open' | 'risk';

/** So many days before a deadline it is in danger while its work is not done (look.md, days left). */
const near = 2;

/** The stage from which on a date is of the past. */
const doneBy = {
  latestShipment: 'loaded',
  etd: 'sailed',
  eta: null,
  papersDue: 'presented',
  paymentDue: 'paid',
} as const satisfies Record<CalendarKey, string | null>;

const at = (key: DateKey) => dateKeys.indexOf(key);
const [atLatest, atEtd, atSailed] = [at('latestShipment'), at('etd'), at('sailed')];

/**
 * How a date of an order stands on the day `today`. `stages` gives the place of each stage on the board. A deadline is in
 * danger from two days before it, and the latest shipment also where the ETD lies after it; the ETA is no deadline.
 */
export function dateState(
  { stage, days }: Pick<OrderEntry, 'stage' | 'days'>,
  key: CalendarKey,
  today: number,
  stages: ReadonlyMap<string, number>,
): DateState {
  const day = days[at(key)] ?? null;
  if (day === null) return 'open';
  const mark = doneBy[key];
  if (mark === null) return day < today ? 'met' : 'open';
  const [here, done] = [stages.get(stage), stages.get(mark)];
  if (here !== undefined && done !== undefined && here >= done) return 'met';
  const ships = key === 'latestShipment' || key === 'etd';
  if (ships && (days[atSailed] ?? null) !== null) return 'met';
  // A booked sailing is a plan: it endangers the latest shipment, and is itself late once it is past.
  if (key === 'etd') return day < today || day > (days[atLatest] ?? Infinity) ? 'risk' : 'open';
  if (key === 'latestShipment' && (days[atEtd] ?? -Infinity) > day) return 'risk';
  return day - today <= near ? 'risk' : 'open';
}
