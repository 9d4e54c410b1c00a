import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cell, OrderRow } from '../model/rows.ts';
import { dayNumber } from './calendar-day.ts';
import { labelsWithRoom, orderPath } from './timeline-path.ts';

const none: Cell<string> = { kind: 'none' };
const one = (value: string): Cell<string> => ({ kind: 'one', value });
const day = (date: string): number => dayNumber(date) ?? NaN;
const row = (given: Partial<OrderRow>): OrderRow =>
  ({
    steps: [],
    shelf: 'open',
    enquiry: none,
    requestedEtd: none,
    promisedEtd: none,
    etd: none,
    latestShipment: none,
    sailed: none,
    eta: none,
    papersDue: none,
    paymentDue: none,
    ...given,
  }) as OrderRow;
const today = day('2026-11-23');

test('the plan stands in the order of time, with every value of a conflict', () => {
  const { planned } = orderPath(
    row({
      enquiry: one('2026-10-01'),
      etd: { kind: 'many', values: ['2026-12-11', '2026-12-04'] },
      latestShipment: one('2026-12-10'),
    }),
    today,
    0,
  );
  expect(planned).toEqual([
    { key: 'enquiry', day: day('2026-10-01'), open: false },
    { key: 'etd', day: day('2026-12-04'), open: true },
    { key: 'latestShipment', day: day('2026-12-10'), open: false },
    { key: 'etd', day: day('2026-12-11'), open: true },
  ]);
});

test('what happened goes on until today while an order is followed, and ends with its last mark when it is put away', () => {
  const steps = [{ stage: 'booked', at: '2026-11-01T18:00:00.000Z' }];
  const sailed = one('2026-11-10');
  const open = orderPath(row({ steps, sailed }), today, 480);
  expect(open.actual).toEqual([
    { stage: 'booked', day: day('2026-11-02') + 2 / 24 },
    { stage: null, day: day('2026-11-10') },
  ]);
  expect(open.until).toBe(today);
  expect(orderPath(row({ steps, sailed, shelf: 'archived' }), today, 480).until).toBe(day('2026-11-10'));
  expect(orderPath(row({}), today, 0).until).toBeNull();
});

test.each([
  ['2026-12-06', '2026-12-11', null, 5],
  ['2026-12-06', '2026-12-11', '2026-12-07', 1],
  ['2026-12-11', '2026-12-06', null, 0],
  [null, '2026-12-06', null, 0],
] as const)('promised %s, ETD %s, sailed %s: late by days', (promised, etd, sailed, late) => {
  const cell = (date: string | null) => (date === null ? none : one(date));
  const dates = { promisedEtd: cell(promised), etd: cell(etd), sailed: cell(sailed) };
  expect(orderPath(row(dates), today, 0).late).toBe(late);
});

test('labels that have room do not touch each other nor the end, and the first always gets its place', () => {
  const label = fc.record({
    at: fc.integer({ min: -50, max: 500 }),
    width: fc.integer({ min: 1, max: 120 }),
  });
  fc.assert(
    fc.property(fc.array(label), (labels) => {
      const room = labelsWithRoom(labels, 400, 8);
      const placed = labels.filter((_, index) => room.has(index)).sort((a, b) => a.at - b.at);
      for (const [index, { at, width }] of placed.entries()) {
        expect(at + width).toBeLessThanOrEqual(400);
        const next = placed[index + 1];
        if (next) expect(at + width + 8).toBeLessThanOrEqual(next.at);
      }
      const fits = labels.findIndex(({ at, width }) => at >= 0 && at + width <= 400);
      if (fits >= 0) expect(room.has(fits)).toBe(true);
    }),
  );
});
