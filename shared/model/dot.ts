import type { Dot, Head } from './facts.ts';

/** A dot as a key for maps and sets. */
export function dotKey(dot: Dot): string {
  return `${dot[0]}.${dot[1]}`;
}

/** Writer first, then clock: an order every replica shares. It says nothing of time. */
export function compareDots(a: Dot, b: Dot): number {
  return a[0] - b[0] || a[1] - b[1];
}

/** Every standing record behind a head, those with an equal value among them. */
export function dotsOf(head: Head): readonly Dot[] {
  return head.same ? [head.dot, ...head.same] : [head.dot];
}

/** Each dot once, in the shared order. */
export function distinctDots(dots: Iterable<Dot>): readonly Dot[] {
  const byKey = new Map<string, Dot>();
  for (const dot of dots) byKey.set(dotKey(dot), dot);
  return [...byKey.values()].sort(compareDots);
}
