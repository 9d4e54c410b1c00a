import type { Table } from 'dexie';
import { equalityDeep } from 'lib0/function';
import type { EntityId } from '../../shared/sync/document-name.ts';

/**
 * Which of these rows stand in the table already, word for word. After an update of the app nearly all do, and to look
 * costs a database a tenth of writing them once more.
 */
export async function standingRows<T extends { readonly id: EntityId }>(
  table: Table<T, EntityId>,
  rows: readonly T[],
): Promise<ReadonlySet<T>> {
  const ids = rows.map(({ id }) => id).sort();
  const [first, last] = [ids[0], ids.at(-1)];
  if (first === undefined || last === undefined) return new Set();
  const stored = await table.where('id').between(first, last, true, true).toArray();
  const byId = new Map(stored.map((row) => [row.id, row]));
  return new Set(rows.filter((row) => equalityDeep(row, byId.get(row.id))));
}
