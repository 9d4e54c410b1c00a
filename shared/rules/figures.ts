import { unknown, type Unknown } from './answer.ts';
import { compare, exact, zero, type Exact } from './exact.ts';

/** A figure as it was entered: an exact decimal in text; null where nobody entered one. */
export type Entered = string | null;

type Read<Names extends string> =
  | { readonly ok: true; readonly of: Readonly<Record<Names, Exact>> }
  | { readonly ok: false; readonly error: Unknown };

/**
 * Reads what a rule needs, all of it or none: the names of what is missing or no decimal come back together, so that a
 * person can enter them in one go.
 */
export function readFigures<Names extends string>(entered: Readonly<Record<Names, Entered>>): Read<Names> {
  const names = Object.keys(entered) as Names[];
  const read = names.map((name) => [name, exact(entered[name] ?? '')] as const);
  const lacks = read.filter(([, value]) => value === null).map(([name]) => name);
  if (lacks.length > 0) return { ok: false, error: unknown(...lacks.map(spaced)) };
  return { ok: true, of: Object.fromEntries(read) as Record<Names, Exact> };
}

/** The names of figures that may not be zero or less, and are. */
export function notPositive(of: Readonly<Record<string, Exact>>): readonly string[] {
  return Object.keys(of)
    .filter((name) => compare(of[name] ?? zero, zero) <= 0)
    .map(spaced);
}

/** The names of figures that may not be below zero, and are. */
export function negative(of: Readonly<Record<string, Exact>>): readonly string[] {
  return Object.keys(of)
    .filter((name) => compare(of[name] ?? zero, zero) < 0)
    .map(spaced);
}

/** `cartonHeight` gives `carton height`. */
function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
