import type { EntityId } from '../sync/document-name.ts';
import { type FieldCell } from './cell.ts';
import { only } from './cell-values.ts';
import { allConflicts } from './conflicts.ts';
import type { Facts } from './facts.ts';
import { cellsUnder, itemsOf, type EntityFacts, type ItemView } from './items.ts';
import type { Cell, Conflict, Trashed } from './rows.ts';
import { departments, paperKinds, type ItemField, type TopField } from './schema.ts';
import { minorUnits, multiplyCells, sumCells } from './sums.ts';
import { trashedOf } from './read-only.ts';

export interface InstructionView extends ItemView<ItemField<'order', 'instructions'>> {
  /** Acknowledgements of this revision; the item's id is the department. */
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
  /** Findings of the checks that somebody accepted. */
  readonly accepted: readonly ItemView<ItemField<'order', 'accepted'>>[];
  /** Where values came from that nobody typed. */
  readonly prefilled: readonly ItemView<ItemField<'order', 'prefilled'>>[];
  /** Reckoned from the lines, never stored: `many` while a line is in conflict, `none` where nothing can be summed. */
  readonly sums: {
    readonly lineCartons: Cell<string>;
    readonly containerCartons: Cell<string>;
    /** Cartons times unit price of each line, rounded to the currency, then summed. */
    readonly lineAmounts: Cell<string>;
  };
  readonly conflicts: readonly Conflict[];
  readonly unreadable: number;
  /** Records of a newer version: the entity is read-only here (F5). */
  readonly newer: number;
  /** null unless it is in the trash. */
  readonly trashed: Trashed | null;
}

/**
 * Reads an open order out of the facts of its two documents, folded with kind `order`; `commercial` is null for
 * whoever may not see prices.
 */
export function readOrder(id: EntityId, board: Facts, commercial: Facts | null): OrderView {
  const facts: EntityFacts = { kind: 'order', home: board, commercial };
  const fields = cellsUnder(facts, '') as OrderView['fields'];
  const lines: OrderView['lines'] = itemsOf(facts, 'lines');
  const containers: OrderView['containers'] = itemsOf(facts, 'containers');
  const places = minorUnits(only(fields.currency.cell));
  return {
    id,
    fields,
    lines,
    containers,
    instructions: instructionsOf(facts),
    vgm: itemsOf(facts, 'vgm'),
    papers: papersOf(facts),
    accepted: itemsOf(facts, 'accepted'),
    prefilled: itemsOf(facts, 'prefilled'),
    sums: {
      lineCartons: sumCells(lines.map((line) => line.fields.cartons.cell)),
      containerCartons: sumCells(containers.map((container) => container.fields.cartons.cell)),
      lineAmounts: sumCells(
        lines.map((line) => multiplyCells(line.fields.cartons.cell, line.fields.unit_price.cell, places)),
      ),
    },
    conflicts: allConflicts({ kind: 'order', home: board, commercial }),
    unreadable: board.unreadable + (commercial?.unreadable ?? 0),
    newer: board.newer + (commercial?.newer ?? 0),
    trashed: trashedOf(board, commercial),
  };
}

/** Oldest revision first. */
function instructionsOf(facts: EntityFacts): readonly InstructionView[] {
  const items = itemsOf<ItemField<'order', 'instructions'>>(facts, 'instructions').map((item) => ({
    ...item,
    acks: sortedBy(itemsOf<'department'>(facts, `${item.path}/acks`), departments, (ack) => ack.id),
  }));
  const revision = (item: InstructionView) => Number(only(item.fields.revision.cell) ?? Infinity);
  return items.sort((a, b) => (revision(a) === revision(b) ? 0 : revision(a) - revision(b)));
}

function papersOf(facts: EntityFacts): OrderView['papers'] {
  const papers: OrderView['papers'] = itemsOf(facts, 'papers');
  return sortedBy(papers, paperKinds, (paper) => only(paper.fields.kind.cell) ?? '');
}

/** In the order of a list; what is not on it stands last. */
function sortedBy<T>(items: readonly T[], order: readonly string[], key: (item: T) => string): readonly T[] {
  const rank = (item: T) => (order.includes(key(item)) ? order.indexOf(key(item)) : order.length);
  return items.toSorted((a, b) => rank(a) - rank(b));
}
