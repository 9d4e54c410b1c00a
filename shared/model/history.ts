import { equalityDeep } from 'lib0/function';
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

/**
 * The entry whose value a record put back: somebody had chosen between several values of the path and took the choice
 * back (F6), so all of them stand again, in records of hers. null for any other record.
 */
export function putBackFrom(records: readonly StoredRecord[], path: string, dot: Dot): PathEntry | null {
  return originIn(byDot(records, path), dot);
}

/** What was put back again and again is of whoever wrote it first. In a ring, which only a forger closes, nobody did. */
function originIn(history: ReadonlyMap<string, PathEntry>, dot: Dot): PathEntry | null {
  let origin: PathEntry | null = null;
  const passed = new Set<string>();
  for (let at = dotKey(dot); !passed.has(at); at = dotKey(origin.dot)) {
    passed.add(at);
    const found = chosenFrom(history, at);
    if (!found) return origin;
    origin = found;
  }
  return null;
}

/** The entry of the same value that the choice had seen which was taken back by this one. */
function chosenFrom(history: ReadonlyMap<string, PathEntry>, key: string): PathEntry | null {
  const entry = history.get(key);
  const [seen, ...others] = entry?.seen ?? [];
  if (!entry || !seen || others.length > 0) return null;
  const choice = history.get(dotKey(seen))?.seen ?? [];
  const besides = [...history.values()].some(
    (one) =>
      one.at === entry.at &&
      one.dot[0] === entry.dot[0] &&
      !equalityDeep(one.value, entry.value) &&
      one.seen.some((other) => dotKey(other) === dotKey(seen)),
  );
  if (choice.length < 2 || !besides) return null;
  const earlier = choice.flatMap((one) => history.get(dotKey(one)) ?? []);
  return earlier.find(({ value }) => equalityDeep(value, entry.value)) ?? null;
}

function byDot(records: readonly StoredRecord[], path: string): ReadonlyMap<string, PathEntry> {
  return new Map(historyOf(records, path).map((entry) => [dotKey(entry.dot), entry]));
}

/** What stood at a path before the values that are there now, when every one of them followed the same single one. */
export function valueBefore(
  records: readonly StoredRecord[],
  path: string,
  state: PathState,
): FactValue | undefined {
  const history = byDot(records, path);
  const before = new Set<string>();
  for (const dot of state.heads.flatMap(dotsOf)) {
    // Of what was put back, what stood before it was written first, not the choice that was taken back.
    const seen = (originIn(history, dot) ?? history.get(dotKey(dot)))?.seen ?? [];
    if (seen.length !== 1) return undefined;
    for (const one of seen) before.add(dotKey(one));
  }
  const [only, ...others] = before;
  return only === undefined || others.length > 0 ? undefined : history.get(only)?.value;
}
