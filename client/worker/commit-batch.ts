import type { DocumentName } from '../../shared/sync/document-name.ts';
import { encodeKnown } from '../../shared/sync/known.ts';
import type { Batch, FeedEntry, Replacement, Sequence } from '../../shared/sync/store.ts';
import type {
  DeviceDatabase,
  MetaEntry,
  StoredKnown,
  StoredOutboxEntry,
  StoredUpdate,
} from '../local/device-database.ts';
import { randomHex } from '../local/random-id.ts';
import { allGiven } from '../local/requests.ts';

/** What a commit made of the tables: its entries in the order of the appends, and the documents as they are kept now. */
export interface Committed {
  readonly entries: readonly FeedEntry[];
  readonly documents: readonly StoredKnown[];
}

/**
 * Writes a batch. Everything is asked for at once, for each answer that is waited for goes to another thread and back;
 * and of the browser itself, since no view follows these tables: Dexie would tell every tab of them. `blank`: documents
 * of which nothing is stored for certain.
 */
export async function commitBatch(
  transaction: IDBTransaction,
  { appends, cursor }: Batch,
  blank: ReadonlySet<DocumentName>,
): Promise<Committed> {
  const mark = randomHex(8);
  const updates = appends.map(({ document, update }) => ({ document, update: exact(update), mark }));
  const [stored, known] = [transaction.objectStore('updates'), transaction.objectStore('documents')];
  const names = [...new Set(appends.map(({ document }) => document))].filter((name) => !blank.has(name));
  const adding = allGiven(
    updates.map(({ document, update }) =>
      stored.add({ document, bytes: update, mark } satisfies StoredUpdate),
    ),
  );
  const before = allGiven<StoredKnown | undefined>(names.map((name) => known.get(name)));
  const outbox = transaction.objectStore('outbox');
  updates.forEach(({ document, update }, index) => {
    if (appends[index]?.source === 'own') outbox.add({ document, update } satisfies StoredOutboxEntry);
  });
  if (cursor) transaction.objectStore('meta').put({ name: 'cursor', value: cursor } satisfies MetaEntry);
  const [sequences, stood] = await Promise.all([adding, before]);
  const documents = extended(stood, appends);
  for (const row of documents) known.put(row);
  return {
    documents,
    entries: updates.map(({ document, update }, index) => ({
      sequence: sequences[index] as Sequence,
      mark,
      document,
      update,
      merged: false,
    })),
  };
}

function extended(
  before: readonly (StoredKnown | undefined)[],
  appends: Batch['appends'],
): readonly StoredKnown[] {
  const rows = new Map<
    DocumentName,
    Omit<StoredKnown, 'known'> & { known: Batch['appends'][number]['known'] }
  >();
  const stood = new Map(before.flatMap((row) => (row ? [[row.name, row] as const] : [])));
  for (const { document: name, update, known } of appends) {
    const last = rows.get(name) ?? stood.get(name);
    const tailUpdates = (last?.tailUpdates ?? 0) + 1;
    const tailBytes = (last?.tailBytes ?? 0) + update.byteLength;
    const bytes = last ? storedBytesIn(last) : 0;
    const size = bytes === null ? {} : { size: { all: bytes + update.byteLength, tail: tailBytes } };
    rows.set(name, { name, known, tailUpdates, tailBytes, ...size });
  }
  return [...rows.values()].map((row) => ({ ...row, known: encodeKnown(row.known) }));
}

/** Bytes of a document's updates, as its row tells them; null where it does not, or an older version compacted it since. */
export function storedBytesIn({ size, tailBytes }: Pick<StoredKnown, 'size' | 'tailBytes'>): number | null {
  return size?.tail === tailBytes ? size.all : null;
}

/** Puts a base in the place of the updates it stands for (H6); false, and nothing done, where those are others by now. */
export async function replaceUpdates(
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
  const tailBytes = tail.reduce((sum, entry) => sum + (entry?.bytes.byteLength ?? 0), 0);
  await db.documents.put({
    ...found,
    tailUpdates: tail.length,
    tailBytes,
    size: { all: base.byteLength + tailBytes, tail: tailBytes },
  });
  return true;
}

/** A view into a larger buffer would be stored with all of that buffer. */
function exact(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}
