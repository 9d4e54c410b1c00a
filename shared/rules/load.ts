import { sumDecimals } from '../model/decimal.ts';
import type { OrderView } from '../model/order.ts';
import type { ProductView } from '../model/product.ts';
import type { EntityId } from '../sync/document-name.ts';
import { sole, type OrderCase } from './case.ts';
import { isEqual, isMore, minus } from './compare.ts';

export type ContainerView = OrderView['containers'][number];

export interface Part {
  readonly product: EntityId;
  /** null: nothing is known of it. */
  readonly view: ProductView | null;
  /** null: not to be told from the order. */
  readonly cartons: string | null;
}

/** What travels in a container. */
export interface Load {
  readonly container: ContainerView;
  /** What people call it: 1 for the first. */
  readonly label: string;
  readonly parts: readonly Part[];
  /** false: these are the goods of the order, and which of them are in this container cannot be told. */
  readonly sure: boolean;
}

/** More containers than this are not tried out against each other. */
const mostContainers = 24;

/**
 * Which goods are in which container. One product, or one container, leaves no choice. Otherwise the containers are
 * divided among the products so that the cartons come out exactly, those with the product's set point first; where that
 * fails nobody can tell, and each container may hold all of them. Goods of other orders in a container of the same number
 * are part of its load.
 */
export function loadsOf(given: OrderCase): readonly Load[] {
  const found = reckoned.get(given) ?? reckon(given);
  reckoned.set(given, found);
  return found;
}

/** Most checks ask for the loads of the same case. */
const reckoned = new WeakMap<OrderCase, readonly Load[]>();

function reckon(given: OrderCase): readonly Load[] {
  const own = divide(given.order, given);
  return own.map((load) => {
    const number = sole(load.container.fields.number);
    if (number === null) return load;
    const guests = given.companions
      .filter((order) => order.id !== given.order.id)
      .flatMap((order) => divide(order, given).filter((one) => sole(one.container.fields.number) === number));
    return {
      ...load,
      parts: [...load.parts, ...guests.flatMap(({ parts }) => parts)],
      sure: load.sure && guests.every(({ sure }) => sure),
    };
  });
}

function divide(order: OrderView, { products }: OrderCase): readonly Load[] {
  const totals = productTotals(order);
  const part = (product: EntityId, cartons: string | null): Part => ({
    product,
    view: products.get(product) ?? null,
    cartons,
  });
  const load = (container: ContainerView, index: number, parts: readonly Part[], sure = true): Load => ({
    container,
    label: String(index + 1),
    parts,
    sure,
  });
  const { containers } = order;
  if (totals === null) return containers.map((container, index) => load(container, index, [], false));
  const [first, ...others] = totals;
  if (first === undefined) return containers.map((container, index) => load(container, index, []));
  if (others.length === 0)
    return containers.map((container, index) =>
      load(container, index, [part(first.product, sole(container.fields.cartons))]),
    );
  if (containers.length === 1)
    return containers.map((container, index) =>
      load(
        container,
        index,
        totals.map(({ product, cartons }) => part(product, cartons)),
      ),
    );
  const apart = assign(containers, totals, products);
  return containers.map((container, index) => {
    const product = apart?.[index];
    return product === undefined
      ? load(
          container,
          index,
          totals.map((one) => part(one.product, null)),
          false,
        )
      : load(container, index, [part(product, sole(container.fields.cartons))]);
  });
}

interface Total {
  readonly product: EntityId;
  readonly cartons: string | null;
}

/** Cartons of each product, sorted by id; null while a line does not say which product it is. */
export function productTotals(order: OrderView): readonly Total[] | null {
  const totals = new Map<EntityId, (string | null)[]>();
  for (const { fields } of order.lines) {
    const product = sole(fields.product) as EntityId | null;
    if (product === null) return null;
    totals.set(product, [...(totals.get(product) ?? []), sole(fields.cartons)]);
  }
  return [...totals]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([product, cartons]) => ({ product, cartons: sumOf(cartons) }));
}

/** The sum where all of them are known. */
export function sumOf(texts: readonly (string | null)[]): string | null {
  const known = texts.filter((text) => text !== null);
  return known.length === texts.length ? sumDecimals(known) : null;
}

/** A product for each container, such that every product's containers hold exactly its cartons. */
function assign(
  containers: readonly ContainerView[],
  totals: readonly Total[],
  products: ReadonlyMap<EntityId, ProductView>,
): readonly EntityId[] | null {
  const room = containers.map(({ fields }) => sole(fields.cartons));
  if (containers.length > mostContainers || room.includes(null)) return null;
  if (totals.some(({ cartons }) => cartons === null)) return null;
  const left = new Map(totals.map(({ product, cartons }) => [product, cartons ?? '0']));
  const chosen: EntityId[] = [];
  let steps = 0;
  const place = (index: number): boolean => {
    if (index === containers.length) return [...left.values()].every((one) => isEqual(one, '0'));
    const setPoint = containers[index] ? sole(containers[index].fields.set_point) : null;
    const suits = (product: EntityId): number => {
      const house = products.get(product)?.fields.set_point;
      const due = house ? sole(house) : null;
      return due !== null && setPoint !== null && isEqual(due, setPoint) ? 0 : 1;
    };
    for (const product of [...left.keys()].sort((a, b) => suits(a) - suits(b))) {
      if (++steps > 20_000) return false;
      const before = left.get(product) ?? '0';
      const rest = minus(before, room[index] ?? '0');
      if (rest === null || isMore('0', rest)) continue;
      left.set(product, rest);
      chosen[index] = product;
      if (place(index + 1)) return true;
      left.set(product, before);
    }
    return false;
  };
  return place(0) ? chosen : null;
}
