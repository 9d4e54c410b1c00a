import { readCustomer, type CustomerView } from '../model/customer.ts';
import { compartmentsOf, splitChange } from '../model/documents.ts';
import type { Facts, FactValue, Path } from '../model/facts.ts';
import type { EntityKind } from '../model/field.ts';
import { fold } from '../model/fold.ts';
import { readOrder, type OrderView } from '../model/order.ts';
import { readProduct, type ProductView } from '../model/product.ts';
import type { StoredRecord } from '../model/read.ts';
import { homeOf } from '../model/schema.ts';
import type { EntityId } from '../sync/document-name.ts';

/**
 * Views of what stands in no document: an order that is thought of before it is written, and what tests think of. Out of
 * values by path; each further set is written by somebody who has not seen the others.
 */
type Values = Readonly<Record<string, FactValue>>;

export function orderOf(id: string, ...sets: readonly Values[]): OrderView {
  const [home, commercial] = factsOf('order', sets);
  return readOrder(`order_${id}` as EntityId, home, commercial);
}

export function customerOf(id: string, ...sets: readonly Values[]): CustomerView {
  const [home, commercial] = factsOf('customer', sets);
  return readCustomer(`customer_${id}` as EntityId, home, commercial);
}

export function productOf(id: string, ...sets: readonly Values[]): ProductView {
  const [home, commercial] = factsOf('product', sets);
  return readProduct(`product_${id}` as EntityId, home, commercial);
}

function factsOf(kind: EntityKind, sets: readonly Values[]): readonly [home: Facts, commercial: Facts] {
  const split = sets.map((set) => splitChange(kind, { set }));
  const [home, commercial] = [homeOf[kind], 'commercial' as const].map((compartment) =>
    fold(
      split.flatMap((parts, writer): readonly StoredRecord[] => {
        const part = parts.get(compartment);
        if (!part || !compartmentsOf(kind).includes(compartment)) return [];
        return [
          {
            dot: [writer + 1, 0],
            after: null,
            author: { person: `p${writer}`, device: `d${writer}` },
            at: 1000 + writer,
            entries: Object.entries(part.set ?? {}).map(([path, value]) => ({
              path: path as Path,
              value,
              seen: [],
              seenFields: [],
            })),
            unread: 0,
          },
        ];
      }),
      kind,
    ),
  );
  if (!home || !commercial) throw new Error('every kind has a home');
  return [home, commercial];
}
