import { expect, test } from 'vitest';
import { loadReference } from '../knowledge/load.ts';
import { readOrder } from '../model/order.ts';
import { OrderDocuments } from '../model/test-documents.ts';
import type { EntityId } from '../sync/document-name.ts';
import { orderCase } from './case.ts';
import { checkWhole } from './check-whole.ts';
import { sayFinding } from './say.ts';

test('an order that one deleted and another changed is told in words, not by its path', async () => {
  const order = new OrderDocuments();
  order.write({ set: { number: 'X-1', cartons: '100' } });
  const other = new OrderDocuments({ person: '跟单乙', device: 'b' });
  other.merge(order);
  order.write({ remove: ['entity/self'] });
  other.write({ set: { cartons: '120' } });
  order.merge(other);
  const { home, commercial } = order.facts();
  const view = readOrder('order_a' as EntityId, home, commercial);
  const given = orderCase({
    order: view,
    customer: null,
    products: new Map(),
    reference: await loadReference(),
    today: '2026-11-26',
  });
  const said = checkWhole(given).filter(({ fields }) => fields.some((path) => path.startsWith('entity/')));
  expect(said.map(({ code }) => code)).toEqual(['removed_and_changed']);
  expect(said.map((one) => sayFinding(one, 'zh'))).toEqual(['这一单：一人删了，一人改了，要先定下来']);
});
