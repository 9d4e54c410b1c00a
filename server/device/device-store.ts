import type { DatabaseSync } from 'node:sqlite';
import type { DocumentName } from '../../shared/sync/document-name.ts';
import type {
  Batch,
  Cursor,
  DeviceStore,
  OutboxEntry,
  Sequence,
  Store,
  StoreId,
} from '../../shared/sync/store.ts';
import { openExtendedStore, promised, transactionsOn, type Annex } from '../sqlite-store.ts';
import { openRowTable, type RowTable } from './row-table.ts';
import { rowsVersion } from './rows-version.ts';
import { openShownTable, type ShownTable } from './shown-table.ts';

/** AUTOINCREMENT, for a number is not used again after its entry is gone (H10). */
const schema = `
  CREATE TABLE IF NOT EXISTS outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    document TEXT NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS asides (
    number INTEGER PRIMARY KEY,
    document TEXT NOT NULL,
    bytes BLOB NOT NULL,
    reason TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS document_asides (
    document TEXT PRIMARY KEY,
    reason TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS upstream (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    store TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    mark TEXT NOT NULL
  ) STRICT;
`;

/** What the file holds besides: what is derived from the documents, and what was said. */
interface OwnTables {
  readonly rows: RowTable;
  readonly shown: ShownTable;
  /** Of which workspaces something is here. */
  workspaces(): readonly string[];
}
export type DeviceFile = DeviceStore & OwnTables;

type DeviceSide = Omit<DeviceFile, keyof Store>;
type Row = Readonly<Record<string, unknown>>;

/** The store of a device without a screen: a relay's, with outbox and upstream cursor in the same transactions. */
export function openDeviceStore(file: string, version = rowsVersion()): DeviceFile {
  return openExtendedStore(file, '--dir', (database) => deviceSide(database, version));
}

function deviceSide(database: DatabaseSync, version: string): Annex<DeviceSide> {
  database.exec(schema);
  const transaction = transactionsOn(database);
  const put = database.prepare('INSERT INTO outbox (document, bytes) VALUES (?, ?)');
  const waiting = database.prepare(
    'SELECT number, document, bytes FROM outbox WHERE number > ? ORDER BY number LIMIT ?',
  );
  const count = database.prepare('SELECT COUNT(*) AS count FROM outbox');
  const remove = database.prepare('DELETE FROM outbox WHERE number = ?');
  const keepAside = database.prepare(
    'INSERT OR IGNORE INTO asides SELECT number, document, bytes, ? FROM outbox WHERE number = ?',
  );
  const keepDocument = database.prepare('INSERT OR REPLACE INTO document_asides VALUES (?, ?)');
  const removeDocument = database.prepare('DELETE FROM document_asides WHERE document = ?');
  const documentsAside = database.prepare('SELECT document FROM document_asides ORDER BY document');
  const countAsides = database.prepare(
    'SELECT (SELECT COUNT(*) FROM asides) + (SELECT COUNT(*) FROM document_asides) AS count',
  );
  const putBack = database.prepare(
    'INSERT INTO outbox (document, bytes) SELECT document, bytes FROM asides ORDER BY number',
  );
  const removeAsides = database.prepare('DELETE FROM asides');
  const moveCursor = database.prepare('INSERT OR REPLACE INTO upstream VALUES (1, ?, ?, ?)');
  const cursorNow = database.prepare('SELECT store, sequence, mark FROM upstream');
  const workspaces = database.prepare('SELECT DISTINCT workspace FROM documents');

  function commit({ appends, cursor }: Batch): void {
    for (const { document, update, source } of appends) if (source === 'own') put.run(document, update);
    if (cursor) moveCursor.run(cursor.store, cursor.sequence, cursor.mark);
  }

  const more: DeviceSide = {
    rows: openRowTable(database, version),
    shown: openShownTable(database),
    workspaces: () => workspaces.all().map((row) => String(row['workspace'])),
    upstreamCursor: () =>
      promised(() => {
        const row = cursorNow.get();
        return row ? cursorOf(row) : null;
      }),
    outbox: (after, limit) => promised(() => waiting.all(after, limit).map(entryOf)),
    outboxCount: () => promised(() => Number(count.get()?.['count'])),
    acknowledged: (numbers) =>
      transaction(() => {
        for (const number of numbers) remove.run(number);
      }),
    setAside: (number, reason) =>
      transaction(() => {
        keepAside.run(reason, number);
        remove.run(number);
      }),
    setDocumentAside: (document, reason) =>
      transaction(() => {
        keepDocument.run(document, reason);
      }),
    documentTaken: (document) =>
      transaction(() => {
        removeDocument.run(document);
      }),
    documentsAside: () =>
      promised(() => documentsAside.all().map((row) => String(row['document']) as DocumentName)),
    setAsideCount: () => promised(() => Number(countAsides.get()?.['count'])),
    takeBack: () =>
      transaction(() => {
        putBack.run();
        removeAsides.run();
      }),
  };
  return { commit, more };
}

function cursorOf(row: Row): Cursor {
  return {
    store: String(row['store']) as StoreId,
    sequence: Number(row['sequence']) as Sequence,
    mark: String(row['mark']),
  };
}

function entryOf(row: Row): OutboxEntry {
  return {
    number: Number(row['number']),
    document: String(row['document']) as DocumentName,
    update: row['bytes'] as Uint8Array,
  };
}
