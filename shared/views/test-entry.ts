import type { EntityId } from '../sync/document-name.ts';
import { dateKeys, type DateKey, type OrderEntry } from './entry.ts';

/** An entry for tests: dates by name as day numbers, the rest as given. */
export function entryWith(
  name: string,
  dates: Partial<Record<DateKey, number>> = {},
  rest: Partial<OrderEntry> = {},
): OrderEntry {
  return {
    id: `order_${name}` as EntityId,
    shelf: 'open',
    stage: 'enquiry',
    position: 'a0',
    number: name,
    customers: [],
    products: [],
    owners: [],
    ports: [],
    incoterm: '',
    currency: '',
    days: dateKeys.map((key) => dates[key] ?? null),
    openDays: [],
    path: '',
    since: [],
    quantities: [null, null, null, null],
    containers: [],
    conflicts: 0,
    waiting: false,
    text: '',
    ...rest,
  };
}
