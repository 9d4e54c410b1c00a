import type { Reference } from '../../shared/knowledge/reference.ts';
import type { CustomerView } from '../../shared/model/customer.ts';
import type { OrderView } from '../../shared/model/order.ts';
import type { ProductView } from '../../shared/model/product.ts';
import { orderCase, sole } from '../../shared/rules/case.ts';
import { checkOrder } from '../../shared/rules/check.ts';
import type { Found } from '../../shared/rules/found-row.ts';
import { foundIn } from '../../shared/rules/found.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';

export { loadReference } from '../../shared/knowledge/load.ts';

/** What is known of customers and products, read out of their documents; null for one of whom nothing is. */
export interface Knowledge {
  customer(id: EntityId): CustomerView | null;
  product(id: EntityId): ProductView | null;
}

/** What is the same for many orders. */
export interface Ground {
  readonly knowledge: Knowledge;
  readonly reference: Reference;
  readonly today: string;
}

/** Lists of products, each once: the rules learn their words from a list, and know it again by its identity. */
export class ProductLists {
  readonly #lists = new Map<string, readonly ProductView[]>();

  of(products: ReadonlyMap<EntityId, ProductView>): readonly ProductView[] {
    const key = [...products.keys()].sort().join();
    const views = [...products.values()];
    const known = this.#lists.get(key);
    if (known?.length === views.length && views.every((view) => known.includes(view))) return known;
    this.#lists.set(key, views);
    return views;
  }
}

/** What the checks find in an order, the same as an open panel finds in it. */
export function findIn(
  order: OrderView,
  companions: readonly OrderView[],
  names: readonly EntityId[],
  { knowledge, reference, today }: Ground,
  lists: ProductLists,
): Found {
  const customer = sole(order.fields.customer);
  const products = new Map<EntityId, ProductView>();
  for (const id of names) {
    const view = id.startsWith('product_') ? knowledge.product(id) : null;
    if (view) products.set(id, view);
  }
  const given = orderCase({
    order,
    customer: customer === null ? null : knowledge.customer(customer as EntityId),
    products,
    allProducts: lists.of(products),
    companions,
    reference,
    today,
  });
  return foundIn(order, checkOrder(given));
}
