import type { EntityId } from '../sync/document-name.ts';
import { conflictsOf, type FieldCell } from './cell.ts';
import type { Facts } from './facts.ts';
import { cellsUnder, itemsOf, type EntityFacts, type ItemView } from './items.ts';
import type { Conflict } from './rows.ts';
import type { ItemField, TopField } from './schema.ts';

export interface ProductView {
  readonly id: EntityId;
  readonly fields: Readonly<Record<TopField<'product'>, FieldCell>>;
  readonly packings: readonly ItemView<ItemField<'product', 'packings'>>[];
  readonly conflicts: readonly Conflict[];
  readonly unreadable: number;
}

/** Reads a product's page: `home` from `products/<id>/facts`, its price from `commercial/<id>/facts`. */
export function readProduct(id: EntityId, home: Facts, commercial: Facts | null): ProductView {
  const facts: EntityFacts = { kind: 'product', home, commercial };
  return {
    id,
    fields: cellsUnder(facts, ''),
    packings: itemsOf(facts, 'packings'),
    conflicts: [...conflictsOf(home, 'product'), ...(commercial ? conflictsOf(commercial, 'product') : [])],
    unreadable: home.unreadable + (commercial?.unreadable ?? 0),
  };
}
