import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberEn } from '../../shared/rules/amount-en.ts';
import { amountZh } from '../../shared/rules/amount-zh.ts';
import { readAmountZh } from '../../shared/rules/amount-zh-read.ts';
import type { Answer } from '../../shared/rules/answer.ts';
import {
  ceiling,
  compare,
  decimalOf,
  exact,
  floor,
  minus,
  rounded,
  times,
  whole,
  written,
  type Exact,
} from '../../shared/rules/exact.ts';
import { cifPrice, fobPrice, realCost } from '../../shared/rules/price.ts';
import { convert, type Unit } from '../../shared/rules/units.ts';
import { vgmByParts } from '../../shared/rules/vgm.ts';
import { weightOfCartons } from '../../shared/rules/weight.ts';

const decimal = (max: number, places: number) =>
  fc.bigInt(0n, BigInt(max) * 10n ** BigInt(places)).map((units) => written(units, places));
const signed = fc
  .tuple(fc.boolean(), decimal(1_000_000, 4))
  .map(([below, text]) => (below && !/^[0.]*$/.test(text) ? `-${text}` : text));
const value = (text: string): Exact => {
  const number = exact(text);
  if (!number) throw new Error(`${text} is no decimal`);
  return number;
};
const known = <T>(answer: Answer<T>): T => {
  if (answer.kind === 'unknown') throw new Error(`unknown: ${answer.lacks.join()}`);
  return answer.value;
};
const distance = (a: Exact, b: Exact): Exact => {
  const difference = minus(a, b);
  return compare(difference, whole(0n)) < 0 ? times(difference, whole(-1n)) : difference;
};

describe('exact numbers', () => {
  test('floor, ceiling and rounding stay beside the number', () => {
    fc.assert(
      fc.property(signed, fc.bigInt(1n, 999n), (text, divisor) => {
        const { numerator, denominator } = value(text);
        const number = { numerator, denominator: denominator * divisor };
        expect(compare(whole(floor(number)), number)).toBeLessThanOrEqual(0);
        expect(compare(number, whole(ceiling(number)))).toBeLessThanOrEqual(0);
        expect(ceiling(number) - floor(number)).toBeLessThanOrEqual(1n);
        const half = { numerator: 1n, denominator: 200n };
        expect(compare(distance(value(rounded(number, 2)), number), half)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('are written as the decimal that they are', () => {
    fc.assert(
      fc.property(signed, (text) => {
        const shortest = decimalOf(value(text));
        expect(shortest).not.toBeNull();
        expect(compare(value(shortest ?? ''), value(text))).toBe(0);
      }),
    );
  });
});

test('units convert there and back exactly', () => {
  const pairs: readonly (readonly [Unit, Unit])[] = [
    ['°C', '°F'],
    ['m³/h', 'cfm'],
    ['kg', 'lb'],
    ['t', 'lb'],
    ['g', 'kg'],
    ['mm', 'in'],
    ['cm', 'in'],
  ];
  fc.assert(
    fc.property(signed, fc.constantFrom(...pairs), fc.boolean(), (text, [a, b], turned) => {
      const [from, to] = turned ? [b, a] : [a, b];
      const there = convert(text, from, to);
      expect(there && convert(there, to, from)).toEqual(exact(text));
    }),
  );
});

test('a warmer temperature is warmer on either scale', () => {
  fc.assert(
    fc.property(signed, signed, (a, b) => {
      const [x, y] = [convert(a, '°C', '°F'), convert(b, '°C', '°F')];
      if (!x || !y) throw new Error('they convert');
      expect(compare(x, y)).toBe(compare(value(a), value(b)));
    }),
  );
});

test('more cartons never lower a weight, nor a part more the verified mass', () => {
  const count = fc.nat({ max: 5000 });
  fc.assert(
    fc.property(count, count, decimal(60, 3), decimal(5000, 1), (cartons, more, each, tare) => {
      const weight = (number: number): string => known(weightOfCartons(String(number), each));
      expect(compare(value(weight(cartons + more)), value(weight(cartons)))).toBeGreaterThanOrEqual(0);
      const vgm = (number: number): string =>
        known(vgmByParts({ tare: `1${tare}`, cargoGross: weight(number), packaging: '0', dunnage: '120' }));
      expect(compare(value(vgm(cartons + more)), value(vgm(cartons)))).toBeGreaterThanOrEqual(0);
    }),
  );
});

describe('prices', () => {
  const cent = { numerator: 1n, denominator: 100n };
  const share = decimal(0, 4).chain(() => fc.nat({ max: 3000 }).map((units) => written(BigInt(units), 4)));

  test('the premium is CIF × (1 + uplift) × rate, and CIF is CFR and premium', () => {
    fc.assert(
      fc.property(decimal(1_000_000, 2), share, share, (cfr, rate, uplift) => {
        const { cif, premium } = known(cifPrice({ cfr, rate, uplift }, 2));
        const insured = times(times(value(cif), value(`1${uplift.slice(1)}`)), value(rate));
        expect(compare(distance(value(premium), insured), cent)).toBeLessThanOrEqual(0);
        expect(compare(distance(minus(value(cif), value(premium)), value(cfr)), cent)).toBeLessThanOrEqual(0);
        // Rate × (1 + uplift) of the CFR is never enough.
        const naive = times(times(value(cfr), value(`1${uplift.slice(1)}`)), value(rate));
        expect(compare(minus(naive, value(premium)), cent)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('a higher refund never makes goods dearer, a higher margin never a price lower', () => {
    fc.assert(
      fc.property(decimal(10_000, 2), share, share, (purchase, a, b) => {
        const [low, high] = compare(value(a), value(b)) <= 0 ? [a, b] : [b, a];
        const cost = (refund: string): Exact => value(known(realCost({ purchase, vat: '0.30', refund }, 6)));
        expect(compare(cost(high), cost(low))).toBeLessThanOrEqual(0);
        const price = (margin: string, marginBasis: 'price' | 'cost'): Exact =>
          value(
            known(
              fobPrice(
                {
                  purchase,
                  vat: '0.09',
                  refund: '0',
                  domestic: '5',
                  exchangeRate: '7.1',
                  margin,
                  marginBasis,
                },
                4,
              ),
            ),
          );
        expect(compare(price(high, 'price'), price(low, 'price'))).toBeGreaterThanOrEqual(0);
        expect(compare(price(high, 'price'), price(high, 'cost'))).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('大写', () => {
  /** Figures with many zeros, where the rules are. */
  const amount = fc
    .tuple(
      fc.array(
        fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat({ max: 9 }) }),
        {
          minLength: 1,
          maxLength: 16,
        },
      ),
      fc.nat({ max: 99 }),
    )
    .map(([digits, cents]) => written(BigInt(digits.join('')) * 100n + BigInt(cents), 2));

  test('every accepted form reads back to the figure', () => {
    fc.assert(
      fc.property(amount, (text) => {
        const { accepted, text: house } = known(amountZh(text));
        expect(accepted[0]).toBe(house);
        expect(new Set(accepted).size).toBe(accepted.length);
        for (const form of accepted) expect([form, readAmountZh(form)]).toEqual([form, text]);
      }),
      { numRuns: 500 },
    );
  });

  test('a sign more or less is never read as another amount without a word', () => {
    fc.assert(
      fc.property(amount, fc.nat(), (text, at) => {
        const { text: house, accepted } = known(amountZh(text));
        const signs = Array.from(house);
        signs.splice(3 + (at % (signs.length - 3)), 1);
        const read = readAmountZh(signs.join(''));
        // What is still read is an amount of which this is a right form.
        if (read !== null) expect(known(amountZh(read)).accepted).toContain(signs.join(''));
        if (read === text) expect(accepted).toContain(signs.join(''));
      }),
    );
  });
});

test('English words read back to the number', () => {
  const names = new Map(Array.from({ length: 100 }, (_, index) => [numberEn(BigInt(index)), BigInt(index)]));
  const scales: Readonly<Record<string, bigint>> = {
    THOUSAND: 10n ** 3n,
    MILLION: 10n ** 6n,
    BILLION: 10n ** 9n,
    TRILLION: 10n ** 12n,
  };
  const readEn = (text: string): bigint => {
    let [total, part] = [0n, 0n];
    for (const word of text.split(' ')) {
      const scale = scales[word];
      if (word === 'HUNDRED') part *= 100n;
      else if (scale === undefined) part += names.get(word) ?? 0n;
      else {
        total += part * scale;
        part = 0n;
      }
    }
    return total + part;
  };
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 15n - 1n), (number) => {
      expect(readEn(numberEn(number))).toBe(number);
    }),
  );
});
