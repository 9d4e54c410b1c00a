import type { Totals } from '../../shared/views/totals.ts';
import type { BoardCell } from './board-cell.svelte.ts';

/** What stands over a column. */
export interface Head {
  readonly name: string;
  readonly limit: number | null;
  readonly disputed: boolean;
}

/** A group with its orders, a cell for each lane, one where there are none. */
export class BoardColumn {
  readonly group: string;
  readonly cells: readonly BoardCell[];
  /** The team took the stage out of use, or nobody here knows it: its orders must be moved, and none comes in. */
  readonly retired: boolean;
  readonly #head: () => Head;
  readonly #totals: () => readonly Totals[];

  constructor(
    group: string,
    retired: boolean,
    cells: readonly BoardCell[],
    head: () => Head,
    totals: () => readonly Totals[],
  ) {
    this.group = group;
    this.retired = retired;
    this.cells = cells;
    this.#head = head;
    this.#totals = totals;
  }

  get name(): string {
    return this.#head().name;
  }

  /** How many orders should stand in it at most; null for no limit. */
  get limit(): number | null {
    return this.#head().limit;
  }

  /** People disagree on its name, its limit or its place. */
  get disputed(): boolean {
    return this.#head().disputed;
  }

  get length(): number {
    return this.cells.reduce((sum, cell) => sum + cell.count, 0);
  }

  get conflicts(): number {
    return this.#sum(({ conflicts }) => conflicts);
  }

  get errors(): number {
    return this.#sum(({ errors }) => errors);
  }

  /** The worst of what waits in it: something to settle, an error, a warning. */
  get mark(): 'c' | 'e' | 'w' | null {
    if (this.conflicts > 0) return 'c';
    if (this.errors > 0) return 'e';
    return this.#sum(({ warnings }) => warnings) > 0 ? 'w' : null;
  }

  #sum(of: (totals: Totals) => number): number {
    return this.#totals().reduce((sum, totals) => sum + of(totals), 0);
  }

  /** By type, in their order. */
  get containers(): readonly (readonly [type: string, count: number])[] {
    const sums = new Map<string, number>();
    for (const { containers } of this.#totals())
      for (const [type, count] of containers) sums.set(type, (sums.get(type) ?? 0) + count);
    return [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}
