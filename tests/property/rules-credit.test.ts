import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths, daysBetween, daysIn, inMonth, isDate } from '../../shared/rules/calendar.ts';
import { compare, exact, type Exact } from '../../shared/rules/exact.ts';
import { lastPresentation } from '../../shared/rules/presentation.ts';
import { readTolerance } from '../../shared/rules/tolerance-words.ts';
import { readDateWording, type DateReading } from '../../shared/rules/ucp-dates.ts';
import {
  amountTolerance,
  quantityTolerance,
  type ToleranceRange,
  type ToleranceWording,
} from '../../shared/rules/ucp-tolerance.ts';
import type { Answer } from '../../shared/rules/answer.ts';

const date = fc.nat({ max: 36_500 }).map((days) => addDays('2000-01-01', days));
const month = fc.record({
  year: fc.integer({ min: 2000, max: 2099 }),
  month: fc.integer({ min: 1, max: 12 }),
});
const names = 'January February March April May June July August September October November December'.split(
  ' ',
);
const number = (text: string): Exact => exact(text) ?? { numerator: 0n, denominator: 1n };

function rangeOf(reading: DateReading): { readonly from: string; readonly to: string } {
  if (reading.kind !== 'range') throw new Error(reading.kind);
  return { from: reading.from ?? '0000-01-01', to: reading.to ?? '9999-12-31' };
}

const read = (text: string) => rangeOf(readDateWording(text));

describe('dates', () => {
  test('beginning, middle and end part a month, and so do its halves', () => {
    fc.assert(
      fc.property(month, ({ year, month: at }) => {
        const of = `of ${names[at - 1] ?? ''} ${year}`;
        const whole = { from: inMonth(year, at, 1), to: inMonth(year, at, daysIn(year, at)) };
        for (const parts of [
          ['beginning', 'middle', 'end'],
          ['first half', 'second half'],
        ]) {
          const ranges = parts.map((part) => read(`${part} ${of}`));
          expect(ranges[0]?.from).toBe(whole.from);
          expect(ranges.at(-1)?.to).toBe(whole.to);
          for (const [index, range] of ranges.entries())
            if (index > 0) expect(range.from).toBe(addDays(ranges[index - 1]?.to ?? '', 1));
        }
      }),
    );
  });

  test('before and after exclude what until and from include, and together they leave nothing out', () => {
    fc.assert(
      fc.property(date, (at) => {
        expect(read(`shipment until ${at}`).to).toBe(at);
        expect(read(`shipment before ${at}`).to).toBe(addDays(at, -1));
        expect(read(`shipment from ${at}`).from).toBe(at);
        expect(read(`shipment after ${at}`).from).toBe(addDays(at, 1));
        const near = read(`on or about ${at}`);
        expect([daysBetween(near.from, at), daysBetween(at, near.to)]).toEqual([5, 5]);
      }),
    );
  });

  test('a narrower wording lies within a wider one', () => {
    fc.assert(
      fc.property(date, fc.nat({ max: 400 }), fc.nat({ max: 400 }), (first, length, inner) => {
        const [last, within] = [addDays(first, length), addDays(first, Math.min(inner, length))];
        const outer = read(`between ${first} and ${last}`);
        for (const text of [
          `from ${first} to ${within}`,
          `not before ${within} and not later than ${last}`,
          `on ${within}`,
        ]) {
          const range = read(text);
          expect(range.from >= outer.from && range.to <= outer.to).toBe(true);
        }
      }),
    );
  });

  test('are the same however the day is written', () => {
    fc.assert(
      fc.property(date, (at) => {
        const [year = '', monthOf = '', day = ''] = at.split('-');
        const name = names[Number(monthOf) - 1] ?? '';
        for (const written of [
          `${Number(day)} ${name} ${year}`,
          `${name} ${Number(day)}, ${year}`,
          `${day}-${name.slice(0, 3).toUpperCase()}-${year}`,
          `${year}/${monthOf}/${day}`,
          `${Number(day)}th of ${name} ${year}`,
        ])
          expect([written, readDateWording(`Shipment NOT LATER THAN ${written}.`)]).toEqual([
            written,
            { kind: 'range', from: null, to: at },
          ]);
      }),
    );
  });

  test('a tenor of more days falls due no earlier, and a month is no longer than 31 days', () => {
    fc.assert(
      fc.property(date, fc.nat({ max: 360 }), fc.nat({ max: 12 }), (at, days, months) => {
        expect(readDateWording(`maturity ${days} days after ${at}`)).toEqual({
          kind: 'maturity',
          date: addDays(at, days),
        });
        const due = addMonths(at, months);
        expect(isDate(due)).toBe(true);
        expect(daysBetween(at, due)).toBeLessThanOrEqual(31 * months);
        expect(daysBetween(at, due)).toBeGreaterThanOrEqual(28 * months);
      }),
    );
  });

  test('no text stops the reader, and what it reads is a day of the calendar', () => {
    const words = fc.constantFrom(
      'on or about',
      'from',
      'to',
      'before',
      'end of',
      'December 2026',
      '2026-12-10',
      '31 Feb 2026',
      'within',
      '5 days',
      'after',
      '#0',
      '@3',
      'maturity',
      '-',
      '9999-12-31',
      '10/12/2026',
      'half',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(words, { maxLength: 7 }).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(text, (given) => {
        const reading = readDateWording(given);
        const dates =
          reading.kind === 'range'
            ? [reading.from, reading.to]
            : reading.kind === 'maturity'
              ? [reading.date]
              : [];
        for (const one of dates) if (one !== null) expect([given, isDate(one)]).toEqual([given, true]);
      }),
      { numRuns: 1000 },
    );
  });
});

test('the last day to present is neither after the expiry nor after the period, and one of the two', () => {
  fc.assert(
    fc.property(date, fc.option(fc.nat({ max: 60 })), fc.nat({ max: 90 }), (onBoard, periodDays, left) => {
      const expiry = addDays(onBoard, left);
      const answer = lastPresentation({ onBoard, periodDays, expiry });
      const byPeriod = addDays(onBoard, periodDays ?? 21);
      expect(answer.kind === 'known' && answer.value.last).toBe(byPeriod < expiry ? byPeriod : expiry);
    }),
  );
});

describe('tolerance', () => {
  const wording: fc.Arbitrary<ToleranceWording> = fc.oneof(
    fc.constant({ kind: 'silent' as const }),
    fc.constant({ kind: 'about' as const }),
    fc.record({
      kind: fc.constant('stated' as const),
      more: fc.nat({ max: 20 }).map(String),
      less: fc.nat({ max: 20 }).map(String),
    }),
  );
  const quantity = fc.integer({ min: 1, max: 1_000_000 }).map(String);
  const value = (answer: Answer<ToleranceRange>): ToleranceRange => {
    if (answer.kind === 'unknown') throw new Error(answer.lacks.join());
    return answer.value;
  };

  test('contains the quantity, in whole cartons where cartons are counted', () => {
    fc.assert(
      fc.property(quantity, wording, fc.boolean(), (given, words, counted) => {
        const { min, max, unrounded } = value(
          quantityTolerance({ quantity: given, wording: words, inUnits: counted, counted }),
        );
        expect(compare(number(min), number(given))).toBeLessThanOrEqual(0);
        expect(compare(number(given), number(max))).toBeLessThanOrEqual(0);
        expect(compare(number(unrounded.min), number(min))).toBeLessThanOrEqual(0);
        expect(compare(number(max), number(unrounded.max))).toBeLessThanOrEqual(0);
        if (counted) expect([number(min).denominator, number(max).denominator]).toEqual([1n, 1n]);
      }),
    );
  });

  test('of an amount contains it and nothing above it where nothing is stated', () => {
    fc.assert(
      fc.property(quantity, wording, fc.boolean(), (amount, words, toleranceElsewhere) => {
        const range = value(
          amountTolerance({
            amount,
            currency: 'USD',
            wording: words,
            toleranceElsewhere,
            fullQuantity: null,
            unitPriceKept: null,
          }),
        );
        expect(compare(number(range.min), number(amount))).toBeLessThanOrEqual(0);
        expect(compare(number(range.max), number(amount))).toBe(
          words.kind === 'silent' ? 0 : compare(number(range.max), number(amount)),
        );
        expect(compare(number(amount), number(range.max))).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('about is wider than silence, and a wider wording has the narrower range in it', () => {
    fc.assert(
      fc.property(quantity, fc.nat({ max: 20 }), fc.nat({ max: 20 }), (given, percent, more) => {
        const range = (words: ToleranceWording) =>
          value(quantityTolerance({ quantity: given, wording: words, inUnits: false, counted: false }));
        const stated = (share: number) => range({ kind: 'stated', more: `${share}`, less: `${share}` });
        const within = (inner: ToleranceRange, outer: ToleranceRange): boolean =>
          compare(number(outer.min), number(inner.min)) <= 0 &&
          compare(number(inner.max), number(outer.max)) <= 0;
        expect(within(range({ kind: 'silent' }), range({ kind: 'about' }))).toBe(true);
        expect(within(stated(percent), stated(percent + more))).toBe(true);
      }),
    );
  });

  test('is read alike however it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 99_999 }), (share, cartons) => {
        for (const text of [
          `${cartons} cartons +/- ${share} %`,
          `${share}% more or less, ${cartons} cartons`,
          `quantity about ${cartons} cartons, plus or minus ${share} pct`,
          `${cartons} cartons, tolerance ${share} per cent`,
          `${cartons}箱, 溢短装${share}%`,
        ])
          expect([text, readTolerance(text, { quantity: `${cartons}`, amount: null }).quantity]).toEqual([
            text,
            { kind: 'stated', more: `${share}`, less: `${share}` },
          ]);
      }),
    );
  });

  test('no text stops the reader', () => {
    const words = fc.constantFrom(
      'about',
      '5 %',
      '+/-',
      'more or less',
      '24000 kg',
      'USD 50,000',
      'and',
      ',',
      'max',
      'quantity',
      'amount',
      'not',
      'circa',
      '10/10',
      'tolerance',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(words, { maxLength: 9 }).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(text, (given) => {
        expect(readTolerance(given, { quantity: '24000', amount: null })).toHaveProperty('quantity');
      }),
      { numRuns: 1000 },
    );
  });
});
