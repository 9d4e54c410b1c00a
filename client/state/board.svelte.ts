import { untrack } from 'svelte';
import { positionBetween } from '../../shared/model/position.ts';
import type { OrderRow } from '../../shared/model/rows.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { GroupKey } from '../../shared/views/grouping.ts';
import type { Layout } from '../../shared/views/listing.ts';
import type { Totals } from '../../shared/views/totals.ts';
import { BoardCell, sameSpot, type Move, type Spot, type Values } from './board-cell.svelte.ts';
import { BoardColumn } from './board-column.svelte.ts';
import { groupName } from './group-words.ts';
import type { OrderList } from './order-list.svelte.ts';
import {
  isFixed,
  regrouping,
  valueOf,
  valuesAt,
  type FixedKey,
  type Regrouping,
  type SettableKey,
} from './regroup.ts';
import type { Workspace } from './workspace.svelte.ts';

/** Where a card is put: between two others of a cell, null for its ends. */
export interface Between extends Spot {
  readonly after: EntityId | null;
  readonly before: EntityId | null;
}

/** Where an order stands: column and lane, and place in the cell as far as that is read. */
export interface Standing {
  readonly column: number;
  readonly lane: number;
  readonly index: number;
}

export type BoardLayout = Layout & { readonly group: GroupKey };

/** Columns are told of a row a moment after it is read; of one that they do not show, never, ms. */
const longestHold = 2_000;

/** Why a card cannot be put somewhere. */
export type Obstacle = FixedKey | 'retired';

/**
 * The open orders in columns, and lanes where they are asked for. A move shows at once and is held here until the row
 * that comes back from the worker says the same, or somebody else's move has come in between.
 */
export class Board {
  readonly layout: BoardLayout;
  readonly #workspace: Workspace;
  readonly #list: OrderList;
  #moved: ReadonlyMap<EntityId, Move> = $state.raw(new Map());
  readonly #totals = $derived.by(() => {
    const byGroup = new Map<string, Map<string, Totals>>();
    for (const { group, lane, totals } of this.#list.sections) {
      const lanes = byGroup.get(group) ?? new Map<string, Totals>();
      byGroup.set(group, lanes.set(lane, totals));
    }
    return byGroup;
  });
  /** As texts, so that columns and lanes are made anew only when they are others. */
  readonly #groups = $derived.by(() => JSON.stringify(this.#groupsNow()));
  readonly #lanes = $derived.by(() => JSON.stringify(this.#lanesNow()));
  /** Lanes from top to bottom; one, without a name, where there are none. */
  readonly lanes: readonly string[] = $derived(JSON.parse(this.#lanes) as readonly string[]);
  readonly columns: readonly BoardColumn[] = $derived.by(() => this.#columns());

  constructor(workspace: Workspace, list: OrderList, layout: BoardLayout) {
    this.#workspace = workspace;
    this.#list = list;
    this.layout = layout;
  }

  /** Orders that pass what is looked for; null while that is not known. */
  get count(): number | null {
    return this.#list.count;
  }

  /** Whether cards stand where people put them: elsewhere a card has no place of its own in its column. */
  get placed(): boolean {
    const { group, sort } = this.layout;
    return group === 'stage' && sort.key === 'position' && !sort.descending;
  }

  /** The columns in view, from the first to the last. Lanes are read by what is near them. */
  see(first: number, last: number): void {
    if (this.laned) return;
    this.#list.see(new Set(this.columns.slice(first, last + 1).map(({ group }) => group)));
  }

  get laned(): boolean {
    return this.layout.lane !== null;
  }

  #groupsNow(): readonly string[] {
    const known = [...this.#totals.keys()];
    if (this.layout.group !== 'stage') return known;
    const { stages } = this.#workspace;
    const inUse = new Set(stages.map(({ id }) => id));
    const filled = (group: string) =>
      [...(this.#totals.get(group)?.values() ?? [])].some(({ orders }) => orders > 0);
    return [...inUse, ...known.filter((group) => !inUse.has(group) && filled(group))];
  }

  #lanesNow(): readonly string[] {
    if (!this.laned) return [''];
    const [first] = this.#totals.values();
    return [...(first?.keys() ?? [])];
  }

  #columns(): readonly BoardColumn[] {
    const { group: key } = this.layout;
    const { lanes, laned } = this;
    // A plain board reads all its columns: there are not many stages.
    const always = key === 'stage' && !laned;
    return (JSON.parse(this.#groups) as readonly string[]).map((group) => {
      const retired = key === 'stage' && !this.#workspace.stages.some(({ id }) => id === group);
      const cells = lanes.map(
        (lane) =>
          new BoardCell(
            { group, lane },
            {
              open: () => this.#list.section(group, lane),
              release: () => this.#list.release(group, lane),
              count: () => this.#totals.get(group)?.get(lane)?.orders ?? 0,
            },
            () => this.#moved,
            always,
          ),
      );
      return new BoardColumn(
        group,
        retired,
        cells,
        () => ({
          name: groupName(this.#workspace, key, group),
          limit: key === 'stage' ? (this.#workspace.stage(group)?.limit ?? null) : null,
          disputed: key === 'stage' && this.#isDisputed(group),
        }),
        () => [...(this.#totals.get(group)?.values() ?? [])],
      );
    });
  }

  laneName(lane: string): string {
    return this.layout.lane === null ? '' : groupName(this.#workspace, this.layout.lane, lane);
  }

  #isDisputed(stage: string): boolean {
    const { conflicts = [] } = this.#workspace.team ?? {};
    return conflicts.some(({ path }) => path === `stages/${stage}` || path.startsWith(`stages/${stage}/`));
  }

  cell({ group, lane }: Spot): BoardCell | null {
    const at = this.lanes.indexOf(lane);
    return this.columns.find((column) => column.group === group)?.cells[at] ?? null;
  }

  /** The first cell where an order stands. */
  find(id: EntityId): Standing | null {
    for (const [column, { cells }] of this.columns.entries())
      for (const [lane, cell] of cells.entries()) {
        const index = cell.awake ? cell.indexOf(id) : -1;
        if (index >= 0) return { column, lane, index };
      }
    const moved = this.#moved.get(id);
    const place = this.#list.placeOf(id);
    const spot = moved?.to ?? place;
    if (!spot) return null;
    const column = this.columns.findIndex(({ group }) => group === spot.group);
    const lane = this.lanes.indexOf(spot.lane);
    return column < 0 || lane < 0 ? null : { column, lane, index: place?.index ?? 0 };
  }

  spotOf({ column, lane }: Pick<Standing, 'column' | 'lane'>): Spot | null {
    return this.columns[column]?.cells[lane]?.spot ?? null;
  }

  row(id: EntityId): OrderRow | null {
    const at = this.find(id);
    return (at && this.columns[at.column]?.cells[at.lane]?.rowAt(at.index)) ?? this.#workspace.order(id);
  }

  /** Why an order that stands at one spot cannot be put at another; null where it can. */
  obstacle(from: Spot, to: Spot): Obstacle | null {
    const { group, lane } = this.layout;
    if (to.group !== from.group && isFixed(group)) return group;
    if (lane !== null && to.lane !== from.lane && isFixed(lane)) return lane;
    if (to.group !== from.group && this.columns.find((one) => one.group === to.group)?.retired)
      return 'retired';
    return null;
  }

  /** The neighbours an order gets at a place of a cell, itself not counted. */
  betweenAt(id: EntityId, { group, lane }: Spot, index: number): Between | null {
    const cell = this.cell({ group, lane });
    if (!cell) return null;
    const own = cell.indexOf(id);
    const others = (at: number): EntityId | null =>
      at < 0 ? null : (cell.rowAt(own >= 0 && at >= own ? at + 1 : at)?.id ?? null);
    const length = cell.length - (own >= 0 ? 1 : 0);
    const at = Math.max(0, Math.min(index, length));
    return { group, lane, after: others(at - 1), before: others(at) };
  }

  /**
   * Puts an order at a spot, between two others where cards have places. One record. `from` is where it was taken: an
   * order of two products stands in two columns.
   */
  async move(id: EntityId, { after, before, ...to }: Between, from = this.#spotOf(id)): Promise<void> {
    const [cell, row] = [this.cell(to), this.row(id)];
    if (!cell || !row || !from || this.obstacle(from, to) !== null) return;
    if (sameSpot(from, to) && !(this.placed && this.#isElsewhere(cell, row, after, before))) return;
    const positionOf = (one: EntityId | null) => (one === null ? null : (this.row(one)?.position ?? null));
    const position = this.placed ? positionBetween(positionOf(after), positionOf(before), Math.random) : null;
    const earlier = this.#moved.get(id);
    const seen = earlier?.row ?? row;
    const { set, shown, values } = this.#changes(seen, earlier?.values ?? this.#valuesOf(row), from, to);
    const mark = markOf(position, values);
    const passed = earlier ? [...earlier.passed, earlier.mark] : [this.#markOf(row)];
    const move: Move = {
      row: seen,
      from: earlier?.from ?? from,
      to,
      position,
      values,
      mark,
      passed: passed.filter((one) => one !== mark),
    };
    this.#moved = new Map(this.#moved).set(id, move);
    const written = await this.#workspace.change(
      'order',
      id,
      { set: { ...set, ...(position !== null && { position }) } },
      shown,
    );
    if (written) this.#followRow(id);
    else this.#forget(id, move);
  }

  #spotOf(id: EntityId): Spot | null {
    const at = this.find(id);
    return at && this.spotOf(at);
  }

  #isElsewhere(cell: BoardCell, row: OrderRow, after: EntityId | null, before: EntityId | null): boolean {
    const index = cell.indexOf(row.id);
    return (
      row.stages.length !== 1 ||
      (cell.rowAt(index - 1)?.id ?? null) !== after ||
      (cell.rowAt(index + 1)?.id ?? null) !== before
    );
  }

  get #settable(): readonly SettableKey[] {
    const { group, lane } = this.layout;
    return [group, lane].flatMap((key) => (key === null || isFixed(key) ? [] : [key]));
  }

  /**
   * What is written for a move, and what its row will say then of where it stands; `standing` is what it says now, after
   * moves that are not in it yet. The place among cards goes with the stage, and of it nobody is shown a value (F2).
   */
  #changes(row: OrderRow, standing: Values, from: Spot, to: Spot): Regrouping & { readonly values: Values } {
    const { group } = this.layout;
    const isChanged = (key: SettableKey) =>
      key === group ? this.placed || to.group !== from.group : to.lane !== from.lane;
    const groupOf = (key: SettableKey) => (key === group ? to.group : to.lane);
    const parts = this.#settable.filter(isChanged).map((key) => regrouping(row, key, groupOf(key)));
    return {
      set: joined(parts.map(({ set }) => set)),
      shown: joined(parts.map(({ shown }) => shown)),
      values: this.#settable.map((key, at) =>
        isChanged(key) ? [valueOf(groupOf(key))] : (standing[at] ?? []),
      ),
    };
  }

  #valuesOf(row: OrderRow): Values {
    return this.#settable.map((key) => valuesAt(row, key));
  }

  #markOf(row: OrderRow): string {
    return markOf(this.placed ? row.position : null, this.#valuesOf(row));
  }

  /** Holds a move until its row is here, or somebody else's. */
  #followRow(id: EntityId): void {
    const stop = this.#workspace.watchOrders([id], ([row]) => {
      const move = this.#moved.get(id);
      const mark = row && this.#markOf(row);
      if (move && mark !== undefined && move.passed.includes(mark)) return;
      stop();
      if (!move) return;
      // The row is here; until its columns are, the card would be in none of them, and its focus lost.
      if (mark === move.mark) this.#whenLaidOut(id, move);
      else this.#forget(id, move);
    });
  }

  #whenLaidOut(id: EntityId, move: Move): void {
    const [from, to] = [this.cell(move.from), this.cell(move.to)];
    const stop = $effect.root(() => {
      $effect(() => {
        const laidOut = to?.holds(id) === true && (from === to || from?.holds(id) !== true);
        if (laidOut) untrack(() => this.#forget(id, move));
      });
    });
    setTimeout(() => {
      stop();
      this.#forget(id, move);
    }, longestHold);
  }

  #forget(id: EntityId, move: Move): void {
    if (this.#moved.get(id) !== move) return;
    const moved = new Map(this.#moved);
    moved.delete(id);
    this.#moved = moved;
  }
}

function markOf(position: string | null, values: Values): string {
  return JSON.stringify([position, values]);
}

function joined<T>(records: readonly Readonly<Record<string, T>>[]): Readonly<Record<string, T>> {
  return Object.fromEntries(records.flatMap((record) => Object.entries(record)));
}
