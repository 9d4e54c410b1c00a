import { canonicalDecimal, multiplyDecimals, roundDecimal } from '../model/decimal.ts';
import type { EntityId } from '../sync/document-name.ts';
import type { Capture, Piece, Reading } from './capture.ts';
import { valueOf } from './find-measures.ts';
import type { KnownProduct } from './known.ts';
import type { Lexicon } from './lexicon.ts';
import { packingOf } from './products.ts';
import { readSize } from './sizes.ts';

/** A line of the order as far as the captured line says. */
export interface DraftLine {
  readonly product: EntityId | null;
  readonly count: string | null;
  readonly cartons: string | null;
  readonly unitPrice: string | null;
}

export interface OrderLines {
  readonly lines: readonly DraftLine[];
  /** Of the whole order, where the line does not say how they divide. */
  readonly cartons: string | null;
  /** Pieces about goods that found no place in them. */
  readonly unplaced: ReadonlySet<Piece>;
}

type Of<K extends Reading['kind']> = Piece & { readonly reading: Extract<Reading, { readonly kind: K }> };
const ofKind =
  <K extends Reading['kind']>(kind: K) =>
  (piece: Piece): piece is Of<K> =>
    piece.reading.kind === kind;

/** A product of the line with what is said of it. */
interface Group {
  readonly product: KnownProduct | null;
  readonly id: EntityId | null;
  readonly counts: Of<'counts'>[];
  readonly packings: Of<'packing'>[];
  readonly cartons: Of<'cartons'>[];
  readonly prices: Of<'price'>[];
}

/**
 * The lines of the order: one for each count of each product. `usual` is the product to take where the line names none.
 */
export function orderLines({ pieces }: Capture, lexicon: Lexicon, usual: EntityId | null): OrderLines {
  const [only, ...more] = pieces
    .filter(ofKind('cartons'))
    .filter(({ reading }) => reading.of === 'goods' || reading.of === 'line' || reading.of === 'order');
  const total = [only, ...more].find((piece) => piece?.reading.of === 'order');
  // A total beside other numbers is no line's; the only number of a line is, if there is but one line.
  const groups = groupsOf(
    pieces.filter((piece) => more.length === 0 || piece !== total),
    lexicon,
    usual,
  );
  const unplaced = new Set<Piece>();
  const lines = groups.flatMap((group) => linesOf(group, unplaced));
  let cartons = more.length > 0 ? (total?.reading.cartons ?? null) : null;
  if (only && more.length === 0 && only.reading.of !== 'line' && unplaced.delete(only))
    cartons = only.reading.cartons;
  return { lines, cartons, unplaced };
}

function groupsOf(pieces: readonly Piece[], lexicon: Lexicon, usual: EntityId | null): readonly Group[] {
  const named = pieces.filter(ofKind('product'));
  const ids = named.length > 0 ? named.map(({ reading }) => reading.product) : [usual];
  const groups = ids.map((id): Group => ({
    id,
    product: (id === null ? undefined : lexicon.products.get(id)) ?? null,
    counts: [],
    packings: [],
    cartons: [],
    prices: [],
  }));
  const starts = named.map(({ from }) => from);
  const [first] = groups;
  const early = pieces.filter(({ from }) => from < (starts[0] ?? 0));
  /** The group a piece stands in: behind its product, or before it where the line begins that way. */
  const nearest = (piece: Piece): Group | undefined => {
    const behind = starts.findLastIndex((start) => start < piece.from);
    const before = early.some((one) => one.reading.kind === piece.reading.kind);
    return groups[Math.min(before ? behind + 1 : Math.max(behind, 0), groups.length - 1)] ?? first;
  };
  /** Of the two products it stands between the one it fits, where it fits but one. */
  const fitting = (piece: Piece, fits: (product: KnownProduct) => boolean): Group | undefined => {
    const behind = starts.findLastIndex((start) => start < piece.from);
    const near = groups
      .slice(Math.max(behind, 0), behind + 2)
      .filter(({ product }) => product !== null && fits(product));
    return near.length === 1 ? near[0] : nearest(piece);
  };
  for (const piece of pieces) {
    if (ofKind('counts')(piece))
      fitting(piece, (product) =>
        piece.reading.counts.every((one) => product.counts.includes(one)),
      )?.counts.push(piece);
    else if (ofKind('packing')(piece))
      fitting(piece, (product) => packingOf(product, piece.reading) !== undefined)?.packings.push(piece);
    else if (ofKind('cartons')(piece) && piece.reading.of !== 'container')
      nearest(piece)?.cartons.push(piece);
    else if (ofKind('price')(piece) && piece.reading.of !== 'order' && piece.reading.of !== 'freight')
      nearest(piece)?.prices.push(piece);
  }
  return withoutRepeats(groups);
}

/** Goods named twice (普白 garlic) are one group, where only one of them has anything of its own. */
function withoutRepeats(groups: readonly Group[]): readonly Group[] {
  const kept: Group[] = [];
  const bare = ({ counts, cartons, prices }: Group): boolean =>
    counts.length + cartons.length + prices.length === 0;
  for (const group of [...groups.filter((one) => !bare(one)), ...groups.filter(bare)]) {
    const same = bare(group) ? kept.find(({ id }) => id === group.id) : undefined;
    if (same) same.packings.push(...group.packings);
    else kept.push(group);
  }
  return kept.sort((a, b) => groups.indexOf(a) - groups.indexOf(b));
}

function linesOf(group: Group, unplaced: Set<Piece>): readonly DraftLine[] {
  const { product, id, counts, packings, cartons, prices } = group;
  for (const piece of packings)
    if (product === null || packingOf(product, piece.reading) === undefined) unplaced.add(piece);
  const all = counts.flatMap((piece) => piece.reading.counts.map((count) => ({ count, piece })));
  // A size said twice is one line, unless cartons stand with each.
  const once = all.filter(({ count }, index) => all.findIndex((other) => other.count === count) === index);
  const said = cartons.length === all.length ? all : once;
  const empty = { count: null, piece: null };
  const any = id !== null || cartons.length > 0 || prices.length > 0;
  const rows = said.length > 0 ? said : any ? [empty] : [];
  const cartonsOf = shares(cartons, counts, rows, (piece) => piece.reading.of === 'line');
  const priceOf = shares(prices, counts, rows, () => true);
  const net = packings[0]?.reading.netKg ?? product?.packings[0]?.netKg ?? null;
  const placed = new Set<Piece>();
  const lines = rows.map((row, index): DraftLine => {
    const [quantity, price] = [cartonsOf[index], priceOf[index]];
    const unitPrice = price ? perCarton(price.reading, net) : null;
    if (quantity) placed.add(quantity);
    if (price && unitPrice !== null) placed.add(price);
    return { product: id, count: row.count, cartons: quantity?.reading.cartons ?? null, unitPrice };
  });
  for (const piece of [...cartons, ...prices]) if (!placed.has(piece)) unplaced.add(piece);
  return lines;
}

/**
 * Which piece speaks of which row: as many as there are counts go with them one by one, a single one with the only row
 * or with each where it is said of each.
 */
function shares<P extends Piece>(
  pieces: readonly P[],
  counts: readonly Piece[],
  rows: readonly { readonly piece: Piece | null }[],
  each: (piece: P) => boolean,
): readonly (P | undefined)[] {
  const [only] = pieces;
  if (pieces.length === 1 && only)
    return rows.map(() => (rows.length === 1 || each(only) ? only : undefined));
  if (pieces.length === rows.length) return pieces;
  if (pieces.length !== counts.length) return rows.map(() => undefined);
  return rows.map(({ piece }) => {
    const at = counts.indexOf(piece as Piece);
    const share = pieces[at];
    const shared = rows.filter((row) => row.piece === piece).length > 1;
    return share && (!shared || each(share)) ? share : undefined;
  });
}

/** The price of a carton; null where it is for something else or cannot be reckoned exactly. */
function perCarton(
  { amount, of }: Extract<Reading, { readonly kind: 'price' }>,
  netKg: string | null,
): string | null {
  switch (of) {
    case 'carton':
      return amount;
    case 'kg':
    case 'tonne': {
      const whole = netKg === null ? null : multiplyDecimals(amount, netKg);
      const exact =
        whole === null ? null : canonicalDecimal(multiplyDecimals(whole, of === 'kg' ? '1' : '0.001') ?? '');
      // As prices are written: 11.50
      return exact === null ? null : valueOf('lines/*/unit_price', roundUp(exact));
    }
    case 'container':
    case 'order':
    case 'freight':
      return null;
  }
}

function roundUp(exact: string): string {
  const two = roundDecimal(exact, 2);
  return two !== null && canonicalDecimal(two) === exact ? two : exact;
}

/** The one usual product that all sizes and packings of a line speak for; null where none or several do. */
export function usualProduct(capture: Capture, products: readonly KnownProduct[]): EntityId | null {
  const counts = capture.pieces.filter(ofKind('counts')).flatMap(({ reading }) => reading.counts);
  const packings = capture.pieces.filter(ofKind('packing'));
  const fitting = products.filter(
    (product) =>
      packings.every(({ reading }) => packingOf(product, reading) !== undefined) &&
      counts.every((count) => readSize(count.toLowerCase(), product.counts).length > 0),
  );
  const [first] = fitting;
  if (fitting.length > 1) {
    const exact = fitting.filter(
      (product) => counts.length > 0 && counts.every((one) => product.counts.includes(one)),
    );
    return exact.length === 1 ? (exact[0]?.id ?? null) : null;
  }
  return first?.id ?? null;
}
