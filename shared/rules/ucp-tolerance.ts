import { minorUnits } from '../model/sums.ts';
import { known, unknown, type Answer } from './answer.ts';
import {
  compare,
  decimalOf,
  minus,
  one,
  over,
  plus,
  rounded,
  roundedDown,
  roundedUp,
  times,
  whole,
  zero,
  type Exact,
} from './exact.ts';
import { negative, notPositive, readFigures, type Entered } from './figures.ts';

/** What a credit says of how far a figure may be left: quantity and amount each have their own. */
export type ToleranceWording =
  | { readonly kind: 'silent' }
  /** `about` or `approximately` before the figure itself. */
  | { readonly kind: 'about' }
  /** Per cent upwards and downwards, such as `5`; `0` for none. */
  | { readonly kind: 'stated'; readonly more: Entered; readonly less: Entered };

/** The ground of a range: the credit's own words, a paragraph of UCP 600 art. 30, or that there is no tolerance. */
export type ToleranceRule = 'stated' | '30(a)' | '30(b)' | '30(c)' | 'none';

export interface ToleranceRange {
  /** The least and the most in whole units: cartons, cents; as it is where the unit can be parted. */
  readonly min: string;
  readonly max: string;
  /** The same before they were brought to whole units. */
  readonly unrounded: { readonly min: string; readonly max: string };
  readonly rule: ToleranceRule;
  /** What must hold for the range to be had. */
  readonly conditions: readonly ToleranceCondition[];
}

export type ToleranceCondition =
  'drawing_within_credit_amount' | 'full_quantity_shipped' | 'unit_price_not_reduced';

export interface QuantityToleranceInput {
  readonly quantity: Entered;
  /**
   * Whether the credit states the quantity in packing units or items (cartons, bags, pieces), also beside a weight;
   * null where nobody knows.
   */
  readonly inUnits: boolean | null;
  /** Whether `quantity` itself counts them: its bounds are whole numbers then. */
  readonly counted: boolean;
  readonly wording: ToleranceWording;
}

/**
 * From what to what quantity may be shipped, in the unit of the quantity. The credit's wording beats 'about' (UCP 600
 * art. 30(a), ±10 %), which beats art. 30(b): ±5 %, only where the quantity is not stated in packing units or items and
 * the drawing stays within the amount. Bounds of counted goods are whole numbers inside the range.
 */
export function quantityTolerance(input: QuantityToleranceInput): Answer<ToleranceRange> {
  const { quantity, wording, inUnits, counted } = input;
  const read = readFigures({ quantity });
  if (!read.ok) return read.error;
  if (notPositive(read.of).length > 0) return unknown('quantity');
  const bounds = boundsOf(wording);
  const write = counted ? ([ceilingText, floorText] as const) : ([plainText, plainText] as const);
  if (bounds.kind !== 'silent') return stated(read.of.quantity, bounds, write);
  if (inUnits === null) return unknown('unit');
  return inUnits
    ? range(read.of.quantity, zero, zero, 'none', write)
    : range(read.of.quantity, share(5n), share(5n), '30(b)', write, 'drawing_within_credit_amount');
}

export interface AmountToleranceInput {
  readonly amount: Entered;
  readonly currency: string;
  readonly wording: ToleranceWording;
  /** Whether the credit states a tolerance or says 'about' anywhere, of quantity or unit price too: no 30(c) then. */
  readonly toleranceElsewhere: boolean;
  /** Whether the whole quantity is shipped; null where that is not known yet. */
  readonly fullQuantity: boolean | null;
  /** Whether the unit price is what the credit states; null where that is not known yet. */
  readonly unitPriceKept: boolean | null;
}

/**
 * From what to what may be drawn. Stated wording beats 'about', which beats UCP 600 art. 30(c): 5 % less when the full
 * quantity ships and the unit price is not reduced, and never where a tolerance or 'about' is stated. Bounds are amounts
 * of the currency inside the range. Under the least amount, and where nothing allows less, a drawing is not in order by
 * this article; whether partial drawings are allowed is asked elsewhere.
 */
export function amountTolerance(input: AmountToleranceInput): Answer<ToleranceRange> {
  const read = readFigures({ amount: input.amount });
  if (!read.ok) return read.error;
  if (notPositive(read.of).length > 0) return unknown('amount');
  const places = minorUnits(input.currency);
  const write = [
    (value: Exact) => roundedUp(value, places),
    (value: Exact) => roundedDown(value, places),
  ] as const;
  const bounds = boundsOf(input.wording);
  if (bounds.kind !== 'silent') return stated(read.of.amount, bounds, write);
  const barred = input.toleranceElsewhere || input.fullQuantity === false || input.unitPriceKept === false;
  return barred
    ? range(read.of.amount, zero, zero, 'none', write)
    : range(
        read.of.amount,
        zero,
        share(5n),
        '30(c)',
        write,
        'full_quantity_shipped',
        'unit_price_not_reduced',
      );
}

type Bounds =
  | { readonly kind: 'silent' | 'about' }
  | { readonly kind: 'stated'; readonly more: Exact; readonly less: Exact }
  | { readonly kind: 'unfit'; readonly lacks: readonly string[] };

function boundsOf(wording: ToleranceWording): Bounds {
  if (wording.kind !== 'stated') return wording;
  const read = readFigures({ more: wording.more, less: wording.less });
  if (!read.ok) return { kind: 'unfit', lacks: ['stated tolerance'] };
  const unfit = negative(read.of).length > 0 || compare(read.of.less, whole(100n)) > 0;
  return unfit ? { kind: 'unfit', lacks: ['stated tolerance'] } : { kind: 'stated', ...read.of };
}

type Writers = readonly [(value: Exact) => string, (value: Exact) => string];

function stated(
  figure: Exact,
  bounds: Exclude<Bounds, { kind: 'silent' }> | { readonly kind: 'silent' | 'about' },
  write: Writers,
): Answer<ToleranceRange> {
  switch (bounds.kind) {
    case 'unfit':
      return unknown(...bounds.lacks);
    case 'stated':
      return range(figure, hundredth(bounds.more), hundredth(bounds.less), 'stated', write);
    case 'about':
    case 'silent':
      return range(figure, share(10n), share(10n), '30(a)', write);
  }
}

function range(
  figure: Exact,
  more: Exact,
  less: Exact,
  rule: ToleranceRule,
  [low, high]: Writers,
  ...conditions: readonly ToleranceCondition[]
): Answer<ToleranceRange> {
  const [min, max] = [times(figure, minus(one, less)), times(figure, plus(one, more))];
  return known({
    min: low(min),
    max: high(max),
    unrounded: { min: plainText(min), max: plainText(max) },
    rule,
    conditions,
  });
}

function share(percent: bigint): Exact {
  return hundredth(whole(percent));
}

function hundredth(percent: Exact): Exact {
  return over(percent, whole(100n)) ?? zero;
}

function ceilingText(value: Exact): string {
  return roundedUp(value, 0);
}

function floorText(value: Exact): string {
  return roundedDown(value, 0);
}

/** A per cent of a decimal is a decimal. */
function plainText(value: Exact): string {
  return decimalOf(value) ?? rounded(value, 6);
}
