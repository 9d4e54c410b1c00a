import type { DocumentName } from '../../shared/sync/document-name.ts';
import type { StoredUpdate } from '../local/device-database.ts';

/** The first and the last of documents that lie one after the other. */
export type Range = readonly [first: DocumentName, last: DocumentName];

/** The updates of documents, asked of the browser itself: Dexie's own way costs as much again as the answer. */
export function allWithin(
  transaction: IDBTransaction,
  [first, last]: Range,
): Promise<readonly StoredUpdate[]> {
  return new Promise((resolve, reject) => {
    const range = IDBKeyRange.bound(first, last);
    const request = transaction.objectStore('updates').index('document').getAll(range);
    request.onsuccess = () => resolve(request.result as readonly StoredUpdate[]);
    request.onerror = () => reject(request.error ?? new Error('not read'));
  });
}
