import { only } from '../../shared/model/cell-values.ts';
import {
  canonicalDecimal,
  compareDecimals,
  divideDecimals,
  multiplyDecimals,
  roundDecimal,
  sumDecimals,
} from '../../shared/model/decimal.ts';
import type { Cell } from '../../shared/model/rows.ts';
import { minorUnits } from '../../shared/model/sums.ts';

/** What an order says beside its cartons. */
export interface Beside {
  /** Net weight of a carton, kg. */
  readonly net: Cell<string>;
  /** The price of a carton on each line. */
  readonly prices: readonly Cell<string>[];
  readonly currency: Cell<string>;
  /** Cartons of all lines together. */
  readonly contract: Cell<string>;
}

/** How far two figures are apart, exact decimals. */
export interface Distance {
  readonly sign: -1 | 0 | 1;
  readonly size: string;
  /** The share of the second, per cent, to one place. */
  readonly percent: string;
}

export interface CartonsFollow {
  readonly netKg: string | null;
  /** Rounded to the currency. */
  readonly amount: string | null;
  readonly against: Distance | null;
}

/**
 * What follows from a count of cartons, an exact decimal; each null where it cannot be reckoned, or where what it rests
 * on is in conflict itself: of two prices none is taken unseen.
 */
export function followsFrom(cartons: string, { net, prices, currency, contract }: Beside): CartonsFollow {
  const netKg = multiplyDecimals(cartons, only(net) ?? '');
  const price = oneOf(prices);
  const amount = price === null ? null : multiplyDecimals(cartons, price);
  const inAll = only(contract);
  return {
    netKg: netKg === null ? null : canonicalDecimal(netKg),
    amount: amount === null ? null : roundDecimal(amount, minorUnits(only(currency))),
    against: inAll === null ? null : distance(cartons, inAll),
  };
}

/** null where one of them is no decimal, or `base` is not above zero. */
export function distance(value: string, base: string): Distance | null {
  const sign = compareDecimals(value, base);
  if (sign === null || compareDecimals(base, '0') !== 1) return null;
  const [more, less] = sign < 0 ? [base, value] : [value, base];
  const size = canonicalDecimal(sumDecimals([more, negative(less)]) ?? '');
  const percent = size === null ? null : divideDecimals(multiplyDecimals(size, '100') ?? '', base, 1);
  return size === null || percent === null ? null : { sign, size, percent };
}

function negative(text: string): string {
  return text.startsWith('-') ? text.slice(1) : `-${text}`;
}

/** The price of all lines where they have one. */
function oneOf(prices: readonly Cell<string>[]): string | null {
  const forms = new Set(prices.map((price) => canonicalDecimal(only(price) ?? '')));
  const [form] = forms;
  return forms.size === 1 && form !== undefined ? form : null;
}

/** Two cells that agree in themselves and not with each other, compared as numbers; null otherwise. */
export function disagreement(
  lines: Cell<string>,
  order: Cell<string>,
): { readonly lines: string; readonly order: string } | null {
  const [a, b] = [only(lines), only(order)];
  if (a === null || b === null) return null;
  const compared = compareDecimals(a, b);
  return compared === null || compared === 0 ? null : { lines: a, order: b };
}
