import { describe, expect, test } from 'vitest';
import type { Change, FactValue } from '../../shared/model/facts.ts';
import { completed } from './completed.ts';
import { entityWith } from './test-entity.ts';

const random = (): number => 0.5;

describe('a new item', () => {
  const order = entityWith('order', { set: { 'lines/a/position': 'a1', 'lines/old/count': '1' } });
  const along = (set: Readonly<Record<string, FactValue>>): Change => completed(order, { set }, random);

  test('lies behind the others, each behind the one before', () => {
    const { set = {} } = along({
      'lines/z/count': '113',
      'lines/b/count': '125',
      'containers/c/number': 'X',
    });
    const [z, b, c] = ['lines/z', 'lines/b', 'containers/c'].map((item) => String(set[`${item}/position`]));
    expect(['a1', z, b]).toEqual(['a1', z, b].toSorted());
    expect(c).toMatch(/^a/);
    expect(set).toMatchObject({ 'lines/z/count': '113', 'lines/b/count': '125' });
  });

  test.each<[string, Readonly<Record<string, FactValue>>]>([
    ['that says where', { 'lines/z/position': 'a0', 'lines/z/count': '1' }],
    ['that is there', { 'lines/a/count': '1' }],
    ['that is there without a place', { 'lines/old/count': '2' }],
    ['of a collection without places', { 'instructions/r1/change': 'x' }],
    ['that is none', { cartons: '5' }],
  ])('%s gets none', (_, set) => {
    expect(along(set)).toEqual({ set });
  });
});

describe('a product’s figure that is changed', () => {
  const product = entityWith('product', {
    set: {
      set_point: '-3',
      set_point_basis: 'source',
      'packings/p/cartons_40rh': '1060',
      'packings/p/basis': 'source',
    },
  });

  test.each<[Readonly<Record<string, FactValue>>, Readonly<Record<string, FactValue>>]>([
    [{ set_point: '-1' }, { set_point_basis: null }],
    [{ set_point: null }, { set_point_basis: null }],
    [{ 'packings/p/cartons_40rh': '1100' }, { 'packings/p/basis': null }],
    [{ set_point: '-3.0' }, {}],
    [{ set_point: '-1', set_point_basis: 'customer' }, {}],
    [{ name_en: 'Garlic' }, {}],
  ])('%j no longer rests on what the old one did', (set, ended) => {
    expect(completed(product, { set }, random)).toEqual({ set: { ...ended, ...set } });
  });

  test('is not one of an order', () => {
    const order = entityWith('order', { set: { 'containers/c/ventilation_basis': 'source' } });
    const change = { set: { 'containers/c/ventilation': 'closed' } };
    expect(completed(order, change, random)).toEqual(change);
  });
});
