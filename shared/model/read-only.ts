import { isStanding } from './cell.ts';
import type { Facts } from './facts.ts';
import { wholeEntity } from './path.ts';
import { removedAndChangedIn } from './removal.ts';
import type { Trashed } from './rows.ts';

/**
 * Since when an entity is in the trash and by whom, out of the facts of its documents. null where it is not, and where
 * somebody changed it who had not seen the removal: then it stands, and a person settles it. The time is the remover's,
 * but not before the newest change she had seen.
 */
export function trashedOf(home: Facts, commercial: Facts | null): Trashed | null {
  if (isStanding(home, wholeEntity)) return null;
  const [head] = home.paths.get(wholeEntity)?.heads ?? [];
  if (!head || removedAndChangedIn(home, commercial).has(wholeEntity)) return null;
  // Where the prices lie it has seen those, too, and may so know of a later hour.
  const there = commercial?.paths.get(wholeEntity)?.heads.find((one) => one.value === false);
  const times = [head, there].flatMap((one) => (one ? Date.parse(one.since ?? one.at) : []));
  return { since: new Date(Math.max(...times)).toISOString(), by: head.author };
}

/** Why nothing can be changed in an entity: a newer version wrote in it (F5), or it is in the trash. */
export type ReadOnly = 'newer' | 'trash';

export function readOnlyOf(home: Facts, commercial: Facts | null): ReadOnly | null {
  if (home.newer + (commercial?.newer ?? 0) > 0) return 'newer';
  return trashedOf(home, commercial) ? 'trash' : null;
}
