import { dateOfDay } from './calendar-day.ts';
import { dateKeys, type DateKey, type OrderEntry } from './entry.ts';

/** What orders are put into columns, lanes and sections by. */
export const groupKeys = ['stage', 'customer', 'owner', 'month', 'port', 'product'] as const;
export type GroupKey = (typeof groupKeys)[number];

const at = (key: DateKey) => dateKeys.indexOf(key);
const shipment = [at('sailed'), at('etd'), at('latestShipment'), at('promisedEtd')] as const;

/** The day number an order is shipped on as far as known: when it sailed, else its ETD, the latest or the promised one. */
export function shipmentDay({ days }: OrderEntry): number | null {
  for (const index of shipment) {
    const day = days[index] ?? null;
    if (day !== null) return day;
  }
  return null;
}

/**
 * The groups of an order, one at least: an id, a name or `2026-12`, empty where it has none. It is in the group of each of
 * its products; of everything else it has one, and in a conflict it stands in the first.
 */
export function groupsOf(entry: OrderEntry, key: GroupKey): readonly [string, ...string[]] {
  switch (key) {
    case 'stage':
      return [entry.stage];
    case 'customer':
      return [entry.customers[0] ?? ''];
    case 'owner':
      return [entry.owners[0] ?? ''];
    case 'port':
      return [entry.ports[0] ?? ''];
    case 'product': {
      const [first = '', ...others] = entry.products;
      return [first, ...others];
    }
    case 'month': {
      const day = shipmentDay(entry);
      return [day === null ? '' : dateOfDay(day).slice(0, 7)];
    }
  }
}

/** What the order of groups rests on. */
export interface GroupRanks {
  /** Ids in the order of the board. */
  readonly stages: ReadonlyMap<string, number>;
  /** Names by id, as people read them. */
  readonly customers: ReadonlyMap<string, string>;
  readonly products: ReadonlyMap<string, string>;
  /** Compares names in the reader's language. */
  readonly collate: (a: string, b: string) => number;
}

/** Compares two groups: stages as on the board, months by time, the rest by name; the empty group and unknown stages last. */
export function groupOrder(
  key: GroupKey,
  { stages, customers, products, collate }: GroupRanks,
): (a: string, b: string) => number {
  const last = (a: string, b: string, compare: (a: string, b: string) => number): number =>
    a === b ? 0 : a === '' ? 1 : b === '' ? -1 : compare(a, b) || (a < b ? -1 : 1);
  switch (key) {
    case 'stage': {
      const rank = (id: string) => stages.get(id) ?? stages.size;
      return (a, b) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
    }
    case 'month':
      return (a, b) => last(a, b, () => 0);
    case 'customer':
      return (a, b) => last(a, b, () => collate(customers.get(a) ?? '', customers.get(b) ?? ''));
    case 'product':
      return (a, b) => last(a, b, () => collate(products.get(a) ?? '', products.get(b) ?? ''));
    case 'owner':
    case 'port':
      return (a, b) => last(a, b, collate);
  }
}
