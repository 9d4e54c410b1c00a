import { expect, test } from 'vitest';
import { loadReference, loadSample } from '../../knowledge/load.ts';
import { entityOf } from '../../knowledge/sample-facts.ts';
import { readOrders } from '../../knowledge/order-raw.ts';
import { casesOf } from '../file-cases.ts';
import type { ProductView } from '../../model/product.ts';
import { advise, type Wish } from './advise.ts';
import { adviceText, sayAdvice } from './advice-words.ts';
import { packingFor } from './goods.ts';

const [sample, reference] = await Promise.all([loadSample(), loadReference()]);
const file = readOrders({ as_of: sample.as_of, orders: sample.orders });
if (!file.ok) throw new Error(file.error);
const all = casesOf(file.value, sample, reference, sample.as_of)[0]?.given.allProducts ?? [];

function product(id: string): ProductView {
  const found = all.find((one) => one.id === entityOf('product', id));
  if (!found) throw new Error(`no ${id}`);
  return found;
}

function wish(goods: Readonly<Record<string, number>>, more: Partial<Wish> = {}): Wish {
  const type = reference.container('40RH');
  if (!type) throw new Error('no 40RH');
  return {
    goods: Object.entries(goods).map(([id, cartons]) => {
      const view = product(id);
      return { product: view, packing: packingFor(view, null), cartons: String(cartons) };
    }),
    type,
    containers: null,
    onPallets: false,
    roadLimit: null,
    setPoint: null,
    days: null,
    ...more,
  };
}

const codes = (given: Wish) => advise(given, reference).map(({ code, finding }) => finding?.code ?? code);
const of = (given: Wish, code: string) =>
  advise(given, reference).find((one) => one.code === code)?.values ?? null;

test('a count that fills containers exactly, nearly, or leaves a choice', () => {
  expect(codes(wish({ P02: 1000 }))).toEqual(['full', 'exact']);
  expect(of(wish({ P02: 1950 }), 'nearly')).toMatchObject({
    containers: '2×40RH',
    short: '50',
    full: '2000',
  });
  // Ten full containers are 10,000: of 9,050 the tenth has fifty.
  expect(of(wish({ P02: 9050 }), 'between')).toMatchObject({ less: '50', down: '9000', short: '950' });
  expect(of(wish({ P02: 1400 }), 'between')).toMatchObject({
    less: '400',
    fewer: '1×40RH',
    down: '1000',
    short: '600',
  });
  expect(of(wish({ P02: 1100 }, { containers: 1 }), 'over')).toMatchObject({ more: '100' });
});

test('a road limit is what binds where it is lower than the house figure', () => {
  expect(of(wish({ P05: 2700 }, { roadLimit: '25000' }), 'full')).toMatchObject({
    cartons: '2463',
    limit: 'road limit',
  });
});

test('a mix that fails says why, in the sentences of the checks', () => {
  const found = codes(wish({ P01: 500, P10: 1000 }));
  expect(found).toEqual(expect.arrayContaining(['mix_share', 'mix_fails', 'mixed_ethylene']));
  expect(adviceText(advise(wish({ P01: 500, P10: 1000 }), reference), 'zh')).toContain('不能拼柜');
});

test('without size and house figure nothing is reckoned, and what is missing is named', () => {
  const given = wish({ P02: 1000 });
  const type = reference.container('20RF');
  if (!type) throw new Error('no 20RF');
  const [first] = advise({ ...given, type }, reference);
  expect(first?.code).toBe('full_unknown');
  expect(first && sayAdvice(first, 'zh')).toMatch(/外箱长、外箱宽、外箱高/);
});

test('a voyage takes from the storage life; freezing voids it, warmth shortens it, cold adds nothing', () => {
  // Garlic keeps 180 to 210 days, at -3 °C in practice.
  expect(of(wish({ P05: 2700 }, { days: '30' }), 'life_left')).toMatchObject({ left: '150 … 180' });
  expect(codes(wish({ P05: 2700 }, { days: '220' }))).toContain('life_over');
  expect(codes(wish({ P05: 2700 }, { days: '190' }))).toContain('life_near');
  // Fuji freezes at -1.5 °C.
  expect(codes(wish({ P01: 1100 }, { setPoint: '-3', days: '20' }))).toContain('life_void');
  const warm = codes(wish({ P01: 1100 }, { setPoint: '10', days: '20' }));
  expect(warm).toEqual(expect.arrayContaining(['life_warmer', 'life_left']));
  expect(codes(wish({ P01: 1100 }, { setPoint: '-1', days: '20' }))).toContain('life_colder');
});

test('every sentence is there in both languages, without a place left open', () => {
  for (const given of [
    wish({ P01: 500, P10: 1000 }, { days: '20', setPoint: '0' }),
    wish({ P05: 2000 }, { days: '190' }),
    wish({ P02: 1400 }),
  ])
    for (const language of ['zh', 'en'] as const)
      expect(adviceText(advise(given, reference), language)).not.toMatch(/[{}]|undefined/);
});
