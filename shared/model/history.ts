import { dotKey, dotsOf } from './dot.ts';
import type { Author, Change, Dot, FactValue, PathState } from './facts.ts';
import { isPresence } from './path.ts';
import type { StoredRecord } from './read.ts';

/** One step in the life of a path. */
export interface PathEntry {
  readonly dot: Dot;
  readonly value: FactValue;
  readonly author: Author;
  /** Epoch ms by its author's clock. */
  readonly at: number;
  /** What its author saw there. */
  readonly seen: readonly Dot[];
}

/** Everything ever written at a path, newest first by its authors' clocks (for people; nothing is decided by it). */
export function historyOf(records: readonly StoredRecord[], path: string): readonly PathEntry[] {
  const entries: PathEntry[] = [];
  for (const { dot, author, at, entries: sets } of records)
    for (const { path: set, value, seen } of sets)
      if (set === path) entries.push({ dot, value, author, at, seen });
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

/**
 * The change that takes a record back (F6): to be appended as a new record, nothing is taken out. Each path returns
 * to what the record's author saw there, a new item is removed. Paths where the author settled several values keep
 * theirs: there is no single value to return to. null when nothing of it can be taken back.
 */
export function undoOf(records: readonly StoredRecord[], dot: Dot): Change | null {
  const byDot = new Map(records.map((record) => [dotKey(record.dot), record]));
  const set: Record<string, FactValue> = {};
  const remove: string[] = [];
  for (const { path, seen } of byDot.get(dotKey(dot))?.entries ?? []) {
    const [before, ...others] = seen;
    if (others.length > 0) continue;
    if (before) {
      const value = byDot.get(dotKey(before))?.entries.find((entry) => entry.path === path)?.value;
      if (value !== undefined) set[path] = value;
    } else if (isPresence(path)) remove.push(path);
    else set[path] = null;
  }
  const kept = Object.entries(set).filter(([path]) => !remove.some((item) => path.startsWith(`${item}/`)));
  if (kept.length === 0 && remove.length === 0) return null;
  return { ...(kept.length > 0 && { set: Object.fromEntries(kept) }), ...(remove.length > 0 && { remove }) };
}
