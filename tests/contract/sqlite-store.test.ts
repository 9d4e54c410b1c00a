import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { openSqliteStore } from '../../server/sqlite-store.ts';
import { asDocumentName } from '../../shared/sync/document-name.ts';
import { nothingKnown } from '../../shared/sync/known.ts';
import type { Append, Store } from '../../shared/sync/store.ts';
import { storeContract, type OpenedStore } from './store.ts';

const folder = mkdtempSync(join(tmpdir(), 'gendan-store-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

let files = 0;
const freshFile = () => join(folder, `${files++}.db`);

function open(): Promise<OpenedStore<Store>> {
  const file = freshFile();
  let store = openSqliteStore(file);
  return Promise.resolve({
    store,
    async reopen() {
      await store.close();
      return (store = openSqliteStore(file));
    },
  });
}

storeContract('SQLite store', open);

test('[H8] a sequence is not used again even when its row is gone', async () => {
  const file = freshFile();
  const document = asDocumentName('team/board/order_a/note');
  if (!document) throw new Error('not a name');
  const append: Append = { document, update: Uint8Array.of(0, 0), known: nothingKnown, source: 'own' };
  const store = openSqliteStore(file);
  const [before] = await store.commit({ appends: [append] });
  await store.close();

  const database = new DatabaseSync(file);
  database.exec('DELETE FROM updates');
  database.close();

  const again = openSqliteStore(file);
  const [after] = await again.commit({ appends: [append] });
  await again.close();
  expect(after?.sequence).toBeGreaterThan(before?.sequence ?? Infinity);
});
