import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test, vi } from 'vitest';
import { asDocumentName } from '../shared/sync/document-name.ts';
import { createHub } from '../shared/sync/hub.ts';
import * as Y from 'yjs';
import { checkpointBehind } from './checkpoint.ts';
import { systemClock } from './clock.ts';
import { openSqliteStore } from './sqlite-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'gendan-checkpoint-'));
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Updates that stand in the file itself, without its log. */
function movedOver(file: string): number {
  const copy = join(folder, 'copy.db');
  copyFileSync(file, copy);
  const database = new DatabaseSync(copy);
  try {
    return Number(database.prepare('SELECT COUNT(*) AS count FROM updates').get()?.['count']);
  } catch {
    return 0;
  } finally {
    database.close();
  }
}

test('after many commits the log is moved into the file, though none of them has done it', async () => {
  const file = join(folder, 'gendan.db');
  const store = openSqliteStore(file);
  const hub = createHub({ store, clock: systemClock });
  const checkpoints = checkpointBehind(hub, file);
  const document = asDocumentName('team/board/order_a1/note');
  if (!document) throw new Error('not a name');
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let i = 0; i < 520; i++) doc.getText('t').insert(i, 'x');
  for (const update of updates.slice(0, 400)) await hub.write(document, update);
  expect(movedOver(file)).toBe(0);
  for (const update of updates.slice(400)) await hub.write(document, update);
  await vi.waitFor(
    () => {
      expect(movedOver(file)).toBeGreaterThanOrEqual(500);
    },
    { timeout: 20_000 },
  );
  await checkpoints.stop();
  await hub.stop(4503, 'done');
  await store.close();
});
