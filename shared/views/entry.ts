import { only, valuesOf } from '../model/cell-values.ts';
import type { Cell, OrderRow, Shelf } from '../model/rows.ts';
import type { EntityId } from '../sync/document-name.ts';
import { dayNumber } from './calendar-day.ts';
import { folded } from './folded.ts';

/** The dates people look for, sort and group by. */
export const dateKeys = [
  'latestShipment',
  'etd',
  'promisedEtd',
  'requestedEtd',
  'sailed',
  'eta',
  'papersDue',
  'paymentDue',
  'answerDue',
  'enquiry',
] as const;
export type DateKey = (typeof dateKeys)[number];

/** The quantities that are summed: cartons, kg and kg in thousandths, money in millionths of the currency. */
export const quantityKeys = ['cartons', 'netKg', 'grossKg', 'amount'] as const;
export type QuantityKey = (typeof quantityKeys)[number];
/** Digits after the point that a quantity keeps, as the schema allows them. */
export const quantityPlaces = { cartons: 0, netKg: 3, grossKg: 3, amount: 6 } as const satisfies Record<
  QuantityKey,
  number
>;

/** How much the checks found in an order that nobody has accepted. */
export interface FoundMark {
  readonly errors: number;
  readonly warnings: number;
  /** Of the errors, each once. */
  readonly errorCodes: readonly string[];
}

/**
 * What finding, sorting, grouping and summing need of an order, and nothing else: the worker holds one of each order in
 * memory, where a row would be ten times as large. Days are day numbers; a quantity is a whole number of its last place.
 */
export interface OrderEntry {
  readonly id: EntityId;
  readonly shelf: Shelf;
  readonly stage: string;
  readonly position: string;
  readonly number: string;
  readonly customers: readonly EntityId[];
  readonly products: readonly EntityId[];
  readonly owners: readonly string[];
  readonly ports: readonly string[];
  readonly incoterm: string;
  readonly currency: string;
  /** The earliest where people disagree; in the order of `dateKeys`, null where there is none. */
  readonly days: readonly (number | null)[];
  /** Places in `days` about which people disagree. */
  readonly openDays: readonly number[];
  /** Stages it came into, in time, joined by `/`; the same way is the same text for thousands of orders. */
  readonly path: string;
  /** When it first came into each: whole hours since 1970 (UTC), half the room of milliseconds. */
  readonly since: readonly number[];
  /** In the order of `quantityKeys`: null where unknown, NaN where people disagree. */
  readonly quantities: readonly (number | null)[];
  /** How many of each type, `?` where it is not known. */
  readonly containers: readonly (readonly [type: string, count: number])[];
  readonly conflicts: number;
  /** One of them stands in the way of papers, loading or payment. */
  readonly critical: boolean;
  readonly waiting: boolean;
  /** What the checks found; null until they have looked. Not written with the entry: it is another's to keep. */
  readonly found: FoundMark | null;
  /** Its own words, folded: numbers, ports, counts, people. Names of customers and products are looked for at theirs. */
  readonly text: string;
}

const hour = 3_600_000;

/** The entry of an order, out of its row. */
export function entryOf(row: OrderRow): OrderEntry {
  const containers = new Map<string, number>();
  for (const { type } of row.containers) {
    const key = valuesOf(type).join('|') || '?';
    containers.set(key, (containers.get(key) ?? 0) + 1);
  }
  const texts = [
    row.number,
    row.owner,
    row.incoterm,
    row.portOfLoading,
    row.portOfDischarge,
    row.waitingFor,
    ...row.lines.map((line) => line.count),
    ...row.containers.map((container) => container.number),
  ].flatMap(valuesOf);
  return {
    id: row.id,
    shelf: row.shelf,
    stage: row.stage,
    position: row.position,
    number: valuesOf(row.number).join(' | '),
    customers: row.customers,
    products: row.products,
    owners: valuesOf(row.owner),
    ports: valuesOf(row.portOfDischarge),
    incoterm: only(row.incoterm) ?? '',
    currency: only(row.currency) ?? '',
    days: dateKeys.map((key) => earliest(row[key])),
    openDays: dateKeys.flatMap((key, index) => (row[key].kind === 'many' ? index : [])),
    path: row.steps.map(({ stage }) => stage).join('/'),
    since: row.steps.map(({ at }) => Math.floor(Date.parse(at) / hour)),
    quantities: quantityKeys.map((key) => quantity(row[key], quantityPlaces[key])),
    containers: [...containers],
    conflicts: row.conflicts.length,
    critical: row.critical,
    waiting: row.waitingFor.kind !== 'none',
    found: null,
    text: folded(texts.join('\n')),
  };
}

function earliest(cell: Cell<string>): number | null {
  const days = valuesOf(cell).flatMap((date) => dayNumber(date) ?? []);
  return days.length === 0 ? null : Math.min(...days);
}

function quantity(cell: Cell<string>, places: number): number | null {
  if (cell.kind === 'none') return null;
  const value = only(cell);
  return value === null ? NaN : scaled(value, places);
}

/** A decimal as a whole number of its last place; null for one that has more places, or more digits than are exact. */
export function scaled(decimal: string, places: number): number | null {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  const digits = fraction.replace(/0+$/, '');
  if (whole === '' || digits.length > places) return null;
  const units = Number(sign + whole + digits.padEnd(places, '0'));
  return Number.isSafeInteger(units) ? units : null;
}
