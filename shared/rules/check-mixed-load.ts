import type { Commodity, Span } from '../knowledge/reference.ts';
import type { ProductView } from '../model/product.ts';
import { named, pathsOf, referenceReason, sole, type OrderCase } from './case.ts';
import { hasChosen, knownOf } from './known-figures.ts';
import { isLess, isMore, minus, overlap, spanOf, writtenSpan } from './compare.ts';
import { feelsEthylene, givesEthylene, odourAgainst, sameGroup } from './compatibility.ts';
import { finding, type Finding, type Reason } from './finding.ts';
import { loadsOf, type Load } from './load.ts';

/** Goods of several products in one container: ethylene, temperature, smell, humidity, and the handbooks' groups. */
export function checkMixedLoad(given: OrderCase): readonly Finding[] {
  return loadsOf(given).flatMap((load) => checkMixedGoods(given, load));
}

type Given = Pick<OrderCase, 'reference'>;

/** The same of one container, be it of an order or only planned. */
export function checkMixedGoods(given: Given, load: Load): readonly Finding[] {
  const views = new Map(load.parts.flatMap(({ view }) => (view ? [[view.id, view] as const] : [])));
  const goods = [...views.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (goods.length < 2) return [];
  return goods.flatMap((one, index) =>
    goods.slice(index + 1).flatMap((other) => pair(given, load, one, other)),
  );
}

interface Pair {
  readonly load: Load;
  readonly first: ProductView;
  readonly second: ProductView;
  readonly a: Commodity;
  readonly b: Commodity;
}

function pair(given: Given, load: Load, first: ProductView, second: ProductView): readonly Finding[] {
  const [a, b] = [knownOf(given, first), knownOf(given, second)];
  const unknown = [a ? null : first, b ? null : second].filter((one) => one !== null);
  if (!a || !b)
    return unknown.map((product) =>
      finding('note', 'mixed_unknown', {
        fields: fieldsOf(load),
        values: { container: load.label, ...named(product) },
      }),
    );
  // Goods of one kind bear each other, unless the team has figures of its own for one of them.
  if (a.nameEn === b.nameEn && !hasChosen(a) && !hasChosen(b)) return [];
  const both = { load, first, second, a, b };
  const smell = odourAgainst(a, b, given.reference);
  return [
    ...ethylene(both),
    ...temperature(both),
    ...humidity(both),
    ...(smell === null
      ? []
      : [
          finding('warning', 'mixed_odour', {
            fields: fieldsOf(load),
            values: { ...sides(both), note: smell },
            because: [a, b].flatMap((one) =>
              one.odour.value === null ? [] : [referenceReason(one, 'odour', one.odour.value, one.odour)],
            ),
          }),
        ]),
    ...group(both),
  ];
}

function ethylene(both: Pair): readonly Finding[] {
  const swapped = { ...both, first: both.second, second: both.first, a: both.b, b: both.a };
  const found = [both, swapped].flatMap((way): readonly Finding[] => {
    const [gives, feels] = [givesEthylene(way.a), feelsEthylene(way.b)];
    if (gives === 'no' || feels === 'no') return [];
    const about = { fields: fieldsOf(way.load), because: ethyleneReasons(way) };
    if (gives === 'unknown' || feels === 'unknown')
      return [finding('note', 'mixed_ethylene_unknown', { ...about, values: sides(way) })];
    // Those of one group give and bear it alike: apples and pears travel together.
    if (sameGroup(way.a, way.b) === 'yes')
      return [finding('note', 'mixed_ethylene_same_group', { ...about, values: sides(way) })];
    const values = {
      ...sides(way),
      gives: way.a.ethyleneProduction.value ?? '',
      feels: way.b.ethyleneSensitivity.value ?? '',
    };
    return [finding('error', 'mixed_ethylene', { ...about, values })];
  });
  const [one] = found;
  // Both ways of the same uncertainty are one thing to ask.
  return one?.severity === 'note' && found.every(({ code }) => code === one.code) ? [one] : found;
}

function ethyleneReasons({ a, b }: Pair): readonly Reason[] {
  const gives = a.ethyleneProduction;
  const feels = b.ethyleneSensitivity;
  return [
    referenceReason(a, 'ethylene_production', gives.value ?? '', gives),
    referenceReason(b, 'ethylene_sensitivity', feels.value ?? '', feels),
  ];
}

/** Each may travel at its house figure or within its published range: is there a temperature for both? */
function temperature(both: Pair): readonly Finding[] {
  const [one, other] = [temperatures(both.first, both.a), temperatures(both.second, both.b)];
  if (!one || !other || overlap(one, other)) return [];
  return [
    finding('error', 'mixed_temperature', {
      fields: fieldsOf(both.load),
      values: { ...sides(both), first: writtenSpan(one), second: writtenSpan(other) },
      because: [both.a, both.b].flatMap((commodity) => {
        const range = commodity.temperature.value;
        return range
          ? [referenceReason(commodity, 'temperature', writtenSpan(range), commodity.temperature)]
          : [];
      }),
    }),
  ];
}

function temperatures(product: ProductView, commodity: Commodity) {
  const house = sole(product.fields.set_point);
  const range = commodity.temperature.value;
  if (house === null) return range;
  if (!range) return { min: house, max: house };
  return {
    min: isLess(house, range.min) ? house : range.min,
    max: isMore(house, range.max) ? house : range.max,
  };
}

function humidity(both: Pair): readonly Finding[] {
  const of = (product: ProductView, commodity: Commodity) =>
    spanOf(sole(product.fields.humidity) ?? '') ?? commodity.humidity.value;
  const [one, other] = [of(both.first, both.a), of(both.second, both.b)];
  if (!one || !other || overlap(one, other) || near(one, other)) return [];
  return [
    finding('warning', 'mixed_humidity', {
      fields: fieldsOf(both.load),
      values: { ...sides(both), first: writtenSpan(one), second: writtenSpan(other) },
      because: [both.a, both.b].flatMap((commodity) => {
        const range = commodity.humidity.value;
        return range ? [referenceReason(commodity, 'humidity', writtenSpan(range), commodity.humidity)] : [];
      }),
    }),
  ];
}

/** A gap of five per cent is within what containers hold. */
function near(one: Span, other: Span): boolean {
  const [low, high] = isLess(one.max, other.min) ? [one.max, other.min] : [other.max, one.min];
  const gap = minus(high, low);
  return gap !== null && !isMore(gap, '5');
}

function group(both: Pair): readonly Finding[] {
  if (sameGroup(both.a, both.b) !== 'no') return [];
  return [
    finding('warning', 'mixed_group', {
      fields: fieldsOf(both.load),
      values: {
        ...sides(both),
        first: both.a.mixedLoadGroup.value ?? '',
        second: both.b.mixedLoadGroup.value ?? '',
      },
      because: [both.a, both.b].map((one) =>
        referenceReason(one, 'mixed_load_group', one.mixedLoadGroup.value ?? '', one.mixedLoadGroup),
      ),
    }),
  ];
}

function sides({ load, first, second }: Pair) {
  const [one, other] = [named(first), named(second)];
  return {
    container: load.label,
    giver_zh: one.product_zh,
    giver_en: one.product_en,
    taker_zh: other.product_zh,
    taker_en: other.product_en,
  };
}

function fieldsOf({ container }: Load) {
  return pathsOf(container.fields.cartons);
}
