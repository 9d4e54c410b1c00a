import { type FieldCell } from './cell.ts';
import { only } from './cell-values.ts';
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

export interface OrderCopy {
  /** Paths of the new order, and `copied_from`. */
  readonly set: Readonly<Record<string, string>>;
  /** Labels' patterns of fields left empty because they wait to be settled. */
  readonly open: readonly string[];
}

/**
 * What a copy of an order begins with; a history of its own starts there. Takes the open order and a maker of item ids.
 * A field in conflict is not copied: nobody knows yet which value is right.
 */
export function copyOrder(order: OrderView, newId: () => string): OrderCopy {
  const set: Record<string, string> = { copied_from: order.id };
  const open: string[] = [];
  const copy = (path: string, cell: FieldCell): void => {
    const value = only(cell.cell);
    if (value !== null && value !== '') set[path] = value;
    else if (cell.cell.kind === 'many') open.push(path);
  };
  for (const name of terms) copy(name, order.fields[name]);
  if (order.sums.lineCartons.kind === 'none') copy('cartons', order.fields.cartons);
  for (const line of order.lines) {
    const id = newId();
    for (const name of lineFields) copy(`lines/${id}/${name}`, line.fields[name]);
  }
  for (const container of order.containers) {
    const id = newId();
    for (const name of containerFields) copy(`containers/${id}/${name}`, container.fields[name]);
  }
  return { set, open };
}
