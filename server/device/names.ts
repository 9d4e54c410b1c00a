import { valuesOf } from '../../shared/model/cell-values.ts';
import { cellsUnder } from '../../shared/model/items.ts';
import type { Cell } from '../../shared/model/rows.ts';
import type { Entity } from './entity.ts';

/** What stands in a cell, all of it. */
export function cellText(cell: Cell<string> | undefined): string {
  return cell ? valuesOf(cell).join(' | ') : '';
}

/** What people call it: an order's number, a customer's or product's name. */
export function nameOf({ kind, facts }: Entity): string {
  const cells = cellsUnder(facts, '');
  const text = (field: string): string => cellText(cells[field]?.cell);
  switch (kind) {
    case 'order':
      return text('number');
    case 'customer':
      return text('name');
    case 'product':
      return [text('name_zh'), text('name_en')].filter(Boolean).join(' / ');
    case 'team':
      return '';
  }
}
