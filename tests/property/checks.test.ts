import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadReference, loadSample } from '../../shared/knowledge/load.ts';
import type { RawOrder, RawOrders } from '../../shared/knowledge/order-raw.ts';
import { checkOrder } from '../../shared/rules/check.ts';
import type { Finding } from '../../shared/rules/finding.ts';
import { casesOf } from '../../shared/rules/file-cases.ts';
import { compareDecimals } from '../../shared/model/decimal.ts';

const [sample, reference] = await Promise.all([loadSample(), loadReference()]);
const orders = sample.orders;

function check(order: RawOrder, known: Omit<RawOrders, 'orders'> = {}): readonly Finding[] {
  const file = { as_of: sample.as_of, ...known, orders: [order] };
  return casesOf(file, sample, reference, sample.as_of).flatMap(({ given }) => checkOrder(given));
}

const anyOrder = fc.constantFrom(...orders);
const loud = (findings: readonly Finding[]) => findings.filter(({ severity }) => severity !== 'note');
/** Without the places, which move with the order of items. */
const said = (findings: readonly Finding[]) =>
  findings.map(({ code, severity }) => `${severity} ${code}`).toSorted();

test('the order of lines never matters', () => {
  fc.assert(
    fc.property(anyOrder, fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (order, ranks) => {
      const lines = order.lines
        .map((line, index) => ({ line, key: ranks[index] ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ line }) => line);
      expect(said(check({ ...order, lines }))).toEqual(said(check(order)));
    }),
    { numRuns: 60 },
  );
});

test('a tighter range of the product never removes a finding', () => {
  const degrees = fc.integer({ min: -20, max: 30 });
  fc.assert(
    fc.property(
      degrees,
      fc.integer({ min: -3, max: 3 }),
      fc.nat(3),
      fc.nat(3),
      (given, middle, wide, less) => {
        // The published range alone judges: no house figure, no habits.
        const judge = (half: number) => {
          const commodities = reference.commodities.map((one) =>
            one.nameEn.startsWith('Apple (hard')
              ? {
                  ...one,
                  temperature: {
                    ...one.temperature,
                    value: { min: String(middle - half), max: String(middle + half) },
                  },
                }
              : one,
          );
          const tables = {
            ...reference,
            commodities,
            commodity: (name: string) => commodities.find(({ nameEn }) => nameEn === name),
          };
          const [apple] = sample.products;
          const [order] = orders.filter(({ id }) => id === 'SO-26018');
          if (!apple || !order) throw new Error('the sample has changed');
          const file = {
            orders: [
              {
                ...order,
                containers: order.containers.map((one) => ({ ...one, set_point_c: given })),
              },
            ],
            products: [{ ...apple, setpoint: null }],
            customers: [{ id: order.customer }],
          };
          return casesOf(file, sample, tables, sample.as_of).flatMap((one) => checkOrder(one.given));
        };
        const fields = (half: number) =>
          new Set(
            loud(judge(half)).flatMap((one) => one.fields.filter((path) => path.endsWith('/set_point'))),
          );
        const [tight, loose] = [fields(wide), fields(wide + less)];
        for (const field of loose) expect(tight.has(field)).toBe(true);
      },
    ),
    { numRuns: 80 },
  );
});

test('fewer cartons in a 40RH never remove a finding of the container', () => {
  fc.assert(
    fc.property(anyOrder, fc.integer({ min: 1, max: 3000 }), fc.nat(500), (order, cartons, less) => {
      const over = (limit: number) =>
        check(order, { products: sample.products.map((one) => ({ ...one, ctn_40rh: limit })) }).filter(
          ({ code }) => code === 'cartons_over_house' || code === 'cartons_over_house_mixed',
        ).length;
      expect(over(cartons)).toBeLessThanOrEqual(over(Math.max(1, cartons - less)));
    }),
    { numRuns: 60 },
  );
});

test('what is unknown or in dispute is never judged: taking values away adds no error', () => {
  const places = [
    'total',
    'cartons',
    'net_kg',
    'gross_kg',
    'currency',
    'incoterm',
    'tolerance',
    'containers',
    'lc',
    'booking',
    'dates',
    'price_build',
    'documents',
    'vgm_kg',
  ] as const;
  fc.assert(
    fc.property(anyOrder, fc.subarray([...places]), (order, gone) => {
      const less = { ...order, ...Object.fromEntries(gone.map((place) => [place, null])) };
      const before = said(loud(check(order)));
      for (const one of said(loud(check(less)))) expect(before).toContain(one);
    }),
    { numRuns: 100 },
  );
});

test('two standing values of a number are a note, and add no error', () => {
  const fields = fc.constantFrom('cartons', 'net_kg', 'gross_kg', 'total');
  fc.assert(
    fc.property(
      anyOrder,
      fields,
      fc.uniqueArray(fc.integer({ min: 1, max: 99_999 }), { minLength: 2, maxLength: 2 }),
      (order, field, values) => {
        const edits = values.map((value) => ({ field, value, by: '跟单甲' }));
        const { concurrent_edits: _, ...plain } = order;
        const disputed = check({ ...plain, concurrent_edits: edits });
        expect(disputed.map(({ code }) => code)).toContain('unsettled');
        const before = said(loud(check(plain)));
        for (const one of said(loud(disputed))) expect(before).toContain(one);
      },
    ),
    { numRuns: 60 },
  );
});

test('more cartons never lower what a container weighs: a payload once passed stays passed', () => {
  const [order] = orders.filter(({ id }) => id === 'SO-26012');
  if (!order) throw new Error('the sample has changed');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4000 }), fc.nat(500), (cartons, more) => {
      const heavy = (number: number) =>
        check({ ...order, containers: order.containers.map((one) => ({ ...one, cartons: number })) }).find(
          ({ code }) => code === 'cartons_over_payload',
        )?.values['weight'] ?? null;
      const [light, full] = [heavy(cartons), heavy(cartons + more)];
      if (light === null) return;
      expect(full).not.toBeNull();
      expect(compareDecimals(full ?? '0', light)).not.toBe(-1);
    }),
    { numRuns: 60 },
  );
});
