import type { Table } from 'dexie';
import type { DocumentName, WorkspaceId } from '../../shared/sync/document-name.ts';
import { decodeKnown } from '../../shared/sync/known.ts';
import type { Batch, DeviceStore, Sequence, StoreId } from '../../shared/sync/store.ts';
import {
  DeviceDatabase,
  openDatabase,
  readMeta,
  writeMeta,
  type MetaEntry,
  type StoredKnown,
} from '../local/device-database.ts';
import { randomHex } from '../local/random-id.ts';
import { allGiven } from '../local/requests.ts';
import { commitBatch, replaceUpdates, storedBytesIn, type Committed } from './commit-batch.ts';
import { RecentDocuments, type Beside } from './recent-documents.ts';
import { allWithin } from './stored-updates.ts';
import { together } from './together.ts';

/** All bytes of so many documents lie in memory while they are counted. */
const measuredAtOnce = 16;

/** Another leader has begun: nothing was written, and nothing will be (W1). */
export class EpochLost extends Error {
  override readonly name = 'EpochLost';
}

/** Why a leader's storage came to its end. */
export type StorageLoss = 'epoch' | 'upgraded' | 'removed';

/** A workspace on this device, in the hands of its leader. */
export interface DeviceStorage {
  readonly store: DeviceStore;
  readonly epoch: number;
  /** For reading, and for writing by `writeRows`. */
  readonly db: DeviceDatabase;
  /** One transaction over what can be derived again; rejects with EpochLost like every write. */
  writeRows<T>(tables: readonly Table[], work: () => Promise<T>): Promise<T>;
  /** Another thread of this leader has compacted a document: there is less of it. */
  compacted(document: DocumentName): void;
  key(): Promise<string | null>;
  rememberKey(key: string): Promise<void>;
}

/**
 * Opens a workspace and begins a new epoch: from here on every write of an earlier leader is refused (W1). With an
 * `epoch` it joins the leader that has it, for another thread of the same hub.
 * Rejects with NewerSchema when a newer build has changed the tables (W2). `lost` is called at most once.
 */
export async function openDeviceStorage(
  workspace: WorkspaceId,
  lost: (loss: StorageLoss) => void,
  joined?: number,
): Promise<DeviceStorage> {
  // 'Saved on this device' is true only after a strict commit; what the relay can send again need not wait (W4).
  const strict = new DeviceDatabase(workspace, 'strict');
  const relaxed = new DeviceDatabase(workspace, 'relaxed');
  let over = false;
  const lose = (loss: StorageLoss): void => {
    if (over) return;
    over = true;
    close();
    lost(loss);
  };
  const close = (): void => {
    over = true;
    for (const db of [strict, relaxed]) db.close({ disableAutoOpen: true });
  };
  let begun: Awaited<ReturnType<typeof beginEpoch>>;
  try {
    await openDatabase(strict, lose);
    await openDatabase(relaxed, lose);
    begun = joined === undefined ? await beginEpoch(strict) : await joinEpoch(strict, joined);
  } catch (error) {
    close();
    throw error;
  }
  const { epoch, id } = begun;

  /** One transaction, refused as a whole when another leader has begun. */
  async function write<T>(
    db: DeviceDatabase,
    tables: readonly Table[],
    work: (transaction: IDBTransaction) => Promise<T>,
  ): Promise<T> {
    try {
      return await db.transaction('rw', [db.meta, ...tables], async ({ idbtrans }) => work(idbtrans));
    } catch (error) {
      if (error instanceof EpochLost) lose('epoch');
      throw error;
    }
  }

  function judge(found: unknown): void {
    if (found !== epoch) throw new EpochLost('another leader has begun');
  }

  const writeRows = <T>(db: DeviceDatabase, tables: readonly Table[], work: () => Promise<T>): Promise<T> =>
    write(db, tables, async () => {
      judge(await readMeta(db, 'epoch'));
      return work();
    });

  /** Nobody waits for the epoch before he writes: where it is another, nothing of it is done. */
  const commitIn = (db: DeviceDatabase, batch: Batch, blank: ReadonlySet<DocumentName>): Promise<Committed> =>
    write(db, [db.updates, db.documents, db.outbox], async (transaction) => {
      const asked = transaction.objectStore('meta').get('epoch') as IDBRequest<MetaEntry | undefined>;
      const [[found], committed] = await Promise.all([
        allGiven([asked]),
        commitBatch(transaction, batch, blank),
      ]);
      judge(found?.value);
      return committed;
    });

  const recent = new RecentDocuments();
  const rowOf = together((names: readonly DocumentName[]) =>
    relaxed.transaction('r', relaxed.documents, ({ idbtrans }) => {
      const rows = idbtrans.objectStore('documents');
      return allGiven(names.map((name) => rows.get(name) as IDBRequest<StoredKnown | undefined>));
    }),
  );
  /** Counts what may have changed it: what was asked for before such a moment may be old after it. */
  let changes = 0;
  const changed = (documents: Iterable<DocumentName>): void => {
    changes++;
    for (const document of documents) recent.forget(document);
  };
  /** null where nothing is stored. */
  async function besideOf(document: DocumentName): Promise<Beside | null> {
    const known = recent.get(document);
    if (known !== undefined) return known;
    const before = changes;
    const row = await rowOf(document);
    const beside = row ? besideIn(row) : null;
    if (changes === before) recent.set(document, beside);
    return beside;
  }

  const bytesOf = together((names: readonly DocumentName[]) =>
    relaxed.transaction('r', relaxed.updates, async ({ idbtrans }) => {
      const sizes: number[] = [];
      for (let from = 0; from < names.length; from += measuredAtOnce) {
        const some = names.slice(from, from + measuredAtOnce);
        sizes.push(...(await Promise.all(some.map((name) => sizeOf(idbtrans, name)))));
      }
      return sizes;
    }),
  );

  const store: DeviceStore = {
    id,

    async commit(batch) {
      const db = batch.appends.some(({ source }) => source === 'own') ? strict : relaxed;
      const names = new Set(batch.appends.map(({ document }) => document));
      const blank = new Set([...names].filter((name) => recent.get(name) === null));
      changed(names);
      try {
        const { entries, documents } = await commitIn(db, batch, blank);
        changed([]);
        for (const row of documents) recent.set(row.name, besideIn(row));
        return entries;
      } catch (error) {
        changed(names);
        throw error;
      }
    },

    async known(document) {
      const beside = await besideOf(document);
      return beside && decodeKnown(beside.known);
    },

    read(document) {
      return relaxed.transaction('r', relaxed.documents, relaxed.updates, async () => {
        const found = await relaxed.documents.get(document);
        if (!found) return null;
        const entries = await relaxed.updates.where('document').equals(document).sortBy('sequence');
        return {
          updates: entries.map(({ bytes }) => bytes),
          through: (entries.at(-1)?.sequence ?? 0) as Sequence,
          known: decodeKnown(found.known),
        };
      });
    },

    async storedBytes(document) {
      const beside = await besideOf(document);
      return beside ? (beside.bytes ?? bytesOf(document)) : 0;
    },

    async heavy(atLeast, limit) {
      const { documents } = relaxed;
      return documents
        .where('tailUpdates')
        .aboveOrEqual(atLeast.updates)
        .or('tailBytes')
        .aboveOrEqual(atLeast.bytes)
        .limit(limit)
        .primaryKeys();
    },

    // Either all of it is there after a crash or nothing, so nobody need wait for the disk.
    async compact(replacement) {
      const { updates, documents, compacted } = relaxed;
      const done = await writeRows(relaxed, [updates, documents, compacted], () =>
        replaceUpdates(relaxed, replacement),
      );
      changed([replacement.document]);
      return done;
    },

    async feed(workspace, after, limit, maxBytes) {
      let bytes = 0;
      const found = await relaxed.updates
        .where('sequence')
        .above(after)
        .and(({ document }) => document.startsWith(`${workspace}/`))
        .until((update) => {
          const full = bytes >= maxBytes;
          bytes += update.bytes.byteLength;
          return full;
        })
        .limit(limit)
        .toArray();
      return found.map(({ sequence, mark, document, bytes: update, merged = false }) => ({
        sequence: sequence as Sequence,
        mark,
        document,
        update,
        merged,
      }));
    },

    async head() {
      const last = await relaxed.updates.orderBy('sequence').last();
      return last ? { sequence: last.sequence as Sequence, mark: last.mark } : null;
    },

    async holds(sequence, mark) {
      const found = (await relaxed.updates.get(sequence)) ?? (await relaxed.compacted.get(sequence));
      return found?.mark === mark;
    },

    documents: (workspace) => relaxed.documents.where('name').startsWith(`${workspace}/`).primaryKeys(),

    close() {
      close();
      return Promise.resolve();
    },

    upstreamCursor: async () => (await readMeta(relaxed, 'cursor')) ?? null,

    async outbox(after, limit) {
      const entries = await relaxed.outbox.where('number').above(after).limit(limit).toArray();
      return entries.map(({ number = 0, document, update }) => ({ number, document, update }));
    },

    outboxCount: () => relaxed.outbox.count(),

    acknowledged: (numbers) =>
      writeRows(relaxed, [relaxed.outbox], () => relaxed.outbox.bulkDelete([...numbers])),

    setAside: (number, reason) =>
      writeRows(strict, [strict.outbox, strict.asides], async () => {
        const entry = await strict.outbox.get(number);
        if (!entry) return;
        await strict.asides.put({ number, document: entry.document, update: entry.update, reason });
        await strict.outbox.delete(number);
      }),

    setDocumentAside: (document, reason) =>
      writeRows(strict, [strict.documentAsides], async () => {
        await strict.documentAsides.put({ document, reason });
      }),

    documentTaken: (document) =>
      writeRows(relaxed, [relaxed.documentAsides], () => relaxed.documentAsides.delete(document)),

    documentsAside: () => relaxed.documentAsides.toCollection().primaryKeys(),

    setAsideCount: async () => (await relaxed.asides.count()) + (await relaxed.documentAsides.count()),

    takeBack: () =>
      writeRows(strict, [strict.outbox, strict.asides], async () => {
        const asides = await strict.asides.toArray();
        await strict.outbox.bulkAdd(asides.map(({ document, update }) => ({ document, update })));
        await strict.asides.clear();
      }),
  };

  return {
    store,
    epoch,
    db: relaxed,
    compacted: (document) => changed([document]),
    writeRows: (tables, work) => writeRows(relaxed, tables, work),
    key: async () => (await readMeta(relaxed, 'key')) ?? null,
    rememberKey: (key) => writeRows(strict, [], () => writeMeta(strict, 'key', key)),
  };
}

async function joinEpoch(db: DeviceDatabase, epoch: number): Promise<{ epoch: number; id: StoreId }> {
  const id = await readMeta(db, 'store');
  if (id === undefined) throw new EpochLost('nobody leads');
  return { epoch, id: id as StoreId };
}

function beginEpoch(db: DeviceDatabase): Promise<{ epoch: number; id: StoreId }> {
  return db.transaction('rw', db.meta, async () => {
    const epoch = ((await readMeta(db, 'epoch')) ?? 0) + 1;
    await writeMeta(db, 'epoch', epoch);
    const known = await readMeta(db, 'store');
    const id = known ?? randomHex(16);
    if (known === undefined) await writeMeta(db, 'store', id);
    return { epoch, id: id as StoreId };
  });
}

function besideIn(row: StoredKnown): Beside {
  return { known: row.known, bytes: storedBytesIn(row) };
}

async function sizeOf(transaction: IDBTransaction, document: DocumentName): Promise<number> {
  const stored = await allWithin(transaction, [document, document]);
  return stored.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
}
