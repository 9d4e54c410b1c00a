import { conflictsOf } from './cell.ts';
import type { EntityFacts } from './items.ts';
import type { Conflict } from './rows.ts';

/**
 * What a person must settle in an entity, out of all its documents. An item that was removed in one and changed in the
 * other is one matter to settle, not two.
 */
export function allConflicts({ kind, home, commercial }: EntityFacts): readonly Conflict[] {
  const found = conflictsOf(home, kind);
  const paths = new Set(found.map(({ path }) => path));
  const more = commercial ? conflictsOf(commercial, kind).filter(({ path }) => !paths.has(path)) : [];
  return [...found, ...more];
}
