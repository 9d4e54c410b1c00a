/** Where lines and columns lie: all lines are of one height, so that nothing need be measured. */

/** Lines that are drawn beyond what is seen. */
const spare = 6;

export interface Range {
  readonly from: number;
  /** The one after the last. */
  readonly to: number;
}

/** The lines that are seen at a scroll offset, and a few around them. px. */
export function seenLines(offset: number, height: number, lineHeight: number, count: number): Range {
  const from = Math.max(0, Math.floor(offset / lineHeight) - spare);
  const to = Math.min(count, Math.ceil((offset + height) / lineHeight) + spare);
  return { from: Math.min(from, Math.max(0, to)), to: Math.max(0, to) };
}

/** The left edges of columns in a row, and the right edge of the last. px. */
export function edges(widths: readonly number[]): readonly number[] {
  const found = [0];
  for (const width of widths) found.push((found.at(-1) ?? 0) + width);
  return found;
}

/** The columns behind the `pinned` first that are seen at a scroll offset; one more on each side. px. */
export function seenColumns(left: readonly number[], pinned: number, offset: number, width: number): Range {
  const covered = left[pinned] ?? 0;
  const count = left.length - 1;
  let from = pinned;
  while (from < count && (left[from + 1] ?? 0) <= offset + covered) from++;
  let to = from;
  while (to < count && (left[to] ?? 0) < offset + width) to++;
  return { from: Math.max(pinned, from - 1), to: Math.min(count, to + 1) };
}

/** The scroll offset at which what lies from `start` to `end` is not under `before` and `after` px of the edges. */
export function revealed(
  offset: number,
  size: number,
  start: number,
  end: number,
  before: number,
  after: number,
): number {
  if (start - before < offset) return Math.max(0, start - before);
  if (end + after > offset + size) return end + after - size;
  return offset;
}
