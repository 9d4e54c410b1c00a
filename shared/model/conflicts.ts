import type { Compartment } from '../sync/document-name.ts';
import { conflictsOf } from './cell.ts';
import { compartmentOf, fieldOf } from './documents.ts';
import type { Facts, Path } from './facts.ts';
import type { EntityKind, Field } from './field.ts';
import { standingIn, type EntityFacts } from './items.ts';
import { isPresence, itemsAround, liesUnder, patternOf, wholeEntity } from './path.ts';
import { removedAndChangedIn } from './removal.ts';
import type { Conflict } from './rows.ts';
import { homeOf, schema } from './schema.ts';

/**
 * What a person must settle in an entity, by path, out of the facts of its documents. An item that was removed in one
 * document and changed in the other is one matter, not two.
 */
export function allConflicts(entity: EntityFacts): readonly Conflict[] {
  const { kind, home, commercial } = entity;
  const found = new Map<Path, Conflict>();
  const stands = standingIn(entity);
  for (const [compartment, facts] of documentsOf(entity))
    for (const conflict of conflictsOf(facts, kind, stands))
      if (!found.has(conflict.path) && belongs(kind, compartment, conflict.path))
        found.set(conflict.path, conflict);
  for (const path of removedAndChangedIn(home, commercial))
    if (!found.has(path)) found.set(path, { path, values: [false, true] });
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Why a paper cannot be issued yet: a critical value that is not agreed, or an item that may or may not be there. */
export interface Blocker {
  readonly path: Path;
  /** incomplete: a part of its history has not arrived on this device. */
  readonly why: 'conflict' | 'incomplete';
}

/**
 * What must be settled, or arrive, before papers can be issued from an entity: critical fields in conflict or
 * incomplete, and items with critical fields whose presence is. Empty when nothing stands in the way.
 */
export function blocksIssuing(entity: EntityFacts): readonly Blocker[] {
  const { kind } = entity;
  const found = new Map<Path, Blocker>();
  const stands = standingIn(entity);
  for (const { path } of allConflicts(entity))
    if (isCritical(kind, path)) found.set(path, { path, why: 'conflict' });
  for (const [compartment, facts] of documentsOf(entity))
    for (const [path, state] of facts.paths) {
      if (state.kind !== 'incomplete' || found.has(path) || !isCritical(kind, path)) continue;
      if (!belongs(kind, compartment, path)) continue;
      const around = itemsAround(path).filter((item) => item !== path);
      if (around.every(stands)) found.set(path, { path, why: 'incomplete' });
    }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function documentsOf({ kind, home, commercial }: EntityFacts): readonly (readonly [Compartment, Facts])[] {
  return commercial
    ? [
        [homeOf[kind], home],
        ['commercial', commercial],
      ]
    : [[homeOf[kind], home]];
}

/**
 * Whether a path is to be judged in a compartment's document. Nobody can settle a field that stands elsewhere than
 * where it lives: whoever sets it writes to its own document. An item's presence may stand in each.
 */
function belongs(kind: EntityKind, compartment: Compartment, path: Path): boolean {
  return isPresence(path) || compartmentOf(kind, path) === compartment;
}

/** Whether papers, loading or payment rest on a path, or on something in the item it stands for. */
export function isCritical(kind: EntityKind, path: Path): boolean {
  if (path === wholeEntity) return true;
  if (!isPresence(path)) return fieldOf(kind, path)?.critical ?? false;
  return Object.entries<Field>(schema[kind]).some(
    ([pattern, field]) => field.critical && liesUnder(patternOf(path), pattern),
  );
}
