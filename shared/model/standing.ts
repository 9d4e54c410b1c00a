import { allConflicts } from './conflicts.ts';
import { compartmentOf } from './documents.ts';
import type { FactValue, Path } from './facts.ts';
import type { EntityFacts } from './items.ts';
import { homeOf } from './schema.ts';

/**
 * Every value that stands at each path of an entity, out of all its documents: one where all agree, those in conflict
 * as `allConflicts` has them. The entity's own fields come first, then those of its items.
 */
export function standingValues(entity: EntityFacts): ReadonlyMap<Path, readonly FactValue[]> {
  const { kind, home, commercial } = entity;
  const documents = [[homeOf[kind], home] as const, ['commercial', commercial] as const];
  const found = new Map<Path, readonly FactValue[]>();
  // An item's presence may stand in both documents; the one where it belongs counts, so it comes last.
  for (const belongs of [false, true])
    for (const [compartment, facts] of documents)
      for (const [path, { heads }] of facts?.paths ?? [])
        if ((compartmentOf(kind, path) === compartment) === belongs)
          found.set(
            path,
            heads.map((head) => head.value),
          );
  for (const { path, values } of allConflicts(entity)) found.set(path, values);
  return new Map([...found].sort(([a], [b]) => depth(a) - depth(b) || (a < b ? -1 : 1)));
}

function depth(path: Path): number {
  return path.includes('/') ? 1 : 0;
}
