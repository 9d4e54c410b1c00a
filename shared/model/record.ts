import type { Doc } from 'yjs';
import { canonicalValue } from './canonical.ts';
import { fieldOf } from './documents.ts';
import type { Author, Change, Dot, Facts, FactValue, Path, PathState } from './facts.ts';
import type { EntityKind } from './field.ts';
import { fold } from './fold.ts';
import { headsOf, headsUnder } from './heads.ts';
import { isPresence, itemsAround, liesUnder, parsePath, wholeEntity } from './path.ts';
import { currentReading, isFactValue, ownWriter, readRecords, recordsName, type Reading } from './read.ts';

/** A path a record sets, as it is stored. */
export type Entry = readonly [
  path: Path,
  value: FactValue,
  seen?: readonly number[],
  seenFields?: readonly number[],
];

export interface Circumstances {
  /** What stood before the author's eyes when she began, if that is longer ago than now. */
  readonly seen?: Facts;
  /** Items that wait to be settled by what the entity's other documents say: a field under one does not have it back. */
  readonly disputed?: ReadonlySet<Path>;
  readonly reading?: Reading;
}

/** What became of a change: `newer` wrote nothing. */
export type Appended =
  | { readonly kind: 'written'; readonly dot: Dot }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'newer' };

/**
 * Writes ONE record of a change to a facts document, in one transaction; nothing when it would change nothing.
 * The record names every head it saw of each path it sets (F2), those in conflict too, so it settles them; a removal
 * lists the field heads under the item without superseding them (F3). Fields of an item that is not there, or was
 * removed, bring the item (back). `at` is epoch ms. The change must belong to this document: divide it with
 * `splitChange` first. Throws on a malformed path or value: those are the program's own.
 * `seen` is what stood before the author's eyes when she began, if that is longer ago: what arrived while she typed
 * she has not seen, so it is not superseded.
 * Gives `newer`, and writes nothing, when the document holds a record of a newer version than `reading`'s: who cannot
 * read all of it must not write above it (F5).
 */
export function appendChange(
  doc: Doc,
  author: Author,
  at: number,
  change: Change,
  kind?: EntityKind,
  { seen, disputed = new Set(), reading = currentReading }: Circumstances = {},
): Appended {
  const now = fold(readRecords(doc, reading), kind);
  if (now.newer > 0) return { kind: 'newer' };
  const entries = entriesOf(
    { ...now, removedAndChanged: now.removedAndChanged.union(disputed) },
    seen ?? now,
    change,
    kind,
    doc.clientID,
  );
  if (entries.length === 0) return { kind: 'unchanged' };
  return { kind: 'written', dot: appendRecord(doc, author, at, entries, reading) };
}

/**
 * Writes a record with these very entries and gives its dot: for whoever says herself what it supersedes, and has seen
 * that nothing newer is there.
 */
export function appendRecord(
  doc: Doc,
  author: Author,
  at: number,
  entries: readonly Entry[],
  reading: Reading = currentReading,
): Dot {
  const dot: Dot = [doc.clientID, nextClock(doc)];
  const record = {
    a: author.person,
    d: author.device,
    t: at,
    s: entries,
    ...(author.offline === true && { o: true }),
    ...(reading.version > 1 && { v: reading.version }),
  };
  doc.transact(() => doc.getArray(recordsName).push([record]));
  return dot;
}

/** The clock of the next record this Y.Doc writes. */
export function nextClock(doc: Doc): number {
  const last = doc.store.clients.get(doc.clientID)?.at(-1);
  return last ? last.id.clock + last.length : 0;
}

function entriesOf(
  facts: Facts,
  seen: Facts,
  change: Change,
  kind: EntityKind | undefined,
  writer: number,
): readonly Entry[] {
  const removed = (change.remove ?? []).map(wellFormed);
  const entries = new Map<Path, Entry>();
  for (const [text, value] of Object.entries(change.set ?? {})) {
    const path = wellFormed(text);
    if (removed.some((item) => path === item || liesUnder(item, path)))
      throw new Error(`one change cannot remove and set: ${path}`);
    if (!isFactValue(value) || (isPresence(path) && typeof value !== 'boolean'))
      throw new Error(`not a value for ${path}`);
    if (isPresence(path) && value === false) {
      removed.push(path);
      continue;
    }
    // An entity is there unless it was removed: a document that knows of no removal need not say so.
    if (path === wholeEntity && !facts.paths.has(path)) continue;
    if (saysAlready(facts.paths.get(path), value, path, kind)) continue;
    entries.set(path, entry(path, value, seen, writer));
    for (const item of itemsAround(path))
      if (!entries.has(item) && isAbsent(facts, item)) entries.set(item, entry(item, true, seen, writer));
  }
  for (const item of removed) {
    if (!isPresence(item)) throw new Error(`not an item: ${item}`);
    const state = facts.paths.get(item);
    const gone = state?.kind === 'agreed' && state.heads[0].value === false;
    if ((gone && !facts.removedAndChanged.has(item)) || (!state && headsUnder(facts, item).length === 0))
      continue;
    const [presence, fields] = [headsOf(seen.paths.get(item)), headsUnder(seen, item)];
    entries.set(item, [item, false, flatDots(presence, writer), flatDots(fields, writer)]);
  }
  return [...entries.values()];
}

function wellFormed(text: string): Path {
  const path = parsePath(text);
  if (path === null) throw new Error(`not a path: ${text}`);
  return path;
}

function saysAlready(
  state: PathState | undefined,
  value: FactValue,
  path: Path,
  kind: EntityKind | undefined,
): boolean {
  if (!state) return value === null;
  const field = kind ? fieldOf(kind, path) : null;
  return (
    state.kind === 'agreed' && canonicalValue(field, state.heads[0].value) === canonicalValue(field, value)
  );
}

/** Never there, or removed and left alone since. What waits for a person to settle stays as it is. */
function isAbsent(facts: Facts, item: Path): boolean {
  const state = facts.paths.get(item);
  if (!state) return true;
  return state.kind === 'agreed' && state.heads[0].value === false && !facts.removedAndChanged.has(item);
}

function entry(path: Path, value: FactValue, facts: Facts, writer: number): Entry {
  const seen = headsOf(facts.paths.get(path));
  return seen.length === 0 ? [path, value] : [path, value, flatDots(seen, writer)];
}

/** Dots as they travel in a record of this writer. */
export function flatDots(dots: readonly Dot[], writer: number): readonly number[] {
  return dots.flatMap(([client, clock]) => [client === writer ? ownWriter : client, clock]);
}
