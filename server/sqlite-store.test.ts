import { copyFileSync, mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import type { DocumentName } from '../shared/sync/document-name.ts';
import { nothingKnown } from '../shared/sync/known.ts';
import { StartFailure } from './failure.ts';
import { openSqliteStore } from './sqlite-store.ts';

const document = 'team/board/order_a/note' as DocumentName;
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gendan-sqlite-'));
  folders.push(folder);
  return join(folder, 'gendan.db');
}

async function filled(): Promise<string> {
  const file = newFile();
  const store = openSqliteStore(file);
  for (let i = 0; i < 40; i++) {
    const update = new Uint8Array(1_000).fill(i);
    await store.commit({ appends: [{ document, update, known: nothingKnown, source: 'own' }] });
  }
  await store.close();
  return file;
}

describe('a damaged file is refused in one line and left as it is', () => {
  test.each<[string, (file: string) => void]>([
    ['garbage', (file) => writeFileSync(file, Buffer.alloc(20_000, 'gendan'))],
    ['cut short', (file) => truncateSync(file, readFileSync(file).byteLength - 4_096)],
    ['cut within its header', (file) => truncateSync(file, 50)],
    [
      'overwritten in the middle',
      (file) => {
        const bytes = readFileSync(file);
        bytes.fill(0xff, 4_096, 12_288);
        writeFileSync(file, bytes);
      },
    ],
  ])('%s', async (_name, harm) => {
    const file = await filled();
    harm(file);
    const before = readFileSync(file);
    expect(() => openSqliteStore(file)).toThrow(StartFailure);
    expect(() => openSqliteStore(file)).toThrow(/^\S+ is damaged and was left as it is;[^\n]*$/);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('one that a newer version wrote is none, and is not touched either', async () => {
    const file = await filled();
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(() => openSqliteStore(file)).toThrow(/written by a newer version/);
  });
});

test('what lies in the log of a killed process is there again', async () => {
  const file = newFile();
  const store = openSqliteStore(file);
  const update = Uint8Array.of(1, 2, 3);
  await store.commit({ appends: [{ document, update, known: nothingKnown, source: 'own' }] });
  // The files as a kill leaves them: the log not yet moved into the database.
  const copy = newFile();
  for (const ending of ['', '-wal']) copyFileSync(`${file}${ending}`, `${copy}${ending}`);
  await store.close();
  const revived = openSqliteStore(copy);
  expect((await revived.read(document))?.updates).toEqual([update]);
  await revived.close();
});

test('[H6] a file of the version before compaction is counted and goes on', async () => {
  const file = await filled();
  const store = openSqliteStore(file);
  const before = await store.read(document);
  await store.close();
  const database = new DatabaseSync(file);
  database.exec(`DROP INDEX documents_to_compact; DROP TABLE compacted;
    ALTER TABLE documents DROP COLUMN base; ALTER TABLE documents DROP COLUMN tail_updates;
    ALTER TABLE documents DROP COLUMN tail_bytes; ALTER TABLE documents DROP COLUMN heavy;
    PRAGMA user_version = 1`);
  database.close();

  const upgraded = openSqliteStore(file);
  expect(await upgraded.read(document)).toEqual(before);
  for (let i = 0; i < 30; i++) {
    await upgraded.commit({
      appends: [{ document, update: new Uint8Array(1_000), known: nothingKnown, source: 'own' }],
    });
  }
  expect(await upgraded.heavy({ updates: 70, bytes: 1e9 }, 5)).toEqual([document]);
  expect(await upgraded.heavy({ updates: 71, bytes: 1e9 }, 5)).toEqual([]);
  expect(await upgraded.heavy({ updates: 71, bytes: 70_000 }, 5)).toEqual([document]);
  await upgraded.close();
});

test('[H6] a file of the version that counted in its index is taken over', async () => {
  const file = newFile();
  const store = openSqliteStore(file);
  const appends = Array.from({ length: 70 }, () => ({
    document,
    update: Uint8Array.of(1),
    known: nothingKnown,
    source: 'own' as const,
  }));
  await store.commit({ appends });
  await store.close();
  const database = new DatabaseSync(file);
  database.exec(`DROP INDEX documents_to_compact; ALTER TABLE documents DROP COLUMN heavy;
    CREATE INDEX documents_to_compact ON documents (tail_updates, tail_bytes)
      WHERE (tail_updates >= 64 OR tail_bytes >= 65536);
    PRAGMA user_version = 2`);
  database.close();

  const upgraded = openSqliteStore(file);
  expect(await upgraded.heavy({ updates: 70, bytes: 1e9 }, 5)).toEqual([document]);
  await upgraded.commit({ appends: appends.slice(0, 1) });
  expect(await upgraded.heavy({ updates: 71, bytes: 1e9 }, 5)).toEqual([document]);
  await upgraded.close();
});

test('[H6] documents with a long tail are found by an index, however many there are', () => {
  const file = newFile();
  const store = openSqliteStore(file);
  const database = new DatabaseSync(file, { readOnly: true });
  const index = String(
    database.prepare(`SELECT sql FROM sqlite_schema WHERE name = 'documents_to_compact'`).get()?.['sql'],
  );
  const heavy = / WHERE (.*)$/.exec(index)?.[1] ?? '';
  const plan = database
    .prepare(
      `EXPLAIN QUERY PLAN SELECT name FROM documents WHERE ${heavy} AND (tail_updates >= ? OR tail_bytes >= ?)`,
    )
    .all(200, 200_000);
  expect(JSON.stringify(plan)).toContain('documents_to_compact');
  database.close();
  return store.close();
});
