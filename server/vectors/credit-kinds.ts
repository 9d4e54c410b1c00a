import { minorUnits } from '../../shared/model/sums.ts';
import { unknown, type Answer } from '../../shared/rules/answer.ts';
import { compare, exact, minus, times, whole } from '../../shared/rules/exact.ts';
import { lastPresentation } from '../../shared/rules/presentation.ts';
import { unitKind } from '../../shared/rules/quantity-units.ts';
import { readTolerance } from '../../shared/rules/tolerance-words.ts';
import { readDateWording, type DateReading } from '../../shared/rules/ucp-dates.ts';
import { amountTolerance, quantityTolerance, type ToleranceRange } from '../../shared/rules/ucp-tolerance.ts';
import {
  mapAnswer,
  sameDecimal,
  textResult,
  unknownResult,
  type Given,
  type Kind,
  type Result,
} from './kind.ts';
import type { Value } from './vector-file.ts';

const tolerance: Kind = {
  reads: ['case', 'unit', 'lc_qty', 'lc_amount', 'currency', 'tolerance'],
  reckon(given) {
    const { answer, figure, places } = toleranceOf(given);
    if (answer.kind === 'unknown') {
      const none = unknownResult(answer.lacks);
      return { min: none, max: none, cap: none, rule: none };
    }
    const { value } = answer;
    return {
      min: boundResult(value.min, value.unrounded.min, places),
      max: boundResult(value.max, value.unrounded.max, places),
      cap: capResult(value, figure),
      rule: ruleResult(value),
    };
  },
};

interface Tolerated {
  readonly answer: Answer<ToleranceRange>;
  readonly figure: string | null;
  /** The places of whole units, where bounds are brought to such. */
  readonly places: number | null;
}

function toleranceOf(given: Given): Tolerated {
  const [quantity, amount] = [given.number('lc_qty'), given.number('lc_amount')];
  const words = [given.text('case'), toleranceText(given.text('tolerance'))].filter((text) => text !== null);
  const text = words.join('; ');
  const figure = quantity ?? amount;
  const read = readTolerance(text, { quantity, amount });
  const wording = quantity === null ? read.amount : read.quantity;
  if (!wording) return { answer: unknown('wording of the tolerance'), figure, places: null };
  if (quantity !== null) {
    const kind = unitKind(given.text('unit') ?? unitBeside(quantity, text));
    const inUnits = read.packingUnits ? true : kind && kind === 'counted';
    const counted = kind === 'counted';
    const answer = quantityTolerance({ quantity, inUnits, counted, wording });
    return { answer, figure, places: counted ? 0 : null };
  }
  const currency = given.text('currency') ?? given.text('unit') ?? 'USD';
  const answer = amountTolerance({
    amount,
    currency,
    wording,
    toleranceElsewhere: read.anywhere,
    fullQuantity: read.fullQuantity,
    unitPriceKept: read.unitPriceKept,
  });
  return { answer, figure, places: minorUnits(currency) };
}

/** `5` in a field of its own is per cent both ways. */
function toleranceText(text: string | null): string | null {
  return text !== null && /^\d+(\.\d+)?\s*%?$/.test(text) ? `+/- ${text.replace('%', '')} %` : text;
}

/** The word behind the quantity, where no field names the unit. */
function unitBeside(quantity: string, text: string): string {
  for (const [, digits = '', word = ''] of text.matchAll(/(\d[\d,]*(?:\.\d+)?)\s*([a-z³]+|[一-鿿]{1,2})/gi))
    if (sameDecimal(digits, quantity)) return word;
  return '';
}

/**
 * A bound that falls between two whole units may be printed to either of them: 994.5 cartons as 994.5, 994 or 995. One
 * on a whole unit must be that.
 */
function boundResult(got: string, unrounded: string, places: number | null): Result {
  return {
    got,
    agrees(expected) {
      if (sameDecimal(expected, got)) return true;
      const [a, b] = [typeof expected === 'string' ? exact(expected) : null, exact(unrounded)];
      if (places === null || !a || !b) return false;
      const unit = whole(10n ** BigInt(places));
      if (times(b, unit).denominator === 1n) return false;
      const apart = times(minus(a, b), unit);
      return compare(apart, whole(1n)) < 0 && compare(apart, whole(-1n)) > 0;
    },
  };
}

function capResult({ conditions }: ToleranceRange, figure: string | null): Result {
  const capped = conditions.includes('drawing_within_credit_amount');
  return {
    got: capped ? 'drawing must not exceed credit amount' : 'none',
    agrees(expected) {
      if (expected === null || expected === false) return !capped;
      if (figure !== null && sameDecimal(expected, figure)) return true;
      return (
        capped &&
        (expected === true || (typeof expected === 'string' && /exceed|within|amount/i.test(expected)))
      );
    },
  };
}

const paragraph = /30\s*\(?\s*([abc])\b/i;
/** A paragraph and nothing beside it. */
const bareParagraph = /^(?:ucp\s*(?:600)?\W*)?(?:art(?:icle)?\W*)?30\s*\(?\s*[abc]\s*\)?$/i;
const denied = /\b(?:no|not|none|without|beats|instead|exclud\w+|inapplicable)\b/i;

/** A case names the paragraph, or in its own words that none applies. */
function ruleResult({ rule }: ToleranceRange): Result {
  const own = paragraph.exec(rule)?.[1];
  return {
    got: rule,
    agrees(expected) {
      if (expected === null) return rule === 'none';
      if (typeof expected !== 'string') return false;
      if (own === undefined) return !bareParagraph.test(expected.trim());
      return paragraph.exec(expected)?.[1]?.toLowerCase() === own && !denied.test(expected);
    },
  };
}

const dates: Kind = {
  reads: ['text'],
  reckon(given) {
    const reading = readDateWording(given.text('text') ?? '');
    const { from, to, date } = endsOf(reading);
    return {
      from: dateResult(from, reading),
      to: dateResult(to, reading),
      date: dateResult(date, reading),
      unreadable: flagResult(reading.kind === 'unreadable'),
      disregarded: flagResult(reading.kind === 'disregarded'),
    };
  },
};

interface Ends {
  readonly from: string | null;
  readonly to: string | null;
  readonly date: string | null;
}

function endsOf(reading: DateReading): Ends {
  const none: Ends = { from: null, to: null, date: null };
  switch (reading.kind) {
    case 'range':
      return { ...none, from: reading.from, to: reading.to };
    case 'maturity':
      return { ...none, date: reading.date };
    case 'disregarded':
    case 'unreadable':
      return none;
  }
}

function dateResult(date: string | null, { kind }: DateReading): Result {
  return {
    got: date ?? (kind === 'unreadable' || kind === 'disregarded' ? kind : 'none'),
    agrees: (expected: Value) => expected === date,
    always: true,
  };
}

function flagResult(flag: boolean): Result {
  return { got: String(flag), agrees: (expected) => expected === flag };
}

const presentation: Kind = {
  reads: ['on_board', 'lc_period_days', 'expiry'],
  reckon(given) {
    const period = given.number('lc_period_days');
    const last = lastPresentation({
      onBoard: given.text('on_board'),
      periodDays: period === null ? null : Number(period),
      expiry: given.text('expiry'),
    });
    return {
      last: textResult(mapAnswer(last, (value) => value.last)),
      limited_by: textResult(mapAnswer(last, (value) => value.limitedBy)),
    };
  },
};

export const creditKinds: Readonly<Record<string, Kind>> = {
  tolerance_ucp30: tolerance,
  dates_ucp3: dates,
  presentation,
};
