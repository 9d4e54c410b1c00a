import { parseDocumentName, type DocumentName, type WorkspaceId } from './document-name.ts';
import { nothingKnown, type Known } from './known.ts';
import type { Batch, Cursor, DeviceStore, FeedEntry, OutboxEntry, Sequence, StoreId } from './store.ts';

/** What a memory store holds; a copy of it is what a crash leaves behind, or what a backup brings back. */
export interface MemoryImage {
  readonly id: StoreId;
  readonly entries: readonly FeedEntry[];
  /** Marks of the commits whose entries were compacted away (H6). */
  readonly compacted: ReadonlyMap<Sequence, string>;
  readonly known: ReadonlyMap<DocumentName, Known>;
  readonly outbox: readonly OutboxEntry[];
  readonly asides: readonly (OutboxEntry & { readonly reason: string })[];
  readonly documentsAside: ReadonlyMap<DocumentName, string>;
  readonly cursor: Cursor | null;
  readonly lastNumber: number;
  readonly lastSequence: number;
}

export interface MemoryStore extends DeviceStore {
  image(): MemoryImage;
}

/** A store without a disk, for tests and simulation; `random` gives [0, 1) as Math.random does. */
export function createMemoryStore(random: () => number, from?: MemoryImage): MemoryStore {
  let image: MemoryImage = from ?? {
    id: hex(random, 16) as StoreId,
    entries: [],
    compacted: new Map(),
    known: new Map(),
    outbox: [],
    asides: [],
    documentsAside: new Map(),
    cursor: null,
    lastNumber: 0,
    lastSequence: 0,
  };
  const within = (workspace: WorkspaceId) => (document: DocumentName) =>
    parseDocumentName(document)?.workspace === workspace;

  return {
    id: image.id,
    image: () => image,

    commit(batch: Batch) {
      const mark = hex(random, 8);
      const known = new Map(image.known);
      const added: FeedEntry[] = [];
      const outbox = [...image.outbox];
      let { lastNumber, lastSequence } = image;
      for (const append of batch.appends) {
        known.set(append.document, append.known);
        const { document, update } = append;
        added.push({ sequence: ++lastSequence as Sequence, mark, document, update, merged: false });
        if (append.source === 'own') outbox.push({ number: ++lastNumber, document, update });
      }
      const cursor = batch.cursor ?? image.cursor;
      image = {
        ...image,
        entries: [...image.entries, ...added],
        known,
        outbox,
        cursor,
        lastNumber,
        lastSequence,
      };
      return Promise.resolve(added);
    },

    known: (document) => Promise.resolve(image.known.get(document) ?? null),

    read(document) {
      const entries = image.entries.filter((entry) => entry.document === document);
      const through = entries.at(-1)?.sequence;
      if (through === undefined) return Promise.resolve(null);
      const known = image.known.get(document) ?? nothingKnown;
      return Promise.resolve({ updates: entries.map(({ update }) => update), through, known });
    },

    storedBytes(document) {
      const entries = image.entries.filter((entry) => entry.document === document);
      return Promise.resolve(entries.reduce((sum, { update }) => sum + update.byteLength, 0));
    },

    heavy(atLeast, limit) {
      const tails = new Map<DocumentName, { updates: number; bytes: number }>();
      for (const { document, update, merged } of image.entries) {
        if (merged) continue;
        const tail = tails.get(document) ?? { updates: 0, bytes: 0 };
        tails.set(document, { updates: tail.updates + 1, bytes: tail.bytes + update.byteLength });
      }
      const heavy = [...tails].filter(
        ([, { updates, bytes }]) => updates >= atLeast.updates || bytes >= atLeast.bytes,
      );
      return Promise.resolve(heavy.map(([document]) => document).slice(0, limit));
    },

    compact({ document, through, replaces, base }) {
      const old = image.entries.filter((entry) => entry.document === document && entry.sequence <= through);
      const last = old.at(-1);
      if (old.length !== replaces || last?.sequence !== through) return Promise.resolve(false);
      const gone = new Set<FeedEntry>(old.slice(0, -1));
      image = {
        ...image,
        entries: image.entries
          .filter((entry) => !gone.has(entry))
          .map((entry) => (entry === last ? { ...entry, update: base, merged: true } : entry)),
        compacted: new Map([...image.compacted, ...Array.from(gone, (e) => [e.sequence, e.mark] as const)]),
      };
      return Promise.resolve(true);
    },

    feed(workspace, after, limit, maxBytes) {
      const mine = within(workspace);
      const found: FeedEntry[] = [];
      let bytes = 0;
      for (const entry of image.entries) {
        if (entry.sequence <= after || !mine(entry.document)) continue;
        if (found.length >= limit || bytes >= maxBytes) break;
        found.push(entry);
        bytes += entry.update.byteLength;
      }
      return Promise.resolve(found);
    },

    head: () => Promise.resolve(image.entries.at(-1) ?? null),
    holds: (sequence, mark) =>
      Promise.resolve(
        image.compacted.get(sequence) === mark ||
          image.entries.some((entry) => entry.sequence === sequence && entry.mark === mark),
      ),
    documents: (workspace) => Promise.resolve([...image.known.keys()].filter(within(workspace))),
    close: () => Promise.resolve(),

    upstreamCursor: () => Promise.resolve(image.cursor),
    outbox: (after, limit) =>
      Promise.resolve(image.outbox.filter(({ number }) => number > after).slice(0, limit)),
    outboxCount: () => Promise.resolve(image.outbox.length),
    acknowledged(numbers) {
      const gone = new Set(numbers);
      image = { ...image, outbox: image.outbox.filter(({ number }) => !gone.has(number)) };
      return Promise.resolve();
    },
    setAside(number, reason) {
      const aside = image.outbox.find((entry) => entry.number === number);
      if (!aside) return Promise.resolve();
      image = {
        ...image,
        outbox: image.outbox.filter((entry) => entry !== aside),
        asides: [...image.asides, { ...aside, reason }],
      };
      return Promise.resolve();
    },
    setDocumentAside(document, reason) {
      image = { ...image, documentsAside: new Map([...image.documentsAside, [document, reason]]) };
      return Promise.resolve();
    },
    documentTaken(document) {
      const left = [...image.documentsAside].filter(([aside]) => aside !== document);
      image = { ...image, documentsAside: new Map(left) };
      return Promise.resolve();
    },
    documentsAside: () => Promise.resolve([...image.documentsAside.keys()]),
    setAsideCount: () => Promise.resolve(image.asides.length + image.documentsAside.size),
    takeBack() {
      let { lastNumber } = image;
      const again = image.asides.map(({ document, update }) => ({ number: ++lastNumber, document, update }));
      image = { ...image, outbox: [...image.outbox, ...again], asides: [], lastNumber };
      return Promise.resolve();
    },
  };
}

function hex(random: () => number, bytes: number): string {
  return Array.from({ length: bytes }, () =>
    Math.floor(random() * 256)
      .toString(16)
      .padStart(2, '0'),
  ).join('');
}
