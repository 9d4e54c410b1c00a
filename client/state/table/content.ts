import { only, valuesOf } from '../../../shared/model/cell-values.ts';
import { sumDecimals, compareDecimals } from '../../../shared/model/decimal.ts';
import { fieldOf } from '../../../shared/model/documents.ts';
import type { Change, FactValue } from '../../../shared/model/facts.ts';
import type { Field } from '../../../shared/model/field.ts';
import type { Cell, OrderRow } from '../../../shared/model/rows.ts';
import { firstStage } from '../../../shared/model/stages.ts';
import type { Column } from './columns.ts';

/** What stands in a cell of the table. `several` is no conflict: an order with several lines or containers has as many. */
export type Content = Cell<string> | { readonly kind: 'several'; readonly values: readonly string[] };

const none = { kind: 'none' } as const;

export function contentOf({ source }: Column, row: OrderRow): Content {
  switch (source.kind) {
    case 'field':
      return row[source.cell];
    case 'stage':
      return row.stages.length > 1 ? { kind: 'many', values: row.stages } : { kind: 'one', value: row.stage };
    case 'lines':
      return together(row.lines.map((line) => line[source.field]));
    case 'containers':
      return together(row.containers.map((container) => container[source.field]));
    case 'found':
      return none;
  }
}

/** Of one item what stands there; of several everything that stands in any of them. */
function together(cells: readonly Cell<string>[]): Content {
  const [first] = cells;
  if (!first) return none;
  if (cells.length === 1) return first;
  const values = cells.flatMap((cell) => valuesOf(cell));
  return values.length === 0 ? none : { kind: 'several', values };
}

/** The path a cell is edited at; null where it is read only: an order may have several lines or containers, or none. */
export function pathOf({ source }: Column, row: OrderRow): string | null {
  switch (source.kind) {
    case 'field':
      return source.path;
    case 'stage':
      return 'stage';
    case 'lines':
      return row.lines.length === 1 ? `lines/${row.lines[0]?.id}/${source.field}` : null;
    case 'containers':
      return row.containers.length === 1
        ? `containers/${row.containers[0]?.id}/${source.field === 'type' ? 'type' : 'set_point'}`
        : null;
    case 'found':
      return null;
  }
}

/** What a column's field may hold. */
export function fieldOfColumn({ source }: Column): Field {
  const pattern = patternOf(source);
  const field = fieldOf('order', pattern);
  if (!field) throw new Error(`not a field of an order: ${pattern}`);
  return field;
}

function patternOf(source: Column['source']): string {
  switch (source.kind) {
    case 'field':
      return source.path;
    case 'stage':
      return 'stage';
    case 'lines':
      return `lines/x/${source.field}`;
    case 'containers':
      return `containers/x/${source.field === 'type' ? 'type' : 'set_point'}`;
    case 'found':
      return '';
  }
}

/**
 * The values that a cell stands for (F2). A stage that nobody set shows as the first, and cartons that nobody set show as
 * the sum of the lines: then nothing was seen there but that.
 */
export function seenIn(column: Column, row: OrderRow): readonly FactValue[] {
  const content = contentOf(column, row);
  if (content.kind === 'none') return [null];
  if (content.kind !== 'one') return content.values;
  const reckoned =
    column.id === 'stage'
      ? content.value === firstStage
      : column.id === 'cartons' && compareDecimals(content.value, lineSum(row)) === 0;
  return reckoned ? [content.value, null] : [content.value];
}

function lineSum({ lines }: OrderRow): string {
  return sumDecimals(lines.flatMap(({ cartons }) => only(cartons) ?? [])) ?? '';
}

/** Why a cell cannot be edited; null where it can. */
export type Locked = 'conflict' | 'newer' | 'several' | 'found';

export function lockOf(column: Column, row: OrderRow): Locked | null {
  if (column.source.kind === 'found') return 'found';
  if (row.newer) return 'newer';
  if (contentOf(column, row).kind === 'many') return 'conflict';
  return pathOf(column, row) === null ? 'several' : null;
}

/** A change of one cell, with what its row showed there. */
export interface CellChange {
  readonly change: Change;
  readonly shown: Readonly<Record<string, readonly FactValue[]>>;
}

/** The change that sets a cell; null where it says so already, or cannot be edited. */
export function setting(column: Column, row: OrderRow, value: FactValue): CellChange | null {
  const path = pathOf(column, row);
  if (path === null || lockOf(column, row) !== null) return null;
  const content = contentOf(column, row);
  const now = content.kind === 'one' ? content.value : null;
  if (value === now) return null;
  return { change: { set: { [path]: value } }, shown: { [path]: seenIn(column, row) } };
}
