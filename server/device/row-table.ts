import type { DatabaseSync } from 'node:sqlite';
import type { EntityKind } from '../../shared/model/field.ts';
import type { Shelf } from '../../shared/model/rows.ts';
import type { DocumentName, EntityId, WorkspaceId } from '../../shared/sync/document-name.ts';
import type { Sequence } from '../../shared/sync/store.ts';
import { transactionsOn } from '../sqlite-store.ts';

/** An entity's projection row, beside what is looked for in it. `row` and `paths` are JSON. */
export interface StoredRow {
  readonly entity: EntityId;
  readonly kind: EntityKind;
  readonly shelf: Shelf;
  /** What people call it. */
  readonly name: string;
  /** An order's numbers as they are looked for: several while it has several. */
  readonly numbers: readonly string[];
  /** How much waits to be settled. */
  readonly conflicts: number;
  readonly row: string;
  /** What `get --json` gives. */
  readonly paths: string;
}

/** The rows of a device, in its own file. They are a cache: all of it can be thrown away. */
export interface RowTable {
  /** The last commit that all rows stand for; null while they are to be made anew. */
  standsFor(): Sequence | null;
  lastCommit(): Sequence;
  /** Documents with commits after one. */
  changedAfter(workspace: WorkspaceId, after: Sequence): readonly DocumentName[];
  put(rows: readonly StoredRow[]): Promise<void>;
  reached(sequence: Sequence): Promise<void>;
  list(kind: EntityKind, shelves: readonly Shelf[]): readonly Pick<StoredRow, 'name' | 'row' | 'paths'>[];
  withNumber(number: string): readonly Pick<StoredRow, 'entity' | 'shelf'>[];
  /** Every number that an order has. */
  numbers(): readonly string[];
  /** Whatever has something to be settled, orders first, then by kind and id. */
  disputed(): readonly Pick<StoredRow, 'entity' | 'kind' | 'shelf'>[];
}

type Row = Readonly<Record<string, unknown>>;

const standing = `
  CREATE TABLE IF NOT EXISTS projected (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    version TEXT NOT NULL,
    sequence INTEGER
  ) STRICT;
`;

const discarded = `
  DROP TABLE IF EXISTS rows;
  DROP TABLE IF EXISTS order_numbers;
`;

/** What is long stands last: whoever looks for the rest does not read it. */
const schema = `
  CREATE TABLE IF NOT EXISTS rows (
    entity TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    shelf TEXT NOT NULL,
    name TEXT NOT NULL,
    conflicts INTEGER NOT NULL,
    row TEXT NOT NULL,
    paths TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS rows_of_kind ON rows (kind, shelf);
  CREATE INDEX IF NOT EXISTS rows_disputed ON rows (kind, entity) WHERE conflicts > 0;
  CREATE TABLE IF NOT EXISTS order_numbers (
    number TEXT NOT NULL,
    entity TEXT NOT NULL,
    PRIMARY KEY (number, entity)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS order_numbers_of ON order_numbers (entity);
`;

/** `version` names the code that makes rows: those that another made are thrown away, whatever their form. */
export function openRowTable(database: DatabaseSync, version: string): RowTable {
  database.exec(standing);
  if (database.prepare('SELECT version FROM projected').get()?.['version'] !== version) {
    database.exec('BEGIN IMMEDIATE');
    database.exec(discarded);
    database.prepare('INSERT OR REPLACE INTO projected VALUES (1, ?, NULL)').run(version);
    database.exec('COMMIT');
  }
  database.exec(schema);
  const transaction = transactionsOn(database);
  const now = database.prepare('SELECT sequence FROM projected');
  const move = database.prepare('UPDATE projected SET sequence = ?');
  const last = database.prepare('SELECT MAX(sequence) AS sequence FROM updates');
  const changed = database.prepare(
    `SELECT DISTINCT name FROM updates JOIN documents ON documents.id = updates.document
     WHERE updates.workspace = ? AND updates.sequence > ?`,
  );
  const putRow = database.prepare('INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?, ?, ?)');
  const putNumber = database.prepare('INSERT OR IGNORE INTO order_numbers VALUES (?, ?)');
  const dropNumbers = database.prepare('DELETE FROM order_numbers WHERE entity = ?');
  const ofShelf = database.prepare('SELECT name, row, paths FROM rows WHERE kind = ? AND shelf = ?');
  const ofNumber = database.prepare(
    'SELECT entity, shelf FROM order_numbers JOIN rows USING (entity) WHERE number = ? ORDER BY entity',
  );
  const allNumbers = database.prepare('SELECT number FROM order_numbers');
  const unsettled = database.prepare(
    `SELECT entity, kind, shelf FROM rows WHERE conflicts > 0 ORDER BY kind = 'order' DESC, kind, entity`,
  );

  return {
    standsFor: () => (now.get()?.['sequence'] ?? null) as Sequence | null,
    lastCommit: () => Number(last.get()?.['sequence'] ?? 0) as Sequence,
    changedAfter: (workspace, after) =>
      changed.all(workspace, after).map((row) => String(row['name']) as DocumentName),
    put: (rows) =>
      transaction(() => {
        for (const { entity, kind, shelf, name, numbers, conflicts, row, paths } of rows) {
          putRow.run(entity, kind, shelf, name, conflicts, row, paths);
          dropNumbers.run(entity);
          for (const number of numbers) putNumber.run(number, entity);
        }
      }),
    reached: (sequence) => transaction(() => void move.run(sequence)),
    list: (kind, shelves) => shelves.flatMap((shelf) => ofShelf.all(kind, shelf).map(written)),
    withNumber: (number) => ofNumber.all(number).map(placed),
    numbers: () => allNumbers.all().map((row) => String(row['number'])),
    disputed: () => unsettled.all().map((row) => ({ ...placed(row), kind: row['kind'] as EntityKind })),
  };
}

function placed(row: Row): Pick<StoredRow, 'entity' | 'shelf'> {
  return { entity: row['entity'] as EntityId, shelf: row['shelf'] as Shelf };
}

function written(row: Row): Pick<StoredRow, 'name' | 'row' | 'paths'> {
  return { name: String(row['name']), row: String(row['row']), paths: String(row['paths']) };
}
