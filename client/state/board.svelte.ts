import { comparePosition, positionBetween } from '../../shared/model/position.ts';
import type { OrderRow, StageRow } from '../../shared/model/rows.ts';
import { firstStage } from '../../shared/model/stages.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { Workspace } from './workspace.svelte.ts';

interface Place {
  readonly stage: string;
  readonly position: string;
}

export interface BoardColumn {
  readonly stage: StageRow;
  readonly rows: readonly OrderRow[];
  /** The team took the stage out of use, or nobody here knows it: its orders must be moved, and none comes in. */
  readonly retired: boolean;
}

/**
 * The open orders by stage. A move shows at once and is held here until the row that comes back from the worker says
 * the same, or somebody else's move has come in between.
 */
export class Board {
  readonly #workspace: Workspace;
  readonly #passes: (row: OrderRow) => boolean;
  #moved: ReadonlyMap<EntityId, Place & { readonly from: Place }> = $state.raw(new Map());
  readonly #placed = $derived.by(() => this.#workspace.orders.map((row) => this.#shown(row)));
  readonly columns: readonly BoardColumn[] = $derived.by(() => this.#columns());

  /** `passes` gives whether a row is to be shown: what somebody looks for. */
  constructor(workspace: Workspace, passes: (row: OrderRow) => boolean = () => true) {
    this.#workspace = workspace;
    this.#passes = passes;
  }

  #shown(row: OrderRow): OrderRow {
    const move = this.#moved.get(row.id);
    const untouched = move && row.stage === move.from.stage && row.position === move.from.position;
    return untouched ? { ...row, stage: move.stage, position: move.position } : row;
  }

  #columns(): readonly BoardColumn[] {
    const stages = this.#workspace.stages;
    const byStage = new Map<string, OrderRow[]>(stages.map((stage) => [stage.id, []]));
    for (const row of this.#placed) {
      if (!this.#passes(row)) continue;
      const rows = byStage.get(row.stage);
      if (rows) rows.push(row);
      else byStage.set(row.stage, [row]);
    }
    return [...byStage].map(([id, rows], index) => ({
      stage: stages[index] ?? this.#workspace.stage(id) ?? { id, nameZh: id, nameEn: id, position: '' },
      rows: rows.sort(comparePosition),
      retired: index >= stages.length,
    }));
  }

  /** Where an order stands: column and place in it. */
  find(id: EntityId): { readonly column: number; readonly index: number } | null {
    for (const [column, { rows }] of this.columns.entries()) {
      const index = rows.findIndex((row) => row.id === id);
      if (index >= 0) return { column, index };
    }
    return null;
  }

  /** Puts an order before the card that stands at `index` of a stage, itself not counted. One record. */
  async move(id: EntityId, stage: string, index: number): Promise<void> {
    const column = this.columns.find((one) => one.stage.id === stage);
    const row = this.#workspace.orderById.get(id);
    if (!column || !row || (column.retired && row.stage !== stage)) return;
    const others = column.rows.filter((one) => one.id !== id);
    const at = Math.max(0, Math.min(index, others.length));
    const current = this.find(id);
    const stays = current !== null && this.columns[current.column]?.stage.id === stage;
    if (stays && current.index === at && row.stages.length === 1) return;
    const position = positionBetween(
      others[at - 1]?.position ?? null,
      others[at]?.position ?? null,
      Math.random,
    );
    const from = { stage: row.stage, position: row.position };
    this.#moved = new Map(this.#moved).set(id, { stage, position, from });
    const shown = { stage: stagesShown(row) };
    const written = await this.#workspace.change('order', id, { set: { stage, position } }, shown);
    if (written || this.#moved.get(id)?.position !== position) return;
    const moved = new Map(this.#moved);
    moved.delete(id);
    this.#moved = moved;
  }
}

/** The values a card stands for; where nothing is set it stands in the first stage. Its place troubles nobody (F2). */
function stagesShown({ stages }: OrderRow): readonly (string | null)[] {
  return stages.length === 1 && stages[0] === firstStage ? [firstStage, null] : stages;
}
