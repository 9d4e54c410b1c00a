/**
 * The results of requests of one transaction, in their order. They are answered in turn, so the last of them says that all
 * are; when one fails the transaction does, and the last of them with it.
 */
export function allGiven<T>(requests: readonly IDBRequest<T>[]): Promise<readonly T[]> {
  return new Promise((resolve, reject) => {
    const last = requests.at(-1);
    if (!last) {
      resolve([]);
      return;
    }
    last.onsuccess = () => resolve(requests.map(({ result }) => result));
    last.onerror = () => reject(last.error ?? new Error('not done'));
  });
}
