import type { EntityId } from '../sync/document-name.ts';
import type { Conflict, FieldCell, ItemView } from './cell.ts';
import type { Facts } from './facts.ts';
import type { Cell } from './rows.ts';
import type { ItemField, TopField } from './schema.ts';

export interface InstructionView extends ItemView<ItemField<'order', 'instructions'>> {
  /** Departments that acknowledged this revision. */
  readonly acks: readonly ItemView<'department'>[];
}

/** An open order: every field of the schema by name, items in a stable order, and sums. */
export interface OrderView {
  readonly id: EntityId;
  readonly fields: Readonly<Record<TopField<'order'>, FieldCell>>;
  readonly lines: readonly ItemView<ItemField<'order', 'lines'>>[];
  readonly containers: readonly ItemView<ItemField<'order', 'containers'>>[];
  readonly instructions: readonly InstructionView[];
  readonly vgm: readonly ItemView<ItemField<'order', 'vgm'>>[];
  readonly papers: readonly ItemView<ItemField<'order', 'papers'>>[];
  /** Sums of the lines: `many` while a line is in conflict, `none` where nothing can be summed. */
  readonly sums: { readonly lineCartons: Cell<string>; readonly lineAmounts: Cell<string> };
  readonly conflicts: readonly Conflict[];
  readonly unreadable: number;
}

/**
 * Reads an open order out of the facts of its two documents; `commercial` is null for whoever may not see prices.
 */
export declare function readOrder(id: EntityId, board: Facts, commercial: Facts | null): OrderView;
