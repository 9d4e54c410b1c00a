import type { Change, Facts, Path } from './facts.ts';

/**
 * Settles 'removed / changed' by keeping the item (F3): the change for each document that has its presence, by the key
 * of the document.
 */
export function keepChanges<Key>(documents: ReadonlyMap<Key, Facts>, item: string): ReadonlyMap<Key, Change> {
  const changes = new Map<Key, Change>();
  for (const [key, facts] of documents)
    if (facts.paths.has(item as Path)) changes.set(key, { set: { [item]: true } });
  return changes;
}
