import type { EntityId } from '../sync/document-name.ts';

/** Goods in a planned container. */
export interface PlannedGoods {
  readonly product: EntityId;
  /** Which of the product's packings; null where it has but one, or nobody said. */
  readonly packing: string | null;
  readonly cartons: string | null;
}

export interface PlannedContainer {
  readonly type: string;
  readonly goods: readonly PlannedGoods[];
}

/** A plan as its address says it: whoever gets the link sees the same containers. */
export interface PlanState {
  /** Empty: nothing was planned yet, and the plan begins with what its order or product says. */
  readonly containers: readonly PlannedContainer[];
  readonly onPallets: boolean;
  /** kg */
  readonly roadLimit: string | null;
  /** Pallets and dunnage, kg of each container. */
  readonly packaging: string | null;
  /** °C */
  readonly setPoint: string | null;
  /** From loading to arrival. */
  readonly days: string | null;
}

export const emptyPlan: PlanState = {
  containers: [],
  onPallets: false,
  roadLimit: null,
  packaging: null,
  setPoint: null,
  days: null,
};

/** An address is anybody's: no more than this is read of it. */
const mostContainers = 24;
const mostGoods = 12;
const goodsForm = /^(product_[a-z0-9]{1,40})(?:\.([a-z0-9_]{1,40}))?(?:\*(\d{1,7}))?$/;

/** What stands behind an address's question mark, as URLSearchParams gives it. */
export interface AddressQuery {
  get(name: string): string | null;
  getAll(name: string): readonly string[];
  has(name: string): boolean;
}

/** Reads a plan's address; what is not understood is left out. */
export function parsePlan(query: AddressQuery): PlanState {
  const number = (name: string, form: RegExp): string | null => {
    const text = query.get(name) ?? '';
    return form.test(text) ? text : null;
  };
  return {
    containers: query.getAll('c').slice(0, mostContainers).flatMap(parseContainer),
    onPallets: query.has('pallets'),
    roadLimit: number('road', /^\d{1,6}$/),
    packaging: number('packaging', /^\d{1,5}$/),
    setPoint: number('set', /^-?\d{1,2}(?:\.\d)?$/),
    days: number('days', /^\d{1,3}$/),
  };
}

function parseContainer(text: string): readonly PlannedContainer[] {
  const [type = '', ...goods] = text.split('~');
  if (!/^[A-Za-z0-9]{1,12}$/.test(type)) return [];
  const read = goods.slice(0, mostGoods).flatMap((one): readonly PlannedGoods[] => {
    const [, product, packing, cartons] = goodsForm.exec(one) ?? [];
    if (product === undefined) return [];
    return [{ product: product as EntityId, packing: packing ?? null, cartons: cartons ?? null }];
  });
  return [{ type, goods: read }];
}

/** The other way round, names with their values; none for a plan that nobody has changed. */
export function formatPlan(plan: PlanState): readonly (readonly [name: string, value: string])[] {
  const query: (readonly [string, string])[] = [];
  for (const { type, goods } of plan.containers)
    query.push([
      'c',
      [
        type,
        ...goods.map(
          ({ product, packing, cartons }) =>
            `${product}${packing === null ? '' : `.${packing}`}${cartons === null ? '' : `*${cartons}`}`,
        ),
      ].join('~'),
    ]);
  if (plan.onPallets) query.push(['pallets', '']);
  for (const [name, value] of [
    ['road', plan.roadLimit],
    ['packaging', plan.packaging],
    ['set', plan.setPoint],
    ['days', plan.days],
  ] as const)
    if (value !== null) query.push([name, value]);
  return query;
}
