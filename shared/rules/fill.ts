import { known, unknown, type Answer } from './answer.ts';
import { compare, exact, floor, over, smaller, times, whole, type Exact } from './exact.ts';
import { negative, notPositive, readFigures, type Entered } from './figures.ts';
import { bestRows, singleOrientation, type RowLayout } from './layer.ts';

/** Outer size of a carton in millimetres. */
export interface CartonSize {
  readonly length: Entered;
  readonly width: Entered;
  readonly height: Entered;
}

/** Inner size of a container in millimetres. */
export interface LoadSpace {
  readonly length: Entered;
  readonly width: Entered;
  /** Height up to which cargo may be stowed: the red load line of a reefer, the ceiling of a dry container. */
  readonly stowHeight: Entered;
}

export interface GeometryFill {
  readonly cartons: number;
  readonly layers: number;
  readonly perLayer: RowLayout;
  /** With all cartons turned alike: what a layer holds at least. */
  readonly perLayerSimple: number;
}

/** Cartons of one layer: straight rows of both orientations. Unknown names the dimension that is missing. */
export function layerOf(
  { length, width }: Pick<CartonSize, 'length' | 'width'>,
  space: Pick<LoadSpace, 'length' | 'width'>,
): Answer<Pick<GeometryFill, 'perLayer' | 'perLayerSimple'>> {
  const read = readFigures({
    cartonLength: length,
    cartonWidth: width,
    containerLength: space.length,
    containerWidth: space.width,
  });
  if (!read.ok) return read.error;
  const unfit = notPositive(read.of);
  if (unfit.length > 0) return unknown(...unfit);
  const { of } = read;
  const [carton, ground] = scaled([of.cartonLength, of.cartonWidth], [of.containerLength, of.containerWidth]);
  const sides = [carton.length, carton.width, ground.length, ground.width];
  // Else rows would be counted by the million: no carton is that small.
  const likely =
    sides.every(Number.isSafeInteger) &&
    Math.max(ground.length, ground.width) <= 10_000 * Math.min(carton.length, carton.width);
  if (!likely) return unknown('carton of a likely size');
  return known({ perLayer: bestRows(ground, carton), perLayerSimple: singleOrientation(ground, carton) });
}

/** Cartons by geometry: the best layer of straight rows × floor(stow height ÷ carton height). */
export function fillByGeometry(carton: CartonSize, space: LoadSpace): Answer<GeometryFill> {
  const layer = layerOf(carton, space);
  const read = readFigures({ cartonHeight: carton.height, stowHeight: space.stowHeight });
  if (!read.ok) return layer.kind === 'known' ? read.error : unknown(...layer.lacks, ...read.error.lacks);
  if (layer.kind === 'unknown') return layer;
  const unfit = notPositive(read.of);
  const layers = unfit.length === 0 ? over(read.of.stowHeight, read.of.cartonHeight) : null;
  if (!layers) return unknown(...unfit);
  const count = Number(floor(layers));
  return known({ cartons: layer.value.perLayer.cartons * count, layers: count, ...layer.value });
}

/**
 * Cartons by weight: floor(min(payload, road limit) ÷ gross), kg. The payload or the limit may be null, not both: a road
 * limit is the team's entry, and where there is none the payload alone is reckoned with.
 */
export function fillByWeight(input: {
  readonly payload: Entered;
  /** The heaviest cargo that the roads there and here allow. */
  readonly roadLimit: Entered;
  /** Gross weight of one carton. */
  readonly cartonGross: Entered;
}): Answer<{ readonly cartons: number; readonly limit: 'payload' | 'road limit' }> {
  const { payload, roadLimit, cartonGross } = input;
  const gross = readFigures({ cartonGross });
  if (!gross.ok)
    return payload === null && roadLimit === null ? unknown('payload', ...gross.error.lacks) : gross.error;
  const limits = readFigures({ payload: payload ?? roadLimit, roadLimit: roadLimit ?? payload });
  if (!limits.ok) return payload === null && roadLimit === null ? unknown('payload') : limits.error;
  const unfit = [...notPositive(gross.of), ...negative(limits.of)];
  const least = smaller(limits.of.payload, limits.of.roadLimit);
  const cartons = unfit.length === 0 ? over(least, gross.of.cartonGross) : null;
  if (!cartons) return unknown(...unfit);
  const byRoad = payload === null || compare(limits.of.roadLimit, limits.of.payload) < 0;
  return known({ cartons: Number(floor(cartons)), limit: byRoad ? 'road limit' : 'payload' });
}

/** Pallets × cartons per pallet; both are whole numbers. */
export function fillByPallets(pallets: Entered, cartonsPerPallet: Entered): Answer<number> {
  const read = readFigures({ pallets, cartonsPerPallet });
  if (!read.ok) return read.error;
  const broken = Object.values(read.of).some((value) => value.denominator !== 1n);
  const unfit = [...(broken ? ['whole numbers'] : []), ...negative(read.of)];
  return unfit.length > 0
    ? unknown(...unfit)
    : known(Number(floor(times(read.of.pallets, read.of.cartonsPerPallet))));
}

export type FillLimit = 'geometry' | 'payload' | 'road limit' | 'pallets';

export interface Fill {
  readonly geometry: Answer<GeometryFill>;
  readonly weight: Answer<{ readonly cartons: number; readonly limit: 'payload' | 'road limit' }>;
  /** null where the load is not on pallets. */
  readonly pallets: Answer<number> | null;
  /** The smallest that applies and what limits; unknown as long as one that applies is unknown. */
  readonly smallest: Answer<{ readonly cartons: number; readonly limit: FillLimit }>;
}

export interface FillInput {
  readonly carton: CartonSize & { readonly gross: Entered };
  readonly space: LoadSpace & { readonly payload: Entered };
  readonly roadLimit: Entered;
  readonly pallets: { readonly count: Entered; readonly cartonsEach: Entered } | null;
}

/**
 * How many cartons of one kind go into a container, by geometry, by weight and by pallets, and the smallest of these.
 * On pallets the pallet pattern stands for the geometry: how the pallets stand is their makers' figure.
 */
export function fillContainer({ carton, space, roadLimit, pallets }: FillInput): Fill {
  const geometry = fillByGeometry(carton, space);
  const weight = fillByWeight({ payload: space.payload, roadLimit, cartonGross: carton.gross });
  const onPallets = pallets && fillByPallets(pallets.count, pallets.cartonsEach);
  return { geometry, weight, pallets: onPallets, smallest: smallestOf(onPallets ?? geometry, weight) };
}

function smallestOf(stowed: Answer<GeometryFill> | Answer<number>, weight: Fill['weight']): Fill['smallest'] {
  if (stowed.kind === 'unknown' || weight.kind === 'unknown')
    return unknown(...[stowed, weight].flatMap((answer) => (answer.kind === 'unknown' ? answer.lacks : [])));
  const { value } = stowed;
  const byStowing =
    typeof value === 'number'
      ? { cartons: value, limit: 'pallets' as const }
      : { cartons: value.cartons, limit: 'geometry' as const };
  return known(weight.value.cartons < byStowing.cartons ? weight.value : byStowing);
}

/** What a source prints or a person counts, against pallets × cartons per pallet. */
export function checkPalletCount(input: {
  readonly pallets: Entered;
  readonly cartonsPerPallet: Entered;
  readonly counted: Entered;
}): Answer<{ readonly cartons: number; readonly agrees: boolean }> {
  const cartons = fillByPallets(input.pallets, input.cartonsPerPallet);
  const counted = exact(input.counted ?? '');
  if (cartons.kind === 'unknown') return unknown(...cartons.lacks, ...(counted ? [] : ['counted']));
  if (!counted) return unknown('counted');
  return known({ cartons: cartons.value, agrees: compare(counted, whole(BigInt(cartons.value))) === 0 });
}

/** Lengths brought to whole numbers of one unit, so that a carton of 385.5 mm is reckoned exactly. */
function scaled(carton: readonly [Exact, Exact], ground: readonly [Exact, Exact]) {
  const factor = [...carton, ...ground].reduce((product, { denominator }) => product * denominator, 1n);
  const units = (value: Exact): number => Number(floor(times(value, whole(factor))));
  return [
    { length: units(carton[0]), width: units(carton[1]) },
    { length: units(ground[0]), width: units(ground[1]) },
  ] as const;
}
