import type { Comparison } from '../model/conditions.ts';
import { partsOf } from '../model/cell.ts';
import type { FieldCell } from '../model/cell.ts';
import { canonicalDecimal, divideDecimals, multiplyDecimals, sumDecimals } from '../model/decimal.ts';
import type { Path } from '../model/facts.ts';
import type { ProductView } from '../model/product.ts';
import type { EntityId } from '../sync/document-name.ts';
import { commodityOf, sole, type OrderCase } from './case.ts';
import { isEqual, isLess, isMore } from './compare.ts';
import { isDate } from './calendar.ts';
import { means } from './goods-words.ts';
import type { HabitCondition } from './habit-condition.ts';
import { loadsOf } from './load.ts';
import { packingOf } from './packing.ts';
import { liesWithin, readSize, sameSize, type Size } from './size.ts';
import { readTolerance } from './tolerance-words.ts';
import { readVentilation } from './ventilation.ts';

/** One place where an order is not as a habit wants it. */
export interface Breach {
  readonly fields: readonly Path[];
  /** What stands there instead, as people write it. */
  readonly found: string;
}

/**
 * Where an order breaks a condition; none where it keeps it, where the condition binds other goods, and where the order
 * does not say. A value in dispute breaks nothing and keeps nothing.
 */
export function breaches(given: OrderCase, condition: HabitCondition): readonly Breach[] {
  switch (condition.field) {
    case 'count':
      return counts(given, condition);
    case 'count_from':
    case 'count_to':
      return edges(given, condition);
    case 'share':
      return shares(given, condition);
    case 'set_point':
      return containers(
        given,
        condition,
        ({ set_point }) => set_point,
        (text) => (keeps(condition, text) ? null : canonicalDecimal(text) ? `${text} °C` : text),
      );
    case 'ventilation':
      return containers(
        given,
        condition,
        ({ ventilation }) => ventilation,
        (text) => vents(condition, text),
      );
    case 'booking_ventilation':
      return stated(
        given.order.fields.booking_ventilation,
        (text) =>
          condition.values.some((value) => value.toLowerCase() === text.trim().toLowerCase()) ===
          wants(condition.comparison),
      );
    case 'package':
    case 'net_per_carton':
      return packed(given, condition);
    case 'mixed_load':
      return mixed(given, condition);
    case 'over_delivery':
      return overDelivery(given);
    case 'tolerance':
      return stated(given.order.fields.tolerance, (text) => tolerated(condition, text));
    case 'presentation_days':
      return stated(given.order.fields.lc_presentation_days, (text) => keeps(condition, text));
    case 'currency':
      return stated(given.order.fields.currency, (text) => keeps(condition, text));
    case 'incoterm':
      return stated(given.order.fields.incoterm, (text) => keeps(condition, text));
    case 'container_type':
      return given.order.containers.flatMap(({ fields }) =>
        stated(fields.type, (text) => keeps(condition, text)),
      );
    case 'etd_weekday':
      return stated(given.order.fields.etd, (text) => onDay(condition, text));
    case 'eta_weekday':
      return stated(given.order.fields.eta, (text) => onDay(condition, text));
  }
}

function wants(comparison: Comparison): boolean {
  return comparison !== 'is_not' && comparison !== 'none_of';
}

function stated(field: FieldCell, kept: (text: string) => boolean): readonly Breach[] {
  const text = sole(field);
  return text === null || kept(text) ? [] : [{ fields: [field.path], found: text }];
}

/** Whether a value is as a comparison wants it: figures as figures, words as words. */
function keeps({ comparison, values }: HabitCondition, text: string): boolean {
  const [first = '', last = first] = values;
  const same = (value: string): boolean =>
    isEqual(value, text) || value.trim().toLowerCase() === text.trim().toLowerCase();
  switch (comparison) {
    case 'is':
    case 'one_of':
      return values.some(same);
    case 'is_not':
    case 'none_of':
      return !values.some(same);
    case 'at_least':
      return !isLess(text, first);
    case 'at_most':
      return !isMore(text, first);
    case 'between':
      return !isLess(text, first) && !isMore(text, last);
  }
}

function vents(condition: HabitCondition, text: string): string | null {
  const said = readVentilation(text);
  const plain = said.kind === 'open' ? said.rate : said.kind === 'closed' ? 'closed' : text;
  const written = condition.values.map((value) => {
    const wanted = readVentilation(value);
    return wanted.kind === 'open' ? wanted.rate : wanted.kind === 'closed' ? 'closed' : value;
  });
  return keeps({ ...condition, values: written }, plain) ? null : text;
}

/** The product is one of those the habit names; where it names none, one that the customer usually buys. */
function binds(given: OrderCase, { goods }: HabitCondition, product: ProductView): boolean {
  if (goods.length > 0) return goods.some((word) => means(word, product, commodityOf(given, product)));
  const usual = (given.customer?.products ?? []).flatMap(({ fields }) => sole(fields.product) ?? []);
  return usual.length === 0 || usual.includes(product.id);
}

interface BoundLine {
  readonly count: FieldCell;
  readonly cartons: FieldCell;
  readonly product: ProductView;
}

function boundLines(given: OrderCase, condition: HabitCondition, usual = true): readonly BoundLine[] {
  return given.order.lines.flatMap(({ fields }) => {
    const product = given.products.get((sole(fields.product) ?? '') as EntityId);
    if (!product || !(usual || condition.goods.length > 0 ? binds(given, condition, product) : true))
      return [];
    return [{ count: fields.count, cartons: fields.cartons, product }];
  });
}

/**
 * Sizes bind products that are sold in such sizes, whatever the customer usually buys: a list of counts says nothing of
 * garlic, and centimetres nothing of apples.
 */
function counts(given: OrderCase, condition: HabitCondition): readonly Breach[] {
  return boundLines(given, condition, false).flatMap(({ count, product }) => {
    const text = sole(count);
    if (text === null || !soldInSuch(product, condition.values)) return [];
    const among = condition.values.some((value) => isSize(text, value));
    return among === wants(condition.comparison) ? [] : [{ fields: [count.path], found: text }];
  });
}

function soldInSuch(product: ProductView, values: readonly string[]): boolean {
  return partsOf(product.fields.counts).some((sold) =>
    values.some((value) => isSize(sold, value) || sameKind(readSize(sold), readSize(value))),
  );
}

/** Bands of one unit; plain counts must meet in a number. */
function sameKind(a: Size | null, b: Size | null): boolean {
  return a !== null && b !== null && a.unit !== null && a.unit === b.unit;
}

function isSize(text: string, wanted: string): boolean {
  if (sameSize(text, wanted)) return true;
  const [inner, outer] = [readSize(text), readSize(wanted)];
  return inner !== null && outer !== null && outer.unit !== null && liesWithin(inner, outer);
}

function edges(given: OrderCase, condition: HabitCondition): readonly Breach[] {
  const limit = readSize(condition.values[0] ?? '');
  if (!limit?.span || limit.unit === null) return [];
  const { unit, span } = limit;
  return boundLines(given, condition, false).flatMap(({ count }) => {
    const text = sole(count);
    const size = readSize(text ?? '');
    if (text === null || !size?.span || size.unit !== unit) return [];
    const broken =
      condition.field === 'count_from'
        ? isLess(size.span.min, span.min)
        : size.open || isMore(size.span.max, span.max);
    return broken ? [{ fields: [count.path], found: text }] : [];
  });
}

/** Over all cartons of the goods the habit speaks of; unknown while one of their lines is. */
function shares(given: OrderCase, condition: HabitCondition): readonly Breach[] {
  const [wanted = '', limit = ''] = condition.values;
  const lines = boundLines(given, condition, false).filter(({ product }) => soldInSuch(product, [wanted]));
  const read = lines.map((line) => ({ ...line, size: sole(line.count), number: sole(line.cartons) }));
  if (read.length === 0 || read.some(({ size, number }) => size === null || number === null)) return [];
  const of = read.filter(({ size }) => isSize(size ?? '', wanted));
  const total = sumDecimals(read.map(({ number }) => number ?? '0')) ?? '0';
  const part = sumDecimals(of.map(({ number }) => number ?? '0')) ?? '0';
  const [a, b] = [multiplyDecimals(part, '100'), multiplyDecimals(total, limit)];
  if (a === null || b === null || isEqual(total, '0')) return [];
  const kept = condition.comparison === 'at_least' ? !isLess(a, b) : !isMore(a, b);
  if (kept) return [];
  const percent = divideDecimals(a, total, 1) ?? '';
  return [
    {
      fields: (of.length > 0 ? of : read).map(({ cartons }) => cartons.path).sort(),
      found: `${wanted}: ${percent} %`,
    },
  ];
}

function containers(
  given: OrderCase,
  condition: HabitCondition,
  pick: (fields: OrderCase['order']['containers'][number]['fields']) => FieldCell,
  broken: (text: string) => string | null,
): readonly Breach[] {
  return loadsOf(given).flatMap(({ container, parts, sure }) => {
    const bound = parts.filter(({ view }) => view !== null && binds(given, condition, view));
    if (bound.length === 0 || (!sure && bound.length < parts.length)) return [];
    const field = pick(container.fields);
    const text = sole(field);
    const found = text === null ? null : broken(text);
    return found === null ? [] : [{ fields: [field.path], found }];
  });
}

const packages: readonly (readonly [kind: string, word: RegExp])[] = [
  ['mesh_bag', /mesh|网袋/i],
  ['basket', /basket|筐/i],
  ['crate', /crate|木箱|周转箱/i],
  ['carton', /carton|纸箱|box|箱/i],
];

function packed(given: OrderCase, condition: HabitCondition): readonly Breach[] {
  const seen = new Set<EntityId>();
  return given.order.lines.flatMap(({ fields }) => {
    const product = given.products.get((sole(fields.product) ?? '') as EntityId);
    if (!product || seen.has(product.id) || !binds(given, condition, product)) return [];
    seen.add(product.id);
    const packing = packingOf(product);
    const text = packing && sole(packing.fields.package);
    const net = packing && sole(packing.fields.net_kg);
    if (condition.field === 'package') {
      const kind = text === null ? undefined : packages.find(([, word]) => word.test(text))?.[0];
      return kind === undefined || text === null || keeps(condition, kind)
        ? []
        : [{ fields: [fields.product.path], found: text }];
    }
    return net === null || keeps(condition, net)
      ? []
      : [{ fields: [fields.product.path], found: text ?? `${net} kg` }];
  });
}

function mixed(given: OrderCase, condition: HabitCondition): readonly Breach[] {
  if (wants(condition.comparison)) return [];
  return loadsOf(given).flatMap(({ container, parts }) => {
    const goods = new Set(parts.map(({ product }) => product));
    return goods.size < 2
      ? []
      : [{ fields: [container.fields.cartons.path], found: names(given, [...goods]) }];
  });
}

function names(given: OrderCase, ids: readonly EntityId[]): string {
  return ids
    .map((id) => {
      const product = given.products.get(id);
      return (product && (sole(product.fields.name_zh) ?? sole(product.fields.name_en))) ?? id;
    })
    .sort()
    .join(' + ');
}

/** Not a carton more than the credit says, and no tolerance agreed. */
function overDelivery({ order }: OrderCase): readonly Breach[] {
  const { cartons, lc_quantity, lc_quantity_unit, tolerance } = order.fields;
  const [number, credit, text] = [sole(cartons), sole(lc_quantity), sole(tolerance)];
  const over =
    number !== null && credit !== null && sole(lc_quantity_unit) === 'cartons' && isMore(number, credit)
      ? [{ fields: [cartons.path, lc_quantity.path], found: `${number} > ${credit}` }]
      : [];
  const agreed = text !== null && allowsMore(text) ? [{ fields: [tolerance.path], found: text }] : [];
  return [...over, ...agreed];
}

/** Whether a tolerance lets more be shipped. Words that cannot be read let nothing. */
export function allowsMore(text: string): boolean {
  const quantity = readTolerance(text, { quantity: null, amount: null }).quantity;
  switch (quantity?.kind) {
    case 'about':
      return true;
    case 'stated':
      return isMore(quantity.more ?? '0', '0');
    case 'silent':
    case undefined:
      return false;
  }
}

function tolerated(condition: HabitCondition, text: string): boolean {
  const quantity = readTolerance(text, { quantity: null, amount: null }).quantity;
  switch (quantity?.kind) {
    case 'stated':
      return [quantity.more, quantity.less].every((percent) => percent === null || keeps(condition, percent));
    case 'about':
      return keeps(condition, '10');
    case 'silent':
      return keeps(condition, '0');
    // What cannot be read is for people.
    case undefined:
      return true;
  }
}

/** Monday is 1. */
function onDay(condition: HabitCondition, date: string): boolean {
  if (!isDate(date)) return true;
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return keeps(condition, String(day === 0 ? 7 : day));
}
