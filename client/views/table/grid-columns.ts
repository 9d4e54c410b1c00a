import { columnOf, type Chosen, type Column } from '../../state/table/columns.ts';
import { edges, type Range } from '../../state/table/geometry.ts';

/** Columns before those of the orders: the box to choose by, and the marks. px. */
export const before = [32, 24] as const;

/** The columns as they are laid out: places count the two before as well. px. */
export interface GridColumns {
  readonly columns: readonly { readonly column: Column; readonly width: number }[];
  readonly left: readonly number[];
  /** How many stay where they are when the table is scrolled. */
  readonly pinned: number;
  readonly count: number;
  /** Places that are drawn, of those behind the two. */
  readonly drawn: readonly number[];
}

/** Takes what is chosen, the places that are seen behind the pinned ones, and one that is drawn in any case. */
export function gridColumns(chosen: Chosen, seen: Range, kept: number): GridColumns {
  const pinned = before.length + chosen.pinned;
  const count = before.length + chosen.columns.length;
  const drawn: number[] = [];
  for (let at: number = before.length; at < count; at++)
    if (at < pinned || (at >= seen.from && at < seen.to) || at === kept) drawn.push(at);
  return {
    columns: chosen.columns.map((one) => ({ column: columnOf(one.id), width: one.width })),
    left: leftEdges(chosen),
    pinned,
    count,
    drawn,
  };
}

/** The left edges of all columns, and the right one of the last. px. */
export function leftEdges(chosen: Chosen): readonly number[] {
  return edges([...before, ...chosen.columns.map((column) => column.width)]);
}
