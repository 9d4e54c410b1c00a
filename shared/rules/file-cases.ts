import type { RawCustomer, RawOrder, RawOrders, RawProduct } from '../knowledge/order-raw.ts';
import type { Reference } from '../knowledge/reference.ts';
import {
  customerFacts,
  entityOf,
  orderFacts,
  productFacts,
  type HabitKind,
} from '../knowledge/sample-facts.ts';
import type { Sample } from '../knowledge/sample-raw.ts';
import { readCustomer, type CustomerView } from '../model/customer.ts';
import { compartmentsOf, fieldOf, splitChange } from '../model/documents.ts';
import type { Change, Facts, FactValue, Path } from '../model/facts.ts';
import { fold } from '../model/fold.ts';
import type { EntityKind } from '../model/field.ts';
import { readOrder, type OrderView } from '../model/order.ts';
import { parseValue } from '../model/parse-value.ts';
import { readProduct, type ProductView } from '../model/product.ts';
import type { StoredRecord } from '../model/read.ts';
import { homeOf } from '../model/schema.ts';
import type { EntityId } from '../sync/document-name.ts';
import { orderCase, sole, type OrderCase } from './case.ts';

/**
 * The cases of a file of orders in the form of `sample.json`, in its order: with the customers and products the file
 * brings, else those of the sample by id, as of the file's own date, else `today`. Everything takes the road of the app:
 * facts, folded, read as views. Each order is judged by itself: a file may hold versions of one order, and these do not
 * share its container.
 */
export function casesOf(
  file: RawOrders,
  sample: Sample,
  reference: Reference,
  today: string,
): readonly { readonly id: string; readonly given: OrderCase }[] {
  const asOf = file.as_of ?? today;
  const products = byId<RawProduct>(sample.products, file.products ?? []);
  const customers = byId<RawCustomer>(sample.customers, file.customers ?? []);
  const kinds = kindsByText(sample);
  const productViews = new Map(
    [...products.values()].map((product) => {
      const id = entityOf('product', product.id);
      return [id, productView(id, product, asOf)] as const;
    }),
  );
  const customerViews = new Map<EntityId, CustomerView>();
  const viewOf = (id: EntityId): CustomerView | null => {
    const raw = [...customers.values()].find((one) => entityOf('customer', one.id) === id);
    const view = customerViews.get(id) ?? (raw ? customerView(id, raw, kinds, asOf) : null);
    if (view) customerViews.set(id, view);
    return view;
  };
  const allProducts = [...productViews.values()];
  const orders = file.orders.map((order) => ({ id: order.id, view: orderView(order, asOf) }));
  return orders.map(({ id, view }) => {
    const buyer = sole(view.fields.customer);
    const own = new Set(view.lines.map(({ fields }) => sole(fields.product)));
    return {
      id,
      given: orderCase({
        order: view,
        customer: buyer === null ? null : viewOf(buyer as EntityId),
        products: new Map([...productViews].filter(([product]) => own.has(product))),
        allProducts,
        reference,
        today: asOf,
      }),
    };
  });
}

/** What the file says stands before what the sample says. */
function byId<T extends { readonly id: string }>(
  ...sources: readonly (readonly T[])[]
): ReadonlyMap<string, T> {
  return new Map(sources.flatMap((source) => source.map((one) => [one.id, one] as const)));
}

/** Habits of the sample were judged by a person; whoever brings the same words brings the same habit. */
function kindsByText(sample: Sample): ReadonlyMap<string, HabitKind> {
  return new Map(
    sample.customers.flatMap(({ id, habits }) =>
      habits.flatMap(({ text }, index) => {
        const kind = sample.habitKinds[id]?.[index];
        return kind ? [[text, kind] as const] : [];
      }),
    ),
  );
}

function productView(id: EntityId, product: RawProduct, today: string): ProductView {
  const [home, commercial] = factsOf('product', productFacts(product), today);
  return readProduct(id, home, commercial);
}

function customerView(
  id: EntityId,
  customer: RawCustomer,
  kinds: ReadonlyMap<string, HabitKind>,
  today: string,
): CustomerView {
  const known = (customer.habits ?? []).map(({ text }) => kinds.get(text));
  const [home, commercial] = factsOf('customer', customerFacts(customer, known), today);
  return readCustomer(id, home, commercial);
}

function orderView(order: RawOrder, today: string): OrderView {
  const edits = (order.concurrent_edits ?? []).flatMap(({ field, value }) =>
    value === null || value === undefined ? [] : [{ set: { [field]: String(value) } }],
  );
  const [board, commercial] = factsOf('order', orderFacts(order, ''), today, edits);
  return readOrder(entityOf('order', order.id), board, commercial);
}

/** Facts of one record, and of others that people made apart from each other after they had seen it. */
function factsOf(
  kind: EntityKind,
  change: Change,
  today: string,
  apart: readonly Change[] = [],
): readonly [home: Facts, commercial: Facts] {
  const records = [change, ...apart].map((one) => splitChange(kind, typed(kind, one, today)));
  const factsIn = (compartment: (typeof homeOf)[EntityKind] | 'commercial'): Facts =>
    fold(
      records.flatMap((split, writer): readonly StoredRecord[] => {
        const part = split.get(compartment);
        if (!part) return [];
        return [
          {
            dot: [writer + 1, 0],
            after: null,
            author: { person: '', device: '' },
            at: 0,
            entries: Object.entries(part.set ?? {}).map(([path, value]) => ({
              path: path as Path,
              value,
              seen: writer > 0 && seenFirst(path) ? [[1, 0] as const] : [],
              seenFields: [],
            })),
            unread: 0,
          },
        ];
      }),
      kind,
    );
  const seenFirst = (path: string): boolean =>
    [...(records[0]?.values() ?? [])].some(({ set }) => set !== undefined && Object.hasOwn(set, path));
  const home = factsIn(homeOf[kind]);
  return [home, compartmentsOf(kind).includes('commercial') ? factsIn('commercial') : home];
}

/** Each value as its field would store it; what the field cannot hold stays as it was written. */
function typed(kind: EntityKind, change: Change, today: string): Change {
  const read = ([path, value]: readonly [string, FactValue]): readonly [string, FactValue] => {
    const field = fieldOf(kind, path);
    if (!field || typeof value !== 'string') return [path, value];
    const parsed = parseValue(field, value, today);
    return [path, parsed.ok && parsed.value !== null ? parsed.value : value];
  };
  return { set: Object.fromEntries(Object.entries(change.set ?? {}).map(read)) };
}
