import type { EntityId } from '../sync/document-name.ts';
import { conflictsOf, type FieldCell } from './cell.ts';
import type { Facts } from './facts.ts';
import { cellsUnder, itemsOf, type EntityFacts, type ItemView } from './items.ts';
import type { Conflict } from './rows.ts';
import type { ItemField, TopField } from './schema.ts';

export interface CustomerView {
  readonly id: EntityId;
  readonly fields: Readonly<Record<TopField<'customer'>, FieldCell>>;
  readonly habits: readonly ItemView<ItemField<'customer', 'habits'>>[];
  readonly products: readonly ItemView<ItemField<'customer', 'products'>>[];
  readonly conflicts: readonly Conflict[];
  readonly unreadable: number;
}

/** Reads a customer's page: `home` from `customers/<id>/facts`, payment and currency from `commercial/<id>/facts`. */
export function readCustomer(id: EntityId, home: Facts, commercial: Facts | null): CustomerView {
  const facts: EntityFacts = { kind: 'customer', home, commercial };
  return {
    id,
    fields: cellsUnder(facts, ''),
    habits: itemsOf(facts, 'habits'),
    products: itemsOf(facts, 'products'),
    conflicts: [...conflictsOf(home, 'customer'), ...(commercial ? conflictsOf(commercial, 'customer') : [])],
    unreadable: home.unreadable + (commercial?.unreadable ?? 0),
  };
}
