import type { Answer } from '../../shared/rules/answer.ts';
import { compare, decimalOf, exact, over, whole } from '../../shared/rules/exact.ts';
import type { Value, VectorCase } from './vector-file.ts';

/** A result that a rule gives under one key of a case, and how what is expected there is held against it. */
export interface Result {
  /** What was reckoned, for people. */
  readonly got: string;
  /** Whether what the case expects is right; asked only where the case has the key, unless `always`. */
  readonly agrees: (expected: Value) => boolean;
  /** Leaving the key out says that there is none. */
  readonly always?: boolean;
}

/** The rule for one kind of case. */
export interface Kind {
  /** Keys it reads. */
  readonly reads: readonly string[];
  /** What it reckons, by the keys under which a case may expect it. */
  readonly reckon: (given: Given) => Readonly<Record<string, Result>>;
}

/** The input of a case, read as what a rule takes. */
export interface Given {
  readonly has: (key: string) => boolean;
  readonly text: (key: string) => string | null;
  /** An exact decimal, grouping commas taken out; null where there is none. */
  readonly number: (key: string) => string | null;
  /** A share of one; `0.3 %` is `0.003`. */
  readonly share: (key: string) => string | null;
  readonly value: (key: string) => Value;
}

export function givenOf(one: VectorCase): Given {
  const text = (key: string): string | null => {
    const value = one[key];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  };
  const number = (key: string): string | null => {
    const written = text(key);
    return written !== null && /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(written)
      ? written.replaceAll(',', '')
      : written;
  };
  return {
    has: (key) => Object.hasOwn(one, key),
    text,
    number,
    share(key) {
      const written = number(key);
      const percent = /^(.*?)\s*%$/.exec(written ?? '')?.[1];
      const value = percent === undefined ? null : exact(percent);
      const share = value && over(value, whole(100n));
      return share ? decimalOf(share) : written;
    },
    value: (key) => one[key] ?? null,
  };
}

/** A decimal that must be equal; where the rule cannot say, null is what is expected. */
export function decimalResult(answer: Answer<string | number>): Result {
  if (answer.kind === 'unknown') return unknownResult(answer.lacks);
  const got = String(answer.value);
  return { got, agrees: (expected) => sameDecimal(expected, got) };
}

/** A text that must be equal. */
export function textResult(answer: Answer<string>): Result {
  if (answer.kind === 'unknown') return unknownResult(answer.lacks);
  return { got: answer.value, agrees: (expected) => expected === answer.value };
}

export function unknownResult(lacks: readonly string[]): Result {
  return {
    got: `unknown (${lacks.join(', ')})`,
    agrees: (expected) => expected === null || expected === 'unknown',
  };
}

export function sameDecimal(expected: Value, got: string): boolean {
  const [a, b] = [typeof expected === 'string' ? exact(expected.replaceAll(',', '')) : null, exact(got)];
  return a !== null && b !== null && compare(a, b) === 0;
}

/** The value of an answer put through a function; unknown stays unknown. */
export function mapAnswer<T, U>(answer: Answer<T>, change: (value: T) => U): Answer<U> {
  return answer.kind === 'known' ? { kind: 'known', value: change(answer.value) } : answer;
}
