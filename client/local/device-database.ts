import { Dexie, type Table, type Transaction } from 'dexie';
import type { CustomerRow, OrderRow, ProductRow, TeamRow, TextRow } from '../../shared/model/rows.ts';
import type { DocumentName, EntityId, WorkspaceId } from '../../shared/sync/document-name.ts';
import type { Found } from '../../shared/rules/found-row.ts';
import type { OrderEntry } from '../../shared/views/entry.ts';
import type { OrderCaseRow } from '../worker/order-cases.ts';
import type { Cursor } from '../../shared/sync/store.ts';

/** The version of the tables below. Raise it with each change of them; an older build then writes no more (W2). */
export const schemaVersion = 6;

export interface StoredUpdate {
  /** Given by the database; grows, never reused. */
  readonly sequence?: number;
  readonly document: DocumentName;
  readonly bytes: Uint8Array;
  readonly mark: string;
  /** It stands for all of the document up to here (H6). */
  readonly merged?: true;
}

export interface StoredKnown {
  readonly name: DocumentName;
  readonly known: Uint8Array;
  /** What lies behind the merged entry, or all of it when there is none. */
  readonly tailUpdates: number;
  readonly tailBytes: number;
  /**
   * Bytes of all its updates, true while its tail has so many: an older version that writes leaves this out, or leaves it
   * as it was when it compacts.
   */
  readonly size?: { readonly all: number; readonly tail: number };
}

/** The mark of a commit whose entry was compacted away (H8). */
export interface StoredMark {
  readonly sequence: number;
  readonly mark: string;
}

export interface StoredOutboxEntry {
  readonly number?: number;
  readonly document: DocumentName;
  readonly update: Uint8Array;
}

export interface StoredAside extends Required<StoredOutboxEntry> {
  readonly reason: string;
}

/** A document of which the relay would not take all. */
export interface StoredDocumentAside {
  readonly document: DocumentName;
  readonly reason: string;
}

/** The few single values of a workspace on this device. */
export interface Meta {
  store: string;
  /** Counts the leaders; who finds another number than its own is no longer the leader (W1). */
  epoch: number;
  cursor: Cursor;
  key: string;
  /** Rows stand for every update up to this sequence, made by projections of this version. */
  projected: { readonly version: string; readonly sequence: number };
  /** What is found stands for every update up to this sequence, by these rules, as of this day. */
  checked: { readonly version: string; readonly day: string; readonly sequence: number };
  /** The lease that stands in for a Web Lock where there is none (W5). */
  lease: { readonly holder: string; readonly beat: number };
}
export type MetaEntry = { [K in keyof Meta]: { readonly name: K; readonly value: Meta[K] } }[keyof Meta];

function databaseName(workspace: WorkspaceId): string {
  return `gendan-${workspace}`;
}

/** The tables were changed by a newer build: this one must not touch them. */
export class NewerSchema extends Error {
  override readonly name = 'NewerSchema';
}

/** One workspace on this device. Never opens by itself: who was closed by an upgrade stays closed (W1, W2). */
export class DeviceDatabase extends Dexie {
  declare readonly updates: Table<StoredUpdate, number>;
  declare readonly documents: Table<StoredKnown, DocumentName>;
  declare readonly compacted: Table<StoredMark, number>;
  declare readonly outbox: Table<StoredOutboxEntry, number>;
  declare readonly asides: Table<StoredAside, number>;
  declare readonly documentAsides: Table<StoredDocumentAside, DocumentName>;
  declare readonly meta: Table<MetaEntry, keyof Meta>;
  declare readonly orders: Table<OrderRow, EntityId>;
  declare readonly entries: Table<OrderEntry, EntityId>;
  declare readonly customers: Table<CustomerRow, EntityId>;
  declare readonly products: Table<ProductRow, EntityId>;
  declare readonly team: Table<TeamRow, EntityId>;
  declare readonly texts: Table<TextRow, EntityId>;
  declare readonly cases: Table<OrderCaseRow, EntityId>;
  declare readonly found: Table<Found, EntityId>;

  constructor(workspace: WorkspaceId, durability: 'strict' | 'relaxed') {
    super(databaseName(workspace), { autoOpen: false, chromeTransactionDurability: durability });
    this.version(1).stores({
      updates: '++sequence, document',
      documents: 'name',
      outbox: '++number',
      asides: 'number',
      meta: 'name',
      orders: 'id, [archived+stage+position], customer.value',
      customers: 'id',
      products: 'id',
      team: 'id',
    });
    this.version(2)
      .stores({ documents: 'name, tailUpdates, tailBytes', compacted: 'sequence' })
      .upgrade(countTails);
    this.version(3).stores({ orders: 'id, [shelf+stage+position], customer.value' }).upgrade(forgetRows);
    this.version(4)
      .stores({
        orders: 'id, [shelf+stage+position], *customers, *products, toSettle',
        entries: 'id',
        texts: 'id',
      })
      .upgrade(forgetRows);
    this.version(5).stores({ documentAsides: 'document' });
    // Filled by the checker, which finds that nothing was checked yet.
    this.version(schemaVersion).stores({ cases: 'id, *numbers, *names', found: 'id' });
  }
}

/** Version 1 knew no compaction: everything is tail. */
async function countTails(transaction: Transaction): Promise<void> {
  const tails = new Map<DocumentName, { tailUpdates: number; tailBytes: number }>();
  await transaction.table<StoredUpdate, number>('updates').each(({ document, bytes }) => {
    const { tailUpdates, tailBytes } = tails.get(document) ?? { tailUpdates: 0, tailBytes: 0 };
    tails.set(document, { tailUpdates: tailUpdates + 1, tailBytes: tailBytes + bytes.byteLength });
  });
  await transaction
    .table<StoredKnown, DocumentName>('documents')
    .toCollection()
    .modify((found) => {
      Object.assign(found, tails.get(found.name) ?? { tailUpdates: 0, tailBytes: 0 });
    });
}

/** Rows had another form: the projector makes all of them anew, as after any other change of it. */
async function forgetRows(transaction: Transaction): Promise<void> {
  for (const table of ['orders', 'customers', 'products', 'team'])
    await transaction.table<unknown, string>(table).clear();
  await transaction.table<MetaEntry, keyof Meta>('meta').delete('projected');
}

/**
 * Opens it and calls `lost`, once, when a newer build changes the tables, or when the database is closed or taken away.
 * Rejects with NewerSchema when that has happened already: Dexie itself would open the newer tables and go on.
 */
export async function openDatabase(
  db: DeviceDatabase,
  lost: (reason: 'upgraded' | 'removed') => void,
): Promise<void> {
  let over = false;
  const end = (reason: 'upgraded' | 'removed'): void => {
    if (over) return;
    over = true;
    db.close({ disableAutoOpen: true });
    lost(reason);
  };
  db.on('versionchange', (event) => {
    end(event.newVersion === null ? 'removed' : 'upgraded');
    // Dexie's own answer would let it open again.
    return false;
  });
  // Told of every end, an intended one too.
  db.on('close', () => end('removed'));
  try {
    await db.open();
  } catch (error) {
    over = true;
    // An upgrade that began between our asking and the browser's answer.
    if (error instanceof Dexie.VersionError) throw new NewerSchema('a newer version has changed the tables');
    throw error;
  }
  // Dexie numbers its versions in tenths.
  if (db.backendDB().version > schemaVersion * 10) {
    over = true;
    db.close({ disableAutoOpen: true });
    throw new NewerSchema('a newer version has changed the tables');
  }
}

export async function readMeta<K extends keyof Meta>(
  db: DeviceDatabase,
  name: K,
): Promise<Meta[K] | undefined> {
  const entry = await db.meta.get(name);
  return entry?.value as Meta[K] | undefined;
}

export async function writeMeta<K extends keyof Meta>(
  db: DeviceDatabase,
  name: K,
  value: Meta[K],
): Promise<void> {
  await db.meta.put({ name, value } as MetaEntry);
}
