import type { EntityId } from '../sync/document-name.ts';
import type { Conflict, FieldCell, ItemView } from './cell.ts';
import type { Facts } from './facts.ts';
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
export declare function readCustomer(id: EntityId, home: Facts, commercial: Facts | null): CustomerView;
