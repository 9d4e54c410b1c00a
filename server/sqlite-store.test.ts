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
