import { compareDecimals, multiplyDecimals, sumDecimals } from '../model/decimal.ts';
import type { Span } from '../knowledge/reference.ts';

/** Comparisons of exact decimals in text. What is no decimal is neither more nor less than anything. */
export function isMore(a: string, b: string): boolean {
  return compareDecimals(a, b) === 1;
}

export function isLess(a: string, b: string): boolean {
  return compareDecimals(a, b) === -1;
}

export function isEqual(a: string, b: string): boolean {
  return compareDecimals(a, b) === 0;
}

/** Both ends count as inside. */
export function isWithin(value: string, { min, max }: Span): boolean {
  return !isLess(value, min) && !isMore(value, max);
}

/** Whether two spans have a value in common. */
export function overlap(a: Span, b: Span): boolean {
  return !isLess(a.max, b.min) && !isLess(b.max, a.min);
}

/** The exact difference, null when one of them is no decimal. */
export function minus(a: string, b: string): string | null {
  const negative = multiplyDecimals(b, '-1');
  return negative === null ? null : sumDecimals([a, negative]);
}

/** Without its sign. */
export function size(value: string): string {
  return value.replace(/^-/, '');
}

/** `-1` to `1` as people write it: `-1 … 1`; one value alone as itself. */
export function writtenSpan({ min, max }: Span): string {
  return isEqual(min, max) ? min : `${min} … ${max}`;
}

/** `90-95` or `90` as a span; null for anything else. */
export function spanOf(text: string): Span | null {
  const ends = /^(-?\d+(?:\.\d+)?)(?:-(-?\d+(?:\.\d+)?))?$/.exec(text.replace(/\s/g, ''));
  const [, min, max = min] = ends ?? [];
  return min === undefined || max === undefined ? null : { min, max };
}
