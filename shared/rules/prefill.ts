import { only } from '../model/cell-values.ts';
import type { FieldCell } from '../model/cell.ts';
import type { CustomerView } from '../model/customer.ts';
import { fieldOf } from '../model/documents.ts';
import { fits } from '../model/fits.ts';
import type { Reference } from '../knowledge/reference.ts';
import type { OrderView } from '../model/order.ts';
import type { ProductView } from '../model/product.ts';
import type { EntityId } from '../sync/document-name.ts';
import { orderCase } from './case.ts';
import { checkHabits, conditionsOf } from './check-habits.ts';
import { means, type GoodsWords } from './goods-words.ts';
import type { HabitCondition } from './habit-condition.ts';
import { cellUnder, standingIn, type FillTarget, type TargetItem } from './prefill-target.ts';
import type { Filled, Origin } from './prefilled.ts';
import { orderOf as thoughtOrder } from './thought-views.ts';

/** What an order may be filled from. A value in dispute, whoever holds it, is never taken. */
export interface Known {
  readonly customer: CustomerView | null;
  /** Other orders of the same customer, in any order. */
  readonly past: readonly OrderView[];
  /** Products that can be ordered. */
  readonly products: ReadonlyMap<EntityId, ProductView>;
  /** The words by which the team speaks of goods: habits are read with them. */
  readonly words: GoodsWords;
  readonly reference: Reference;
  /** false for whoever may not see prices: nothing commercial is filled. */
  readonly pricesKnown: boolean;
}

/** How new items are named and placed. */
export interface Making {
  readonly newId: () => string;
  /** A place after another; after null it is the first. */
  readonly after: (position: string | null) => string;
}

interface Candidate {
  readonly value: string;
  readonly origin: Origin;
}

const terms = [
  'incoterm',
  'port_of_loading',
  'port_of_discharge',
  'tolerance',
  'currency',
  'payment',
] as const;
type Term = (typeof terms)[number];
const usual = {
  incoterm: 'usual_incoterm',
  port_of_loading: 'port_of_loading',
  port_of_discharge: 'port_of_discharge',
  currency: 'currency',
  payment: 'payment',
} as const;
const settings = ['type', 'set_point', 'ventilation', 'humidity'] as const;
type Setting = (typeof settings)[number];

/**
 * What an order can begin with: what the customer's habits demand, her usual terms and her last orders, those with the
 * same goods first, newest first. Only what is empty is filled; quantities, prices and dates belong to one order and are
 * never taken. A set point and fresh air are the team's own figures for the goods before they are what was done last.
 */
export function prefill(order: FillTarget, known: Known, making: Making): readonly Filled[] {
  const goods = goodsOf(order);
  const past = newestFirst(known.past.filter(({ id }) => id !== order.id));
  const alike = past.filter((one) => goods.length === 0 || goodsOf(one).some((id) => goods.includes(id)));
  const lines = linesFor(order, alike, known, making);
  const ordered = goods.length > 0 ? goods : distinct(lines.flatMap(({ product }) => product ?? []));
  const filled = [
    ...termsFor(order, [...alike, ...past], known),
    ...lines.flatMap((line) => line.filled),
    ...containersFor(order, alike, ordered, known, making),
  ].filter(({ path, value }) => {
    const field = fieldOf('order', path);
    return field !== null && fits(field, value) && (known.pricesKnown || field.compartment !== 'commercial');
  });
  return withoutBroken(order, filled, known);
}

/**
 * Without what a habit she insists on forbids: the last order may be the one that taught it. A line that loses its size goes
 * where another of the same goods stays, and a place goes with its term.
 */
function withoutBroken(
  order: FillTarget,
  filled: readonly Filled[],
  { customer, products, reference }: Known,
): readonly Filled[] {
  if (customer === null || customer.habits.length === 0) return filled;
  const values = Object.fromEntries(filled.map(({ path, value }) => [path, value]));
  const thought = orderCase({
    order: thoughtOrder('thought', { ...standingIn(order), ...values }),
    customer,
    products,
    reference,
    today: '',
  });
  const broken = new Set(
    checkHabits(thought)
      .filter(({ severity }) => severity === 'error')
      .flatMap(({ fields }) => fields as readonly string[]),
  );
  const kept = filled.filter(({ path, origin }) => origin.kind === 'habit' || !broken.has(path));
  const goes = (item: string): boolean => {
    if (!broken.has(`${item}/count`) || kept.some(({ path }) => path === `${item}/count`)) return false;
    const others = kept.filter(
      ({ path, value }) =>
        path.endsWith('/product') && value === values[`${item}/product`] && !path.startsWith(`${item}/`),
    );
    return others.length > 0;
  };
  const lines = new Set(kept.flatMap(({ path }) => /^lines\/[^/]+/.exec(path) ?? []));
  const gone = [...lines].filter((item) => values[`${item}/product`] !== undefined && goes(item));
  return kept.filter(
    ({ path }) =>
      !gone.some((item) => path.startsWith(`${item}/`)) &&
      !(path === 'incoterm_place' && broken.has('incoterm')),
  );
}

function termsFor(order: FillTarget, past: readonly OrderView[], known: Known): readonly Filled[] {
  const filled = terms.flatMap((name): readonly Filled[] => {
    if (order.fields[name].cell.kind !== 'none') return [];
    const candidate = demanded(known, name, []) ?? usualOf(known.customer, name) ?? lastOf(past, name);
    return candidate ? [{ path: name, ...candidate }] : [];
  });
  if (order.fields.incoterm_place.cell.kind !== 'none') return filled;
  const place = placeFor(order, filled, past);
  return place ? [...filled, { path: 'incoterm_place', ...place }] : filled;
}

/** The place of the term as it stood under that term, as long as the port is the same; else the port itself. */
function placeFor(
  { fields: own }: FillTarget,
  filled: readonly Filled[],
  past: readonly OrderView[],
): Candidate | null {
  const putIn = (name: Term): Filled | undefined => filled.find(({ path }) => path === name);
  const term = only(own.incoterm.cell) ?? putIn('incoterm')?.value;
  if (term === undefined) return null;
  const side = /^[EF]/.test(term) ? 'port_of_loading' : 'port_of_discharge';
  // Two ports in dispute: nobody knows which place goes with the term.
  if (own[side].cell.kind === 'many') return null;
  const port = only(own[side].cell) ?? putIn(side)?.value ?? null;
  const same = past.filter(({ fields }) => {
    const there = clear(fields[side]);
    return clear(fields.incoterm) === term && (port === null || there === null || there === port);
  });
  const found = putIn(side);
  return lastOf(same, 'incoterm_place') ?? (found ? { value: found.value, origin: found.origin } : null);
}

function usualOf(customer: CustomerView | null, name: Term): Candidate | null {
  const value = customer && name in usual ? clear(customer.fields[usual[name as keyof typeof usual]]) : null;
  return customer === null || value === null
    ? null
    : { value, origin: { kind: 'term', customer: customer.id } };
}

function lastOf(past: readonly OrderView[], name: Term | 'incoterm_place'): Candidate | null {
  for (const order of past) {
    const value = clear(order.fields[name]);
    if (value !== null) return { value, origin: { kind: 'order', order: order.id } };
  }
  return null;
}

interface FilledLine {
  readonly product: EntityId | null;
  readonly filled: readonly Filled[];
}

/** Goods and sizes of the last order, each once; of lines that stand already, the size where it was always the same. */
function linesFor(
  order: FillTarget,
  alike: readonly OrderView[],
  known: Known,
  making: Making,
): readonly FilledLine[] {
  if (order.lines.length > 0)
    return order.lines.flatMap((line) => {
      const product = only(cellUnder(line, 'product')) as EntityId | null;
      const empty = cellUnder(line, 'count').kind === 'none';
      const count = empty && product !== null ? sizeOf(product, alike, known) : null;
      return count ? [{ product, filled: [{ path: `${line.path}/count`, ...count }] }] : [];
    });
  const source = alike.find((one) => soldLines(one, known).length > 0);
  const [only_, ...others] = boughtBy(known);
  const begun: readonly {
    readonly product: EntityId;
    readonly count: string | null;
    readonly origin: Origin;
  }[] = source
    ? soldLines(source, known)
    : only_ !== undefined && others.length === 0 && known.customer
      ? [{ product: only_, count: null, origin: { kind: 'term', customer: known.customer.id } }]
      : [];
  const seen = new Set<string>();
  let position: string | null = null;
  return begun.flatMap(({ product, count, origin }): readonly FilledLine[] => {
    const key = `${product} ${count ?? ''}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const path = `lines/${making.newId()}`;
    position = making.after(position);
    const size = demanded(known, 'count', [product]) ?? (count === null ? null : { value: count, origin });
    return [
      {
        product,
        filled: [
          { path: `${path}/position`, value: position, origin },
          { path: `${path}/product`, value: product, origin },
          ...(size ? [{ path: `${path}/count`, ...size }] : []),
        ],
      },
    ];
  });
}

function soldLines(order: OrderView, known: Known) {
  return order.lines.flatMap(({ removedAndChanged, fields }) => {
    const product = clear(fields.product) as EntityId | null;
    if (removedAndChanged || product === null || !known.products.has(product)) return [];
    return [{ product, count: clear(fields.count), origin: { kind: 'order', order: order.id } as const }];
  });
}

/** The size of a product in the newest order that has it, where it has one only. */
function sizeOf(product: EntityId, alike: readonly OrderView[], known: Known): Candidate | null {
  const wanted = demanded(known, 'count', [product]);
  if (wanted) return wanted;
  const newest = alike.find((one) => goodsOf(one).includes(product));
  const sizes = distinct(
    (newest ? soldLines(newest, known) : [])
      .filter((line) => line.product === product)
      .map(({ count }) => count),
  );
  const [size] = sizes;
  return newest && sizes.length === 1 && size !== undefined && size !== null
    ? { value: size, origin: { kind: 'order', order: newest.id } }
    : null;
}

function containersFor(
  order: FillTarget,
  alike: readonly OrderView[],
  goods: readonly EntityId[],
  known: Known,
  making: Making,
): readonly Filled[] {
  // With a product in dispute nobody knows how all the goods are carried.
  if (order.lines.some((line) => cellUnder(line, 'product').kind === 'many')) return [];
  const own = (name: Setting): Candidate | null =>
    demanded(known, conditionOf[name], goods) ?? figureOf(goods, name, known);
  const source = alike.find(({ containers }) =>
    containers.some(({ removedAndChanged }) => !removedAndChanged),
  );
  if (order.containers.length > 0) {
    const before = (name: Setting): Candidate | null => {
      const values = distinct(source?.containers.map(({ fields }) => clear(fields[name])) ?? []);
      const [value = null] = values;
      return source && values.length === 1 && value !== null
        ? { value, origin: { kind: 'order', order: source.id } }
        : null;
    };
    return order.containers.flatMap((container) =>
      settingsOf(container, (name) => own(name) ?? before(name)),
    );
  }
  if (!source || goods.length === 0) return [];
  const origin: Origin = { kind: 'order', order: source.id };
  const seen = new Set<string>();
  let position: string | null = null;
  return source.containers.flatMap(({ removedAndChanged, fields }): readonly Filled[] => {
    if (removedAndChanged) return [];
    const values = settings.map((name) => {
      const value = clear(fields[name]);
      return [name, own(name) ?? (value === null ? null : { value, origin })] as const;
    });
    // How many there will be is a quantity; one of each kind says how they are set.
    const key = JSON.stringify(values.map(([, candidate]) => candidate?.value ?? null));
    if (seen.has(key) || values.every(([, candidate]) => candidate === null)) return [];
    seen.add(key);
    const path = `containers/${making.newId()}`;
    position = making.after(position);
    return [
      { path: `${path}/position`, value: position, origin },
      ...values.flatMap(([name, candidate]) =>
        candidate ? [{ path: `${path}/${name}`, ...candidate }] : [],
      ),
    ];
  });
}

function settingsOf(container: TargetItem, find: (name: Setting) => Candidate | null): readonly Filled[] {
  return settings.flatMap((name) => {
    const candidate = cellUnder(container, name).kind === 'none' ? find(name) : null;
    return candidate ? [{ path: `${container.path}/${name}`, ...candidate }] : [];
  });
}

/** The team's figure, where all the goods are carried alike. */
function figureOf(goods: readonly EntityId[], name: Setting, { products }: Known): Candidate | null {
  if (name === 'type') return null;
  const figures = distinct(goods.map((id) => clear(products.get(id)?.fields[name])));
  const [value = null] = figures;
  const [product] = goods;
  return figures.length === 1 && value !== null && product !== undefined
    ? { value, origin: { kind: 'product', product } }
    : null;
}

const conditionOf = {
  type: 'container_type',
  set_point: 'set_point',
  ventilation: 'ventilation',
  humidity: null,
} as const satisfies Record<Setting, HabitCondition['field'] | null>;

/** What one habit demands and no other contradicts: one value, for all of these goods. */
function demanded(
  { customer, products, words }: Known,
  field: Term | 'count' | HabitCondition['field'] | null,
  goods: readonly EntityId[],
): Candidate | null {
  if (customer === null || field === null) return null;
  const found = customer.habits.flatMap((habit) => {
    const [text, polarity] = [clear(habit.fields.text), clear(habit.fields.polarity)];
    if (text === null || habit.removedAndChanged || polarity === 'never' || polarity === 'avoids') return [];
    return conditionsOf(habit, text, words).conditions.flatMap((condition) => {
      const [value, ...others] = condition.values;
      const one = condition.comparison === 'is' || condition.comparison === 'one_of';
      if (condition.field !== field || !one || value === undefined || others.length > 0) return [];
      return bindsAll(condition, goods, products, customer)
        ? [{ value, origin: { kind: 'habit', customer: customer.id, habit: habit.id } as const }]
        : [];
    });
  });
  const [first] = found;
  return first && found.every(({ value }) => value === first.value) ? first : null;
}

/** Whether a condition speaks of all these goods; without words for goods it speaks of what she usually buys. */
function bindsAll(
  { goods: named, field }: HabitCondition,
  goods: readonly EntityId[],
  products: Known['products'],
  customer: CustomerView,
): boolean {
  const ofOrder = field === 'incoterm' || field === 'currency' || field === 'container_type';
  if (named.length === 0 && ofOrder) return true;
  if (goods.length === 0) return false;
  const bought = customer.products.flatMap(({ fields }) => clear(fields.product) ?? []);
  return goods.every((id) => {
    const view = products.get(id);
    if (!view) return false;
    if (named.length > 0) return named.some((word) => means(word, view, null));
    return bought.length === 0 || bought.includes(id);
  });
}

function boughtBy({ customer, products }: Known): readonly EntityId[] {
  const bought = (customer?.products ?? []).map(({ fields }) => clear(fields.product) as EntityId | null);
  return distinct(bought.filter((id) => id !== null)).filter((id) => products.has(id));
}

/** A value that is agreed on, has arrived in full, and is not empty. */
function clear(field: FieldCell | undefined): string | null {
  if (!field || (field.state?.kind === 'incomplete' && !field.field.quiet)) return null;
  const value = only(field.cell);
  return value === '' ? null : value;
}

function goodsOf(order: Pick<FillTarget, 'lines'>): readonly EntityId[] {
  return distinct(order.lines.flatMap((line) => (only(cellUnder(line, 'product')) ?? []) as EntityId | []));
}

/** By the day of enquiry, else of sailing; of one day, and of none, by id: the same on every device. */
export function newestFirst(orders: readonly OrderView[]): readonly OrderView[] {
  const day = ({ fields }: OrderView): string =>
    clear(fields.enquiry) ?? clear(fields.etd) ?? clear(fields.sailed) ?? '';
  return orders.toSorted((a, b) => {
    const [first, second] = [day(a), day(b)];
    if (first !== second) return first < second ? 1 : -1;
    return a.id < b.id ? 1 : -1;
  });
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
