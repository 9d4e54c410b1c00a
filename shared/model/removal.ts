import { isStanding } from './cell.ts';
import { dotKey, dotsOf } from './dot.ts';
import type { Facts, FactValue, Head, Path } from './facts.ts';
import { valueBefore } from './history.ts';
import { isPresence, itemsOver, liesUnder } from './path.ts';
import type { StoredRecord } from './read.ts';

/** A change of a removed item's field that its remover had not seen. */
export interface UnseenChange {
  readonly path: Path;
  readonly head: Head;
  /** What stood there before; null for nothing. */
  readonly before: FactValue;
}

/** Both sides of 'removed here, changed there' (F3). */
export interface Removal {
  /** Who removed it; once per person and value, though each document of the entity has a record of it. */
  readonly removers: readonly Head[];
  readonly changes: readonly UnseenChange[];
}

/** Who removed an item and what others had changed in it meanwhile, out of the facts of the entity's documents. */
export function removalOf(
  item: string,
  documents: readonly Facts[],
  records: readonly StoredRecord[],
): Removal {
  const removers = new Map<string, Head>();
  const changes: UnseenChange[] = [];
  for (const facts of documents) {
    const state = facts.paths.get(item as Path);
    const removal = state?.heads.find((head) => head.value === false);
    if (removal) {
      const { person, device } = removal.author;
      if (!removers.has(`${device} ${person}`)) removers.set(`${device} ${person}`, removal);
      if (state?.kind === 'agreed' && !facts.removedAndChanged.has(item as Path)) continue;
    }
    const seen = new Set((removal?.seenFields ?? []).map(dotKey));
    for (const [path, field] of facts.paths) {
      if (!liesUnder(item, path) || isPresence(path) || field.kind === 'incomplete') continue;
      for (const head of field.heads)
        if (dotsOf(head).some((dot) => !seen.has(dotKey(dot))))
          changes.push({ path, head, before: valueBefore(records, path, field) ?? null });
    }
  }
  return { removers: [...removers.values()], changes };
}

/**
 * Items removed by one person and changed by another who had not seen it (F3), in an entity's documents together: a
 * first price lies in a document that had nothing of the line when it was removed, so no removal is written there.
 */
export function removedAndChangedIn(home: Facts, commercial: Facts | null): ReadonlySet<Path> {
  if (!commercial) return home.removedAndChanged;
  const found = new Set([...home.removedAndChanged, ...commercial.removedAndChanged]);
  const touched = new Set<Path>();
  for (const [path, { kind }] of commercial.paths)
    if (!isPresence(path) && kind !== 'incomplete') for (const item of itemsOver(path)) touched.add(item);
  for (const item of home.paths.keys()) {
    if (!touched.has(item) || isStanding(home, item)) continue;
    // Where the other document knows of the removal, it has judged itself.
    if (!commercial.paths.get(item)?.heads.some((head) => head.value === false)) found.add(item);
  }
  return found;
}
