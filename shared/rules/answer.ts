/** What a rule gives: a value, or that it cannot say. Unknown is an answer of its own, never safe and never zero. */
export type Answer<T> = Known<T> | Unknown;

export interface Known<T> {
  readonly kind: 'known';
  readonly value: T;
}

export interface Unknown {
  readonly kind: 'unknown';
  /** Names of what is missing or cannot be reckoned with, such as `carton height`. */
  readonly lacks: readonly string[];
}

export function known<T>(value: T): Known<T> {
  return { kind: 'known', value };
}

export function unknown(...lacks: readonly string[]): Unknown {
  return { kind: 'unknown', lacks };
}
