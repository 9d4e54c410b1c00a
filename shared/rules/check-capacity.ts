import type { ContainerType } from '../knowledge/reference.ts';
import { divideDecimals, multiplyDecimals, sumDecimals } from '../model/decimal.ts';
import { houseReason, named, orderReason, pathsOf, sole, type OrderCase } from './case.ts';
import { isLess, isMore } from './compare.ts';
import { containerType, isReefer } from './container-type.ts';
import { fillByGeometry } from './fill.ts';
import { finding, type Finding, type Reason } from './finding.ts';
import { loadsOf, type Load, type Part } from './load.ts';
import { packingOf, type PackingView } from './packing.ts';
import type { ProductView } from '../model/product.ts';

/** Below this part of what it holds a container is worth a word. */
const nearlyFull = '0.9';
/** The type that a product's own figure speaks of. */
const figureType = '40RH';

/** How many cartons go into each container: by the team's figure for the product, and by the cartons' dimensions. */
export function checkCapacity(given: OrderCase): readonly Finding[] {
  return loadsOf(given).flatMap((load) => {
    const text = sole(load.container.fields.type);
    if (text === null) return [];
    const fields = pathsOf(load.container.fields.type);
    const type = containerType(text, given.reference);
    const place = { container: load.label, type: text };
    if (type === null) return [finding('note', 'container_type_unknown', { fields, values: place })];
    if (!isReefer(type)) {
      const chilled =
        sole(load.container.fields.set_point) !== null ||
        load.parts.some(({ view }) => view && sole(view.fields.set_point) !== null);
      return chilled
        ? [
            finding('error', 'container_not_reefer', {
              fields,
              values: place,
              because: [dimension(type, 'fresh_air_range_m3h')],
            }),
          ]
        : [];
    }
    return load.sure ? [...byFigure(load, type), ...byGeometry(load, type)] : [];
  });
}

function byFigure(load: Load, type: ContainerType): readonly Finding[] {
  const parts = load.parts.map((part) => ({ part, figure: figureOf(part) }));
  const [only, ...others] = parts;
  if (only === undefined) return [];
  if (others.length === 0) {
    const { part, figure } = only;
    return figure && part.view && part.cartons !== null
      ? alone(load, type, part.view, part.cartons, figure)
      : [];
  }
  if (type.code !== figureType) return [];
  return together(load, parts);
}

interface FigureOf {
  readonly packing: PackingView;
  /** Cartons in a 40RH. */
  readonly cartons: string;
}

function figureOf({ view }: Part): FigureOf | null {
  const packing = view && packingOf(view);
  const cartons = packing && sole(packing.fields.cartons_40rh);
  return packing && cartons !== null && isMore(cartons, '0') ? { packing, cartons } : null;
}

function alone(
  { container, label }: Load,
  type: ContainerType,
  product: ProductView,
  cartons: string,
  figure: FigureOf,
): readonly Finding[] {
  const because: readonly Reason[] = [
    houseReason(product, figure.packing.fields.cartons_40rh, figure.packing.fields.basis),
    orderReason(container.fields.cartons),
  ];
  const fields = pathsOf(container.fields.cartons);
  const place = { container: label, cartons, ...named(product), type: type.code };
  if (type.code !== figureType) {
    const limit = scaled(figure.cartons, type);
    return limit !== null && isMore(cartons, limit)
      ? [finding('warning', 'cartons_over_scaled', { fields, values: { ...place, limit }, because })]
      : [];
  }
  const limit = figure.cartons;
  if (isMore(cartons, limit))
    return [finding('error', 'cartons_over_house', { fields, values: { ...place, limit }, because })];
  return isLess(cartons, multiplyDecimals(limit, nearlyFull) ?? limit)
    ? [
        finding('note', 'container_not_full', {
          fields,
          values: { container: label, cartons, limit },
          because,
        }),
      ]
    : [];
}

/** What another type holds by its volume, rounded up to the whole carton: an estimate and no more. */
function scaled(cartons: string, type: ContainerType): string | null {
  const volume = multiplyDecimals(cartons, type.raw.volume_m3);
  // Volume of the 40RH in `containers.json`.
  const share = volume && divideDecimals(volume, '67.7', 3);
  return share === null ? null : String(Math.ceil(Number(share)));
}

/** Each takes the part of the container that its own figure says. */
function together(
  { container, label }: Load,
  parts: readonly { readonly part: Part; readonly figure: FigureOf | null }[],
): readonly Finding[] {
  const shares = parts.map(({ part, figure }) =>
    figure && part.cartons !== null
      ? divideDecimals(multiplyDecimals(part.cartons, '100') ?? '', figure.cartons, 4)
      : null,
  );
  const known = shares.filter((share) => share !== null);
  const percent = known.length === shares.length ? sumDecimals(known) : null;
  // A hundred and what the division rounds off.
  if (percent === null || !isMore(percent, '100.01')) return [];
  const cartons = sumDecimals(parts.map(({ part }) => part.cartons ?? '0')) ?? '';
  return [
    finding('error', 'cartons_over_house_mixed', {
      fields: pathsOf(container.fields.cartons),
      values: { container: label, cartons, percent: divideDecimals(percent, '1', 1) ?? percent },
      because: parts.flatMap(({ part, figure }) =>
        part.view && figure
          ? [houseReason(part.view, figure.packing.fields.cartons_40rh, figure.packing.fields.basis)]
          : [],
      ),
    }),
  ];
}

/** By the carton's outer dimensions and the red load line. Where a dimension is missing nothing is guessed. */
function byGeometry({ container, label, parts }: Load, type: ContainerType): readonly Finding[] {
  const [only, ...others] = parts;
  if (!only?.view || only.cartons === null || others.length > 0) return [];
  const packing = packingOf(only.view);
  if (!packing) return [];
  const { length_mm, width_mm, height_mm, basis } = packing.fields;
  const fill = fillByGeometry(
    { length: sole(length_mm), width: sole(width_mm), height: sole(height_mm) },
    { length: type.raw.internal_length_mm, width: type.raw.internal_width_mm, stowHeight: type.loadLineMm },
  );
  if (fill.kind === 'unknown') return [];
  const limit = String(fill.value.cartons);
  if (!isMore(only.cartons, limit)) return [];
  // Straight rows are no upper bound: blocks, or a measured load, may hold more.
  return [
    finding('warning', 'cartons_over_geometry', {
      fields: pathsOf(container.fields.cartons),
      values: { container: label, cartons: only.cartons, limit, type: type.code, ...named(only.view) },
      because: [
        houseReason(only.view, length_mm, basis),
        houseReason(only.view, width_mm, basis),
        houseReason(only.view, height_mm, basis),
        dimension(type, 'red_load_line_height_mm'),
      ],
    }),
  ];
}

function dimension(type: ContainerType, field: keyof ContainerType['raw']): Reason {
  return {
    kind: 'container_type',
    type: type.code,
    field,
    value: type.raw[field] ?? '',
    source: type.source,
    unverified: type.unverified(field),
  };
}
