import type { ProductView } from '../model/product.ts';
import { houseReason, named, pathsOf, referenceReason, sole, type OrderCase } from './case.ts';
import { knownOf } from './known-figures.ts';
import { isEqual, isMore, isWithin, overlap, spanOf, writtenSpan } from './compare.ts';
import { finding, type Finding, type Reason } from './finding.ts';
import { loadsOf, type Load } from './load.ts';
import { readVentilation, type Ventilation } from './ventilation.ts';

/**
 * Fresh air and humidity of each container against the goods in it: vents closed where air is needed and the reverse,
 * per cent in place of m³/h, and figures the goods are not carried with.
 */
export function checkVentilation(given: OrderCase): readonly Finding[] {
  return loadsOf(given).flatMap((load) => [...freshAir(given, load), ...humidity(load)]);
}

function freshAir(given: OrderCase, load: Load): readonly Finding[] {
  const { container, label, parts } = load;
  const field = container.fields.ventilation;
  const text = sole(field);
  if (text === null) return [];
  const fields = pathsOf(field);
  const said = readVentilation(text);
  switch (said.kind) {
    case 'per_cent':
      return [
        finding('error', 'ventilation_per_cent', {
          fields,
          values: { container: label, ventilation: text },
          because: [{ kind: 'rule', rule: 'ventilation_in_cubic_metres' }],
        }),
      ];
    case 'unreadable':
      return [
        finding('error', 'ventilation_unit', {
          fields,
          values: { container: label, ventilation: text },
          because: [{ kind: 'rule', rule: 'ventilation_in_cubic_metres' }],
        }),
      ];
    case 'closed':
    case 'open':
    case 'zero': {
      const views = parts.flatMap(({ view }) => (view ? [view] : []));
      const found = views.map((view) => againstProduct(given, load, view, said));
      const zero =
        said.kind === 'zero'
          ? [finding('warning', 'ventilation_zero', { fields, values: { container: label } })]
          : [];
      // What one of several goods is carried with suits the load: which of them decides is for people to say.
      const suitsOne =
        found.length > 1 && found.some((one) => one.every(({ severity }) => severity === 'note'));
      const between = said.kind === 'open' && suitsOne;
      return [...zero, ...(between || (!load.sure && suitsOne) ? [] : found.flat())];
    }
  }
}

type Plain = Exclude<Ventilation, { kind: 'per_cent' | 'unreadable' }>;

function againstProduct(
  given: OrderCase,
  { container, label }: Load,
  product: ProductView,
  said: Plain,
): readonly Finding[] {
  const field = container.fields.ventilation;
  const fields = pathsOf(field);
  const names = named(product);
  const commodity = knownOf(given, product);
  const range = commodity?.ventilation.value ?? null;
  const houseText = sole(product.fields.ventilation);
  const house = houseText === null ? null : readVentilation(houseText);
  const houseIs: readonly Reason[] =
    houseText === null
      ? []
      : [houseReason(product, product.fields.ventilation, product.fields.ventilation_basis)];
  const rangeIs: readonly Reason[] =
    commodity && range
      ? [referenceReason(commodity, 'ventilation', writtenSpan(range), commodity.ventilation)]
      : [];
  const because = [...houseIs, ...rangeIs];
  const shut = said.kind !== 'open';
  const suggest = houseText === null ? {} : { suggestion: { path: field.path, value: houseText } };

  if (house?.kind === 'closed' || house?.kind === 'zero')
    return shut
      ? []
      : [
          finding('error', 'ventilation_open', {
            fields,
            values: { container: label, ventilation: said.rate, ...names },
            because,
            ...suggest,
          }),
        ];
  if (house?.kind === 'open') {
    const values = { container: label, due: house.rate, ...names };
    if (shut) return [finding('error', 'ventilation_closed', { fields, values, because, ...suggest })];
    if (isEqual(said.rate, house.rate)) return [];
    const published = range !== null && isWithin(said.rate, range);
    const detail = { fields, values: { ...values, ventilation: said.rate }, because, ...suggest };
    return [
      published
        ? finding('note', 'ventilation_not_house', detail)
        : finding('warning', 'ventilation_differs', detail),
    ];
  }
  if (range === null)
    return [
      finding('note', 'ventilation_unknown', {
        fields,
        values: { container: label, ventilation: shut ? 'CLOSED' : said.rate, ...names },
      }),
    ];
  const values = { container: label, due: writtenSpan(range), ...names };
  if (shut)
    return isMore(range.min, '0')
      ? [finding('error', 'ventilation_closed', { fields, values, because })]
      : [];
  if (isEqual(range.max, '0'))
    return [
      finding('error', 'ventilation_open', {
        fields,
        values: { container: label, ventilation: said.rate, ...names },
        because,
      }),
    ];
  return isWithin(said.rate, range)
    ? []
    : [
        finding('warning', 'ventilation_differs', {
          fields,
          values: { ...values, ventilation: said.rate },
          because,
        }),
      ];
}

/** The house figure alone judges: published humidities differ more among themselves than orders do from them. */
function humidity({ container, label, parts, sure }: Load): readonly Finding[] {
  const field = container.fields.humidity;
  const said = spanOf(sole(field) ?? '');
  if (said === null) return [];
  const judged = parts.flatMap(({ view }) => {
    const house = view && spanOf(sole(view.fields.humidity) ?? '');
    if (!view || !house) return [];
    return [{ view, house, suits: overlap(said, house) }];
  });
  if ((!sure || judged.length > 1) && judged.some(({ suits }) => suits)) return [];
  return judged.flatMap(({ view, house, suits }) =>
    suits
      ? []
      : [
          finding('warning', 'humidity_differs', {
            fields: pathsOf(field),
            values: {
              container: label,
              humidity: writtenSpan(said),
              due: writtenSpan(house),
              ...named(view),
            },
            because: [houseReason(view, view.fields.humidity, view.fields.humidity_basis)],
          }),
        ],
  );
}
