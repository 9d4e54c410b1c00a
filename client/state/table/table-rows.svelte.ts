import { untrack } from 'svelte';
import type { OrderRow } from '../../../shared/model/rows.ts';
import type { EntityId } from '../../../shared/sync/document-name.ts';
import type { OrderList } from '../order-list.svelte.ts';
import type { OrderSection } from '../order-section.svelte.ts';
import { blocksOf, lineCount, lineOf, slotAt, type Block, type Slot } from './blocks.ts';

/** The orders of a list as lines of a table. Rows are read of those sections alone that are in view. */
export class TableRows {
  readonly #list: OrderList;
  readonly #headed: () => boolean;
  #open: ReadonlyMap<string, OrderSection> = $state.raw(new Map());
  readonly blocks: readonly Block[] = $derived.by(() => blocksOf(this.#list.sections, this.#headed()));
  readonly length = $derived.by(() => lineCount(this.blocks));

  constructor(list: OrderList, headed: () => boolean) {
    this.#list = list;
    this.#headed = headed;
  }

  slotAt(line: number): Slot | null {
    return slotAt(this.blocks, line);
  }

  /** null for a head, and for an order that is not read yet. */
  rowAt(line: number): OrderRow | null {
    const slot = this.slotAt(line);
    if (slot?.kind !== 'order') return null;
    return this.#open.get(slot.block.group)?.rowAt(slot.place) ?? null;
  }

  idAt(line: number): EntityId | null {
    const slot = this.slotAt(line);
    if (slot?.kind !== 'order') return null;
    return this.#open.get(slot.block.group)?.idAt(slot.place) ?? null;
  }

  /** The line of an order that is read, the nearest to where it was; null for one that is not. */
  lineOf(id: EntityId, near: number): number | null {
    let best: number | null = null;
    for (const block of this.blocks) {
      const place = this.#open.get(block.group)?.indexOf(id) ?? -1;
      if (place < 0) continue;
      const line = lineOf(block, place);
      if (best === null || Math.abs(line - near) < Math.abs(best - near)) best = line;
    }
    return best;
  }

  /** Rows that are read, by line. */
  get read(): readonly OrderRow[] {
    return [...this.#open.values()].flatMap((section) => section.shown);
  }

  /** What is seen: from one line to another. */
  look(first: number, last: number): void {
    const seen = this.blocks.filter(
      (block) => block.start <= last && lineOf(block, block.totals.orders) > first,
    );
    const open = untrack(() => this.#open);
    const next = new Map(seen.map(({ group }) => [group, open.get(group) ?? this.#list.section(group)]));
    for (const group of open.keys()) if (!next.has(group)) this.#list.release(group);
    for (const block of seen)
      next.get(block.group)?.look(Math.max(0, first - lineOf(block, 0)), last - lineOf(block, 0));
    if (next.size !== open.size || [...next.keys()].some((group) => !open.has(group))) this.#open = next;
  }
}
