import type { Table } from 'dexie';
import type { EntityId } from '../../shared/sync/document-name.ts';

/**
 * Rows by their ids. `dense`: nearly all that lie between the first and the last of them are asked for, and one request for
 * a stretch costs a fraction of as many single ones.
 */
export async function rowsById<T extends { readonly id: EntityId }>(
  table: Table<T, EntityId>,
  ids: readonly EntityId[],
  dense: boolean,
): Promise<ReadonlyMap<EntityId, T>> {
  const rows = dense ? await stretch(table, ids) : await table.bulkGet([...ids]);
  return new Map(rows.flatMap((row) => (row ? [[row.id, row] as const] : [])));
}

async function stretch<T extends { readonly id: EntityId }>(
  table: Table<T, EntityId>,
  ids: readonly EntityId[],
): Promise<readonly T[]> {
  const sorted = ids.toSorted();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  const wanted = new Set(ids);
  const found = await table.where('id').between(first, last, true, true).toArray();
  return found.filter(({ id }) => wanted.has(id));
}
