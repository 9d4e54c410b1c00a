import { randomBytes, randomFillSync } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { DocumentName } from '../shared/sync/document-name.ts';
import { decodeKnown, encodeKnown, type Known } from '../shared/sync/known.ts';
import {
  type Batch,
  type FeedEntry,
  type Replacement,
  type Sequence,
  type Store,
  type StoreId,
} from '../shared/sync/store.ts';
import { busy, sqliteCode } from './data-folder.ts';
import { isHeavy, openSqliteFile, ownCheckpoint } from './sqlite-file.ts';

/** So long may another thread write, while nothing is blocked here. */
const lockPatience = 10_000;
/** Entries that have been replaced are taken away in transactions of this size. */
const removedAtOnce = 100;

type Row = Readonly<Record<string, unknown>>;

/** More tables in the same file. */
export interface Annex<More> {
  /** Called within the transaction of each commit: what it writes is stored with the batch or not at all. */
  readonly commit: (batch: Batch) => void;
  readonly more: More;
}

/**
 * A store on one SQLite file in WAL mode; a commit is on the disk before its promise resolves (synchronous=FULL).
 * Throws StartFailure when the file is damaged, newer, or cannot be written.
 */
export function openSqliteStore(file: string): Store {
  return storeOn(openSqliteFile(file, '--data'), 'FULL');
}

/** The same with more tables beside its own. `option` names the folder on the command line, for what goes wrong. */
export function openExtendedStore<More extends object>(
  file: string,
  option: string,
  extend: (database: DatabaseSync) => Annex<More>,
): Store & More {
  const database = openSqliteFile(file, option);
  const { commit, more } = extend(database);
  return { ...storeOn(database, 'FULL', commit), ...more };
}

/** The same store once more, for another thread of the process that has it open. */
export function joinSqliteStore(file: string): Store {
  const database = new DatabaseSync(file, { timeout: lockPatience });
  database.exec(
    `PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = ${ownCheckpoint}`,
  );
  // What is removed here, and nothing else, may be there again after a power cut: the base is on the disk before.
  return storeOn(database, 'NORMAL');
}

/** `removal`: how durable the removal of what was replaced is to be; a commit of the hub waits for less when it is NORMAL. */
function storeOn(
  database: DatabaseSync,
  removal: 'FULL' | 'NORMAL',
  alongside: (batch: Batch) => void = () => undefined,
): Store {
  const id = storeId(database);

  const documentByName = database.prepare('SELECT id, known, base FROM documents WHERE name = ?');
  const transaction = transactionsOn(database);
  const moveDocument = database.prepare(
    `UPDATE documents SET known = ?, tail_updates = tail_updates + ?, tail_bytes = tail_bytes + ? WHERE name = ?
     RETURNING id, heavy = 0 AND ${isHeavy} AS grown`,
  );
  const putDocument = database.prepare(
    `INSERT INTO documents (name, workspace, known, tail_updates, tail_bytes) VALUES (?, ?, ?, ?, ?)
     RETURNING id, ${isHeavy} AS grown`,
  );
  const nowHeavy = database.prepare('UPDATE documents SET heavy = 1 WHERE id = ?');
  const putUpdate = database.prepare(
    'INSERT INTO updates (document, workspace, mark, bytes) VALUES (?, ?, ?, ?)',
  );
  const updatesOf = database.prepare(
    'SELECT sequence, bytes FROM updates WHERE document = ? AND sequence >= ? ORDER BY sequence',
  );
  // The length of a blob stands before it: the bytes themselves are not read.
  const bytesOf = database.prepare(
    `SELECT COALESCE(SUM(LENGTH(bytes)), 0) AS bytes FROM updates JOIN documents ON documents.id = document
     WHERE name = ? AND sequence >= base`,
  );
  const feedOf = database.prepare(
    `SELECT updates.sequence, updates.mark, updates.bytes, documents.name, documents.base FROM updates
     JOIN documents ON documents.id = updates.document
     WHERE updates.workspace = ? AND updates.sequence > ? AND updates.sequence >= documents.base
     ORDER BY updates.sequence LIMIT ?`,
  );
  const lastCommit = database.prepare('SELECT sequence, mark FROM updates ORDER BY sequence DESC LIMIT 1');
  const commitAt = database.prepare(
    `SELECT 1 FROM updates WHERE sequence = :sequence AND mark = :mark
     UNION ALL SELECT 1 FROM compacted WHERE sequence = :sequence AND mark = :mark`,
  );
  const heavyOnes = database.prepare(
    'SELECT name FROM documents WHERE heavy = 1 AND (tail_updates >= ? OR tail_bytes >= ?) LIMIT ?',
  );
  const entriesThrough = database.prepare(
    `SELECT COUNT(*) AS count, MAX(sequence) AS last FROM updates
     WHERE document = ? AND sequence >= ? AND sequence <= ?`,
  );
  const putBase = database.prepare('UPDATE updates SET bytes = ? WHERE sequence = ?');
  const moveBase = database.prepare('UPDATE documents SET base = ? WHERE id = ?');
  const recount = database.prepare(
    `UPDATE documents SET (tail_updates, tail_bytes) =
       (SELECT COUNT(*), COALESCE(SUM(LENGTH(bytes)), 0) FROM updates
        WHERE document = documents.id AND sequence > documents.base)
     WHERE id = ?`,
  );
  const judgeTail = database.prepare(`UPDATE documents SET heavy = ${isHeavy} WHERE id = ?`);
  const replaced = database.prepare(
    'SELECT MAX(sequence) AS last FROM (SELECT sequence FROM updates WHERE document = ? AND sequence < ? ORDER BY sequence LIMIT ?)',
  );
  const keepMarks = database.prepare(
    'INSERT INTO compacted SELECT sequence, mark FROM updates WHERE document = ? AND sequence <= ?',
  );
  const removeThrough = database.prepare('DELETE FROM updates WHERE document = ? AND sequence <= ?');
  const namesOf = database.prepare('SELECT name FROM documents WHERE workspace = ?');

  function write(batch: Batch): readonly FeedEntry[] {
    const { appends } = batch;
    alongside(batch);
    const mark = randomMark();
    // A document's row is written once, with what is known after the last of its updates.
    const changed = new Map<DocumentName, { known: Known; updates: number; bytes: number }>();
    for (const { document, known, update } of appends) {
      const { updates = 0, bytes = 0 } = changed.get(document) ?? {};
      changed.set(document, { known, updates: updates + 1, bytes: bytes + update.byteLength });
    }
    const rows = new Map<DocumentName, { readonly id: number; readonly workspace: string }>();
    for (const [document, { known, ...tail }] of changed) {
      const [workspace = ''] = document.split('/', 1);
      const bytes = encodeKnown(known);
      const row = (moveDocument.get(bytes, tail.updates, tail.bytes, document) ??
        putDocument.get(document, workspace, bytes, tail.updates, tail.bytes)) as Row;
      if (row['grown'] === 1) nowHeavy.run(Number(row['id']));
      rows.set(document, { id: Number(row['id']), workspace });
    }
    return appends.map(({ document, update }) => {
      const row = rows.get(document);
      if (!row) throw new Error('an update without its document');
      const { lastInsertRowid } = putUpdate.run(row.id, row.workspace, mark, update);
      return { sequence: Number(lastInsertRowid) as Sequence, mark, document, update, merged: false };
    });
  }

  /** What two statements read belongs together, whatever another thread writes in between. */
  function snapshot<T>(work: () => T): Promise<T> {
    return promised(() => {
      database.exec('BEGIN');
      try {
        return work();
      } finally {
        database.exec('COMMIT');
      }
    });
  }

  /**
   * Only with the base on the disk do the old bytes go, a few at a time. A crash leaves some, which nobody reads, and a
   * tail that counts as long as it was: the document is compacted once more.
   */
  async function compact({ document, through, replaces, base }: Replacement): Promise<boolean> {
    const row = await transaction(() => {
      const found = documentByName.get(document) as Row | undefined;
      if (!found) return null;
      const entries = entriesThrough.get(Number(found['id']), Number(found['base']), through) as Row;
      if (entries['count'] !== replaces || entries['last'] !== through) return null;
      putBase.run(base, through);
      moveBase.run(through, Number(found['id']));
      return Number(found['id']);
    });
    if (row === null) return false;
    database.exec(`PRAGMA synchronous = ${removal}`);
    try {
      while (await transaction(() => removeSome(row, through))) await setImmediate();
    } finally {
      database.exec('PRAGMA synchronous = FULL');
    }
    return true;
  }

  function removeSome(document: number, base: Sequence): boolean {
    const { last } = replaced.get(document, base, removedAtOnce) as Row;
    if (last === null) {
      recount.run(document);
      judgeTail.run(document);
      return false;
    }
    keepMarks.run(document, Number(last));
    removeThrough.run(document, Number(last));
    return true;
  }

  return {
    id,

    commit: (batch) => transaction(() => write(batch)),

    known: (document) =>
      promised(() => {
        const row = documentByName.get(document) as Row | undefined;
        return row ? decodeKnown(row['known'] as Uint8Array) : null;
      }),

    read: (document) =>
      snapshot(() => {
        const row = documentByName.get(document) as Row | undefined;
        if (!row) return null;
        const rows = updatesOf.all(Number(row['id']), Number(row['base']));
        return {
          updates: rows.map((update) => update['bytes'] as Uint8Array),
          through: Number(rows.at(-1)?.['sequence'] ?? 0) as Sequence,
          known: decodeKnown(row['known'] as Uint8Array),
        };
      }),

    storedBytes: (document) => promised(() => Number((bytesOf.get(document) as Row)['bytes'])),

    heavy: (atLeast, limit) => promised(() => namesIn(heavyOnes.all(atLeast.updates, atLeast.bytes, limit))),

    compact,

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
            merged: row['sequence'] === row['base'],
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

    holds: (sequence, mark) => promised(() => commitAt.get({ sequence, mark }) !== undefined),
    documents: (workspace) => promised(() => namesIn(namesOf.all(workspace))),
    close: () =>
      promised(() => {
        database.close();
      }),
  };
}

/** Transactions on a connection, each of which waits for its turn without blocking: another thread may be writing (H6). */
export function transactionsOn(database: DatabaseSync): <T>(work: () => T) => Promise<T> {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const end = database.prepare('COMMIT');
  return async function transaction<T>(work: () => T): Promise<T> {
    const patientUntil = performance.now() + lockPatience;
    for (;;) {
      try {
        begin.run();
        break;
      } catch (error) {
        if (sqliteCode(error) !== busy || performance.now() > patientUntil) throw error;
        await setTimeout(1);
      }
    }
    try {
      const result = work();
      end.run();
      return result;
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  };
}

/** Random bytes in stock: asking the system for eight at each commit costs more than to write them. */
const stock = new Uint8Array(4096);
let left = 0;

/** 8 random bytes as 16 hex digits (H8). */
function randomMark(): string {
  if (left === 0) {
    randomFillSync(stock);
    left = stock.byteLength;
  }
  left -= 8;
  return Buffer.from(stock.buffer, left, 8).toString('hex');
}

function namesIn(rows: readonly Row[]): readonly DocumentName[] {
  return rows.map((row) => String(row['name']) as DocumentName);
}

/** node:sqlite is synchronous; the port is not. */
export function promised<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}

function storeId(database: DatabaseSync): StoreId {
  database
    .prepare(`INSERT INTO meta (key, value) VALUES ('store', ?) ON CONFLICT (key) DO NOTHING`)
    .run(randomBytes(16).toString('hex'));
  const row = database.prepare(`SELECT value FROM meta WHERE key = 'store'`).get();
  return String(row?.['value']) as StoreId;
}
