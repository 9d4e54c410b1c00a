/**
 * Exact numbers as fractions. A rule reckons with them and rounds once, at the end: 33 °F is 5/9 °C, which no decimal
 * holds, and comes back as 33.
 */
export interface Exact {
  readonly numerator: bigint;
  /** Above zero; the fraction is in lowest terms. */
  readonly denominator: bigint;
}

const pattern = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?$/;

/** A decimal such as `-0.5` or `16408.80` as it is; null for anything else (no exponent, plus or grouping). */
export function exact(text: string): Exact | null {
  const [, sign = '', whole, fraction = ''] = pattern.exec(text) ?? [];
  if (whole === undefined) return null;
  const units = BigInt(whole + fraction);
  return ratio(sign === '-' ? -units : units, 10n ** BigInt(fraction.length));
}

/** A whole number as an exact one. */
export function whole(number: bigint): Exact {
  return { numerator: number, denominator: 1n };
}

export const zero: Exact = whole(0n);
export const one: Exact = whole(1n);

function ratio(numerator: bigint, denominator: bigint): Exact {
  const sign = denominator < 0n ? -1n : 1n;
  const divisor = sign * commonDivisor(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y > 0n) [x, y] = [y, x % y];
  return x;
}

export function plus(a: Exact, b: Exact): Exact {
  return ratio(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function minus(a: Exact, b: Exact): Exact {
  return plus(a, { ...b, numerator: -b.numerator });
}

export function times(a: Exact, b: Exact): Exact {
  return ratio(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** The quotient; null when `b` is zero. */
export function over(a: Exact, b: Exact): Exact | null {
  return b.numerator === 0n ? null : ratio(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** Below zero, zero or above zero as `a` is less than, equal to or more than `b`. */
export function compare(a: Exact, b: Exact): -1 | 0 | 1 {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function smaller(a: Exact, b: Exact): Exact {
  return compare(a, b) <= 0 ? a : b;
}

/** The largest whole number that is not above it. */
export function floor({ numerator, denominator }: Exact): bigint {
  const quotient = numerator / denominator;
  return numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient;
}

/** The smallest whole number that is not below it. */
export function ceiling(value: Exact): bigint {
  return -floor({ ...value, numerator: -value.numerator });
}

/** Rounded half away from zero, with exactly so many places: 1/3 to 2 gives `0.33`. */
export function rounded({ numerator, denominator }: Exact, places: number): string {
  const size = (numerator < 0n ? -numerator : numerator) * 10n ** BigInt(places);
  const units = (size * 2n + denominator) / (denominator * 2n);
  return written(numerator < 0n ? -units : units, places);
}

/** Rounded towards minus infinity, with exactly so many places. */
export function roundedDown(value: Exact, places: number): string {
  return written(floor(times(value, whole(10n ** BigInt(places)))), places);
}

/** Rounded towards plus infinity, with exactly so many places. */
export function roundedUp(value: Exact, places: number): string {
  return written(ceiling(times(value, whole(10n ** BigInt(places)))), places);
}

/** So many units of the last of `places` digits after the point, as a decimal. */
export function written(units: bigint, places: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const sign = units < 0n ? '-' : '';
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** The number as the shortest decimal that is exactly it; null where none is (1/3). */
export function decimalOf(value: Exact): string | null {
  let [rest, places] = [value.denominator, 0];
  for (; rest > 1n; places++) {
    if (rest % 10n === 0n) rest /= 10n;
    else if (rest % 2n === 0n) rest /= 2n;
    else if (rest % 5n === 0n) rest /= 5n;
    else return null;
  }
  return rounded(value, places);
}
