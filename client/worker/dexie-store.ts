import type { Table } from 'dexie';
import type { DocumentName, WorkspaceId } from '../../shared/sync/document-name.ts';
import { decodeKnown, encodeKnown } from '../../shared/sync/known.ts';
import type { Batch, DeviceStore, FeedEntry, Sequence, StoreId } from '../../shared/sync/store.ts';
import { DeviceDatabase, openDatabase, readMeta, writeMeta } from '../local/device-database.ts';
import { randomHex } from '../local/random-id.ts';

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
 * Opens a workspace and begins a new epoch: from here on every write of an earlier leader is refused (W1).
 * Rejects with NewerSchema when a newer build has changed the tables (W2). `lost` is called at most once.
 */
export async function openDeviceStorage(
  workspace: WorkspaceId,
  lost: (loss: StorageLoss) => void,
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
    begun = await beginEpoch(strict);
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

  const store: DeviceStore = {
    id,

    commit(batch) {
      const db = batch.appends.some(({ source }) => source === 'own') ? strict : relaxed;
      return write(db, [db.updates, db.documents, db.outbox], () => commitBatch(db, batch));
    },

    async known(document) {
      const found = await relaxed.documents.get(document);
      return found ? decodeKnown(found.known) : null;
    },

    read(document) {
      return relaxed.transaction('r', relaxed.documents, relaxed.updates, async () => {
        const found = await relaxed.documents.get(document);
        if (!found) return null;
        const tail = await relaxed.updates.where('document').equals(document).sortBy('sequence');
        return { updates: tail.map(({ bytes }) => bytes), known: decodeKnown(found.known) };
      });
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
      return found.map(({ sequence, mark, document, bytes: update }) => ({
        sequence: sequence as Sequence,
        mark,
        document,
        update,
      }));
    },

    async head() {
      const last = await relaxed.updates.orderBy('sequence').last();
      return last ? { sequence: last.sequence as Sequence, mark: last.mark } : null;
    },

    async holds(sequence, mark) {
      return (await relaxed.updates.get(sequence))?.mark === mark;
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

    setAsideCount: () => relaxed.asides.count(),
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
  const known = new Map<DocumentName, Uint8Array>();
  for (const append of appends) known.set(append.document, encodeKnown(append.known));
  if (known.size > 0)
    await db.documents.bulkPut(Array.from(known, ([name, bytes]) => ({ name, known: bytes })));
  const own = updates.filter((_update, index) => appends[index]?.source === 'own');
  if (own.length > 0) await db.outbox.bulkAdd(own.map(({ document, update }) => ({ document, update })));
  if (cursor) await writeMeta(db, 'cursor', cursor);
  return updates.map(({ document, update }, index) => ({
    sequence: sequences[index] as Sequence,
    mark,
    document,
    update,
  }));
}

/** A view into a larger buffer would be stored with all of that buffer. */
function exact(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}
