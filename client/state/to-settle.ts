import type { Conflict, Shelf } from '../../shared/model/rows.ts';

/** Whether something is to settle in an entity. In the trash nothing can be settled: it is read-only there. */
export function isToSettle({
  shelf,
  conflicts,
}: {
  readonly shelf: Shelf;
  readonly conflicts: readonly Conflict[];
}): boolean {
  return shelf !== 'trash' && conflicts.length > 0;
}
