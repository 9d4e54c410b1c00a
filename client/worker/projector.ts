import type { Clock } from '../../shared/sync/clock.ts';
import {
  parseDocumentName,
  type Compartment,
  type DocumentName,
  type EntityId,
  type WorkspaceId,
} from '../../shared/sync/document-name.ts';
import type { FeedEntry } from '../../shared/sync/store.ts';
import { teamBoard } from '../../shared/model/team-ids.ts';
import { readMeta, writeMeta, type StoredUpdate } from '../local/device-database.ts';
import { EpochLost, type DeviceStorage } from './dexie-store.ts';
import { entryOf } from '../../shared/views/entry.ts';
import { projectEntity, rowDocuments, type ProjectedRow } from './project-entity.ts';
import type { RosterChange } from './roster.ts';

/**
 * Entities projected between two breaths of the worker: about 5 ms of work. While a device fills itself larger slices,
 * for each one lets every open view read its rows again.
 */
const sliceSize = { usual: 32, filling: 512 };
const firstRetry = 250;
const longestRetry = 5_000;

export interface Projector {
  /** What was committed: the rows follow. */
  committed(entries: readonly FeedEntry[]): void;
  /** Resolves when the rows stand for everything committed so far. */
  settled(): Promise<void>;
  stop(): void;
}

interface Options {
  readonly storage: DeviceStorage;
  readonly workspace: WorkspaceId;
  readonly clock: Clock;
  /** Names the code that makes rows; when it differs from the one that made those that stand, all are made anew. */
  readonly version: string;
  /** Told what was written. */
  readonly wrote?: (change: RosterChange) => void;
  /** Told how far it has come while it makes many rows, and null when it has. */
  readonly progress?: (progress: Progress | null) => void;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
}

/**
 * Keeps the rows in step with the documents, behind the commits. An entity that changed many times is projected once,
 * as it stands then. A row is a cache: what could not be written is tried again, and what a crash left out is found at
 * the next start by the sequence.
 */
export function createProjector({
  storage,
  workspace,
  clock,
  version,
  wrote = () => undefined,
  progress = () => undefined,
}: Options): Projector {
  const { db } = storage;
  const waiting = new Set<EntityId>();
  /** So many are read, and not written yet. */
  let inHand = 0;
  /** Every document there is, while all are gone through: nobody need ask for one that is not. */
  let existing: Set<DocumentName> | null = null;
  let highest = 0;
  let caughtUp = false;
  let stopped = false;
  let wake = (): void => undefined;
  let running: Promise<void> = work();

  function note(document: DocumentName): void {
    existing?.add(document);
    const address = parseDocumentName(document);
    if (address && rowDocuments(workspace, address.entity).includes(document)) waiting.add(address.entity);
  }

  async function catchUp(): Promise<void> {
    const head = (await db.updates.orderBy('sequence').last())?.sequence ?? 0;
    const projected = await readMeta(db, 'projected');
    if (projected?.version === version) {
      await db.updates
        .where('sequence')
        .above(projected.sequence)
        .each(({ document }) => note(document));
    } else {
      existing = new Set();
      for (const document of await db.documents.toCollection().primaryKeys()) note(document);
    }
    highest = Math.max(highest, head);
    caughtUp = true;
    if (waiting.size === 0) await storage.writeRows([], remember);
  }

  /** Whatever waits or was not looked for yet must be found again by the next start: until then nothing is remembered. */
  async function remember(written: readonly EntityId[] = []): Promise<void> {
    if (caughtUp && waiting.size === 0 && inHand === written.length)
      await writeMeta(db, 'projected', { version, sequence: highest });
  }

  /** Until the rows stand, or the leader is one no more: a full disk may have room later. */
  async function work(): Promise<void> {
    for (let failures = 0; !stopped; failures++) {
      try {
        if (!caughtUp) await catchUp();
        await run();
        return;
      } catch (error) {
        // The next leader finds what is left to do.
        if (error instanceof EpochLost) return;
        console.error(error);
        await pause(Math.min(longestRetry, firstRetry * 2 ** failures));
      }
    }
  }

  function pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      if (stopped) resolve();
      const cancel = clock.after(milliseconds, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });
  }

  /** A slice is read while the one before it is being written. */
  async function run(): Promise<void> {
    let done = 0;
    let told = false;
    let writing = Promise.resolve();
    try {
      while (waiting.size > 0 && !stopped) {
        const slice = nextSlice(waiting.size > sliceSize.filling ? sliceSize.filling : sliceSize.usual);
        const rows = await kept(slice, read(slice));
        await kept(slice, writing);
        writing = kept(slice, write(slice, rows));
        // Told when it is waited for.
        writing.catch(() => undefined);
        if (waiting.size === 0) await writing;
        done += slice.length;
        told ||= waiting.size > sliceSize.filling;
        if (told) progress(waiting.size > 0 ? { done, total: done + waiting.size } : null);
        await new Promise<void>((resolve) => {
          clock.soon(resolve);
        });
      }
    } finally {
      // Whoever tries again must not overtake it.
      await writing;
    }
    existing = null;
  }

  function nextSlice(size: number): readonly EntityId[] {
    const slice: EntityId[] = [];
    for (const entity of waiting) {
      if (slice.length === size) break;
      slice.push(entity);
    }
    for (const entity of slice) waiting.delete(entity);
    inHand += slice.length;
    return slice;
  }

  /** What of a slice could not be done waits again. */
  async function kept<T>(slice: readonly EntityId[], work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      for (const entity of slice) waiting.add(entity);
      inHand -= slice.length;
      throw error;
    }
  }

  async function write(slice: readonly EntityId[], rows: readonly ProjectedRow[]): Promise<void> {
    const orders = rows.flatMap((one) => (one.table === 'orders' ? one.row : []));
    const customers = rows.flatMap((one) => (one.table === 'customers' ? one.row : []));
    const products = rows.flatMap((one) => (one.table === 'products' ? one.row : []));
    const team = rows.flatMap((one) => (one.table === 'team' ? one.row : []));
    const entries = orders.map(entryOf);
    await storage.writeRows([db.orders, db.entries, db.customers, db.products, db.team], async () => {
      if (orders.length > 0) await db.orders.bulkPut(orders);
      if (entries.length > 0) await db.entries.bulkPut(entries);
      if (customers.length > 0) await db.customers.bulkPut(customers);
      if (products.length > 0) await db.products.bulkPut(products);
      if (team.length > 0) await db.team.bulkPut(team);
      await remember(slice);
    });
    inHand -= slice.length;
    wrote({ entries, customers, products, team: team.find((row) => row.id === teamBoard) ?? null });
  }

  async function read(slice: readonly EntityId[]): Promise<readonly ProjectedRow[]> {
    const entities = new Map<EntityId, Map<Compartment, Uint8Array[]>>();
    const names = slice
      .flatMap((entity) => rowDocuments(workspace, entity))
      .filter((name) => existing?.has(name) ?? true);
    // Each document by one request, all at once: a cursor over them goes to the disk's thread for every update. Within a
    // document they come by sequence.
    const found = await db.transaction('r', db.updates, ({ idbtrans }) =>
      Promise.all(names.map((name) => allOf(idbtrans, name))),
    );
    for (const { document, bytes } of found.flat()) {
      const address = parseDocumentName(document);
      if (!address) continue;
      const parts = entities.get(address.entity) ?? new Map<Compartment, Uint8Array[]>();
      const updates = parts.get(address.compartment) ?? [];
      updates.push(bytes);
      entities.set(address.entity, parts.set(address.compartment, updates));
    }
    return Array.from(entities).flatMap(([entity, parts]) => {
      try {
        return projectEntity(entity, parts) ?? [];
      } catch (error) {
        // One document that cannot be projected must not keep the others' rows back.
        console.error(error);
        return [];
      }
    });
  }

  return {
    committed(entries) {
      for (const { document, sequence } of entries) {
        highest = Math.max(highest, sequence);
        note(document);
      }
      running = running.then(work);
    },
    settled: () => running,
    stop() {
      stopped = true;
      wake();
    },
  };
}

/** A document's updates, asked of the browser itself: Dexie's own way costs as much again as the answer. */
function allOf(transaction: IDBTransaction, document: DocumentName): Promise<readonly StoredUpdate[]> {
  return new Promise((resolve, reject) => {
    const request = transaction.objectStore('updates').index('document').getAll(document);
    request.onsuccess = () => resolve(request.result as readonly StoredUpdate[]);
    request.onerror = () => reject(request.error ?? new Error('not read'));
  });
}
