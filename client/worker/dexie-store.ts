import type { Table } from 'dexie';
import type { DocumentName, WorkspaceId } from '../../shared/sync/document-name.ts';
import { decodeKnown, encodeKnown } from '../../shared/sync/known.ts';
import type {
  Batch,
  DeviceStore,
  FeedEntry,
  Replacement,
  Sequence,
  StoreId,
} from '../../shared/sync/store.ts';
import {
  DeviceDatabase,
  openDatabase,
  readMeta,
  writeMeta,
  type StoredKnown,
} from '../local/device-database.ts';
import { randomHex } from '../local/random-id.ts';
import { allWithin } from './stored-updates.ts';
import { together } from './together.ts';

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
  async function write<T>(db: DeviceDatabase, tables: readonly Table[], work: () => Promise<T>): Promise<T> {
    try {
      return await db.transaction('rw', [db.meta, ...tables], async () => {
        if ((await readMeta(db, 'epoch')) !== epoch) throw new EpochLost('another leader has begun');
        return work();
      });
    } catch (error) {
      if (error instanceof EpochLost) lose('epoch');
      throw error;
    }
  }

  const documentRow = together((names: readonly DocumentName[]) => relaxed.documents.bulkGet([...names]));
  const bytesOf = together((names: readonly DocumentName[]) =>
    relaxed.transaction('r', relaxed.updates, ({ idbtrans }) =>
      Promise.all(names.map((name) => sizeOf(idbtrans, name))),
    ),
  );

  const store: DeviceStore = {
    id,

    commit(batch) {
      const db = batch.appends.some(({ source }) => source === 'own') ? strict : relaxed;
      return write(db, [db.updates, db.documents, db.outbox], () => commitBatch(db, batch));
    },

    async known(document) {
      const found = await documentRow(document);
      return found ? decodeKnown(found.known) : null;
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

    storedBytes: bytesOf,

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
    compact: (replacement) =>
      write(relaxed, [relaxed.updates, relaxed.documents, relaxed.compacted], () =>
        replace(relaxed, replacement),
      ),

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
      write(relaxed, [relaxed.outbox], () => relaxed.outbox.bulkDelete([...numbers])),

    setAside: (number, reason) =>
      write(strict, [strict.outbox, strict.asides], async () => {
        const entry = await strict.outbox.get(number);
        if (!entry) return;
        await strict.asides.put({ number, document: entry.document, update: entry.update, reason });
        await strict.outbox.delete(number);
      }),

    setDocumentAside: (document, reason) =>
      write(strict, [strict.documentAsides], async () => {
        await strict.documentAsides.put({ document, reason });
      }),

    documentTaken: (document) =>
      write(relaxed, [relaxed.documentAsides], () => relaxed.documentAsides.delete(document)),

    documentsAside: () => relaxed.documentAsides.toCollection().primaryKeys(),

    setAsideCount: async () => (await relaxed.asides.count()) + (await relaxed.documentAsides.count()),

    takeBack: () =>
      write(strict, [strict.outbox, strict.asides], async () => {
        const asides = await strict.asides.toArray();
        await strict.outbox.bulkAdd(asides.map(({ document, update }) => ({ document, update })));
        await strict.asides.clear();
      }),
  };

  return {
    store,
    epoch,
    db: relaxed,
    writeRows: (tables, work) => write(relaxed, tables, work),
    key: async () => (await readMeta(relaxed, 'key')) ?? null,
    rememberKey: (key) => write(strict, [], () => writeMeta(strict, 'key', key)),
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

async function commitBatch(db: DeviceDatabase, { appends, cursor }: Batch): Promise<readonly FeedEntry[]> {
  const mark = randomHex(8);
  const updates = appends.map(({ document, update }) => ({ document, update: exact(update), mark }));
  const sequences =
    updates.length === 0
      ? []
      : await db.updates.bulkAdd(
          updates.map(({ document, update }) => ({ document, bytes: update, mark })),
          { allKeys: true },
        );
  if (appends.length > 0) await extendDocuments(db, appends);
  const own = updates.filter((_update, index) => appends[index]?.source === 'own');
  if (own.length > 0) await db.outbox.bulkAdd(own.map(({ document, update }) => ({ document, update })));
  if (cursor) await writeMeta(db, 'cursor', cursor);
  return updates.map(({ document, update }, index) => ({
    sequence: sequences[index] as Sequence,
    mark,
    document,
    update,
    merged: false,
  }));
}

async function extendDocuments(db: DeviceDatabase, appends: Batch['appends']): Promise<void> {
  const names = [...new Set(appends.map(({ document }) => document))];
  const before = await db.documents.bulkGet(names);
  const rows = new Map<DocumentName, StoredKnown>();
  before.forEach((row) => row && rows.set(row.name, row));
  for (const { document: name, update, known } of appends) {
    const { tailUpdates = 0, tailBytes = 0 } = rows.get(name) ?? {};
    rows.set(name, {
      name,
      known: encodeKnown(known),
      tailUpdates: tailUpdates + 1,
      tailBytes: tailBytes + update.byteLength,
    });
  }
  await db.documents.bulkPut([...rows.values()]);
}

async function replace(
  db: DeviceDatabase,
  { document, through, replaces, base }: Replacement,
): Promise<boolean> {
  const found = await db.documents.get(document);
  const sequences = (await db.updates.where('document').equals(document).primaryKeys()).toSorted(
    (a, b) => a - b,
  );
  const old = sequences.filter((sequence) => sequence <= through);
  if (!found || old.length !== replaces || old.at(-1) !== through) return false;
  const replaced = await db.updates.bulkGet(old);
  const marks = replaced.flatMap((entry) =>
    entry?.sequence === undefined ? [] : [{ sequence: entry.sequence, mark: entry.mark }],
  );
  const last = marks.pop();
  const tail = await db.updates.bulkGet(sequences.slice(old.length));
  if (!last) return false;
  await db.compacted.bulkPut(marks);
  await db.updates.bulkDelete(marks.map(({ sequence }) => sequence));
  await db.updates.put({ sequence: through, document, bytes: exact(base), mark: last.mark, merged: true });
  await db.documents.put({
    ...found,
    tailUpdates: tail.length,
    tailBytes: tail.reduce((sum, entry) => sum + (entry?.bytes.byteLength ?? 0), 0),
  });
  return true;
}

async function sizeOf(transaction: IDBTransaction, document: DocumentName): Promise<number> {
  const stored = await allWithin(transaction, [document, document]);
  return stored.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
}

/** A view into a larger buffer would be stored with all of that buffer. */
function exact(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}
