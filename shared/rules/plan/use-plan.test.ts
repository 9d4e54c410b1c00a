import { expect, test } from 'vitest';
import { loadReference, loadSample } from '../../knowledge/load.ts';
import { readOrders } from '../../knowledge/order-raw.ts';
import type { EntityId } from '../../sync/document-name.ts';
import { emptyPlan, type PlannedContainer } from '../../views/plan-state.ts';
import { casesOf } from '../file-cases.ts';
import { usePlan } from './use-plan.ts';

const [sample, reference] = await Promise.all([loadSample(), loadReference()]);
const file = readOrders({ as_of: sample.as_of, orders: sample.orders });
if (!file.ok) throw new Error(file.error);
const cases = casesOf(file.value, sample, reference, sample.as_of);

function order(id: string) {
  const found = cases.find((one) => one.id === id)?.given.order;
  if (!found) throw new Error(`no ${id}`);
  return found;
}
let next = 0;
const random = () => (next = (next + 7) % 97) / 97;
const box = (type: string, goods: Readonly<Record<string, string | null>>): PlannedContainer => ({
  type,
  goods: Object.entries(goods).map(([id, cartons]) => ({
    product: `product_${id}` as EntityId,
    packing: null,
    cartons,
  })),
});

test('counts of a plan become those of the containers, the lines and the order', () => {
  // 600 apples and 1,000 carrots in one container.
  const used = usePlan(
    order('SO-26006'),
    { ...emptyPlan, containers: [box('40RH', { p01: '500', p10: '1100' })] },
    random,
  );
  expect(used?.toDivide).toEqual([]);
  expect(used?.set['containers/c1/cartons']).toBe('1600');
  expect(Object.values(used?.set ?? {}).toSorted()).toEqual(['1100', '1600', '1600', '500']);
});

test('a count that is not known leaves the order alone', () => {
  expect(
    usePlan(order('SO-26006'), { ...emptyPlan, containers: [box('40RH', { p01: null })] }, random),
  ).toBeNull();
});

test('a container more is added, set like the one before; lines by count are left to a person', () => {
  const given = order('SO-26012');
  const product = given.lines[0]?.fields.product.cell;
  const id = product?.kind === 'one' ? product.value.replace('product_', '') : '';
  const used = usePlan(
    given,
    { ...emptyPlan, containers: [box('40RH', { [id]: '2700' }), box('40RH', { [id]: '2700' })] },
    random,
  );
  const added = Object.entries(used?.set ?? {}).filter(([path]) => !path.startsWith('containers/c1/'));
  expect(added.map(([path, value]) => [path.split('/').at(-1), value])).toEqual(
    expect.arrayContaining([
      ['type', '40RH'],
      ['cartons', '2700'],
      ['set_point', '-3'],
      ['ventilation', 'closed'],
    ]),
  );
  expect(used?.toDivide.length).toBe(given.lines.length > 1 ? 1 : 0);
});
