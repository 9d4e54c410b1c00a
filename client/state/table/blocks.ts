import type { Section } from '../../../shared/views/listing.ts';
import type { Totals } from '../../../shared/views/totals.ts';

/** A section of the table: where it begins among all lines drawn, and how many orders it has. */
export interface Block {
  readonly group: string;
  readonly totals: Totals;
  /** Lines before it; its head is the first of its own, where sections have heads. */
  readonly start: number;
  readonly headed: boolean;
}

/** What stands in a line of the table. */
export type Slot =
  | { readonly kind: 'head'; readonly block: Block }
  | { readonly kind: 'order'; readonly block: Block; readonly place: number };

/** Sections one below the other; those without orders are left out. */
export function blocksOf(sections: readonly Section[], headed: boolean): readonly Block[] {
  let start = 0;
  return sections.flatMap(({ group, totals }) => {
    if (totals.orders === 0) return [];
    const block = { group, totals, start, headed };
    start += linesOf(block);
    return [block];
  });
}

function linesOf({ totals, headed }: Pick<Block, 'totals' | 'headed'>): number {
  return totals.orders + (headed ? 1 : 0);
}

/** How many lines there are in all. */
export function lineCount(blocks: readonly Block[]): number {
  const last = blocks.at(-1);
  return last ? last.start + linesOf(last) : 0;
}

/** What stands in a line; null before the first and after the last. */
export function slotAt(blocks: readonly Block[], line: number): Slot | null {
  let [low, high] = [0, blocks.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const block = blocks[middle];
    if (!block) return null;
    if (line < block.start) high = middle - 1;
    else if (line >= block.start + linesOf(block)) low = middle + 1;
    else {
      const place = line - block.start - (block.headed ? 1 : 0);
      return place < 0 ? { kind: 'head', block } : { kind: 'order', block, place };
    }
  }
  return null;
}

/** The line of an order of a section. */
export function lineOf(block: Block, place: number): number {
  return block.start + (block.headed ? 1 : 0) + place;
}

/** The nearest line of an order from a line on, going by steps; null where there is none. */
export function nextOrder(blocks: readonly Block[], from: number, by: 1 | -1): number | null {
  for (let line = from; ; line += by) {
    const slot = slotAt(blocks, line);
    if (!slot) return null;
    if (slot.kind === 'order') return line;
  }
}

/** Orders of each section from one line to another, both included: what a worker is asked for to name them. */
export function spans(
  blocks: readonly Block[],
  a: number,
  b: number,
): readonly { readonly group: string; readonly from: number; readonly to: number }[] {
  const [first, last] = [Math.min(a, b), Math.max(a, b)];
  return blocks.flatMap((block) => {
    const at = lineOf(block, 0);
    const from = Math.max(0, first - at);
    const to = Math.min(block.totals.orders, last - at + 1);
    return to > from ? [{ group: block.group, from, to }] : [];
  });
}
