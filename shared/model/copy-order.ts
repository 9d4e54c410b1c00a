import { type FieldCell } from './cell.ts';
import { only } from './cell-values.ts';
import type { Path } from './facts.ts';
import { fits } from './fits.ts';
import type { ItemView } from './items.ts';
import type { OrderView } from './order.ts';
import type { ItemField, TopField } from './schema.ts';

/**
 * What a repeat order has in common with the one before: who buys, on what terms, what goods, how packed and at what
 * price. Not what belongs to one shipment: number, dates, vessel and booking, weights and totals as loaded, freight and
 * rate of the day, letter of credit, container numbers, instructions and papers. `cartons` is what was packed in the
 * end; the lines say what was ordered.
 */
const terms: readonly TopField<'order'>[] = [
  'customer',
  'incoterm',
  'incoterm_place',
  'incoterm_edition',
  'port_of_loading',
  'port_of_discharge',
  'tolerance',
  'currency',
  'payment',
  'price_fob_per_carton',
  'price_insurance',
];
const lineFields: readonly ItemField<'order', 'lines'>[] = [
  'position',
  'product',
  'count',
  'cartons',
  'unit_price',
];
const containerFields: readonly ItemField<'order', 'containers'>[] = [
  'position',
  'type',
  'cartons',
  'set_point',
  'ventilation',
  'ventilation_basis',
  'ventilation_remark',
  'humidity',
  'humidity_remark',
];

/** Something of the old order that a copy does not take, since nobody knows yet whether it is right. */
export interface LeftOut {
  readonly path: Path;
  /**
   * conflict: a value, or whether the item is there at all, waits to be settled. incomplete: a part of its history has
   * not arrived here. misfit: it is no value for its field.
   */
  readonly why: 'conflict' | 'incomplete' | 'misfit';
}

export interface OrderCopy {
  /** Paths of the new order, and `copied_from`. */
  readonly set: Readonly<Record<string, string>>;
  /** In the order of the panel; to be told to whoever copies. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * What a copy of an order begins with; a history of its own starts there. Takes the open order and a maker of item ids.
 * Only what is clear is copied: agreed, in full, and a value for its field. Of an item that was both removed and changed
 * nothing is.
 */
export function copyOrder(order: OrderView, newId: () => string): OrderCopy {
  const set: Record<string, string> = { copied_from: order.id };
  const leftOut: LeftOut[] = [];
  const unsettled = new Set(order.conflicts.map(({ path }) => path));
  const copy = (path: string, from: FieldCell): void => {
    const why = unclear(from);
    const value = only(from.cell);
    if (why !== null) leftOut.push({ path: from.path, why });
    else if (value !== null && value !== '') set[path] = value;
  };
  const copyItems = <Name extends string>(
    collection: string,
    items: readonly ItemView<Name>[],
    names: readonly Name[],
  ): void => {
    for (const item of items) {
      if (unsettled.has(item.path)) {
        leftOut.push({ path: item.path, why: 'conflict' });
        continue;
      }
      const id = newId();
      for (const name of names) copy(`${collection}/${id}/${name}`, item.fields[name]);
    }
  };
  for (const name of terms) copy(name, order.fields[name]);
  if (order.sums.lineCartons.kind === 'none') copy('cartons', order.fields.cartons);
  copyItems('lines', order.lines, lineFields);
  copyItems('containers', order.containers, containerFields);
  return { set, leftOut };
}

/** Why what stands in a field is not clear; null where it is, and where nothing stands. */
function unclear({ field, state, cell }: FieldCell): LeftOut['why'] | null {
  // Of a quiet field every replica takes the same head: nobody is asked about it.
  if (state?.kind === 'incomplete' && !field.quiet) return 'incomplete';
  if (cell.kind === 'many') return 'conflict';
  const [first] = state?.heads ?? [];
  return first && !fits(field, first.value) ? 'misfit' : null;
}
