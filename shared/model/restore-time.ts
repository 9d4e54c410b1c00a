import type { Compartment } from '../sync/document-name.ts';
import { canonicalValue } from './canonical.ts';
import { isStanding } from './cell.ts';
import { fieldOf } from './documents.ts';
import type { Change, Facts, FactValue, Path } from './facts.ts';
import type { EntityKind } from './field.ts';
import { fold } from './fold.ts';
import { recordsAt } from './past.ts';
import { isPresence, itemsAround, itemsOver, wholeEntity } from './path.ts';
import type { StoredRecord } from './read.ts';
import { homeOf } from './schema.ts';

/** What restoring would do at one path. Of an item: true is there, false is not. */
export interface Difference {
  readonly path: Path;
  /** Every value that stands; several while in conflict, none where nothing was set. */
  readonly now: readonly FactValue[];
  readonly then: FactValue;
}

export interface Restoring {
  /** One record per document; a document in which nothing differs is not among them. */
  readonly changes: ReadonlyMap<Compartment, Change>;
  readonly differences: readonly Difference[];
  /** In conflict at that time, so there is no one value to go back to: these stay as they are. */
  readonly open: readonly Path[];
}

/**
 * The change that makes an entity stand as it stood at a time (epoch ms, by its authors' clocks and by what they had
 * seen, see `recordsAt`): fields set since are cleared, items added since go, items removed since come back with their
 * fields. Takes the records of each of its documents. Paths the schema does not know stay as they are, and so does
 * whether the entity is in the trash.
 */
export function restoreTo(
  kind: EntityKind,
  documents: ReadonlyMap<Compartment, readonly StoredRecord[]>,
  at: number,
): Restoring {
  const changes = new Map<Compartment, Change>();
  const differences = new Map<Path, Difference>();
  const open = new Set<Path>();
  const past = (records: readonly StoredRecord[]): Facts => fold(recordsAt(records, at), kind);
  // Whether an item is there is said by the entity's own document, as everywhere; any of them may say that it is open.
  const own = documents.get(homeOf[kind]) ?? [];
  const home = { now: fold(own, kind), then: past(own) };
  const wavering = new Set([...documents.values()].flatMap((records) => [...unsettledItems(past(records))]));
  for (const [compartment, records] of documents) {
    const [now, then] = [fold(records, kind), past(records)];
    const set: Record<string, FactValue> = {};
    const remove: Path[] = [];
    for (const [path, state] of now.paths) {
      if (path === wholeEntity) continue;
      if (itemsAround(path).some((item) => wavering.has(item))) {
        if (isPresence(path)) open.add(path);
        continue;
      }
      if (isPresence(path)) {
        const [is, was] = [stands(home.now, path), stands(home.then, path)];
        if (is === was) continue;
        if (was && !stands(now, path)) set[path] = true;
        else if (!was && stands(now, path)) remove.push(path);
        differences.set(path, { path, now: [is], then: was });
        continue;
      }
      const field = fieldOf(kind, path);
      if (field?.compartment !== compartment) continue;
      // The fields of an item that was not there have no bearing; they go with it.
      if (!itemsAround(path).every((item) => stands(home.then, item))) continue;
      const heads = then.paths.get(path)?.heads ?? [];
      if (heads.length > 1 && !field.quiet) {
        open.add(path);
        continue;
      }
      const was = heads[0]?.value ?? null;
      const standing = state.heads.map((head) => head.value);
      const form = canonicalValue(field, was);
      if (standing.every((value) => canonicalValue(field, value) === form)) continue;
      set[path] = was;
      differences.set(path, { path, now: standing, then: was });
    }
    const going = outermost(remove);
    if (Object.keys(set).length + going.length > 0) changes.set(compartment, { set, remove: going });
  }
  const told = [...differences.values()].filter(({ path }) => !coveredBy(differences, path));
  return { changes, differences: told, open: [...open] };
}

/** Whether an item is there; one that is to be settled is shown. */
function stands(facts: Facts, item: Path): boolean {
  return facts.paths.has(item) && isStanding(facts, item);
}

/** Items of which it is to be settled whether they are there. */
function unsettledItems(facts: Facts): readonly Path[] {
  const split = [...facts.paths].filter(([path, { heads }]) => isPresence(path) && heads.length > 1);
  return [...split.map(([path]) => path), ...facts.removedAndChanged];
}

function outermost(items: readonly Path[]): readonly Path[] {
  const going = new Set(items);
  return items.filter((item) => !itemsOver(item).some((other) => going.has(other)));
}

/** Whether a path is told of by the item around it that comes or goes. */
function coveredBy(differences: ReadonlyMap<Path, Difference>, path: Path): boolean {
  return itemsAround(path).some((item) => item !== path && differences.has(item));
}
