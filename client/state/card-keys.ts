import type { EntityId } from '../../shared/sync/document-name.ts';

/**
 * Under which key a card of a column is drawn. As a rule it is its order's id, so that a card goes where its order goes.
 * When something else is found in the column, a card of an order that is gone takes over the one that stands in its place:
 * to write it anew costs a third of drawing another.
 */
export type CardKeys = ReadonlyMap<EntityId, string>;

/** The keys of the orders that are shown now, after those that were shown with theirs. No two are the same. */
export function nextKeys(
  ids: readonly EntityId[],
  before: { readonly ids: readonly EntityId[]; readonly keys: CardKeys },
  /** How many of them, from the first, are drawn: so many cards are taken over; null for none. */
  drawn: number | null,
): CardKeys {
  const keys = new Map<EntityId, string>();
  const used = new Set<string>();
  const give = (id: EntityId, key: string): void => {
    keys.set(id, key);
    used.add(key);
  };
  const old = before.ids.slice(0, drawn ?? undefined);
  const now = ids.slice(0, drawn ?? undefined);
  const had = new Set(old);
  for (const id of now) {
    const key = had.has(id) ? before.keys.get(id) : undefined;
    if (key !== undefined) give(id, key);
  }
  if (drawn !== null)
    now.forEach((id, index) => {
      const was = old[index];
      const key = was === undefined ? undefined : before.keys.get(was);
      if (key !== undefined && !keys.has(id) && !used.has(key)) give(id, key);
    });
  for (const id of ids) if (!keys.has(id)) give(id, ownKey(id, used));
  return keys;
}

/** The key of an order that has none: its id, where no other has taken that over. */
export function ownKey(id: EntityId, used: ReadonlySet<string>): string {
  let key: string = id;
  while (used.has(key)) key = `${key}~`;
  return key;
}
