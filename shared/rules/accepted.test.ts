import { expect, test } from 'vitest';
import { OrderDocuments } from '../model/test-documents.ts';
import { readOrder } from '../model/order.ts';
import type { EntityId } from '../sync/document-name.ts';
import type { Path } from '../model/facts.ts';
import { acceptanceOf, acceptancePath } from './accepted.ts';
import type { Finding } from './finding.ts';

const said: Finding = {
  code: 'container_not_full',
  severity: 'warning',
  fields: ['containers/c1/cartons' as Path],
  values: { container: '1', cartons: '900', limit: '1100' },
  because: [],
};

test('the same finding is accepted at one path, whatever order its values come in', () => {
  const other = { ...said, values: { limit: '1100', cartons: '900', container: '1' } };
  expect(acceptancePath(other)).toBe(acceptancePath(said));
  expect(acceptancePath(said)).toMatch(/^accepted\/[0-9a-f]{16}$/);
});

test.each([
  ['another value', { ...said, values: { ...said.values, cartons: '901' } }],
  ['another field', { ...said, fields: ['containers/c2/cartons' as Path] }],
  ['another finding', { ...said, code: 'cartons_over_house' as const }],
])('%s is to be accepted anew', (_what, other) => {
  expect(acceptancePath(other)).not.toBe(acceptancePath(said));
});

test('it stands until it is taken back, with who gave it', () => {
  const order = new OrderDocuments();
  const path = acceptancePath(said);
  const accepted = () => {
    const { home, commercial } = order.facts();
    return acceptanceOf(readOrder('order_a' as EntityId, home, commercial), said);
  };
  expect(accepted()).toBeNull();
  order.write({ set: { [`${path}/reason`]: 'the buyer wants air in it' } });
  expect(accepted()).toMatchObject({
    reasons: ['the buyer wants air in it'],
    heads: [{ author: { person: '跟单甲' } }],
  });
  order.write({ remove: [path] });
  expect(accepted()).toBeNull();
});
