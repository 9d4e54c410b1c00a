import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { leastTail } from '../shared/sync/store.ts';
import { corrupt, notADatabase, sqliteCode } from './data-folder.ts';
import { StartFailure } from './failure.ts';

const schemaVersion = 3;
/** A file up to this size is read through at opening, in well under half a second. */
const checkedBytes = 64 * 1024 * 1024;

/** Pages of log after which a commit moves it into the file itself, when nobody has done so behind it. */
export const ownCheckpoint = 8_000;

/**
 * `base` is the sequence of a document's merged entry; what lies before it is replaced and waits to be taken away.
 * `tail_updates` and `tail_bytes` count what lies behind it; `heavy` says that it is long, and is written only when that
 * changes: its index costs a commit nothing. `compacted` keeps the marks of entries that are gone (H8).
 */
const schema = `
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS documents (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    workspace TEXT NOT NULL,
    known BLOB NOT NULL,
    base INTEGER NOT NULL DEFAULT 0,
    tail_updates INTEGER NOT NULL DEFAULT 0,
    tail_bytes INTEGER NOT NULL DEFAULT 0,
    heavy INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE IF NOT EXISTS updates (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents (id),
    workspace TEXT NOT NULL,
    mark TEXT NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS compacted (sequence INTEGER PRIMARY KEY, mark TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS documents_of_workspace ON documents (workspace);
  CREATE INDEX IF NOT EXISTS updates_of_document ON updates (document, sequence);
  CREATE INDEX IF NOT EXISTS updates_of_workspace ON updates (workspace, sequence);
`;

/** Whether a document's tail is long. */
export const isHeavy = `(tail_updates >= ${leastTail.updates} OR tail_bytes >= ${leastTail.bytes})`;
const heavyIndex = `
  CREATE INDEX IF NOT EXISTS documents_to_compact ON documents (heavy) WHERE heavy = 1;
`;

/** Version 2 had the counts in its index, which every commit wrote anew. */
const fromVersion2 = `
  ALTER TABLE documents ADD COLUMN heavy INTEGER NOT NULL DEFAULT 0;
  UPDATE documents SET heavy = 1 WHERE ${isHeavy};
  DROP INDEX IF EXISTS documents_to_compact;
`;

/** Version 1 knew no compaction. */
const fromVersion1 = `
  ALTER TABLE documents ADD COLUMN base INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE documents ADD COLUMN tail_updates INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE documents ADD COLUMN tail_bytes INTEGER NOT NULL DEFAULT 0;
  UPDATE documents SET (tail_updates, tail_bytes) =
    (SELECT COUNT(*), COALESCE(SUM(LENGTH(bytes)), 0) FROM updates WHERE document = documents.id);
  ${fromVersion2}
`;

/**
 * Opens the file of a store, and brings an older one up to this version. Throws StartFailure, and leaves the file as it
 * is, when it is damaged, newer, or cannot be written; `option` names its folder on the command line.
 */
export function openSqliteFile(file: string, option: string): DatabaseSync {
  let database: DatabaseSync | null = null;
  try {
    if (isCutShort(file, option)) throw damaged(file, option);
    database = new DatabaseSync(file);
    database.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
       PRAGMA wal_autocheckpoint = ${ownCheckpoint}`,
    );
    const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
    if (version > schemaVersion) {
      throw new StartFailure(
        `${file} was written by a newer version; start that version, or name another folder with ${option}`,
      );
    }
    if (existsSync(file) && statSync(file).size <= checkedBytes) {
      const check = database.prepare('PRAGMA quick_check(1)').get();
      if (check?.['quick_check'] !== 'ok') throw damaged(file, option);
    }
    // Also where nothing is to be changed: what cannot be written is found now.
    const upgrade = { 1: fromVersion1, 2: fromVersion2 }[version] ?? '';
    database.exec(`BEGIN; ${upgrade} ${schema} ${heavyIndex} PRAGMA user_version = ${schemaVersion}; COMMIT`);
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof StartFailure) throw error;
    const code = sqliteCode(error);
    if (code === null) throw error;
    throw isDamage(code) ? damaged(file, option) : unwritable(file, option);
  }
}

/** The header counts the pages; a file without a log beside it must have them all. */
function isCutShort(file: string, option: string): boolean {
  if (!existsSync(file)) return false;
  const stat = statSync(file);
  if (!stat.isFile()) throw unwritable(file, option);
  const { size } = stat;
  const log = `${file}-wal`;
  if (size === 0 || (existsSync(log) && statSync(log).size > 0)) return false;
  const header = Buffer.alloc(100);
  const handle = openSync(file, 'r');
  try {
    if (readSync(handle, header) < header.length) return true;
  } finally {
    closeSync(handle);
  }
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  return size < pageSize * header.readUInt32BE(28);
}

function isDamage(code: number | null): boolean {
  return code === corrupt || code === notADatabase;
}

function damaged(file: string, option: string): StartFailure {
  return new StartFailure(
    `${file} is damaged and was left as it is; put a backup in its place, or name another folder with ${option}`,
  );
}

function unwritable(file: string, option: string): StartFailure {
  return new StartFailure(
    `Cannot write ${file}; check its permissions and free space, or name another folder with ${option}`,
  );
}
