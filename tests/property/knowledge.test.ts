import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadReference, loadSample } from '../../shared/knowledge/load.ts';
import { openingAt, readShifts, type Hours } from '../../shared/knowledge/opening.ts';
import { readHolidayText } from '../../shared/knowledge/holidays.ts';
import { figureNames } from '../../shared/model/figure-names.ts';
import { weekdays } from '../../shared/model/schema.ts';
import { checkOrder } from '../../shared/rules/check.ts';
import { casesOf } from '../../shared/rules/file-cases.ts';

const [sample, reference] = await Promise.all([loadSample(), loadReference()]);

type Given = { readonly name: string; readonly value: string; readonly house?: boolean };

/** What is said of an order whose products all have these figures besides. */
function check(order: (typeof sample.orders)[number], figures: readonly Given[]) {
  const products = sample.products.map((product) => ({
    ...product,
    figures: figures.map((one) => ({ ...one })),
  }));
  const file = { as_of: sample.as_of, orders: [order], products };
  return casesOf(file, sample, reference, sample.as_of).flatMap(({ given }) => checkOrder(given));
}

const anyOrder = fc.constantFrom(...sample.orders);
const anyValue = fc.oneof(
  fc.integer({ min: -40, max: 400 }).map(String),
  fc.constantFrom('closed', 'high', 'none', '-3 - 0', '90-95', 'alone', 'A'),
);

test('figures that nobody chose change nothing, whatever they say', () => {
  const figures = fc.array(fc.record({ name: fc.constantFrom(...figureNames), value: anyValue }), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(anyOrder, figures, (order, others) => {
      expect(check(order, others)).toEqual(check(order, []));
    }),
    { numRuns: 60 },
  );
});

test('a higher freezing point of the team never calls a set point safe that a lower one called frozen', () => {
  const [garlic] = sample.orders.filter(({ id }) => id === 'SO-26012');
  if (!garlic) throw new Error('the sample has changed');
  fc.assert(
    fc.property(
      fc.integer({ min: -12, max: 2 }),
      fc.integer({ min: -10, max: 0 }),
      fc.nat(6),
      (given, low, more) => {
        const order = {
          ...garlic,
          containers: garlic.containers.map((one) => ({ ...one, set_point_c: given })),
        };
        const frozen = (point: number) =>
          check(order, [{ name: 'freezing_point', value: String(point), house: true }]).some(
            ({ code }) => code === 'set_point_freezing',
          );
        if (frozen(low)) expect(frozen(low + more)).toBe(true);
      },
    ),
    { numRuns: 80 },
  );
});

test('whoever is said to open opens then, and whoever is said to be open closes when it is told', () => {
  const hours: fc.Arbitrary<Hours> = fc.record({
    zone: fc.constantFrom(
      'Asia/Dubai',
      'Europe/Berlin',
      'America/Sao_Paulo',
      'Asia/Kolkata',
      'Pacific/Auckland',
    ),
    shifts: fc.constantFrom(...['8-17', '9:00-13:00, 14:00-18:00', '0-24:00', '22:30-23:15'].map(readShifts)),
    weekend: fc.subarray([...weekdays], { maxLength: 6 }),
    holidays: fc.constant([]),
  });
  const year = { min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) };
  fc.assert(
    fc.property(hours, fc.integer(year), (given, at) => {
      const now = openingAt(given, at);
      const minute = 60_000;
      if (now.kind === 'open') {
        expect(openingAt(given, at + (now.minutes - 1) * minute).kind).toBe('open');
        return;
      }
      if (now.kind !== 'closed' || now.opens === null) throw new Error('she works on some day');
      const opened = openingAt(given, at + now.opens.minutes * minute);
      expect(opened.kind).toBe('open');
      expect(now.opens.minutes).toBeGreaterThan(0);
      expect(openingAt(given, at + (now.opens.minutes - 1) * minute).kind).toBe('closed');
    }),
    { numRuns: 400 },
  );
});

test('no text makes the reader of holidays fail, and what it reads are days in their order', () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'END:VEVENT',
      'DTSTART:20261202',
      'RRULE:FREQ=YEARLY',
      '2026-12-02 A',
      '12月2日-3日 B',
      '2-3 Dec C',
    ),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const { holidays } = readHolidayText(lines.join('\n'), '2026-11-23');
      for (const { date, until } of holidays) {
        expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        expect(until >= date).toBe(true);
      }
      expect(holidays.map(({ date }) => date)).toEqual(holidays.map(({ date }) => date).toSorted());
    }),
  );
});
