import { canonicalDecimal, multiplyDecimals } from '../model/decimal.ts';
import type { Span } from '../knowledge/reference.ts';
import { isEqual, isLess, isMore } from './compare.ts';

/**
 * A size, count or grade taken apart: `113`, `5.0-5.5 cm`, `M 150-200 g`, `150 g+`, `XL`. Two are the same when they mean
 * the same, however they are written.
 */
export interface Size {
  /** `M` of `M 150-200 g`; empty for none. */
  readonly grade: string;
  /** null: a grade alone, or words. */
  readonly span: Span | null;
  readonly unit: 'cm' | 'g' | null;
  /** `150 g+`: and above. */
  readonly open: boolean;
}

const form =
  /^(?:(?<grade>[2-4]?X{0,3}[SML])(?![A-Z])\s*)?(?:(?<low>\d+(?:\.\d+)?)(?:\s*[-~–]\s*(?<high>\d+(?:\.\d+)?))?\s*(?<unit>cm|公分|厘米|mm|毫米|g|克|头|个|#|粒)?\s*(?<above>\+|以上|up)?)?$/i;

/** Reads a size; null where the text is none. */
export function readSize(text: string): Size | null {
  const plain = text.normalize('NFKC').trim();
  const groups = plain === '' ? undefined : form.exec(plain)?.groups;
  if (!groups) return null;
  const { grade = '', low, high = low, unit = '', above } = groups;
  const millimetres = /^(?:mm|毫米)$/i.test(unit);
  const figure = (one: string): string =>
    canonicalDecimal(millimetres ? (multiplyDecimals(one, '0.1') ?? one) : one) ?? one;
  return {
    grade: grade.toUpperCase(),
    span: low === undefined || high === undefined ? null : { min: figure(low), max: figure(high) },
    unit: /^(?:cm|公分|厘米|mm|毫米)$/i.test(unit) ? 'cm' : /^(?:g|克)$/i.test(unit) ? 'g' : null,
    open: above !== undefined,
  };
}

/** Whether two texts name one size. A grade and its figures together are as good as one of them: `M` is `M 150-200 g`. */
export function sameSize(a: string, b: string): boolean {
  const [one, other] = [readSize(a), readSize(b)];
  if (!one || !other) return a.trim().toLowerCase() === b.trim().toLowerCase();
  if (one.span && other.span)
    return (
      isEqual(one.span.min, other.span.min) &&
      isEqual(one.span.max, other.span.max) &&
      one.open === other.open &&
      (one.unit === other.unit || one.unit === null || other.unit === null) &&
      (one.grade === other.grade || one.grade === '' || other.grade === '')
    );
  return one.grade !== '' && one.grade === other.grade;
}

/** Whether every piece of a size lies within another: 150-200 g within 150 g+. */
export function liesWithin(inner: Size, outer: Size): boolean {
  if (!inner.span || !outer.span || inner.unit !== outer.unit) return false;
  if (isLess(inner.span.min, outer.span.min)) return false;
  return outer.open || (!inner.open && !isMore(inner.span.max, outer.span.max));
}
