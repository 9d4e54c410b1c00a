import { comparePosition } from '../model/position.ts';
import { dateKeys, quantityKeys, type DateKey, type OrderEntry, type QuantityKey } from './entry.ts';
import type { GroupRanks } from './grouping.ts';

/** `position` is the order people gave the cards of a stage. */
export type SortKey =
  'position' | 'number' | 'customer' | 'product' | 'stage' | 'owner' | 'port' | DateKey | QuantityKey;

export interface Sort {
  readonly key: SortKey;
  readonly descending: boolean;
}

const otherSortKeys = ['position', 'number', 'customer', 'product', 'stage', 'owner', 'port'] as const;
export const sortKeys: readonly SortKey[] = [...otherSortKeys, ...dateKeys, ...quantityKeys];

type Compare = (a: OrderEntry, b: OrderEntry) => number;

/** Compares two orders; what lacks the value stands last either way, and ties keep the order of the board. */
export function comparison({ key, descending }: Sort, ranks: GroupRanks): Compare {
  const sign = descending ? -1 : 1;
  if (key === 'position') return (a, b) => sign * comparePosition(a, b);
  if (isDateKey(key)) {
    const index = dateKeys.indexOf(key);
    return byNumber((entry) => entry.days[index] ?? null, sign);
  }
  if (isQuantityKey(key)) {
    const index = quantityKeys.indexOf(key);
    return byNumber((entry) => entry.quantities[index] ?? null, sign);
  }
  switch (key) {
    case 'stage':
      return byNumber((entry) => ranks.stages.get(entry.stage) ?? null, sign);
    case 'number':
      return byText((entry) => entry.number, compareNumbers, sign);
    case 'customer':
      return byText((entry) => ranks.customers.get(entry.customers[0] ?? '') ?? '', ranks.collate, sign);
    case 'product':
      return byText((entry) => ranks.products.get(entry.products[0] ?? '') ?? '', ranks.collate, sign);
    case 'owner':
      return byText((entry) => entry.owners[0] ?? '', ranks.collate, sign);
    case 'port':
      return byText((entry) => entry.ports[0] ?? '', ranks.collate, sign);
  }
}

function isDateKey(key: SortKey): key is DateKey {
  return (dateKeys as readonly string[]).includes(key);
}

function isQuantityKey(key: SortKey): key is QuantityKey {
  return (quantityKeys as readonly string[]).includes(key);
}

function byNumber(value: (entry: OrderEntry) => number | null, sign: number): Compare {
  return (a, b) => {
    const [x, y] = [value(a), value(b)];
    const [known, other] = [x !== null && !Number.isNaN(x), y !== null && !Number.isNaN(y)];
    if (!known || !other) return known ? -1 : other ? 1 : comparePosition(a, b);
    return sign * ((x ?? 0) - (y ?? 0)) || comparePosition(a, b);
  };
}

function byText(
  text: (entry: OrderEntry) => string,
  compare: (a: string, b: string) => number,
  sign: number,
): Compare {
  return (a, b) => {
    const [x, y] = [text(a), text(b)];
    if (x === '' || y === '') return x !== '' ? -1 : y !== '' ? 1 : comparePosition(a, b);
    return (x === y ? 0 : sign * compare(x, y)) || comparePosition(a, b);
  };
}

/** Order numbers as people count: `SO-9` before `SO-10`. */
export function compareNumbers(a: string, b: string): number {
  const [x, y] = [parts(a), parts(b)];
  if (x.head !== y.head) return x.head < y.head ? -1 : 1;
  return x.digits.length - y.digits.length || (x.digits < y.digits ? -1 : x.digits > y.digits ? 1 : 0);
}

function parts(number: string): { readonly head: string; readonly digits: string } {
  const end = number.length;
  let start = end;
  while (start > 0 && isDigit(number.charCodeAt(start - 1))) start--;
  let first = start;
  while (first < end - 1 && number.charCodeAt(first) === 48) first++;
  return { head: number.slice(0, start), digits: number.slice(first) };
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
