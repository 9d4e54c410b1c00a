import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayNumber } from './calendar-day.ts';
import { plannedDay, seriesOf, type SeriesAsked } from './series.ts';
import { entryWith } from './test-entry.ts';

const day = (date: string): number => dayNumber(date) ?? NaN;
const hour = (date: string, at = 0): number => day(date) * 24 + at;
/** Three weeks around the turn of a year: those of 21 and 28 December, and of 4 January. */
const asked: SeriesAsked = {
  from: day('2026-12-22'),
  to: day('2027-01-08'),
  today: day('2027-01-01'),
  zone: 480,
};
const stages = ['enquiry', 'booked', 'sailed'];

test('shipments are counted in the week they were promised for and the one they sailed in', () => {
  const { weeks, planned, sailed } = seriesOf(
    [
      entryWith('A1', { promisedEtd: day('2026-12-27'), etd: day('2027-01-03'), sailed: day('2026-12-28') }),
      entryWith('A2', { etd: day('2027-01-03') }),
      entryWith('A3', { requestedEtd: day('2027-01-04'), sailed: day('2027-02-01') }),
      entryWith('A4'),
    ],
    stages,
    asked,
  );
  expect(weeks).toEqual([day('2026-12-21'), day('2026-12-28'), day('2027-01-04')]);
  expect(planned).toEqual([1, 1, 1]);
  expect(sailed).toEqual([0, 1, 0]);
});

test('containers are counted by port for what is shipped in these weeks, the most first', () => {
  const containers = (count: number) => ({ containers: [['40RH', count] as const] });
  const { ports } = seriesOf(
    [
      entryWith('A1', { etd: day('2026-12-25') }, { ports: ['Santos'], ...containers(1) }),
      entryWith('A2', { etd: day('2027-01-05') }, { ports: ['Jebel Ali'], ...containers(2) }),
      entryWith('A3', { etd: day('2027-01-05') }, { ports: ['Jebel Ali'], ...containers(1) }),
      entryWith('A4', { etd: day('2027-03-05') }, { ports: ['Santos'], ...containers(9) }),
      entryWith('A5', { etd: day('2027-01-05') }),
    ],
    stages,
    asked,
  );
  expect(ports).toEqual([
    { port: 'Jebel Ali', containers: 3, shipments: 2 },
    { port: 'Santos', containers: 1, shipments: 1 },
    { port: '', containers: 0, shipments: 1 },
  ]);
});

test('an order stands in the stage it last came into, this week in the one it stands in, and later nobody knows', () => {
  const path = { path: 'enquiry/booked', since: [hour('2026-11-02'), hour('2026-12-28')] };
  const figures = seriesOf([entryWith('A1', {}, { ...path, stage: 'sailed' })], stages, asked).stages;
  expect(figures).toEqual([
    { stage: 'enquiry', counts: [1, 0, null] },
    { stage: 'booked', counts: [0, 0, null] },
    { stage: 'sailed', counts: [0, 1, null] },
  ]);
});

test('an archived order counts until it came into its last stage', () => {
  const path = { path: 'booked/sailed', since: [hour('2026-12-01'), hour('2026-12-29')] };
  const entry = entryWith('A1', {}, { ...path, stage: 'sailed', shelf: 'archived' });
  const figures = seriesOf([entry], stages, asked).stages;
  expect(figures.map(({ counts }) => counts)).toEqual([
    [0, 0, null],
    [1, 0, null],
    [0, 0, null],
  ]);
});

test('the day somebody moved an order is hers: late on Sunday in UTC is Monday in China', () => {
  const path = { path: 'booked', since: [hour('2026-12-27', 17)] };
  const counts = (zone: number) =>
    seriesOf([entryWith('A1', {}, { ...path, stage: 'booked' })], stages, { ...asked, zone }).stages[1]
      ?.counts;
  expect(counts(480)).toEqual([0, 1, null]);
  expect(counts(0)).toEqual([1, 1, null]);
});

const someDay = fc.option(fc.integer({ min: asked.from - 40, max: asked.to + 40 }), { nil: undefined });

test('no shipment within the weeks is lost, and none is counted twice', () => {
  const entries = fc.array(
    fc
      .record({ etd: someDay, sailed: someDay })
      .map(({ etd, sailed }) =>
        entryWith('A1', { ...(etd !== undefined && { etd }), ...(sailed !== undefined && { sailed }) }),
      ),
  );
  fc.assert(
    fc.property(entries, (orders) => {
      const { weeks, planned } = seriesOf(orders, stages, asked);
      const within = orders.map(plannedDay).filter((one) => {
        const [first = 0] = weeks;
        return one !== null && one >= first && one < first + weeks.length * 7;
      });
      expect(planned.reduce((sum, figure) => sum + figure, 0)).toBe(within.length);
    }),
  );
});
