import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { parseDocumentName, type DocumentName } from '../shared/sync/document-name.ts';
import { decodeKnown, encodeKnown } from '../shared/sync/known.ts';
import type { Batch, FeedEntry, Sequence, Store, StoreId } from '../shared/sync/store.ts';
import { corrupt, notADatabase, sqliteCode } from './data-folder.ts';
import { StartFailure } from './failure.ts';

const schemaVersion = 1;
/** A file up to this size is read through at opening, in well under half a second. */
const checkedBytes = 64 * 1024 * 1024;

const schema = `
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS documents (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    workspace TEXT NOT NULL,
    known BLOB NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS updates (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents (id),
    workspace TEXT NOT NULL,
    mark TEXT NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS documents_of_workspace ON documents (workspace);
  CREATE INDEX IF NOT EXISTS updates_of_document ON updates (document, sequence);
  CREATE INDEX IF NOT EXISTS updates_of_workspace ON updates (workspace, sequence);
`;

type Row = Readonly<Record<string, unknown>>;

/**
 * A store on one SQLite file in WAL mode; a commit is on the disk before its promise resolves (synchronous=FULL).
 * Throws StartFailure when the file is damaged, newer, or cannot be written.
 */
export function openSqliteStore(file: string): Store {
  const database = openDatabase(file);
  const id = storeId(database);

  const documentByName = database.prepare('SELECT id, known FROM documents WHERE name = ?');
  const putDocument = database.prepare(
    `INSERT INTO documents (name, workspace, known) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET known = excluded.known RETURNING id`,
  );
  const putUpdate = database.prepare(
    'INSERT INTO updates (document, workspace, mark, bytes) VALUES (?, ?, ?, ?)',
  );
  const updatesOf = database.prepare('SELECT bytes FROM updates WHERE document = ? ORDER BY sequence');
  const feedOf = database.prepare(
    `SELECT updates.sequence, updates.mark, updates.bytes, documents.name FROM updates
     JOIN documents ON documents.id = updates.document
     WHERE updates.workspace = ? AND updates.sequence > ? ORDER BY updates.sequence LIMIT ?`,
  );
  const lastCommit = database.prepare('SELECT sequence, mark FROM updates ORDER BY sequence DESC LIMIT 1');
  const commitAt = database.prepare('SELECT 1 FROM updates WHERE sequence = ? AND mark = ?');
  const namesOf = database.prepare('SELECT name FROM documents WHERE workspace = ?');

  function write({ appends }: Batch): readonly FeedEntry[] {
    const mark = randomBytes(8).toString('hex');
    // A document's row is written once, with what is known after the last of its updates.
    const knownAfter = new Map(appends.map(({ document, known }) => [document, known]));
    const rows = new Map<DocumentName, { readonly id: number; readonly workspace: string }>();
    for (const [document, known] of knownAfter) {
      const workspace = parseDocumentName(document)?.workspace;
      if (!workspace) throw new Error(`not a document name: ${document}`);
      const { id: row } = putDocument.get(document, workspace, encodeKnown(known)) as Row;
      rows.set(document, { id: Number(row), workspace });
    }
    return appends.map(({ document, update }) => {
      const row = rows.get(document);
      if (!row) throw new Error('an update without its document');
      const { lastInsertRowid } = putUpdate.run(row.id, row.workspace, mark, update);
      return { sequence: Number(lastInsertRowid) as Sequence, mark, document, update };
    });
  }

  return {
    id,

    commit: (batch) =>
      promised(() => {
        database.exec('BEGIN IMMEDIATE');
        try {
          const entries = write(batch);
          database.exec('COMMIT');
          return entries;
        } catch (error) {
          if (database.isTransaction) database.exec('ROLLBACK');
          throw error;
        }
      }),

    known: (document) =>
      promised(() => {
        const row = documentByName.get(document) as Row | undefined;
        return row ? decodeKnown(row['known'] as Uint8Array) : null;
      }),

    read: (document) =>
      promised(() => {
        const row = documentByName.get(document) as Row | undefined;
        if (!row) return null;
        const updates = updatesOf.all(Number(row['id'])).map((update) => update['bytes'] as Uint8Array);
        return { updates, known: decodeKnown(row['known'] as Uint8Array) };
      }),

    feed: (workspace, after, limit, maxBytes) =>
      promised(() => {
        const entries: FeedEntry[] = [];
        let bytes = 0;
        for (const row of feedOf.iterate(workspace, after, limit)) {
          const update = row['bytes'] as Uint8Array;
          entries.push({
            sequence: Number(row['sequence']) as Sequence,
            mark: String(row['mark']),
            document: String(row['name']) as DocumentName,
            update,
          });
          bytes += update.byteLength;
          if (bytes >= maxBytes) break;
        }
        return entries;
      }),

    head: () =>
      promised(() => {
        const row = lastCommit.get() as Row | undefined;
        return row ? { sequence: Number(row['sequence']) as Sequence, mark: String(row['mark']) } : null;
      }),

    holds: (sequence, mark) => promised(() => commitAt.get(sequence, mark) !== undefined),
    documents: (workspace) =>
      promised(() => namesOf.all(workspace).map((row) => String(row['name']) as DocumentName)),
    close: () =>
      promised(() => {
        database.close();
      }),
  };
}

/** node:sqlite is synchronous; the port is not. */
function promised<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}

function openDatabase(file: string): DatabaseSync {
  let database: DatabaseSync | null = null;
  try {
    if (isCutShort(file)) throw damaged(file);
    database = new DatabaseSync(file);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
    if (version > schemaVersion) {
      throw new StartFailure(
        `${file} was written by a newer version; start that version, or name another folder with --data`,
      );
    }
    if (existsSync(file) && statSync(file).size <= checkedBytes) {
      const check = database.prepare('PRAGMA quick_check(1)').get();
      if (check?.['quick_check'] !== 'ok') throw damaged(file);
    }
    database.exec(schema);
    database.exec(`PRAGMA user_version = ${schemaVersion}`);
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof StartFailure) throw error;
    const code = sqliteCode(error);
    if (code === null) throw error;
    throw isDamage(code) ? damaged(file) : unwritable(file);
  }
}

/** The header counts the pages; a file without a log beside it must have them all. */
function isCutShort(file: string): boolean {
  if (!existsSync(file)) return false;
  const stat = statSync(file);
  if (!stat.isFile()) throw unwritable(file);
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

function damaged(file: string): StartFailure {
  return new StartFailure(
    `${file} is damaged and was left as it is; put a backup in its place, or name another folder with --data`,
  );
}

function unwritable(file: string): StartFailure {
  return new StartFailure(
    `Cannot write ${file}; check its permissions and free space, or name another folder with --data`,
  );
}

function storeId(database: DatabaseSync): StoreId {
  database
    .prepare(`INSERT INTO meta (key, value) VALUES ('store', ?) ON CONFLICT (key) DO NOTHING`)
    .run(randomBytes(16).toString('hex'));
  const row = database.prepare(`SELECT value FROM meta WHERE key = 'store'`).get();
  return String(row?.['value']) as StoreId;
}
