import type { EntityId } from '../sync/document-name.ts';
import { dateKeys, quantityKeys, type DateKey, type OrderEntry } from './entry.ts';

/** An order of which nothing is said, for tests. */
export const blankEntry: OrderEntry = {
  id: 'order_a' as EntityId,
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
  days: dateKeys.map(() => null),
  openDays: [],
  path: '',
  since: [],
  quantities: quantityKeys.map(() => null),
  containers: [],
  conflicts: 0,
  critical: false,
  waiting: false,
  found: null,
  text: '',
};

/** An entry for tests: dates by name as day numbers, the rest as given. */
export function entryWith(
  name: string,
  dates: Partial<Record<DateKey, number>> = {},
  rest: Partial<OrderEntry> = {},
): OrderEntry {
  return {
    ...blankEntry,
    id: `order_${name}` as EntityId,
    number: name,
    days: dateKeys.map((key) => dates[key] ?? null),
    ...rest,
  };
}
