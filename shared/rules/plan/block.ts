import { bestRows, type Rectangle, type RowLayout } from '../layer.ts';

/** A stretch of floor, x and y from the corner at the front wall. */
export interface Strip extends Rectangle {
  readonly x: number;
  readonly y: number;
}

/** Where a stack stands. */
export type Spot = Strip;

export interface Block {
  readonly spots: readonly Spot[];
  /** Free floor beside the block and at the ends of its rows. */
  readonly scraps: readonly Strip[];
  /** Free floor behind it; null where it reaches to the end. */
  readonly behind: Strip | null;
}

/**
 * Lays up to `count` stacks of one footprint in straight rows on as little of the strip's length as they need. null where
 * not one fits. Lengths are whole numbers.
 */
export function layBlock(strip: Strip, carton: Rectangle, count: number): Block | null {
  const length = shortest(strip, carton, count);
  const layout = bestRows({ length, width: strip.width }, carton);
  if (layout.cartons === 0 || count <= 0) return null;
  const rows = rowsOf(layout, carton);
  const taken = rows
    .flatMap((row) => Array.from({ length: row.each }, (_, index) => spotIn(layout, row, index)))
    // From the front wall on, so that what is left out is at the doors.
    .sort((a, b) => a.x - b.x || a.y - b.y)
    .slice(0, count);
  const extent = Math.max(...taken.map(({ x, length: deep }) => x + deep));
  const at = ({ x, y, length: long, width }: Strip): Strip => ({
    x: strip.x + x,
    y: strip.y + y,
    length: long,
    width,
  });
  const behind =
    extent < strip.length ? at({ x: extent, y: 0, length: strip.length - extent, width: strip.width }) : null;
  return {
    spots: taken.map(at),
    scraps: scrapsOf(taken, layout, extent, strip.width).map(at),
    behind,
  };
}

/** The least length on which straight rows hold so many; the whole of it where they do not. */
function shortest(strip: Strip, carton: Rectangle, count: number): number {
  const holds = (length: number): boolean =>
    bestRows({ length, width: strip.width }, carton).cartons >= count;
  if (!holds(strip.length)) return strip.length;
  let [low, high] = [0, strip.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A row of cartons; `start` and `thick` across it, `deep` and `each` along it. */
interface Row {
  readonly start: number;
  readonly thick: number;
  readonly deep: number;
  readonly each: number;
}

function rowsOf({ lengthwise, crosswise }: RowLayout, { length, width }: Rectangle): readonly Row[] {
  return [
    ...Array.from({ length: lengthwise.rows }, (_, index) => ({
      start: index * width,
      thick: width,
      deep: length,
      each: lengthwise.each,
    })),
    ...Array.from({ length: crosswise.rows }, (_, index) => ({
      start: lengthwise.rows * width + index * length,
      thick: length,
      deep: width,
      each: crosswise.each,
    })),
  ];
}

function spotIn({ along }: RowLayout, { start, thick, deep }: Row, index: number): Spot {
  return along === 'length'
    ? { x: index * deep, y: start, length: deep, width: thick }
    : { x: start, y: index * deep, length: thick, width: deep };
}

/** What the rows leave: the ends of rows up to the block's end, and the side beside them; neighbours joined. */
function scrapsOf(
  taken: readonly Spot[],
  { along }: RowLayout,
  extent: number,
  width: number,
): readonly Strip[] {
  const ends = new Map<number, { readonly thick: number; end: number }>();
  for (const spot of taken) {
    const [start, thick, end] =
      along === 'length'
        ? [spot.y, spot.width, spot.x + spot.length]
        : [spot.x, spot.length, spot.y + spot.width];
    const known = ends.get(start);
    ends.set(start, { thick, end: Math.max(end, known?.end ?? 0) });
  }
  const limit = along === 'length' ? extent : width;
  const scraps: { from: number; to: number; end: number }[] = [];
  for (const [start, { thick, end }] of [...ends].sort(([a], [b]) => a - b)) {
    const last = scraps.at(-1);
    if (last?.to === start && last.end === end) last.to = start + thick;
    else scraps.push({ from: start, to: start + thick, end });
  }
  const across = scraps.at(-1)?.to ?? 0;
  const all = scraps.filter(({ end }) => end < limit);
  if (along === 'width')
    return all.map(({ from, to, end }) => ({ x: from, y: end, length: to - from, width: width - end }));
  return [
    ...all.map(({ from, to, end }) => ({ x: end, y: from, length: extent - end, width: to - from })),
    ...(across < width ? [{ x: 0, y: across, length: extent, width: width - across }] : []),
  ];
}
