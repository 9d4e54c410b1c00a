import { fieldOf } from '../../shared/model/documents.ts';
import { isPresence } from '../../shared/model/path.ts';
import type { Conflict } from '../../shared/model/rows.ts';

/** What is settled first: cartons, as all else is reckoned from them, then what stands in the way of papers. */
export function firstConflict(conflicts: readonly Conflict[]): Conflict | null {
  return (
    conflicts.find(({ path }) => path === 'cartons') ??
    conflicts.find(({ path }) => isPresence(path) || fieldOf('order', path)?.critical) ??
    conflicts[0] ??
    null
  );
}
