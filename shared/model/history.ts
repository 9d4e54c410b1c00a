import { dotKey, dotsOf } from './dot.ts';
import type { Author, Dot, FactValue, Path, PathState } from './facts.ts';
import type { StoredRecord } from './read.ts';

/** One step in the life of a path. */
export interface PathEntry {
  readonly dot: Dot;
  readonly path: Path;
  readonly value: FactValue;
  readonly author: Author;
  /** Epoch ms by its author's clock. */
  readonly at: number;
  /** What its author saw there. */
  readonly seen: readonly Dot[];
}

/**
 * Everything ever written at a path, or at all paths, newest first by its authors' clocks (for people; nothing is
 * decided by it).
 */
export function historyOf(records: readonly StoredRecord[], path?: string): readonly PathEntry[] {
  const entries: PathEntry[] = [];
  for (const { dot, author, at, entries: sets } of records)
    for (const { path: set, value, seen } of sets)
      if (path === undefined || set === path) entries.push({ dot, path: set, value, author, at, seen });
  return entries.sort((a, b) => b.at - a.at || b.dot[1] - a.dot[1]);
}

/** What stood at a path before the values that are there now, when every one of them followed the same single one. */
export function valueBefore(
  records: readonly StoredRecord[],
  path: string,
  state: PathState,
): FactValue | undefined {
  const history = new Map(historyOf(records, path).map((entry) => [dotKey(entry.dot), entry]));
  const before = new Set<string>();
  for (const dot of state.heads.flatMap(dotsOf)) {
    const seen = history.get(dotKey(dot))?.seen ?? [];
    if (seen.length !== 1) return undefined;
    for (const one of seen) before.add(dotKey(one));
  }
  const [only, ...others] = before;
  return only === undefined || others.length > 0 ? undefined : history.get(only)?.value;
}
