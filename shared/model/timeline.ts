import { fieldOf } from './documents.ts';
import { dotKey } from './dot.ts';
import type { Author, FactValue } from './facts.ts';
import type { EntityKind } from './field.ts';
import { historyOf, type PathEntry } from './history.ts';
import { isPresence } from './path.ts';
import type { StoredRecord } from './read.ts';

/** One line of a moment: what was set, and what stood there before by its author's eyes. */
export interface TimelineEntry extends PathEntry {
  readonly before: readonly FactValue[];
}

/** What one person did at one time, in all documents of an entity. */
export interface Moment {
  readonly key: string;
  readonly author: Author;
  /** Epoch ms by its author's clock. */
  readonly at: number;
  readonly entries: readonly TimelineEntry[];
}

/** One action is a record per document, written in the same breath. */
const sameBreath = 50;

/**
 * The life of an entity, or of one path of it, newest first. Places in a list are left out, and items that merely
 * appear with what was written in them. Paths the schema does not know are left out too: nobody can name them.
 */
export function timelineOf(
  kind: EntityKind,
  records: readonly StoredRecord[],
  path?: string,
): readonly Moment[] {
  const values = new Map<string, FactValue>();
  const history = historyOf(records, path);
  for (const entry of history) values.set(`${dotKey(entry.dot)} ${entry.path}`, entry.value);
  const moments: (Moment & { readonly entries: TimelineEntry[] })[] = [];
  for (const entry of history) {
    if (!isTold(kind, entry)) continue;
    // What is not here is left out; a cleared value is one, and a list is one too.
    const before = entry.seen
      .map((dot) => values.get(`${dotKey(dot)} ${entry.path}`))
      .filter((value) => value !== undefined);
    const told: TimelineEntry = { ...entry, before: distinct(before) };
    const last = moments.at(-1);
    const twin = last && isSame(last, entry) && last.entries.find((one) => one.path === entry.path);
    // A removal is written in each document that has something of the item; it was one all the same.
    if (twin && isPresence(entry.path) && twin.value === entry.value) continue;
    if (last && isSame(last, entry) && !twin) last.entries.push(told);
    else
      moments.push({
        key: `${dotKey(entry.dot)} ${entry.path}`,
        author: entry.author,
        at: entry.at,
        entries: [told],
      });
  }
  return moments;
}

function isTold(kind: EntityKind, { path, value, seen }: PathEntry): boolean {
  if (isPresence(path)) return value === false || seen.length > 0;
  const field = fieldOf(kind, path);
  return field !== null && !field.quiet;
}

function isSame(moment: Moment, { author, at }: PathEntry): boolean {
  return (
    moment.author.person === author.person &&
    moment.author.device === author.device &&
    moment.author.offline === author.offline &&
    moment.at - at <= sameBreath
  );
}

function distinct(values: readonly FactValue[]): readonly FactValue[] {
  const byForm = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...byForm.values()];
}
