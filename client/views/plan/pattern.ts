/** How goods are told apart in a drawing: by letter, by pattern, and by colour last. */
export interface Pattern {
  readonly ink: string;
  readonly ground: string;
  /** Lines of a tile of 12 × 12; empty for a plain ground. */
  readonly lines: string;
}

const lines: readonly string[] = [
  '',
  'M-3 3 3 -3M0 12 12 0M9 15 15 9',
  'M3 3h.1M9 9h.1',
  'M0 0 12 12M0 12 12 0',
  'M0 6h12',
];

/** The pattern of the goods at a place; after five they begin anew, with the letter to tell them apart. */
export function patternOf(index: number): Pattern {
  const at = index % lines.length;
  const ink = `var(--load-${at})`;
  return { ink, ground: `color-mix(in oklab, ${ink} 16%, var(--surface))`, lines: lines[at] ?? '' };
}

/** A to Z, and A2 after that. */
export function letterOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${letter}${Math.floor(index / 26) + 1}`;
}
