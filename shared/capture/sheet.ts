import type { Reading } from './capture.ts';
import { claimed, foldLine } from './fold-line.ts';

/** A stretch of a line that has been read. */
export interface Spot {
  readonly from: number;
  readonly to: number;
  readonly reading: Reading;
  readonly certain: boolean;
  readonly alternatives: readonly Reading[];
}

/** A stretch that matched, without the spaces around it. */
export interface Found {
  readonly from: number;
  readonly to: number;
  readonly groups: Readonly<Record<string, string | undefined>>;
}

/**
 * A line while it is read: those who read it claim stretches one after the other, the surest first, and what is claimed
 * is blanked out for those who come later.
 */
export interface Sheet {
  readonly line: string;
  readonly folded: string;
  /** The folded line with what is claimed blanked out. */
  readonly open: () => string;
  readonly spots: () => readonly Spot[];
  /** Where a pattern (global) stands in what is open. */
  readonly find: (pattern: RegExp) => readonly Found[];
  readonly claim: (place: Place, reading: Reading, doubt?: Doubt) => void;
  /** Another reading of what is claimed. */
  readonly amend: (spot: Spot, change: Partial<Pick<Spot, 'reading' | 'certain' | 'alternatives'>>) => void;
}

export type Place = Pick<Spot, 'from' | 'to'>;
/** What makes a reading less than certain: `certain` is false where there are alternatives, unless it says otherwise. */
export interface Doubt {
  readonly certain?: boolean;
  readonly alternatives?: readonly Reading[];
}

export function newSheet(line: string): Sheet {
  const folded = foldLine(line);
  let open = folded;
  let spots: readonly Spot[] = [];
  return {
    line,
    folded,
    open: () => open,
    spots: () => spots,
    find: (pattern) =>
      Array.from(open.matchAll(pattern), (match) => {
        const [text] = match;
        const from = match.index + text.length - text.trimStart().length;
        return { from, to: from + text.trim().length, groups: match.groups ?? {} };
      }).filter(({ from, to }) => to > from),
    claim({ from, to }, reading, { alternatives = [], certain = alternatives.length === 0 } = {}) {
      // A second claim of the same place within one round of finds.
      if (open.slice(from, to).includes(claimed)) return;
      open = open.slice(0, from) + claimed.repeat(to - from) + open.slice(to);
      spots = [...spots, { from, to, reading, certain, alternatives }].sort((a, b) => a.from - b.from);
    },
    amend(spot, change) {
      spots = spots.map((one) => (one === spot ? { ...one, ...change } : one));
    },
  };
}
