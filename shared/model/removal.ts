import { dotKey, dotsOf } from './dot.ts';
import type { Facts, FactValue, Head, Path } from './facts.ts';
import { valueBefore } from './history.ts';
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
    if (!removal) continue;
    const { person, device } = removal.author;
    if (!removers.has(`${device} ${person}`)) removers.set(`${device} ${person}`, removal);
    if (!facts.removedAndChanged.has(item as Path)) continue;
    const seen = new Set((removal.seenFields ?? []).map(dotKey));
    for (const [path, field] of facts.paths) {
      if (!path.startsWith(`${item}/`) || field.kind === 'incomplete') continue;
      for (const head of field.heads)
        if (dotsOf(head).some((dot) => !seen.has(dotKey(dot))))
          changes.push({ path, head, before: valueBefore(records, path, field) ?? null });
    }
  }
  return { removers: [...removers.values()], changes };
}
