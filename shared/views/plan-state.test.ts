import { expect, test } from 'vitest';
import type { EntityId } from '../sync/document-name.ts';
import { emptyPlan, formatPlan, parsePlan, type PlanState } from './plan-state.ts';

const plan: PlanState = {
  containers: [
    {
      type: '40RH',
      goods: [
        { product: 'product_p01' as EntityId, packing: null, cartons: '800' },
        { product: 'product_p10' as EntityId, packing: 'k2', cartons: null },
      ],
    },
    { type: '20RF', goods: [] },
  ],
  onPallets: true,
  roadLimit: '24000',
  packaging: '420',
  setPoint: '-0.5',
  days: '28',
};

const read = (search: string) => parsePlan(new URLSearchParams(search));
const addressOf = (one: PlanState) =>
  new URLSearchParams(formatPlan(one).map(([name, value]) => [name, value])).toString();

test('a plan comes back out of its address, and an empty one has none', () => {
  expect(read(addressOf(plan))).toEqual(plan);
  expect(addressOf(emptyPlan)).toBe('');
  expect(read('')).toEqual(emptyPlan);
});

test('what is not understood in an address is left out', () => {
  expect(read('c=40RH~order_x*3~product_p1*1e9~product_p2*5&c=<b>&road=-1&set=warm&days=9999')).toEqual({
    ...emptyPlan,
    containers: [{ type: '40RH', goods: [{ product: 'product_p2', packing: null, cartons: '5' }] }],
  });
});
