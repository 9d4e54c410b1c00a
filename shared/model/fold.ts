import { canonicalValue } from './canonical.ts';
import { fieldOf } from './documents.ts';
import { compareDots, distinctDots, dotKey, dotsOf } from './dot.ts';
import type { Dot, Facts, Head, Path, PathState } from './facts.ts';
import type { EntityKind } from './field.ts';
import { isPresence, itemsOver, wholeEntity } from './path.ts';
import type { SetEntry, StoredRecord } from './read.ts';
import { unsuperseded } from './superseding.ts';

interface Written {
  readonly record: StoredRecord;
  readonly entry: SetEntry;
  /** The record's time as text: made once for all it sets. */
  readonly at: string;
}

/**
 * What records say together, whatever order they come in (F2-F4). With `kind`, values are compared as the schema
 * means them (`1590` equals `1590.0`) and entries under paths it does not know count as unreadable; they are kept.
 */
export function fold(records: readonly StoredRecord[], kind?: EntityKind): Facts {
  const here = new Map<string, StoredRecord>();
  for (const record of records) here.set(dotKey(record.dot), record);
  const byPath = new Map<Path, Written[]>();
  let unreadable = 0;
  let newer = 0;
  for (const record of [...here.values()].sort((a, b) => compareDots(a.dot, b.dot))) {
    unreadable += record.unread;
    if (record.newer) newer++;
    const at = record.entries.length > 0 ? new Date(record.at).toISOString() : '';
    for (const entry of record.entries) {
      const written = byPath.get(entry.path);
      if (written) written.push({ record, entry, at });
      else byPath.set(entry.path, [{ record, entry, at }]);
      if (kind && !isPresence(entry.path) && fieldOf(kind, entry.path) === null) unreadable++;
    }
  }
  const paths = new Map<Path, PathState>();
  for (const [path, written] of byPath) paths.set(path, stateOf(path, written, here, kind));
  return { paths, removedAndChanged: removedAndChanged(paths, kind), unreadable, newer };
}

function stateOf(
  path: Path,
  written: readonly Written[],
  here: ReadonlyMap<string, StoredRecord>,
  kind: EntityKind | undefined,
): PathState {
  const standing = unsuperseded(written);
  const heads = groupEqual(path, standing, here, kind);
  // What a superseded record names no longer matters: or one name of nothing would keep the path incomplete for ever.
  const missing: Dot[] = [];
  for (const { entry } of standing)
    for (const dot of [...entry.seen, ...entry.seenFields]) if (!here.has(dotKey(dot))) missing.push(dot);
  if (missing.length > 0) return { kind: 'incomplete', heads, missing: distinctDots(missing) };
  const [first, second, ...rest] = heads;
  if (!first) throw new Error(`a written path without a head: ${path}`);
  return second ? { kind: 'conflict', heads: [first, second, ...rest] } : { kind: 'agreed', heads: [first] };
}

/** One head per differing value (F4), in the order of dots. */
function groupEqual(
  path: Path,
  standing: readonly Written[],
  here: ReadonlyMap<string, StoredRecord>,
  kind: EntityKind | undefined,
): readonly Head[] {
  const field = kind ? fieldOf(kind, path) : null;
  const groups = new Map<string, Written[]>();
  for (const written of standing) {
    const form = canonicalValue(field, written.entry.value);
    const group = groups.get(form);
    if (group) group.push(written);
    else groups.set(form, [written]);
  }
  return [...groups.values()].map((group) => headOf(path, group, here));
}

function headOf(path: Path, group: readonly Written[], here: ReadonlyMap<string, StoredRecord>): Head {
  const [first, ...others] = group;
  if (!first) throw new Error(`an empty group of heads: ${path}`);
  const { record, entry, at } = first;
  return {
    dot: record.dot,
    value: entry.value,
    author: record.author,
    at,
    ...(others.length > 0 && { same: others.map((other) => other.record.dot) }),
    ...(isPresence(path) &&
      entry.value === false && {
        seenFields: distinctDots(group.flatMap((one) => one.entry.seenFields)),
        since: sinceOf(group, here),
      }),
  };
}

/** Since when an item is removed: no removal is older than what its author saw, however slow her clock. */
function sinceOf(group: readonly Written[], here: ReadonlyMap<string, StoredRecord>): string {
  let since = -Infinity;
  for (const { record, entry } of group) {
    since = Math.max(since, record.at);
    for (const dot of [...entry.seen, ...entry.seenFields])
      since = Math.max(since, here.get(dotKey(dot))?.at ?? since);
  }
  return new Date(since).toISOString();
}

/**
 * Items whose removal was agreed while a field under them has a head that no remover saw (F3). Each path is looked at
 * once, from the few items around it: a hostile document can hold as many removed items as paths.
 */
function removedAndChanged(
  paths: ReadonlyMap<Path, PathState>,
  kind: EntityKind | undefined,
): ReadonlySet<Path> {
  const seenBy = new Map<Path, ReadonlySet<string>>();
  for (const [item, state] of paths)
    if (isPresence(item) && state.kind === 'agreed' && state.heads[0].value === false)
      seenBy.set(item, new Set((state.heads[0].seenFields ?? []).map(dotKey)));
  const found = new Set<Path>();
  if (seenBy.size === 0) return found;
  for (const [path, { kind: state, heads }] of paths) {
    if (state === 'incomplete') continue;
    for (const item of itemsOver(path)) {
      const seen = seenBy.get(item);
      if (!seen || found.has(item)) continue;
      // Where a card lies in its column is no reason to ask anybody about its order.
      if (item === wholeEntity && kind && fieldOf(kind, path)?.quiet) continue;
      if (heads.some((head) => dotsOf(head).some((dot) => !seen.has(dotKey(dot))))) found.add(item);
    }
  }
  return found;
}
