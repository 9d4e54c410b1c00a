import { compartmentOf } from './documents.ts';
import type { Change } from './facts.ts';
import type { PathEntry } from './history.ts';
import { standingIn, type EntityFacts } from './items.ts';
import { isPresence, itemsAround } from './path.ts';

/**
 * Gives for an entry of an entity's history the change that brings back what it wrote (F6): to be appended as a new
 * record, nothing is taken out. Of a removal it brings the item back, with its fields as they stand. null where that is
 * how it stands now, and for a field of an item that is removed.
 */
export function restoresIn(entity: EntityFacts): (entry: PathEntry) => Change | null {
  const stands = standingIn(entity);
  return ({ path, value }) => {
    if (isPresence(path)) return value === false && !stands(path) ? { set: { [path]: true } } : null;
    if (!itemsAround(path).every(stands)) return null;
    const facts = compartmentOf(entity.kind, path) === 'commercial' ? entity.commercial : entity.home;
    const heads = facts?.paths.get(path)?.heads ?? [];
    const standing = heads.length === 1 && JSON.stringify(heads[0]?.value) === JSON.stringify(value);
    return standing ? null : { set: { [path]: value } };
  };
}
