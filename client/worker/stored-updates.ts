import type { DocumentName } from '../../shared/sync/document-name.ts';
import type { StoredUpdate } from '../local/device-database.ts';

/** A document's updates, asked of the browser itself: Dexie's own way costs as much again as the answer. By sequence. */
export function allOf(transaction: IDBTransaction, document: DocumentName): Promise<readonly StoredUpdate[]> {
  return new Promise((resolve, reject) => {
    const request = transaction.objectStore('updates').index('document').getAll(document);
    request.onsuccess = () => resolve(request.result as readonly StoredUpdate[]);
    request.onerror = () => reject(request.error ?? new Error('not read'));
  });
}
