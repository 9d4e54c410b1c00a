import { expect, test } from 'vitest';
import { perCarton } from './price-parts.ts';

const pack = { netKg: '18', cartons: '1100' };
const part = (amount: string | null, per: string | null, currency = 'CNY') => ({ amount, per, currency });

test('parts for a carton, a kilogram and a container come to a sum for the carton, rounded once', () => {
  // 5.2 × 18 = 93.6; 12.35; 9,900 ÷ 1,100 = 9; in dollars 4,200 ÷ 1,100 = 3.8181…
  const sums = perCarton(
    [part('5.2', 'kg'), part('12.35', 'carton'), part('9900', 'container'), part('4200', 'container', 'USD')],
    pack,
  );
  expect(Object.fromEntries(sums)).toEqual({
    CNY: { kind: 'known', value: '114.95' },
    USD: { kind: 'known', value: '3.82' },
  });
});

test.each([
  [[part('5.2', 'kg'), part('1', 'carton')], { netKg: null, cartons: null }, ['net weight']],
  [[part('1', 'container')], { netKg: '18', cartons: '0' }, ['cartons of a container']],
  [[part(null, 'carton'), part('1', null)], pack, ['amount', 'per what']],
])('a part that cannot be reckoned leaves the sum unknown', (parts, given, lacks) => {
  expect(perCarton(parts, given).get('CNY')).toEqual({ kind: 'unknown', lacks });
});
