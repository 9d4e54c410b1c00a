import type { EntityId } from '../sync/document-name.ts';
import type { FieldCell } from './cell.ts';
import { allConflicts } from './conflicts.ts';
import type { Facts } from './facts.ts';
import { cellsUnder, itemsOf, type EntityFacts, type ItemView } from './items.ts';
import type { Conflict, Trashed } from './rows.ts';
import type { ItemField, TopField } from './schema.ts';
import { trashedOf } from './read-only.ts';

export interface ProductView {
  readonly id: EntityId;
  readonly fields: Readonly<Record<TopField<'product'>, FieldCell>>;
  readonly packings: readonly ItemView<ItemField<'product', 'packings'>>[];
  readonly lessons: readonly ItemView<ItemField<'product', 'lessons'>>[];
  readonly conflicts: readonly Conflict[];
  readonly unreadable: number;
  /** Records of a newer version: the entity is read-only here (F5). */
  readonly newer: number;
  /** null unless it is in the trash. */
  readonly trashed: Trashed | null;
}

/** Reads a product's page: `home` from `products/<id>/facts`, its price from `commercial/<id>/facts`. */
export function readProduct(id: EntityId, home: Facts, commercial: Facts | null): ProductView {
  const facts: EntityFacts = { kind: 'product', home, commercial };
  return {
    id,
    fields: cellsUnder(facts, ''),
    packings: itemsOf(facts, 'packings'),
    lessons: itemsOf(facts, 'lessons'),
    conflicts: allConflicts({ kind: 'product', home, commercial }),
    unreadable: home.unreadable + (commercial?.unreadable ?? 0),
    newer: home.newer + (commercial?.newer ?? 0),
    trashed: trashedOf(home, commercial),
  };
}
