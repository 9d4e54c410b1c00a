import {
  canonicalDecimal,
  compareDecimals,
  multiplyDecimals,
  sumDecimals,
} from '../../shared/model/decimal.ts';

/** Per cent of a tolerance as people write it, such as `+/-3 %`; null where it says more than one number. */
function percentOf(text: string): string | null {
  const numbers = [...text.matchAll(/\d+(?:\.\d+)?(?=\s*%)/g)];
  const signed = /(?:\+\s*\/\s*-|±|\+-)/.test(text);
  return numbers.length === 1 && signed ? (numbers[0]?.[0] ?? null) : null;
}

/** `±3 %` for `+/-3 %`. */
export function toleranceText(text: string): string {
  return text.replace(/\+\s*\/\s*-\s*/g, '±');
}

/**
 * The whole cartons that a tolerance allows around a contracted count, exact decimals; null where it cannot be read.
 */
export function toleranceRange(text: string, contract: string): { min: string; max: string } | null {
  const percent = percentOf(text);
  if (percent === null || compareDecimals(contract, '0') !== 1 || compareDecimals(percent, '100') === 1)
    return null;
  const share = multiplyDecimals(multiplyDecimals(contract, percent) ?? '', '0.01') ?? '';
  const min = sumDecimals([contract, `-${share}`]);
  const max = sumDecimals([contract, share]);
  return min === null || max === null ? null : { min: ceil(min), max: floor(max) };
}

/** Of what is not below zero. */
function floor(text: string): string {
  return canonicalDecimal(text.replace(/\..*/, '')) ?? text;
}

function ceil(text: string): string {
  const whole = floor(text);
  return compareDecimals(whole, text) === 0 ? whole : (sumDecimals([whole, '1']) ?? text);
}
