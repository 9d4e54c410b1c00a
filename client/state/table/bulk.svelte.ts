import type { OrderRow } from '../../../shared/model/rows.ts';
import type { EntityId } from '../../../shared/sync/document-name.ts';
import type { Written } from '../undo.svelte.ts';
import type { Workspace } from '../workspace.svelte.ts';
import type { CellChange } from './content.ts';

/** Rows read, and orders written, at a time. */
const slice = 32;
const together = 4;

/** What to do with an order: a change, or why none is made there. */
export type BulkPlan = (row: OrderRow) => CellChange | 'same' | 'conflict' | 'locked';

export interface BulkOutcome {
  readonly changed: number;
  /** They said so already. */
  readonly same: number;
  /** People disagree there: one settles that in the order. */
  readonly conflicts: number;
  /** Not written: read-only here, gone, or refused. */
  readonly left: number;
  readonly cancelled: boolean;
}

/**
 * Does the same to many orders, by their rows at the moment each is written, and can be stopped on the way. What was
 * written is one action to be taken back.
 */
export class Bulk {
  readonly #workspace: Workspace;
  #progress: { readonly done: number; readonly total: number } | null = $state.raw(null);
  #cancelled = false;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** null while nothing goes on. */
  get progress(): { readonly done: number; readonly total: number } | null {
    return this.#progress;
  }

  /** What is written stays, and can be taken back. */
  cancel(): void {
    this.#cancelled = true;
  }

  async run(ids: readonly EntityId[], planOf: BulkPlan): Promise<BulkOutcome> {
    this.#cancelled = false;
    const counts = { same: 0, conflict: 0, locked: 0, failed: 0 };
    const written: Written[] = [];
    let done = 0;
    const one = async (row: OrderRow): Promise<void> => {
      if (this.#cancelled) return;
      const plan = planOf(row);
      if (typeof plan === 'string') counts[plan] += 1;
      else {
        const part = await this.#workspace.changePart('order', row.id, plan.change, plan.shown);
        if (!part) counts.failed += 1;
        else if (part.step.length === 0) counts.same += 1;
        else written.push(part);
      }
      this.#progress = { done: ++done, total: ids.length };
    };
    this.#progress = { done, total: ids.length };
    try {
      for (let from = 0; from < ids.length && !this.#cancelled; from += slice) {
        const rows = await this.#workspace.orders(ids.slice(from, from + slice));
        const gone = Math.min(slice, ids.length - from) - rows.length;
        counts.failed += gone;
        done += gone;
        for (let at = 0; at < rows.length; at += together)
          await Promise.all(rows.slice(at, at + together).map(one));
      }
    } finally {
      this.#workspace.actions.didMany(written);
      this.#progress = null;
    }
    return {
      changed: written.length,
      same: counts.same,
      conflicts: counts.conflict,
      left: counts.locked + counts.failed,
      cancelled: this.#cancelled,
    };
  }
}
