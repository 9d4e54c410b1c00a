import type { EntityId } from '../sync/document-name.ts';
import type { OrderEntry } from './entry.ts';
import { folded } from './folded.ts';

/** For tests: an order's entry of which only some matters. `words` are found in it besides its number. */
export function entry(id: string, some: Partial<OrderEntry> & { readonly words?: string } = {}): OrderEntry {
  const { words = '', ...rest } = some;
  return {
    id: `order_${id}` as EntityId,
    shelf: 'open',
    stage: 'enquiry',
    position: 'a0',
    number: '',
    customers: [],
    products: [],
    owners: [],
    ports: [],
    incoterm: '',
    currency: '',
    days: [],
    quantities: [],
    containers: [],
    conflicts: 0,
    waiting: false,
    text: folded(`${rest.number ?? ''}\n${words}`),
    ...rest,
  };
}
