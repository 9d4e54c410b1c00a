import type { CustomerRow, OrderRow, ProductRow } from '../../shared/model/rows.ts';
import { t } from '../i18n/language.svelte.ts';
import { customerName } from './card.ts';
import { firstValue, productName } from './goods.ts';
import type { Workspace } from './workspace.svelte.ts';

/** The words an order is called by on a list: its number and its customer. */
export function orderTitle(row: OrderRow, workspace: Workspace): string {
  const customer = row.customer.kind === 'none' ? '' : firstValue(row.customer);
  const name = customerName(workspace.customers.get(customer as never));
  return [firstValue(row.number), name].filter(Boolean).join(' · ') || t('order.new');
}

export function customerTitle(row: CustomerRow): string {
  return customerName(row) || t('customer.nameNew');
}

export function productTitle(row: ProductRow): string {
  return productName(row) || t('product.nameNew');
}
