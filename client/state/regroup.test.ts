import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitChange } from '../../shared/model/documents.ts';
import type { FactValue } from '../../shared/model/facts.ts';
import { projectOrder } from '../../shared/model/project.ts';
import { OrderDocuments } from '../../shared/model/test-documents.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { entryOf } from '../../shared/views/entry.ts';
import { groupsOf } from '../../shared/views/grouping.ts';
import { regrouping, type SettableKey } from './regroup.ts';

const id = 'order_x1' as EntityId;
const keys = ['stage', 'customer', 'owner', 'port'] as const satisfies readonly SettableKey[];
const groups: Readonly<Record<SettableKey, readonly string[]>> = {
  stage: ['enquiry', 'booked', 'own'],
  customer: ['', 'customer_a', 'customer_b'],
  owner: ['', '跟单甲', '跟单乙'],
  port: ['', 'Jeddah', 'Felixstowe'],
};

const rowOf = (documents: OrderDocuments) => {
  const { home, commercial } = documents.facts();
  return projectOrder(id, home, commercial);
};

describe('an order put into a group', () => {
  const moves = fc.array(
    fc.constantFrom(...keys).chain((key) => fc.tuple(fc.constant(key), fc.constantFrom(...groups[key]))),
    { minLength: 1, maxLength: 6 },
  );

  test('stands there, and in every other group it was in before', () => {
    fc.assert(
      fc.property(moves, (made) => {
        const documents = new OrderDocuments();
        documents.write({ set: { number: '1' } });
        const expected = new Map<SettableKey, string>([['stage', 'enquiry']]);
        for (const [key, group] of made) {
          documents.write({ set: regrouping(rowOf(documents), key, group).set });
          expected.set(key, group);
        }
        const entry = entryOf(rowOf(documents));
        for (const key of keys) expect(groupsOf(entry, key)).toEqual([expected.get(key) ?? '']);
      }),
    );
  });

  test.each(keys)('[F2] by %s: what its row shows there is what is superseded', (key) => {
    for (const group of groups[key]) {
      const documents = new OrderDocuments();
      documents.write({ set: regrouping(rowOf(documents), key, group).set });
      const { set, shown } = regrouping(rowOf(documents), key, groups[key][0] ?? '');
      const [path = ''] = Object.keys(set);
      const none: FactValue = null;
      expect(splitChange('order', { set }).has('board')).toBe(true);
      expect(shown[path]).toContain(group === '' ? none : group);
    }
  });
});
