import type { Clock } from '../../shared/sync/clock.ts';
import {
  parseDocumentName,
  type Compartment,
  type DocumentName,
  type EntityId,
  type WorkspaceId,
} from '../../shared/sync/document-name.ts';
import type { CommittedEntry } from '../../shared/sync/hub.ts';
import { teamBoard } from '../../shared/model/team-ids.ts';
import { readMeta, writeMeta } from '../local/device-database.ts';
import { EpochLost, type DeviceStorage } from './dexie-store.ts';
import { KeptUpdates } from './kept-updates.ts';
import type { Table } from 'dexie';
import type { OrderRow, TextRow } from '../../shared/model/rows.ts';
import { entryOf, type OrderEntry } from '../../shared/views/entry.ts';
import { projectEntity, rowDocuments, type ProjectedRow } from './project-entity.ts';
import { projectText, textDocuments } from './project-text.ts';
import type { RosterChange, RosterNames } from './roster.ts';
import { standingRows } from './standing-rows.ts';
import { allWithin, type Range } from './stored-updates.ts';

/** Entities projected between two breaths of the worker: about 5 ms of work. */
const atOnce = 32;
/**
 * Entities whose rows are written together at most: each writing lets open views read again. It begins with few and grows
 * while more wait, so that a device that fills itself has its first cards soon.
 */
const together = 512;
const firstRetry = 250;
const longestRetry = 5_000;

export interface Projector {
  /** What was committed: the rows follow. */
  committed(entries: readonly CommittedEntry[]): void;
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
  /** Told what will be written. Whoever reads the tables may find older rows until it was. */
  readonly made?: (orders: readonly OrderRow[]) => void;
  /** Told what was written. */
  readonly wrote?: (change: RosterChange) => void;
  /** Told how far it has come while it makes many rows, and null when it has. */
  readonly progress?: (progress: Progress | null) => void;
}

/** What of an entity is to be made anew: a note that is being written changes no row. */
type Due = 'row' | 'text' | 'both';
type Slice = ReadonlyMap<EntityId, Due>;

interface Projected extends RosterNames {
  readonly orders: readonly OrderRow[];
  readonly entries: readonly OrderEntry[];
  readonly texts: readonly TextRow[];
}

/** What the documents of a slice hold, asked for and perhaps not here yet. */
interface Asked {
  readonly slice: Slice;
  readonly updates: Promise<ReadonlyMap<DocumentName, readonly Uint8Array[]>>;
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
  made = () => undefined,
  wrote = () => undefined,
  progress = () => undefined,
}: Options): Projector {
  const { db } = storage;
  const waiting = new Map<EntityId, Due>();
  const kept = new KeptUpdates();
  let sliceSize = atOnce;
  /** So many are read, and not written yet. */
  let inHand = 0;
  /** Every document there is, while all are gone through: nobody need ask for one that is not. */
  let existing: Set<DocumentName> | null = null;
  let highest = 0;
  let caughtUp = false;
  /** It was told how far it has come, and not yet that it is done: that is still due after a failure. */
  let told = false;
  let stopped = false;
  let wake = (): void => undefined;
  let running: Promise<void> = work();

  function note(document: DocumentName): void {
    existing?.add(document);
    const entity = parseDocumentName(document)?.entity;
    if (entity === undefined) return;
    if (rowDocuments(workspace, entity).includes(document)) wait(entity, 'row');
    if (textDocuments(workspace, entity).includes(document)) wait(entity, 'text');
  }

  function wait(entity: EntityId, due: Due): void {
    waiting.set(entity, (waiting.get(entity) ?? due) === due ? due : 'both');
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
    if (waiting.size === 0) await storage.writeRows([], () => remember());
  }

  /** Whatever waits or was not looked for yet must be found again by the next start: until then nothing is remembered. */
  async function remember(written = 0): Promise<void> {
    if (caughtUp && waiting.size === 0 && inHand === written)
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

  /** While a slice is projected, the one before it is being written and the one behind it read. */
  async function run(): Promise<void> {
    let done = 0;
    let writing = Promise.resolve();
    let next = askNext();
    try {
      while (next && !stopped) {
        const { slice, updates }: Asked = next;
        next = null;
        const found = await withoutLoss(slice, () => updates);
        next = askNext();
        const projected = await withoutLoss(slice, () => project(slice, found));
        if (projected.orders.length > 0) made(projected.orders);
        const before = writing;
        await withoutLoss(slice, () => before);
        writing = withoutLoss(slice, () => write(slice, projected));
        // Told when it is waited for.
        writing.catch(() => undefined);
        next ??= askNext();
        if (next === null) await writing;
        done += slice.size;
        const left: number = waiting.size + (next?.slice.size ?? 0);
        told ||= left > together;
        if (told) progress(left > 0 ? { done, total: done + left } : null);
        told &&= left > 0;
        await breath();
        next ??= askNext();
      }
    } finally {
      if (next) putBack(next.slice);
      // Whoever tries again must not overtake it.
      await writing;
    }
    existing = null;
  }

  function askNext(): Asked | null {
    if (waiting.size === 0) return null;
    const slice = nextSlice();
    const updates = updatesOf(slice);
    // Told when it is waited for.
    updates.catch(() => undefined);
    return { slice, updates };
  }

  function putBack(slice: Slice): void {
    for (const [entity, due] of slice) wait(entity, due);
    inHand -= slice.size;
  }

  function nextSlice(): Slice {
    const slice = new Map<EntityId, Due>();
    for (const [entity, due] of waiting) {
      if (slice.size === sliceSize) break;
      slice.set(entity, due);
    }
    if (slice.size === sliceSize) sliceSize = Math.min(together, sliceSize * 2);
    else if (slice.size < sliceSize / 4) sliceSize = Math.max(atOnce, sliceSize / 2);
    for (const entity of slice.keys()) waiting.delete(entity);
    inHand += slice.size;
    return slice;
  }

  /** What of a slice could not be done waits again. */
  async function withoutLoss<T>(slice: Slice, work: () => Promise<T> | T): Promise<T> {
    try {
      return await work();
    } catch (error) {
      putBack(slice);
      throw error;
    }
  }

  async function write(slice: Slice, projected: Projected): Promise<void> {
    async function put<T extends { readonly id: EntityId }>(
      table: Table<T, EntityId>,
      rows: readonly T[],
    ): Promise<void> {
      const standing = existing && (await standingRows(table, rows));
      const due = rows.filter((row) => !standing?.has(row));
      if (due.length > 0) await table.bulkPut(due);
    }
    await storage.writeRows(
      [db.orders, db.entries, db.customers, db.products, db.team, db.texts],
      async () => {
        await put(db.orders, projected.orders);
        await put(db.entries, projected.entries);
        await put(db.customers, projected.customers);
        await put(db.products, projected.products);
        await put(db.team, projected.team ? [projected.team] : []);
        await put(db.texts, projected.texts);
        await remember(slice.size);
      },
    );
    inHand -= slice.size;
    wrote(projected);
  }

  async function updatesOf(slice: Slice): Promise<ReadonlyMap<DocumentName, readonly Uint8Array[]>> {
    const names = Array.from(slice)
      .flatMap(([entity, due]) => documentsFor(entity, due))
      .filter((name) => existing?.has(name) ?? true);
    // All of them at once would drive out those that change.
    if (existing) return storedUpdates(new Set(names), rangesOf(names));
    const updates = new Map<DocumentName, readonly Uint8Array[]>();
    const unknown = new Set<DocumentName>();
    for (const name of names) {
      const known = kept.get(name);
      if (known) updates.set(name, known);
      else unknown.add(name);
    }
    if (unknown.size === 0) return updates;
    const keep = kept.read(unknown);
    const found = await storedUpdates(
      unknown,
      Array.from(unknown, (name): Range => [name, name]),
    );
    keep(found);
    for (const [name, stored] of found) updates.set(name, stored);
    return updates;
  }

  async function storedUpdates(
    names: ReadonlySet<DocumentName>,
    ranges: readonly Range[],
  ): Promise<ReadonlyMap<DocumentName, readonly Uint8Array[]>> {
    // By few requests, all at once: a cursor goes to the disk's thread for every update. Within a document they come by
    // sequence.
    const found = await db.transaction('r', db.updates, ({ idbtrans }) =>
      Promise.all(ranges.map((range) => allWithin(idbtrans, range))),
    );
    const updates = new Map<DocumentName, Uint8Array[]>();
    for (const { document, bytes } of found.flat()) {
      if (!names.has(document)) continue;
      const before = updates.get(document);
      if (before) before.push(bytes);
      else updates.set(document, [bytes]);
    }
    return updates;
  }

  async function project(
    slice: Slice,
    updates: ReadonlyMap<DocumentName, readonly Uint8Array[]>,
  ): Promise<Projected> {
    const rows: ProjectedRow[] = [];
    const texts: TextRow[] = [];
    let done = 0;
    for (const [entity, due] of slice) {
      if (done > 0 && done % atOnce === 0) await breath();
      done++;
      // One document that cannot be projected must not keep the others' rows back.
      if (due !== 'text') rows.push(...attempt(() => projectEntity(entity, factsIn(entity, updates))));
      if (due !== 'row')
        texts.push(...attempt(() => projectText(workspace, entity, (name) => updates.get(name) ?? [])));
    }
    const orders = rows.flatMap((one) => (one.table === 'orders' ? one.row : []));
    const entries = orders.map(entryOf);
    return {
      orders,
      entries,
      customers: rows.flatMap((one) => (one.table === 'customers' ? one.row : [])),
      products: rows.flatMap((one) => (one.table === 'products' ? one.row : [])),
      team:
        rows.flatMap((one) => (one.table === 'team' && one.row.id === teamBoard ? one.row : []))[0] ?? null,
      texts,
    };
  }

  function breath(): Promise<void> {
    return new Promise((resolve) => {
      clock.soon(resolve);
    });
  }

  function documentsFor(entity: EntityId, due: Due): readonly DocumentName[] {
    switch (due) {
      case 'row':
        return rowDocuments(workspace, entity);
      case 'text':
        return textDocuments(workspace, entity);
      case 'both':
        return [...rowDocuments(workspace, entity), ...textDocuments(workspace, entity)];
    }
  }

  function factsIn(
    entity: EntityId,
    updates: ReadonlyMap<DocumentName, readonly Uint8Array[]>,
  ): ReadonlyMap<Compartment, readonly Uint8Array[]> {
    const parts = new Map<Compartment, readonly Uint8Array[]>();
    for (const name of rowDocuments(workspace, entity)) {
      const compartment = parseDocumentName(name)?.compartment;
      const found = updates.get(name);
      if (compartment !== undefined && found) parts.set(compartment, found);
    }
    return parts;
  }

  return {
    committed(entries) {
      for (const entry of entries) {
        highest = Math.max(highest, entry.sequence);
        kept.committed(entry);
        note(entry.document);
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

function attempt<T>(project: () => T | null): readonly T[] {
  try {
    const made = project();
    return made === null ? [] : [made];
  } catch (error) {
    console.error(error);
    return [];
  }
}

/**
 * A range for each compartment. When all are gone through, what lies between two documents of a slice is nearly always
 * another of the slice: one request for hundreds of them costs a quarter of hundreds of requests.
 */
function rangesOf(names: readonly DocumentName[]): readonly Range[] {
  const ranges = new Map<string, Range>();
  for (const name of names) {
    const compartment = parseDocumentName(name)?.compartment ?? '';
    const [first, last] = ranges.get(compartment) ?? [name, name];
    ranges.set(compartment, [name < first ? name : first, name > last ? name : last]);
  }
  return [...ranges.values()];
}
