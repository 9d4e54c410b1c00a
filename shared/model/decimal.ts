/**
 * Exact decimals in text, such as `-3` or `16408.80`: no exponent, no plus, no grouping. Quantities, weights and money
 * never pass through a binary fraction.
 */
const pattern = /^(-?)(\d{1,30})(?:\.(\d{1,20}))?$/;

interface Scaled {
  /** The value times 10 to the power of `places`. */
  readonly units: bigint;
  readonly places: number;
}

function scaled(text: string): Scaled | null {
  const match = pattern.exec(text);
  if (!match) return null;
  const [, sign = '', whole = '0', fraction = ''] = match;
  const units = BigInt(whole + fraction);
  return { units: sign === '-' ? -units : units, places: fraction.length };
}

function written({ units, places }: Scaled): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places);
  return `${units < 0n ? '-' : ''}${whole}${fraction && `.${fraction}`}`;
}

/** The units of both at the larger number of places. */
function aligned(a: Scaled, b: Scaled): readonly [bigint, bigint, number] {
  const places = Math.max(a.places, b.places);
  return [a.units * 10n ** BigInt(places - a.places), b.units * 10n ** BigInt(places - b.places), places];
}

/** The shortest writing of the same number: `1590.0` gives `1590`, `-0` gives `0`; null for what is no decimal. */
export function canonicalDecimal(text: string): string | null {
  const value = scaled(text);
  if (!value) return null;
  let { units, places } = value;
  while (places > 0 && units % 10n === 0n) {
    units /= 10n;
    places--;
  }
  return written({ units, places });
}

/** The exact sum, with as many places as the longest; `0` for none, null when one of them is no decimal. */
export function sumDecimals(texts: readonly string[]): string | null {
  let sum: Scaled = { units: 0n, places: 0 };
  for (const text of texts) {
    const next = scaled(text);
    if (!next) return null;
    const [a, b, places] = aligned(sum, next);
    sum = { units: a + b, places };
  }
  return written(sum);
}

/** The exact product, unrounded; null when one of them is no decimal. */
export function multiplyDecimals(a: string, b: string): string | null {
  const [x, y] = [scaled(a), scaled(b)];
  return x && y ? written({ units: x.units * y.units, places: x.places + y.places }) : null;
}

/** Below zero, zero or above zero as `a` is less than, equal to or more than `b`; null when one is no decimal. */
export function compareDecimals(a: string, b: string): -1 | 0 | 1 | null {
  const [x, y] = [scaled(a), scaled(b)];
  if (!x || !y) return null;
  const [p, q] = aligned(x, y);
  return p < q ? -1 : p > q ? 1 : 0;
}

/** Digits after the point as written. */
export function decimalPlaces(text: string): number {
  return scaled(text)?.places ?? 0;
}

/** Rounded half away from zero to so many places: `2.345` to 2 places gives `2.35`; padded where it has fewer. */
export function roundDecimal(text: string, places: number): string | null {
  const value = scaled(text);
  if (!value) return null;
  if (value.places <= places)
    return written({ units: value.units * 10n ** BigInt(places - value.places), places });
  const step = 10n ** BigInt(value.places - places);
  const half = value.units < 0n ? -step / 2n : step / 2n;
  return written({ units: (value.units + half) / step, places });
}

/**
 * The quotient, rounded half away from zero to so many places; null when one of them is no decimal, or when `b` is zero.
 */
export function divideDecimals(a: string, b: string, places: number): string | null {
  const [x, y] = [scaled(a), scaled(b)];
  if (!x || !y || y.units === 0n) return null;
  const [p, q] = aligned(x, y);
  const size = (n: bigint): bigint => (n < 0n ? -n : n);
  const units = (size(p) * 10n ** BigInt(places) * 2n + size(q)) / (size(q) * 2n);
  return written({ units: p < 0n === q < 0n ? units : -units, places });
}
