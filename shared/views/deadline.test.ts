import { expect, test } from 'vitest';
import { defaultStages } from '../model/stages.ts';
import type { CalendarKey } from './date-field.ts';
import { dateState, type DateState } from './deadline.ts';
import type { DateKey } from './entry.ts';
import { entryWith } from './test-entry.ts';

const stages = new Map(defaultStages.map(({ id }, index) => [id, index]));
const today = 100;

test.each<readonly [string, CalendarKey, Partial<Record<DateKey, number>>, string, DateState]>([
  ['three days before it', 'latestShipment', { latestShipment: 103 }, 'booked', 'open'],
  ['two days before it', 'latestShipment', { latestShipment: 102 }, 'booked', 'risk'],
  ['long past', 'latestShipment', { latestShipment: 50 }, 'booked', 'risk'],
  ['loaded', 'latestShipment', { latestShipment: 102 }, 'loaded', 'met'],
  [
    'sailed, though nobody moved the card',
    'latestShipment',
    { latestShipment: 99, sailed: 98 },
    'booked',
    'met',
  ],
  ['a sailing booked after it', 'latestShipment', { latestShipment: 120, etd: 121 }, 'booked', 'risk'],
  ['a sailing booked on it', 'latestShipment', { latestShipment: 120, etd: 120 }, 'booked', 'open'],
  ['tomorrow', 'etd', { etd: 101 }, 'booked', 'open'],
  ['past and not sailed', 'etd', { etd: 99 }, 'booked', 'risk'],
  ['after the latest shipment', 'etd', { etd: 121, latestShipment: 120 }, 'booked', 'risk'],
  ['sailed', 'etd', { etd: 99 }, 'sailed', 'met'],
  ['two days before', 'papersDue', { papersDue: 102 }, 'documents', 'risk'],
  ['presented', 'papersDue', { papersDue: 90 }, 'presented', 'met'],
  ['not yet paid', 'paymentDue', { paymentDue: 99 }, 'presented', 'risk'],
  ['paid', 'paymentDue', { paymentDue: 99 }, 'paid', 'met'],
  ['no deadline', 'eta', { eta: 100 }, 'sailed', 'open'],
  ['of the past', 'eta', { eta: 99 }, 'sailed', 'met'],
  ['in a stage nobody knows', 'papersDue', { papersDue: 101 }, 'gone', 'risk'],
])('%s: %s is %#', (_, key, dates, stage, state) => {
  expect(dateState(entryWith('A1', dates, { stage }), key, today, stages)).toBe(state);
});
