import { positionBetween } from '../../shared/model/position.ts';
import type { OrderRow } from '../../shared/model/rows.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { BoardColumn, type Move } from './board-column.svelte.ts';
import type { OrderList } from './order-list.svelte.ts';
import { stagesShown } from './shown-row.ts';
import type { Workspace } from './workspace.svelte.ts';

/** Where a card is put: between two others of a stage, null for its ends. */
export interface Between {
  readonly stage: string;
  readonly after: EntityId | null;
  readonly before: EntityId | null;
}

/** About a second; where what is looked for leaves the card out, its column never shows it. */
const mostFrames = 60;

/**
 * The open orders by stage. A move shows at once and is held here until the row that comes back from the worker says
 * the same, or somebody else's move has come in between.
 */
export class Board {
  readonly #workspace: Workspace;
  readonly #list: OrderList;
  #moved: ReadonlyMap<EntityId, Move> = $state.raw(new Map());
  /** Stages out of use in which orders still stand; as one text, so that columns are made anew only when it is another. */
  readonly #others = $derived.by(() => {
    const inUse = new Set(this.#workspace.stages.map(({ id }) => id));
    return this.#list.sections
      .filter(({ group, totals }) => !inUse.has(group) && totals.orders > 0)
      .map(({ group }) => group)
      .join('\n');
  });
  readonly columns: readonly BoardColumn[] = $derived.by(() => this.#columns());

  constructor(workspace: Workspace, list: OrderList) {
    this.#workspace = workspace;
    this.#list = list;
  }

  /** Orders that pass what is looked for; null while that is not known. */
  get count(): number | null {
    return this.#list.count;
  }

  #columns(): readonly BoardColumn[] {
    const { stages } = this.#workspace;
    const others = this.#others
      .split('\n')
      .filter(Boolean)
      .map((id) => this.#workspace.stage(id) ?? { id, nameZh: id, nameEn: id, position: '' });
    return [...stages, ...others].map(
      (stage, index) =>
        new BoardColumn(stage, index >= stages.length, this.#list.section(stage.id), () => this.#moved),
    );
  }

  /** Where an order stands: column, and place in it as far as that is read. */
  find(id: EntityId): { readonly column: number; readonly index: number } | null {
    for (const [column, one] of this.columns.entries()) {
      const index = one.indexOf(id);
      if (index >= 0) return { column, index };
    }
    const place = this.#list.placeOf(id);
    const column = place ? this.columns.findIndex(({ stage }) => stage.id === place.group) : -1;
    return place && column >= 0 ? { column, index: place.index } : null;
  }

  row(id: EntityId): OrderRow | null {
    const at = this.find(id);
    return (at && this.columns[at.column]?.rowAt(at.index)) ?? this.#workspace.order(id);
  }

  /** The neighbours an order gets at a place of a column, itself not counted. */
  betweenAt(id: EntityId, stage: string, index: number): Between | null {
    const column = this.columns.find((one) => one.stage.id === stage);
    if (!column) return null;
    const own = column.indexOf(id);
    const others = (at: number): EntityId | null =>
      at < 0 ? null : (column.rowAt(own >= 0 && at >= own ? at + 1 : at)?.id ?? null);
    const length = column.length - (own >= 0 ? 1 : 0);
    const at = Math.max(0, Math.min(index, length));
    return { stage, after: others(at - 1), before: others(at) };
  }

  /** Puts an order between two others. One record. */
  async move(id: EntityId, { stage, after, before }: Between): Promise<void> {
    const column = this.columns.find((one) => one.stage.id === stage);
    const row = this.row(id);
    if (!column || !row || (column.retired && row.stage !== stage)) return;
    const index = column.indexOf(id);
    const stays =
      index >= 0 &&
      row.stages.length === 1 &&
      (column.rowAt(index - 1)?.id ?? null) === after &&
      (column.rowAt(index + 1)?.id ?? null) === before;
    if (stays) return;
    const positionOf = (one: EntityId | null) => (one === null ? null : (this.row(one)?.position ?? null));
    const position = positionBetween(positionOf(after), positionOf(before), Math.random);
    const earlier = this.#moved.get(id);
    const passed = earlier ? [...earlier.passed, earlier.position] : [row.position];
    this.#moved = new Map(this.#moved).set(id, { row: earlier?.row ?? row, stage, position, passed });
    const shown = { stage: stagesShown(earlier?.row ?? row) };
    const written = await this.#workspace.change('order', id, { set: { stage, position } }, shown);
    if (written) this.#followRow(id);
    else if (this.#moved.get(id)?.position === position) this.#forget(id);
  }

  /** Holds a move until its row is here, or somebody else's. */
  #followRow(id: EntityId): void {
    const stop = this.#workspace.watchOrders([id], ([row]) => {
      const move = this.#moved.get(id);
      if (move && row && move.passed.includes(row.position)) return;
      stop();
      if (move && row?.position === move.position) this.#hold(id, move, mostFrames);
      else if (move) this.#forget(id);
    });
  }

  /** The row is here: until its column shows it too, the card would be gone from both for a moment, and the focus with it. */
  #hold(id: EntityId, move: Move, frames: number): void {
    if (this.#moved.get(id) !== move) return;
    if (frames === 0 || this.#list.section(move.stage).indexOf(id) >= 0) this.#forget(id);
    else requestAnimationFrame(() => this.#hold(id, move, frames - 1));
  }

  #forget(id: EntityId): void {
    const moved = new Map(this.#moved);
    moved.delete(id);
    this.#moved = moved;
  }
}
