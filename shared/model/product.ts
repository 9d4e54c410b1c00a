import type { EntityId } from '../sync/document-name.ts';
import type { Conflict, FieldCell, ItemView } from './cell.ts';
import type { Facts } from './facts.ts';
import type { ItemField, TopField } from './schema.ts';

export interface ProductView {
  readonly id: EntityId;
  readonly fields: Readonly<Record<TopField<'product'>, FieldCell>>;
  readonly packings: readonly ItemView<ItemField<'product', 'packings'>>[];
  readonly conflicts: readonly Conflict[];
  readonly unreadable: number;
}

/** Reads a product's page: `home` from `products/<id>/facts`, its price from `commercial/<id>/facts`. */
export declare function readProduct(id: EntityId, home: Facts, commercial: Facts | null): ProductView;
