import type { Author, Dot, FactValue } from '../../shared/model/facts.ts';
import type { StoredRecord } from '../../shared/model/read.ts';

/** One change of one path, as the history shows it. */
export interface HistoryEntry {
  readonly dot: Dot;
  readonly path: string;
  readonly value: FactValue;
  readonly author: Author;
  readonly at: number;
}

/** Every change of a path, or of all paths, newest first. */
export function historyOf(records: readonly StoredRecord[], path?: string): readonly HistoryEntry[] {
  return records
    .flatMap((record) =>
      record.entries
        .filter((entry) => path === undefined || entry.path === path)
        .map((entry) => ({
          dot: record.dot,
          path: entry.path,
          value: entry.value,
          author: record.author,
          at: record.at,
        })),
    )
    .sort((a, b) => b.at - a.at);
}

/** The value that everybody who now disagrees had seen before; null when there was none. */
export function valueBefore(
  records: readonly StoredRecord[],
  path: string,
  heads: readonly Dot[],
): FactValue {
  const key = (dot: Dot) => dot.join(':');
  const entries = new Map<string, { value: FactValue; seen: readonly Dot[] }>();
  for (const record of records)
    for (const entry of record.entries)
      if (entry.path === path) entries.set(key(record.dot), { value: entry.value, seen: entry.seen });
  const seen = heads.map((head) => new Set((entries.get(key(head))?.seen ?? []).map(key)));
  const [first = new Set<string>(), ...others] = seen;
  for (const dot of first)
    if (others.every((other) => other.has(dot))) return entries.get(dot)?.value ?? null;
  return null;
}
