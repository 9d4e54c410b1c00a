import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadReference } from '../../knowledge/load.ts';
import type { ContainerType } from '../../knowledge/reference.ts';
import { isMore } from '../compare.ts';
import { fillByGeometry } from '../fill.ts';
import { loadSpaceOf } from '../load-space.ts';
import { mostByHouse } from './most-by-house.ts';
import { mostOf, planContainer, type ContainerInput, type Goods } from './plan-container.ts';

const reference = await loadReference();

function type(code: string): ContainerType {
  const found = reference.container(code);
  if (!found) throw new Error(`no ${code}`);
  return found;
}

const orange: Goods = {
  key: 'orange',
  length: '400',
  width: '300',
  height: '270',
  gross: '16.3',
  perPallet: '80',
  house: null,
  cartons: '1600',
};
const apple: Goods = {
  key: 'apple',
  length: '500',
  width: '330',
  height: '300',
  gross: '19.5',
  perPallet: null,
  house: '1100',
  cartons: '300',
};

function input(...goods: readonly Goods[]): ContainerInput {
  return { type: type('40RH'), goods, onPallets: false, roadLimit: null, packaging: null };
}

test('the packing table: oranges by geometry 1,664, by payload 1,814, on pallets 20 × 80', () => {
  const plan = planContainer(input(orange)).goods[0];
  expect(plan?.byGeometry).toEqual({ kind: 'known', value: 1664 });
  expect(plan?.byWeight).toEqual({ kind: 'known', value: { cartons: 1814, limit: 'payload' } });
  expect(plan?.byPallets).toEqual({ kind: 'known', value: 1600 });
  expect(plan?.smallest).toEqual({ kind: 'known', value: { cartons: 1664, limit: 'geometry' } });
  const palletised = planContainer({ ...input(orange), onPallets: true });
  expect(palletised.goods[0]?.smallest).toEqual({
    kind: 'known',
    value: { cartons: 1600, limit: 'pallets' },
  });
  expect(palletised.fits).toEqual({ kind: 'known', value: true });
});

test('a road limit binds first where it is lower', () => {
  const plan = planContainer({ ...input(orange), roadLimit: '22000' });
  expect(plan.goods[0]?.smallest).toEqual({ kind: 'known', value: { cartons: 1349, limit: 'road limit' } });
  expect(plan.fits).toEqual({ kind: 'known', value: false });
  expect(plan.shares[0]).toMatchObject({ limit: 'road limit', over: true });
});

test('a missing dimension is named with its product, and nothing is drawn nor called fitting', () => {
  const plan = planContainer(input({ ...orange, cartons: '1000' }, { ...apple, height: null }));
  expect(plan.stowed).toEqual({ kind: 'unknown', lacks: ['apple: carton height'] });
  expect(plan.fits).toEqual({ kind: 'unknown', lacks: ['apple: carton height'] });
  expect(plan.freeVolume.kind).toBe('unknown');
  // Weight needs no size.
  expect(plan.cargo).toEqual({ kind: 'known', value: '22150' });
});

test('a VGM is not known before packaging and dunnage are, and is at least cargo and tare', () => {
  const plan = planContainer(input(orange));
  expect(plan.cargo).toEqual({ kind: 'known', value: '26080' });
  expect(plan.vgm.kind).toBe('unknown');
  expect(plan.vgmAtLeast).toEqual({ kind: 'known', value: '30500' });
  expect(planContainer({ ...input(orange), packaging: '420' }).vgm).toEqual({
    kind: 'known',
    value: '30920',
  });
});

test('pallets and wood weigh on payload and road as the cartons do', () => {
  // As many cartons as the payload bears, and 500 kg of pallets below them.
  const payload = Number(type('40RH').maxPayloadKg);
  const most = Math.floor(payload / 20);
  const heavy = { ...orange, gross: '20', height: '200', cartons: String(most) };
  const plan = planContainer({ ...input(heavy), packaging: '500' });
  expect(plan.fits).toEqual({ kind: 'known', value: false });
  expect(plan.shares[0]).toMatchObject({ limit: 'payload', over: true });
  expect(mostOf({ ...input(heavy), packaging: '500' }, 'orange')).toEqual({
    kind: 'known',
    value: Math.floor((payload - 500) / 20),
  });
});

test('by house figures nobody knows the most beside goods whose cartons nobody gave', () => {
  const given = input({ ...orange, house: '1600' }, { ...apple, cartons: null });
  expect(mostByHouse(given, 'orange').kind).toBe('unknown');
});

test('the most of one product beside another fits, and one more does not', () => {
  const given = input(orange, apple);
  const most = mostOf(given, 'orange');
  expect(most.kind).toBe('known');
  const cartons = most.kind === 'known' ? most.value : 0;
  expect(cartons).toBeGreaterThan(900);
  const fits = (count: number) => planContainer(input({ ...orange, cartons: String(count) }, apple)).fits;
  expect(fits(cartons)).toEqual({ kind: 'known', value: true });
  expect(fits(cartons + 1)).toEqual({ kind: 'known', value: false });
});

const goods = fc.record({
  length: fc.integer({ min: 250, max: 700 }).map(String),
  width: fc.integer({ min: 200, max: 450 }).map(String),
  height: fc.integer({ min: 100, max: 400 }).map(String),
  gross: fc.integer({ min: 3, max: 30 }).map(String),
  perPallet: fc.constantFrom(null, '40', '80'),
  house: fc.constantFrom(null, '1000', '2000'),
  cartons: fc.integer({ min: 0, max: 900 }).map(String),
});
const container = fc
  .record({
    code: fc.constantFrom('20RF', '40RH', '45RH', '40HC'),
    all: fc.array(goods, { minLength: 1, maxLength: 3 }),
    roadLimit: fc.constantFrom(null, '20000', '26000'),
  })
  .map(({ code, all, roadLimit }): ContainerInput => ({
    type: type(code),
    goods: all.map((one, index) => ({ ...one, key: String(index) })),
    onPallets: false,
    roadLimit,
    packaging: '300',
  }));

test('more cartons never weigh less, and never make what does not fit by weight fit', () => {
  fc.assert(
    fc.property(container, fc.integer({ min: 1, max: 300 }), (given, more) => {
      const before = planContainer(given);
      const after = planContainer({
        ...given,
        goods: given.goods.map((one) => ({ ...one, cartons: String(Number(one.cartons) + more) })),
      });
      for (const name of ['cargo', 'vgm', 'vgmAtLeast'] as const) {
        const [a, b] = [before[name], after[name]];
        if (a.kind === 'known' && b.kind === 'known') expect(isMore(b.value, a.value)).toBe(true);
      }
      const over = (plan: typeof before) =>
        plan.shares.filter((share) => share.over && share.limit !== 'geometry').map(({ limit }) => limit);
      expect(over(after)).toEqual(expect.arrayContaining(over(before)));
    }),
    { numRuns: 60 },
  );
});

test('what fits is placed whole, within what is free, and alone it is what geometry and weight say', () => {
  fc.assert(
    fc.property(container, (given) => {
      const plan = planContainer(given);
      if (plan.fits.kind === 'known' && plan.fits.value) {
        for (const { cartons, placed } of plan.goods) expect(placed).toBe(cartons);
        if (plan.freeVolume.kind === 'known') expect(Number(plan.freeVolume.value)).toBeGreaterThanOrEqual(0);
      }
      const [first] = given.goods;
      if (!first) return;
      const alone = { ...given, goods: [first] };
      const [one] = planContainer(alone).goods;
      const geometry = fillByGeometry(first, loadSpaceOf(given.type));
      if (one?.smallest.kind === 'known' && geometry.kind === 'known')
        expect(mostOf(alone, first.key)).toEqual({ kind: 'known', value: one.smallest.value.cartons });
    }),
    { numRuns: 40 },
  );
});
