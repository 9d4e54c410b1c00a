import { canonicalDecimal, multiplyDecimals } from '../model/decimal.ts';
import type { ProductView } from '../model/product.ts';
import { houseReason, named, pathsOf, referenceReason, sole, type OrderCase } from './case.ts';
import { knownOf } from './known-figures.ts';
import { isEqual, isLess, isMore, isWithin, minus, size, writtenSpan } from './compare.ts';
import { isMixedUp, saysFahrenheit } from './fahrenheit.ts';
import { finding, type Finding, type Reason } from './finding.ts';
import { loadsOf, type Load } from './load.ts';

/** Inside the published range, a degree from the house figure is no more than worth knowing. */
const closeToHouse = '1';

/**
 * The set point of each container against the goods in it. The team's house figure is what counts; a published range,
 * freezing point or chilling limit judges what deviates from it, or stands in where there is none.
 */
export function checkSetPoint(given: OrderCase): readonly Finding[] {
  return loadsOf(given).flatMap((load) => {
    const perProduct = load.parts.map(({ view }) => (view ? judgeSetPoint(given, load, view) : []));
    // Where nobody can tell what is in it, a container that suits one of the goods is left alone.
    const suitsOne = perProduct.some((found) => found.every(({ severity }) => severity === 'note'));
    return !load.sure && suitsOne ? [] : perProduct.flat();
  });
}

type Given = Pick<OrderCase, 'reference'>;

/** The set point of a container against one of the goods in it, be it of an order or only planned. */
export function judgeSetPoint(given: Given, load: Load, product: ProductView): readonly Finding[] {
  const { container, label } = load;
  const field = container.fields.set_point;
  const text = sole(field);
  if (text === null) return [];
  const commodity = knownOf(given, product);
  const house = sole(product.fields.set_point);
  const fields = pathsOf(field);
  const place = { container: label, set_point: text, ...named(product) };
  const houseIs: readonly Reason[] =
    house === null ? [] : [houseReason(product, product.fields.set_point, product.fields.set_point_basis)];
  const range = commodity?.temperature.value ?? null;
  const rangeIs: readonly Reason[] =
    commodity && range
      ? [referenceReason(commodity, 'temperature', writtenSpan(range), commodity.temperature)]
      : [];
  const due = house ?? (range && isEqual(range.min, range.max) ? range.min : null);
  const suggestion = due === null ? undefined : { path: field.path, value: due };
  const because = [...houseIs, ...rangeIs];
  const about = { fields, because, ...(suggestion && { suggestion }) };

  if (saysFahrenheit(text)) {
    const values = { ...place, due: due ?? (range ? writtenSpan(range) : '?') };
    return [finding('error', 'set_point_fahrenheit', { ...about, values })];
  }
  const value = canonicalDecimal(text);
  if (value === null) return [];
  if (house !== null && isEqual(value, house)) return houseAgainstReference(given, load, product);

  if (due !== null) {
    const opposite = multiplyDecimals(due, '-1');
    if (opposite !== null && !isEqual(due, '0') && isEqual(value, opposite))
      return [finding('error', 'set_point_sign', { ...about, values: { ...place, due } })];
    if (isMixedUp(value, due) && !(range && isWithin(value, range)))
      return [finding('error', 'set_point_fahrenheit', { ...about, values: { ...place, due } })];
  }
  const freezing = commodity?.freezingPoint.value ?? null;
  // Above the house figure nothing freezes that travels at the house figure.
  if (commodity && freezing !== null && isLess(value, freezing) && (house === null || isLess(value, house)))
    return [
      finding('error', 'set_point_freezing', {
        ...about,
        values: { ...place, limit: freezing },
        because: [
          ...because,
          referenceReason(commodity, 'freezing_point', freezing, commodity.freezingPoint),
        ],
      }),
    ];
  const lowest = commodity?.lowestSafe.value ?? null;
  if (commodity && lowest !== null && isLess(value, lowest) && (house === null || isLess(value, house)))
    return [
      finding('error', 'set_point_chilling', {
        ...about,
        values: { ...place, limit: lowest },
        because: [...because, referenceReason(commodity, 'lowest_safe', lowest, commodity.lowestSafe)],
      }),
    ];
  if (range && !isWithin(value, range))
    return [
      finding('error', 'set_point_out_of_range', {
        ...about,
        values: { ...place, range: writtenSpan(range) },
      }),
    ];
  if (house !== null) {
    const gap = minus(value, house);
    const close = range !== null && gap !== null && !isMore(size(gap), closeToHouse);
    return [
      finding(close ? 'note' : 'warning', 'set_point_not_house', {
        ...about,
        values: { ...place, due: house },
      }),
    ];
  }
  return range === null ? [finding('note', 'set_point_unknown', { fields, values: place })] : [];
}

/** The order keeps to the house figure; where published figures differ that is worth knowing, and no more. */
function houseAgainstReference(
  given: Given,
  { container, label }: Load,
  product: ProductView,
): readonly Finding[] {
  const commodity = knownOf(given, product);
  const field = container.fields.set_point;
  const house = sole(product.fields.set_point);
  if (!commodity || house === null) return [];
  const place = { container: label, set_point: house, ...named(product) };
  const houseIs = houseReason(product, product.fields.set_point, product.fields.set_point_basis);
  const { value: freezing } = commodity.freezingPoint;
  if (freezing !== null && isLess(house, freezing)) {
    const published = referenceReason(commodity, 'freezing_point', freezing, commodity.freezingPoint);
    const values = { ...place, limit: freezing };
    return [
      finding('note', 'house_below_freezing', {
        fields: pathsOf(field),
        values,
        because: [houseIs, published],
      }),
    ];
  }
  const { value: range } = commodity.temperature;
  if (range === null || isWithin(house, range)) return [];
  const published = referenceReason(commodity, 'temperature', writtenSpan(range), commodity.temperature);
  const values = { ...place, range: writtenSpan(range) };
  return [
    finding('note', 'house_out_of_range', { fields: pathsOf(field), values, because: [houseIs, published] }),
  ];
}
