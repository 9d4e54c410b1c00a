import type { Change, Facts } from '../../shared/model/facts.ts';
import { wholeEntity } from '../../shared/model/path.ts';
import { readOnlyOf, type ReadOnly } from '../../shared/model/read-only.ts';

/**
 * Why a change cannot be written to an entity as it stands; null where it can. Out of the trash it can always be taken,
 * unless a newer version wrote there.
 */
export function refusalOf(change: Change, home: Facts, commercial: Facts | null): ReadOnly | null {
  const readOnly = readOnlyOf(home, commercial);
  return readOnly === 'trash' && isOfWhole(change) ? null : readOnly;
}

function isOfWhole({ set = {}, remove = [] }: Change): boolean {
  return [...Object.keys(set), ...remove].every((path) => path === wholeEntity);
}
