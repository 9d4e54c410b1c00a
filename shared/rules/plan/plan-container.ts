import type { ContainerType } from '../../knowledge/reference.ts';
import { canonicalDecimal, divideDecimals, multiplyDecimals, sumDecimals } from '../../model/decimal.ts';
import { known, unknown, type Answer } from '../answer.ts';
import { isMore, minus } from '../compare.ts';
import { fillByGeometry, fillByPallets, fillByWeight, type FillLimit } from '../fill.ts';
import type { Entered } from '../figures.ts';
import { loadSpaceOf } from '../load-space.ts';
import { vgmByParts } from '../vgm.ts';
import { weightOfCartons } from '../weight.ts';
import { stow, type Room, type Stowed } from './stow.ts';

/** A product in a container, with what is known of its carton: outer size in mm, weights in kg. */
export interface Goods {
  readonly key: string;
  readonly length: Entered;
  readonly width: Entered;
  readonly height: Entered;
  readonly gross: Entered;
  readonly perPallet: Entered;
  /** The team's own figure for this type of container; null where it has none. */
  readonly house: Entered;
  /** How many are wanted; null is not yet said. */
  readonly cartons: Entered;
}

export interface ContainerInput {
  readonly type: ContainerType;
  readonly goods: readonly Goods[];
  readonly onPallets: boolean;
  /** The heaviest cargo the roads allow, kg; null: nobody entered one. */
  readonly roadLimit: Entered;
  /** Pallets, wood, bags and straps, kg; null: nobody knows, and then the VGM is not known either. */
  readonly packaging: Entered;
}

/** How full a container is by one measure, in per cent, and whether it is too full. */
export interface Share {
  readonly limit: FillLimit | 'house';
  readonly percent: number;
  readonly over: boolean;
  /** What is used and what there is, in the measure's own unit: mm of length, kg, pallets, per cent. */
  readonly used: string;
  readonly of: string;
}

export interface GoodsPlan {
  readonly key: string;
  readonly cartons: number | null;
  /** What a container of it alone holds, by each measure. */
  readonly byGeometry: Answer<number>;
  readonly byPallets: Answer<number>;
  readonly byWeight: Answer<{ readonly cartons: number; readonly limit: 'payload' | 'road limit' }>;
  /** The smallest that applies: geometry, or pallets where it is palletised, and weight. */
  readonly smallest: Answer<{ readonly cartons: number; readonly limit: FillLimit }>;
  /** Cartons that found a place; null where none can be looked for. */
  readonly placed: number | null;
  readonly weight: Answer<string>;
}

export interface ContainerPlan {
  readonly goods: readonly GoodsPlan[];
  /** Where everything stands, in tenths of a mm. Unknown names the dimension, as `<key>: carton height`. */
  readonly stowed: Answer<Stowed>;
  /** The room the stacks stand in, in tenths of a mm. */
  readonly room: Answer<Room>;
  readonly cargo: Answer<string>;
  readonly payload: string;
  /** Cargo, packaging, and the tare of the type. */
  readonly vgm: Answer<string>;
  /** Cargo and tare alone: the VGM is more by packaging and dunnage. */
  readonly vgmAtLeast: Answer<string>;
  /** Below the load line, m³. */
  readonly freeVolume: Answer<string>;
  /** Floor free to the doors, mm. */
  readonly freeLength: Answer<string>;
  /** By every measure that can be reckoned, the fullest first. */
  readonly shares: readonly Share[];
  /** All that is asked for is in it, and no measure is exceeded; unknown while one that must be known is not. */
  readonly fits: Answer<boolean>;
}

/**
 * What stands in one container. Nothing is guessed: without a carton's size there is no drawing and no geometry, without
 * its gross weight no weight. On pallets the pallets are counted, and the floor carries them; how high they are packed is
 * not known and not looked at.
 */
export function planContainer(input: ContainerInput): ContainerPlan {
  const { type, goods, onPallets, roadLimit, packaging } = input;
  const space = loadSpaceOf(type);
  const counts = goods.map(({ cartons }) => countOf(cartons));
  const room = roomOf(space);
  const stowed = onPallets ? unknown('pallet height') : stowAll(room, goods, counts);
  const weights = goods.map(({ gross, cartons }, index) =>
    counts[index] === 0 ? known('0') : weightOfCartons(cartons, gross),
  );
  const cargo = summed(
    weights.map((weight, index) =>
      weight.kind === 'known' ? weight : lacking(goods[index]?.key ?? '', weight.lacks),
    ),
  );
  const palletCount = type.raw.std_pallets_1200x1000 ?? null;
  const plans = goods.map((one, index): GoodsPlan => {
    const geometry = fillByGeometry(one, space);
    const byGeometry = geometry.kind === 'known' ? known(geometry.value.cartons) : geometry;
    const byPallets = fillByPallets(palletCount, one.perPallet);
    const byWeight = fillByWeight({
      payload: withoutPackaging(space.payload, packaging),
      roadLimit: withoutPackaging(roadLimit, packaging),
      cartonGross: one.gross,
    });
    return {
      key: one.key,
      cartons: counts[index] ?? null,
      byGeometry,
      byPallets,
      byWeight,
      smallest: smallestOf(onPallets ? byPallets : byGeometry, onPallets ? 'pallets' : 'geometry', byWeight),
      placed: stowed.kind === 'known' ? (stowed.value.placed.get(one.key) ?? 0) : null,
      weight: weights[index] ?? unknown('cartons'),
    };
  });
  const shares = sharesOf(input, { room, stowed, cargo, palletCount, counts });
  return {
    goods: plans,
    stowed,
    room,
    cargo,
    payload: space.payload ?? '',
    vgm:
      cargo.kind === 'known'
        ? vgmByParts({ tare: type.tareKg, cargoGross: cargo.value, packaging, dunnage: '0' })
        : cargo,
    vgmAtLeast:
      cargo.kind === 'known'
        ? vgmByParts({ tare: type.tareKg, cargoGross: cargo.value, packaging: '0', dunnage: '0' })
        : cargo,
    freeVolume: freeVolume(room, stowed),
    freeLength:
      room.kind === 'known' && stowed.kind === 'known'
        ? known(String(Math.floor((room.value.length - stowed.value.usedLength) / 10)))
        : unknown(...lacksOf(room), ...lacksOf(stowed)),
    shares,
    fits: fitsAll(plans, stowed, cargo, shares, onPallets),
  };
}

/**
 * The most cartons of one of the goods beside the others as they are: nothing over by any measure, everything placed.
 * Unknown where that cannot be told.
 */
export function mostOf(input: ContainerInput, key: string): Answer<number> {
  const own = input.goods.find((one) => one.key === key);
  if (!own) return unknown(key);
  const alone = planContainer({ ...input, goods: [{ ...own, cartons: '0' }] }).goods[0]?.smallest;
  if (alone?.kind !== 'known') return lacking(key, alone?.lacks ?? []);
  const fits = (cartons: number): Answer<boolean> =>
    planContainer({
      ...input,
      goods: input.goods.map((one) => (one.key === key ? { ...one, cartons: String(cartons) } : one)),
    }).fits;
  const none = fits(0);
  if (none.kind === 'unknown') return none;
  let [low, high] = [0, alone.value.cartons];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const answer = fits(middle);
    if (answer.kind === 'known' && answer.value) low = middle;
    else high = middle - 1;
  }
  return known(low);
}

function countOf(cartons: Entered): number | null {
  return cartons !== null && /^\d{1,7}$/.test(cartons) ? Number(cartons) : null;
}

/** In tenths of a millimetre: a carton of 385.5 mm is reckoned exactly. */
function tenths(text: Entered): number | null {
  const units = text === null ? null : multiplyDecimals(text, '10');
  return units !== null && /^\d+$/.test(units) && units !== '0' ? Number(units) : null;
}

function roomOf({ length, width, stowHeight }: ReturnType<typeof loadSpaceOf>): Answer<Room> {
  const [l, w, h] = [tenths(length), tenths(width), tenths(stowHeight)];
  if (l !== null && w !== null && h !== null) return known({ length: l, width: w, height: h });
  return unknown(
    ...(l === null ? ['container length'] : []),
    ...(w === null ? ['container width'] : []),
    ...(h === null ? ['stow height'] : []),
  );
}

function stowAll(
  room: Answer<Room>,
  goods: readonly Goods[],
  counts: readonly (number | null)[],
): Answer<Stowed> {
  const lacks = [...lacksOf(room)];
  const wanted = goods.flatMap((one, index) => {
    const cartons = counts[index] ?? null;
    if (cartons === 0) return [];
    const [length, width, height] = [tenths(one.length), tenths(one.width), tenths(one.height)];
    if (length === null) lacks.push(`${one.key}: carton length`);
    if (width === null) lacks.push(`${one.key}: carton width`);
    if (height === null) lacks.push(`${one.key}: carton height`);
    if (cartons === null) lacks.push(`${one.key}: cartons`);
    return length === null || width === null || height === null || cartons === null
      ? []
      : [{ key: one.key, box: { length, width, height }, cartons }];
  });
  return lacks.length > 0 || room.kind === 'unknown' ? unknown(...lacks) : known(stow(room.value, wanted));
}

function smallestOf(
  stowed: Answer<number>,
  limit: 'geometry' | 'pallets',
  weight: GoodsPlan['byWeight'],
): GoodsPlan['smallest'] {
  if (stowed.kind === 'unknown' || weight.kind === 'unknown')
    return unknown(...lacksOf(stowed), ...lacksOf(weight));
  return known(weight.value.cartons < stowed.value ? weight.value : { cartons: stowed.value, limit });
}

function summed(all: readonly Answer<string>[]): Answer<string> {
  const lacks = all.flatMap(lacksOf);
  const values = all.flatMap((one) => (one.kind === 'known' ? [one.value] : []));
  return lacks.length > 0 ? unknown(...lacks) : known(sumDecimals(values) ?? '0');
}

function sharesOf(
  { type, goods, onPallets, roadLimit, packaging }: ContainerInput,
  reckoned: {
    readonly room: Answer<Room>;
    readonly stowed: Answer<Stowed>;
    readonly cargo: Answer<string>;
    readonly palletCount: Entered;
    readonly counts: readonly (number | null)[];
  },
): readonly Share[] {
  const { room, stowed, cargo, palletCount, counts } = reckoned;
  const shares: Share[] = [];
  const add = (limit: Share['limit'], used: string, of: string, over = isMore(used, of)): void => {
    const percent = divideDecimals(multiplyDecimals(used, '100') ?? '', of, 1);
    if (percent !== null) shares.push({ limit, percent: Number(percent), over, used, of });
  };
  if (room.kind === 'known' && stowed.kind === 'known') {
    const all = counts.reduce<number>((sum, one) => sum + (one ?? 0), 0);
    const placed = [...stowed.value.placed.values()].reduce((sum, one) => sum + one, 0);
    const millimetres = (units: number): string =>
      canonicalDecimal(divideDecimals(String(units), '10', 1) ?? '') ?? '';
    add('geometry', millimetres(stowed.value.usedLength), millimetres(room.value.length), placed < all);
  }
  if (onPallets && palletCount !== null) {
    const each = goods.map((one, index) => palletsFor(counts[index] ?? null, one.perPallet));
    if (each.every((one) => one !== null))
      add('pallets', String(each.reduce((sum, one) => sum + one, 0)), palletCount);
  }
  const borne = cargo.kind === 'known' ? withPackaging(cargo.value, packaging) : null;
  if (borne !== null) {
    add('payload', borne, type.maxPayloadKg);
    if (roadLimit !== null) add('road limit', borne, roadLimit);
  }
  const house = goods.map(({ house: figure }, index) => {
    const cartons = counts[index] ?? null;
    if (cartons === 0) return '0';
    return figure === null || cartons === null ? null : divideDecimals(String(cartons * 100), figure, 4);
  });
  if (goods.length > 0 && house.every((one) => one !== null)) {
    const percent = sumDecimals(house) ?? '0';
    // A hundred and what the divisions round off.
    add('house', percent, '100', isMore(percent, '100.01'));
  }
  return shares.sort((a, b) => Number(b.over) - Number(a.over) || b.percent - a.percent);
}

/** Pallets and wood weigh on floor and axles as the cartons do; where nobody knows them, the cargo at least. */
function withPackaging(cargo: string, packaging: Entered): string {
  return sumDecimals([cargo, packaging ?? '0']) ?? cargo;
}

/** What a limit leaves to the cargo. */
function withoutPackaging(limit: Entered, packaging: Entered): Entered {
  return limit === null || packaging === null ? limit : minus(limit, packaging);
}

/** Whole pallets of one product: two products do not share one. */
function palletsFor(cartons: number | null, perPallet: Entered): number | null {
  if (cartons === 0) return 0;
  const each = countOf(perPallet);
  return cartons === null || each === null || each === 0 ? null : Math.ceil(cartons / each);
}

function freeVolume(room: Answer<Room>, stowed: Answer<Stowed>): Answer<string> {
  if (room.kind === 'unknown' || stowed.kind === 'unknown')
    return unknown(...lacksOf(room), ...lacksOf(stowed));
  const { length, width, height } = room.value;
  const used = stowed.value.stacks.reduce((sum, stack) => sum + stack.length * stack.width * stack.height, 0);
  // Cubic tenths of a millimetre: 10^12 of them are a cubic metre.
  return known(((length * width * height - used) / 1e12).toFixed(1));
}

function fitsAll(
  plans: readonly GoodsPlan[],
  stowed: Answer<Stowed>,
  cargo: Answer<string>,
  shares: readonly Share[],
  onPallets: boolean,
): Answer<boolean> {
  // What is over by one measure does not fit, whatever the others are.
  if (shares.some(({ over, limit }) => over && limit !== 'house')) return known(false);
  const counted = onPallets ? shares.some(({ limit }) => limit === 'pallets') : stowed.kind === 'known';
  const lacks = [
    ...(onPallets
      ? counted
        ? []
        : plans.flatMap(({ key, byPallets }) => lacksOf(byPallets).map((one) => `${key}: ${one}`))
      : lacksOf(stowed)),
    ...lacksOf(cargo),
  ];
  if (lacks.length > 0 || !counted) return unknown(...lacks);
  return known(true);
}

function lacking(key: string, lacks: readonly string[]): Answer<never> {
  return unknown(...lacks.map((one) => `${key}: ${one}`));
}

function lacksOf(answer: Answer<unknown>): readonly string[] {
  return answer.kind === 'unknown' ? answer.lacks : [];
}

/** How much more cargo a container bears, kg; below zero where it has too much. */
export function weightLeft(plan: ContainerPlan, roadLimit: Entered): Answer<string> {
  if (plan.cargo.kind === 'unknown') return plan.cargo;
  const limit = roadLimit !== null && isMore(plan.payload, roadLimit) ? roadLimit : plan.payload;
  const borne = plan.shares.find((one) => one.limit === 'payload')?.used ?? plan.cargo.value;
  const left = minus(limit, borne);
  return left === null ? unknown('payload') : known(left);
}
