import { minorUnits } from '../model/sums.ts';
import { known, unknown, type Answer } from './answer.ts';
import { exact, plus, rounded, times, zero, type Exact } from './exact.ts';
import { readFigures, type Entered } from './figures.ts';

/** An amount rounded half up to the minor unit of its currency (`USD`: 2, `JPY`: 0, `KWD`: 3); the house rule. */
export function roundMoney(amount: Entered, currency: string): Answer<string> {
  const value = exact(amount ?? '');
  return value ? known(rounded(value, minorUnits(currency))) : unknown('amount');
}

/** Quantity × unit price, rounded half up to the minor unit of the currency. */
export function lineAmount(quantity: Entered, unitPrice: Entered, currency: string): Answer<string> {
  const read = readFigures({ quantity, unitPrice });
  if (!read.ok) return read.error;
  return known(rounded(times(read.of.quantity, read.of.unitPrice), minorUnits(currency)));
}

/** The sum of lines that are rounded already; no lines make no total, and one without an amount makes it unknown. */
export function totalOfLines(amounts: readonly Entered[], currency: string): Answer<string> {
  if (amounts.length === 0) return unknown('lines');
  let sum: Exact = zero;
  for (const [index, amount] of amounts.entries()) {
    const value = exact(amount ?? '');
    if (!value) return unknown(`amount of line ${index + 1}`);
    sum = plus(sum, exact(rounded(value, minorUnits(currency))) ?? zero);
  }
  return known(rounded(sum, minorUnits(currency)));
}

/** An amount × the rate, in the currency it is converted to: once, at the end, rounded to that currency's minor unit. */
export function convertMoney(amount: Entered, rate: Entered, to: string): Answer<string> {
  return lineAmount(amount, rate, to);
}
