import { comparePosition } from '../../shared/model/position.ts';
import type { OrderRow } from '../../shared/model/rows.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { OrderSection } from './order-section.svelte.ts';

/** Names a cell of the board: a column, and a lane across all of them, '' where there are none. */
export interface Spot {
  readonly group: string;
  readonly lane: string;
}

export function sameSpot(a: Spot, b: Spot): boolean {
  return a.group === b.group && a.lane === b.lane;
}

/** What stands in each field that says where a card is. */
export type Values = readonly (readonly (string | null)[])[];

/** Where a card was put, before the row that comes back from the worker says so. */
export interface Move {
  /** As it was when it was moved first. */
  readonly row: OrderRow;
  readonly from: Spot;
  readonly to: Spot;
  /** null where the board is not in the order that people gave the cards: then it shows first. */
  readonly position: string | null;
  readonly values: Values;
  /** What its row will say of where it stands, and what it said before and meanwhile: such rows may still come. */
  readonly mark: string;
  readonly passed: readonly string[];
}

/** Where a cell's orders come from: asked for while somebody looks, counted without. */
export interface CellSource {
  open(): OrderSection;
  release(): void;
  count(): number;
}

/** A group's orders in a lane: those of the window that is shown, and how many there are in all. */
export class BoardCell {
  readonly spot: Spot;
  readonly #source: CellSource;
  readonly #moves: () => ReadonlyMap<EntityId, Move>;
  #section: OrderSection | null;
  readonly #shown = $derived.by(() => this.#withMoves());

  /** `awake`: its orders are read from the start, and always. */
  constructor(spot: Spot, source: CellSource, moves: () => ReadonlyMap<EntityId, Move>, awake: boolean) {
    this.spot = spot;
    this.#source = source;
    this.#moves = moves;
    this.#section = $state.raw(awake ? source.open() : null);
  }

  /** Its orders are read from now on. */
  wake(): void {
    this.#section ??= this.#source.open();
  }

  /** Nobody sees it any more. */
  rest(): void {
    if (this.#section === null) return;
    this.#section = null;
    this.#source.release();
  }

  get awake(): boolean {
    return this.#section !== null;
  }

  /** Its orders, as they are shown. */
  get length(): number {
    return (this.#section?.length ?? this.#source.count()) + this.#shown.grown;
  }

  /** How many there are: what is found is counted before it is shown. */
  get count(): number {
    return (this.#section?.totals?.orders ?? this.length - this.#shown.grown) + this.#shown.grown;
  }

  /** null for one that is not read yet. */
  rowAt(index: number): OrderRow | null {
    return this.#shown.rows[index - (this.#section?.start ?? 0)] ?? null;
  }

  /** Under which key the card of a place is drawn. */
  keyAt(index: number): string | number {
    const id = this.rowAt(index)?.id;
    return id === undefined ? index : (this.#section?.keyOf(id) ?? id);
  }

  /** The place of an order in the window; −1 where it is not in it. */
  indexOf(id: EntityId): number {
    const at = this.#shown.rows.findIndex((row) => row.id === id);
    return at < 0 ? -1 : (this.#section?.start ?? 0) + at;
  }

  /** Its own orders, without those that were moved here, have this one. */
  holds(id: EntityId): boolean {
    return this.#section?.shown.some((row) => row.id === id) ?? false;
  }

  /** What is seen of it. */
  look(first: number, last: number): void {
    this.wake();
    this.#section?.look(first, last);
  }

  #withMoves(): { readonly rows: readonly OrderRow[]; readonly grown: number } {
    const moves = this.#moves();
    const { shown, start, length } = this.#section ?? { shown: [], start: 0, length: this.#source.count() };
    const away = shown.filter((row) => moves.has(row.id));
    const here = [...moves.values()].filter(({ to }) => sameSpot(to, this.spot));
    if (away.length + here.length === 0) return { rows: shown, grown: 0 };
    const came = here.filter(
      ({ from, row: { id } }) => !sameSpot(from, this.spot) && !shown.some((row) => row.id === id),
    );
    const left = away.filter(({ id }) => !here.some(({ row }) => row.id === id));
    const rows = shown.filter((row) => !moves.has(row.id));
    const [first, last] = [rows[0], rows.at(-1)];
    const ends = start + shown.length >= length;
    const placed: OrderRow[] = [];
    for (const { row, position } of here) {
      if (position === null) {
        rows.unshift(row);
        continue;
      }
      const moved = { ...row, position };
      // Before or after the window it is not seen.
      if (first && start > 0 && comparePosition(moved, first) < 0) continue;
      if (last && !ends && comparePosition(moved, last) > 0) continue;
      placed.push(moved);
    }
    return {
      rows: placed.length === 0 ? rows : [...rows, ...placed].sort(comparePosition),
      grown: came.length - left.length,
    };
  }
}
