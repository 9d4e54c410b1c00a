import { comparePosition } from '../../shared/model/position.ts';
import type { OrderRow, StageRow } from '../../shared/model/rows.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { Totals } from '../../shared/views/totals.ts';
import type { OrderSection } from './order-list.svelte.ts';

/** Where a card was put, before the row that comes back from the worker says so. */
export interface Move {
  readonly row: OrderRow;
  readonly stage: string;
  readonly position: string;
  /** Where it stood before, and where it was put meanwhile: rows of then may still come. */
  readonly passed: readonly string[];
}

/** A stage with its orders: those of the window that is shown, and how many there are in all. */
export class BoardColumn {
  readonly stage: StageRow;
  /** The team took the stage out of use, or nobody here knows it: its orders must be moved, and none comes in. */
  readonly retired: boolean;
  readonly #section: OrderSection;
  readonly #moves: () => ReadonlyMap<EntityId, Move>;
  readonly #shown = $derived.by(() => this.#withMoves());

  constructor(
    stage: StageRow,
    retired: boolean,
    section: OrderSection,
    moves: () => ReadonlyMap<EntityId, Move>,
  ) {
    this.stage = stage;
    this.retired = retired;
    this.#section = section;
    this.#moves = moves;
  }

  /** Its orders, as many as are known of. */
  get length(): number {
    return this.#section.length + this.#shown.grown;
  }

  get totals(): Totals | null {
    return this.#section.totals;
  }

  /** null for one that is not read yet. */
  rowAt(index: number): OrderRow | null {
    return this.#shown.rows[index - this.#section.start] ?? null;
  }

  /** The place of an order in the window; −1 where it is not in it. */
  indexOf(id: EntityId): number {
    const at = this.#shown.rows.findIndex((row) => row.id === id);
    return at < 0 ? -1 : this.#section.start + at;
  }

  /** What is seen of it. */
  look(first: number, last: number): void {
    this.#section.look(first, last);
  }

  #withMoves(): { readonly rows: readonly OrderRow[]; readonly grown: number } {
    const moves = this.#moves();
    const { shown, start } = this.#section;
    const away = shown.filter((row) => moves.has(row.id));
    const here = [...moves.values()].filter(({ stage }) => stage === this.stage.id);
    const came = here.filter(({ row }) => row.stage !== this.stage.id);
    const left = away.filter((row) => moves.get(row.id)?.stage !== this.stage.id);
    if (away.length + here.length === 0) return { rows: shown, grown: 0 };
    const rows = shown.filter((row) => !moves.has(row.id));
    const [first, last] = [rows[0], rows.at(-1)];
    const ends = start + shown.length >= this.#section.length;
    for (const { row, stage, position } of here) {
      const moved = { ...row, stage, position };
      // Before or after the window it is not seen.
      if (first && start > 0 && comparePosition(moved, first) < 0) continue;
      if (last && !ends && comparePosition(moved, last) > 0) continue;
      rows.push(moved);
    }
    return { rows: rows.sort(comparePosition), grown: came.length - left.length };
  }
}
