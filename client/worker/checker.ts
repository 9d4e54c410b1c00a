import type { Change } from '../../shared/model/facts.ts';
import { kindOf } from '../../shared/model/documents.ts';
import type { Clock } from '../../shared/sync/clock.ts';
import { parseDocumentName, type EntityId, type WorkspaceId } from '../../shared/sync/document-name.ts';
import type { FeedEntry } from '../../shared/sync/store.ts';
import { readMeta, writeMeta } from '../local/device-database.ts';
import type * as Rules from './check-orders.ts';
import { EpochLost, type DeviceStorage } from './dexie-store.ts';
import { readFacts } from './entity-facts.ts';
import { judge, type Batch, type Bench, type Due, type FoundChange, type Judged } from './judge.ts';
import { KnowledgeCache } from './knowledge.ts';
import { rowDocuments } from './project-entity.ts';
import { rowsById } from './rows-of.ts';
import { touchedBy, type Touched } from './touched.ts';

/** Orders judged between two writes; within a slice the worker breathes by the clock. */
const sliceSize = { usual: 64, many: 512 };
/** More than these wait until nothing has come for `quiet` ms: while a device fills itself, cards come first. */
const many = 512;
const quiet = 1_000;
const firstRetry = 250;
const longestRetry = 5_000;

const weight: Readonly<Record<Due, number>> = { knowledge: 0, companions: 1, facts: 2 };

export interface Checker {
  /** The day it is, `2026-11-23`, as the tabs have it: nothing is judged before it is known, and all when it is another. */
  judgeBy(today: string): void;
  /** What was committed: the findings follow, behind the rows. */
  committed(entries: readonly FeedEntry[]): void;
  /** Resolves when what is found stands for everything committed so far. */
  settled(): Promise<void>;
  /** Orders whose errors or warnings would be others if this change of a customer or product were written. */
  touched(entity: EntityId, change: Change, most: number): Promise<Touched>;
  stop(): void;
}

interface Options {
  readonly storage: DeviceStorage;
  readonly workspace: WorkspaceId;
  readonly clock: Clock;
  /** Names the rules; when they are others than those that judged, every open order is judged anew. */
  readonly version: string;
  /** Resolves when what was handed over so far is committed. */
  readonly flush: () => Promise<void>;
  /** Resolves when the rows stand. */
  readonly rows: () => Promise<void>;
  /** The rules with their tables: not part of what the worker starts with. */
  readonly load: () => Promise<typeof Rules>;
  readonly wrote?: (change: FoundChange) => void;
}

/**
 * Keeps what is found in every open order in step with the documents, behind the rows. An order is judged when its facts
 * change, when those of one it shares a container with do, when what is known of its customer or a product does, when the
 * day is another, and when the rules are. What it finds is a cache, like rows.
 */
export function createChecker({
  storage,
  workspace,
  clock,
  version,
  flush,
  rows,
  load,
  wrote = () => undefined,
}: Options): Checker {
  const { db } = storage;
  const waiting = new Map<EntityId, Due>();
  /** Customers and products that changed: who names them is not looked up yet. */
  const changed = new Set<EntityId>();
  const knowledge = new KnowledgeCache((ids) => readFacts(db, workspace, ids));
  let highest = 0;
  let caughtUp = false;
  /** The day that was judged by, and the one that it is. */
  let day = '';
  let today: string | null = null;
  let lastCommit = clock.now();
  /** Many are being judged: they do not wait again. */
  let judging = false;
  let stopped = false;
  let wake = (): void => undefined;
  let running: Promise<void> = work();

  function note({ document, sequence }: Pick<FeedEntry, 'document' | 'sequence'>): void {
    highest = Math.max(highest, sequence);
    const entity = parseDocumentName(document)?.entity;
    if (entity === undefined || !rowDocuments(workspace, entity).includes(document)) return;
    const kind = kindOf(entity);
    if (kind === 'order') wait(entity, 'facts');
    else if (kind === 'customer' || kind === 'product') changed.add(entity);
  }

  function wait(order: EntityId, due: Due): void {
    const before = waiting.get(order);
    if (before === undefined || weight[before] < weight[due]) waiting.set(order, due);
  }

  async function catchUp(): Promise<void> {
    const head = (await db.updates.orderBy('sequence').last())?.sequence ?? 0;
    const checked = await readMeta(db, 'checked');
    if (checked?.version === version) {
      await db.updates
        .where('sequence')
        .above(checked.sequence)
        .each(({ document, sequence = 0 }) =>
          note({ document, sequence: sequence as FeedEntry['sequence'] }),
        );
      day = checked.day;
    } else {
      const open = await db.orders
        .where('[shelf+stage+position]')
        .between(['open'], ['open', []])
        .primaryKeys();
      const judged = await db.cases.toCollection().primaryKeys();
      for (const order of [...open, ...judged]) wait(order, 'facts');
      day = today ?? '';
    }
    highest = Math.max(highest, head);
    caughtUp = true;
    if (checked && checked.sequence !== highest) await remember();
  }

  /** Whatever waits must be found again by the next start: until nothing does, nothing is remembered. */
  async function remember(): Promise<void> {
    if (!caughtUp || waiting.size + changed.size > 0) return;
    // As it is now: what is committed while the tables are waited for is not judged.
    const checked = { version, day, sequence: highest };
    await storage.writeRows([], () => writeMeta(db, 'checked', checked));
  }

  async function work(): Promise<void> {
    for (let failures = 0; !stopped; failures++) {
      try {
        await rows();
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

  function breathe(): Promise<void> {
    return new Promise((resolve) => {
      clock.soon(resolve);
    });
  }

  async function run(): Promise<void> {
    if (today === null) return;
    const now = today;
    if (now !== day) {
      // Only when all of them are known to wait: until then the day has not begun.
      for (const order of await db.cases.toCollection().primaryKeys()) wait(order, 'knowledge');
      day = now;
    }
    if (waiting.size + changed.size === 0) return;
    const bench = await benchNow();
    let writing = Promise.resolve();
    let next = await take();
    let ahead: Promise<Batch | null> | null = null;
    /** Written since the batch that is judged was read, and the one before that. */
    let recent: readonly ReadonlySet<EntityId>[] = [];
    try {
      while (next !== null && !stopped) {
        const batch: Batch = next;
        next = null;
        // While it is judged the next one is read, and the one before it written; not around one that rewrites cases.
        ahead = batch.plain ? take() : null;
        ahead?.catch(() => undefined);
        const made = await kept(batch, () => judge(bench, batch, claim, recent));
        recent = [...recent.slice(-1), new Set(made.found.map(({ id }) => id))];
        const before = writing;
        await kept(batch, () => before);
        writing = kept(batch, () => write(made));
        writing.catch(() => undefined);
        if (!batch.plain) await writing;
        await breathe();
        next = await (ahead ?? take());
        ahead = null;
        if (next && !next.plain) await writing;
      }
    } finally {
      next ??= (await ahead?.catch(() => null)) ?? null;
      if (next) putBack(next);
      await writing;
    }
    await remember();
  }

  async function benchNow(): Promise<Bench> {
    const rules = await load();
    const reference = await rules.loadReference();
    return { db, workspace, clock, knowledge, rules, reference, today: day, lists: new rules.ProductLists() };
  }

  /** An order that is judged along with others; not one whose facts are to be read anew. */
  function claim(order: EntityId): boolean {
    if (waiting.get(order) === 'facts') return false;
    waiting.delete(order);
    return true;
  }

  /** The next orders that are due, with what is stored of them; null where none is. */
  async function take(): Promise<Batch | null> {
    await whoNames();
    while (waiting.size > many && clock.now() - lastCommit < quiet && !stopped && !judging)
      await pause(quiet);
    judging = waiting.size > many;
    if (stopped || waiting.size === 0) return null;
    const slice = nextSlice(waiting.size > many ? sliceSize.many : sliceSize.usual);
    const batch = { slice, plain: [...slice.values()].every((due) => due === 'knowledge') };
    return kept(batch, async () => {
      const ids = [...slice.keys()];
      const dense =
        slice.size >= sliceSize.usual && (await db.cases.count()) < 2 * (waiting.size + slice.size);
      const [cases, found] = await Promise.all([
        rowsById(db.cases, ids, dense),
        rowsById(db.found, ids, dense),
      ]);
      return { ...batch, cases: new Map(cases), found };
    });
  }

  function putBack({ slice }: Pick<Batch, 'slice'>): void {
    for (const [order, due] of slice) wait(order, due);
  }

  /** What of a slice could not be done waits again. */
  async function kept<T>(batch: Pick<Batch, 'slice'>, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      putBack(batch);
      throw error;
    }
  }

  /** Orders that name what has changed are due. */
  async function whoNames(): Promise<void> {
    for (const id of changed) {
      const orders = await db.cases.where('names').equals(id).primaryKeys();
      knowledge.forget(id);
      changed.delete(id);
      for (const order of orders) wait(order, 'knowledge');
    }
  }

  function nextSlice(size: number): Map<EntityId, Due> {
    const slice = new Map<EntityId, Due>();
    for (const [order, due] of waiting) {
      if (slice.size === size) break;
      slice.set(order, due);
    }
    for (const order of slice.keys()) waiting.delete(order);
    return slice;
  }

  async function write({ cases, found, gone }: Judged): Promise<void> {
    if (cases.length + found.length + gone.length === 0) return;
    await storage.writeRows([db.cases, db.found], async () => {
      if (cases.length > 0) await db.cases.bulkPut([...cases]);
      if (found.length > 0) await db.found.bulkPut([...found]);
      if (gone.length > 0) await Promise.all([db.cases.bulkDelete(gone), db.found.bulkDelete(gone)]);
    });
    if (found.length + gone.length > 0) wrote({ found, gone });
  }

  return {
    // Between two runs: a run reads knowledge anew as it goes. It is asked about what its tab has just written, too.
    async touched(entity, change, most) {
      await flush();
      const answer = running.then(async () =>
        touchedBy(await benchNow(), entity, change, most, () => stopped),
      );
      running = answer.then(
        () => undefined,
        () => undefined,
      );
      return answer;
    },
    judgeBy(next) {
      if (next === today) return;
      today = next;
      running = running.then(work);
    },
    committed(entries) {
      for (const entry of entries) note(entry);
      lastCommit = clock.now();
      running = running.then(work);
    },
    settled: () => running,
    stop() {
      stopped = true;
      wake();
    },
  };
}
