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
  readonly sizes: readonly ItemView<ItemField<'product', 'sizes'>>[];
  /** What sources say, several of one name side by side. */
  readonly figures: readonly ItemView<ItemField<'product', 'figures'>>[];
  /** Which of them the team goes by; the id of each is the name of the figure. */
  readonly house: readonly ItemView<ItemField<'product', 'house'>>[];
  readonly seasons: readonly ItemView<ItemField<'product', 'seasons'>>[];
  /** Parts of the price; without fields for whoever may not see prices. */
  readonly costs: readonly ItemView<ItemField<'product', 'costs'>>[];
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
    sizes: itemsOf(facts, 'sizes'),
    figures: itemsOf(facts, 'figures'),
    house: itemsOf(facts, 'house'),
    seasons: itemsOf(facts, 'seasons'),
    costs: itemsOf(facts, 'costs'),
    lessons: itemsOf(facts, 'lessons'),
    conflicts: allConflicts({ kind: 'product', home, commercial }),
    unreadable: home.unreadable + (commercial?.unreadable ?? 0),
    newer: home.newer + (commercial?.newer ?? 0),
    trashed: trashedOf(home, commercial),
  };
}
