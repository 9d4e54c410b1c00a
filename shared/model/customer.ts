import type { EntityId } from '../sync/document-name.ts';
import type { FieldCell } from './cell.ts';
import { allConflicts } from './conflicts.ts';
import type { Facts } from './facts.ts';
import { cellsUnder, itemsOf, type EntityFacts, type ItemView } from './items.ts';
import type { Conflict, Trashed } from './rows.ts';
import type { ItemField, TopField } from './schema.ts';
import { trashedOf } from './read-only.ts';

export interface CustomerView {
  readonly id: EntityId;
  readonly fields: Readonly<Record<TopField<'customer'>, FieldCell>>;
  readonly habits: readonly ItemView<ItemField<'customer', 'habits'>>[];
  readonly products: readonly ItemView<ItemField<'customer', 'products'>>[];
  readonly holidays: readonly ItemView<ItemField<'customer', 'holidays'>>[];
  readonly contacts: readonly ItemView<ItemField<'customer', 'contacts'>>[];
  readonly conflicts: readonly Conflict[];
  readonly unreadable: number;
  /** Records of a newer version: the entity is read-only here (F5). */
  readonly newer: number;
  /** null unless it is in the trash. */
  readonly trashed: Trashed | null;
}

/** Reads a customer's page: `home` from `customers/<id>/facts`, payment and currency from `commercial/<id>/facts`. */
export function readCustomer(id: EntityId, home: Facts, commercial: Facts | null): CustomerView {
  const facts: EntityFacts = { kind: 'customer', home, commercial };
  return {
    id,
    fields: cellsUnder(facts, ''),
    habits: itemsOf(facts, 'habits'),
    products: itemsOf(facts, 'products'),
    holidays: itemsOf(facts, 'holidays'),
    contacts: itemsOf(facts, 'contacts'),
    conflicts: allConflicts({ kind: 'customer', home, commercial }),
    unreadable: home.unreadable + (commercial?.unreadable ?? 0),
    newer: home.newer + (commercial?.newer ?? 0),
    trashed: trashedOf(home, commercial),
  };
}
