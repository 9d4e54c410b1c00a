import { expect, test } from 'vitest';
import { loadReference } from '../knowledge/load.ts';
import type { Change } from '../model/facts.ts';
import { houseFigure } from '../model/houses.ts';
import { readProduct } from '../model/product.ts';
import { factsOf, meanwhile } from '../model/test-documents.ts';
import type { EntityId } from '../sync/document-name.ts';
import { feelsEthylene, sameGroup } from './compatibility.ts';
import { withHouse } from './known-figures.ts';

const reference = await loadReference();
const garlic = reference.commodity('Garlic') ?? null;
const id = 'product_g' as EntityId;

const measured: Change = {
  set: {
    'figures/a/name': 'freezing_point',
    'figures/a/value': '-3.2',
    'figures/a/basis': 'house_measured',
    'figures/a/source': 'cold store, 2025',
    'figures/b/name': 'freezing_point',
    'figures/b/value': '-0.8',
  },
};
const chosen: Change = { set: { 'house/freezing_point/figure': 'a' } };

/** A product as several people wrote it at once, upon what stood before. */
function product(before: readonly Change[], ...apart: readonly Change[][]) {
  const base = meanwhile('product', [], before);
  const docs = apart.map((changes) => meanwhile('product', [base], changes));
  return readProduct(id, factsOf('product', [base, ...docs]), null);
}

test('the tables stand until the team chooses, and where it chose the tables', () => {
  expect(withHouse(garlic, product([measured]))).toBe(garlic);
  const table = { set: { 'house/freezing_point/figure': 'reference' } };
  expect(withHouse(garlic, product([measured, table]))).toBe(garlic);
});

test('a chosen figure stands in place of the tables, with where it comes from; the others stay', () => {
  const known = withHouse(garlic, product([measured, chosen]));
  expect(known?.freezingPoint).toEqual({
    value: '-3.2',
    sources: [],
    recalled: false,
    chosen: {
      product: id,
      path: 'figures/a/value',
      basis: 'house_measured',
      source: 'cold store, 2025',
    },
  });
  expect(known?.temperature).toBe(garlic?.temperature);
});

test('two who choose differently at once have not chosen: the tables judge', () => {
  const view = product([measured], [chosen], [{ set: { 'house/freezing_point/figure': 'b' } }]);
  expect(houseFigure(view, 'freezing_point').kind).toBe('unsettled');
  expect(withHouse(garlic, view)).toBe(garlic);
});

test.each<[what: string, later: Change]>([
  ['was removed', { remove: ['figures/a'] }],
  ['is of another name now', { set: { 'figures/a/name': 'lowest_safe' } }],
  ['is no such figure', { set: { 'figures/a/value': '-3 °F' } }],
])('what was chosen and %s is not gone by', (_, later) => {
  const view = product([measured, chosen, later]);
  expect(houseFigure(view, 'freezing_point').kind).toBe('unsettled');
  expect(withHouse(garlic, view)?.freezingPoint.value).toBe('-2.0');
});

test('goods that no table knows have the figures of the team, and everything else of them is unknown', () => {
  const view = product([
    {
      set: {
        'figures/a/name': 'ethylene_sensitivity',
        'figures/a/value': 'high',
        'house/ethylene_sensitivity/figure': 'a',
        'figures/b/name': 'mixed_load_group',
        'figures/b/value': 'A',
        'house/mixed_load_group/figure': 'b',
      },
    },
  ]);
  const known = withHouse(null, view);
  if (!known) throw new Error('it is known');
  expect(feelsEthylene(known)).toBe('yes');
  expect(known.freezingPoint.value).toBeNull();
  expect(sameGroup(known, known)).toBe('yes');
  expect(garlic && sameGroup(known, garlic)).toBe('unknown');
  expect(withHouse(null, product([]))).toBeNull();
});
