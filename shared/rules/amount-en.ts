import { minorUnits } from '../model/sums.ts';
import { known, unknown, type Answer } from './answer.ts';
import { exact, times, whole } from './exact.ts';
import type { Entered } from './figures.ts';

interface CurrencyWords {
  readonly major: string;
  /** null where the currency has no minor unit. */
  readonly minor: string | null;
}

const currencies: Readonly<Record<string, CurrencyWords>> = {
  USD: { major: 'US DOLLARS', minor: 'CENTS' },
  EUR: { major: 'EUROS', minor: 'CENTS' },
  GBP: { major: 'POUNDS STERLING', minor: 'PENCE' },
  CNY: { major: 'RENMINBI YUAN', minor: 'FEN' },
  HKD: { major: 'HONG KONG DOLLARS', minor: 'CENTS' },
  SGD: { major: 'SINGAPORE DOLLARS', minor: 'CENTS' },
  AUD: { major: 'AUSTRALIAN DOLLARS', minor: 'CENTS' },
  CAD: { major: 'CANADIAN DOLLARS', minor: 'CENTS' },
  JPY: { major: 'JAPANESE YEN', minor: null },
  AED: { major: 'UAE DIRHAMS', minor: 'FILS' },
  SAR: { major: 'SAUDI RIYALS', minor: 'HALALAS' },
  KWD: { major: 'KUWAITI DINARS', minor: 'FILS' },
  BHD: { major: 'BAHRAINI DINARS', minor: 'FILS' },
  OMR: { major: 'OMANI RIALS', minor: 'BAISA' },
  MYR: { major: 'MALAYSIAN RINGGIT', minor: 'SEN' },
  THB: { major: 'THAI BAHT', minor: 'SATANG' },
};

const limit = 10n ** 15n;

/**
 * `SAY US DOLLARS SIXTEEN THOUSAND FOUR HUNDRED NINE AND CENTS TWO ONLY`, always made anew from the figure. The one AND
 * stands before the minor unit, so that it cannot be read into the number. Unknown for a currency whose words are not
 * kept here, for an amount below zero, and for one with more places than the currency has.
 */
export function amountEn(amount: Entered, currency: string): Answer<string> {
  const words = currencies[currency];
  const value = exact(amount ?? '');
  if (!words || !value)
    return unknown(...(words ? [] : ['words of the currency']), ...(value ? [] : ['amount']));
  const size = 10n ** BigInt(minorUnits(currency));
  const units = times(value, whole(size));
  if (units.denominator !== 1n) return unknown('whole minor units');
  if (units.numerator < 0n || units.numerator >= limit * size) return unknown('amount from 0 to below 10^15');
  const [major, minor] = [units.numerator / size, units.numerator % size];
  const cents = minor === 0n || words.minor === null ? '' : ` AND ${words.minor} ${numberEn(minor)}`;
  return known(`SAY ${words.major} ${numberEn(major)}${cents} ONLY`);
}

/** The same words with other joints: hyphens, commas, AND within the number, `SAY:` and full stops do not change it. */
export function sameAmountEn(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

function plain(text: string): string {
  return text
    .toUpperCase()
    .replace(/U\.\s?S\.?/g, 'US')
    .replace(/UNITED STATES/g, 'US')
    .replace(/[-,:.]/g, ' ')
    .replace(/\bAND\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const ones =
  'ZERO ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE THIRTEEN FOURTEEN FIFTEEN SIXTEEN SEVENTEEN EIGHTEEN NINETEEN'.split(
    ' ',
  );
const tens = '  TWENTY THIRTY FORTY FIFTY SIXTY SEVENTY EIGHTY NINETY'.split(' ');
const thousands = ['', ' THOUSAND', ' MILLION', ' BILLION', ' TRILLION'];

/** A whole number from 0 to below 10^15, in words. */
export function numberEn(number: bigint): string {
  if (number === 0n) return ones[0] ?? '';
  const parts: string[] = [];
  for (let [rest, power] = [number, 0]; rest > 0n; rest /= 1000n, power++) {
    const three = Number(rest % 1000n);
    if (three > 0) parts.unshift(hundreds(three) + (thousands[power] ?? ''));
  }
  return parts.join(' ');
}

function hundreds(number: number): string {
  const [hundred, rest] = [Math.floor(number / 100), number % 100];
  const head = hundred === 0 ? [] : [`${ones[hundred] ?? ''} HUNDRED`];
  return [...head, ...(rest === 0 ? [] : [belowHundred(rest)])].join(' ');
}

function belowHundred(number: number): string {
  if (number < 20) return ones[number] ?? '';
  const [ten, one] = [Math.floor(number / 10), number % 10];
  return (tens[ten] ?? '') + (one === 0 ? '' : `-${ones[one] ?? ''}`);
}
