import type { Change } from '../../shared/model/facts.ts';
import { kindOf, splitChange } from '../../shared/model/documents.ts';
import { homeOf } from '../../shared/model/schema.ts';
import { supposing } from '../../shared/model/standing-facts.ts';
import type { Found } from '../../shared/rules/found-row.ts';
import type { Clock } from '../../shared/sync/clock.ts';
import { parseDocumentName, type EntityId, type WorkspaceId } from '../../shared/sync/document-name.ts';
import type { FeedEntry } from '../../shared/sync/store.ts';
import { readMeta, writeMeta } from '../local/device-database.ts';
import type * as Rules from './check-orders.ts';
import type { Ground } from './check-orders.ts';
import { EpochLost, type DeviceStorage } from './dexie-store.ts';
import { readFacts } from './entity-facts.ts';
import { KnowledgeCache } from './knowledge.ts';
import { caseOf, viewIn, withCompanions, type OrderCaseRow } from './order-cases.ts';
import { rowDocuments } from './project-entity.ts';

/** Orders judged between two writes; within a slice the worker breathes by the clock. */
const sliceSize = { usual: 64, many: 256 };
/** The worker answers nobody for so long at most, ms. */
const breath = 8;
/** More than these wait until nothing has come for `quiet` ms: while a device fills itself, cards come first. */
const many = 512;
const quiet = 1_000;
const firstRetry = 250;
const longestRetry = 5_000;
/** Goods of more orders than these do not go into one container. */
const mostCompanions = 16;

/** Why an order is due: its own facts changed, those of an order it shares a container with, or what is known of its names. */
type Due = 'facts' | 'companions' | 'knowledge';
const weight: Readonly<Record<Due, number>> = { knowledge: 0, companions: 1, facts: 2 };

/** What was found anew, and orders that are not open any more. */
export interface FoundChange {
  readonly found: readonly Found[];
  readonly gone: readonly EntityId[];
}

/** Orders that a change would touch, and how many: of the first ones what would be found in them. */
export interface Touched {
  readonly count: number;
  readonly first: readonly Found[];
}

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
    await storage.writeRows([], () => writeMeta(db, 'checked', { version, day, sequence: highest }));
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
    if (today !== day) {
      day = today;
      for (const order of await db.cases.toCollection().primaryKeys()) wait(order, 'knowledge');
    }
    if (waiting.size + changed.size === 0) return;
    const rules = await load();
    const reference = await rules.loadReference();
    const ground = { reference, today: day, lists: new rules.ProductLists() };
    for (;;) {
      await whoNames();
      while (waiting.size > many && clock.now() - lastCommit < quiet && !stopped) await pause(quiet);
      if (stopped || waiting.size === 0) break;
      const slice = next(waiting.size > many ? sliceSize.many : sliceSize.usual);
      try {
        await judge(slice, rules, ground);
      } catch (error) {
        for (const [order, due] of slice) wait(order, due);
        throw error;
      }
      await breathe();
    }
    await remember();
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

  function next(size: number): Map<EntityId, Due> {
    const slice = new Map<EntityId, Due>();
    for (const [order, due] of waiting) {
      if (slice.size === size) break;
      slice.set(order, due);
    }
    for (const order of slice.keys()) waiting.delete(order);
    return slice;
  }

  async function judge(
    slice: Map<EntityId, Due>,
    rules: typeof Rules,
    ground: Omit<Ground, 'knowledge'> & { readonly lists: Rules.ProductLists },
  ): Promise<void> {
    const anew = [...slice].filter(([, due]) => due === 'facts').map(([order]) => order);
    const cases = new Map<EntityId, OrderCaseRow>();
    for (const row of await db.cases.bulkGet([...slice.keys()])) if (row) cases.set(row.id, row);
    const rewritten = new Set<EntityId>();
    if (anew.length > 0) {
      const numbers = new Set(anew.flatMap((order) => cases.get(order)?.numbers ?? []));
      const facts = await readFacts(db, workspace, anew);
      for (const order of anew) {
        cases.delete(order);
        const { home, commercial } = facts.get(order) ?? {};
        const row = home ? caseOf(order, home, commercial ?? null) : null;
        if (!row) continue;
        cases.set(order, row);
        for (const number of row.numbers) numbers.add(number);
      }
      // They share a container with one that changed, or did: they are judged with it, so that nothing is half done.
      for (const row of await sharing(numbers)) {
        if (slice.has(row.id) || waiting.get(row.id) === 'facts') continue;
        slice.set(row.id, 'companions');
        waiting.delete(row.id);
        cases.set(row.id, row);
      }
    }
    const together = [...slice].filter(([, due]) => due !== 'knowledge').map(([order]) => order);
    const shared = await sharing(new Set(together.flatMap((order) => cases.get(order)?.numbers ?? [])));
    const stored = new Map(shared.map((row) => [row.id, row]));
    const loads = byNumber([...cases.values(), ...shared.filter(({ id }) => !slice.has(id))]);
    for (const order of together) {
      const row = cases.get(order);
      if (!row) continue;
      const others = new Map(
        row.numbers.flatMap((number) => loads.get(number) ?? []).map((other) => [other.id, other]),
      );
      others.delete(order);
      const companions = [...others.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, mostCompanions);
      cases.set(order, withCompanions(row, companions));
      rewritten.add(order);
    }
    const away = new Set(
      [...cases.values()].flatMap(({ companions }) => companions.filter((id) => !cases.has(id))),
    );
    for (const row of await db.cases.bulkGet([...away])) if (row) stored.set(row.id, row);
    await knowledge.have(new Set([...cases.values()].flatMap(({ names }) => names)));

    const found: Found[] = [];
    let began = clock.now();
    for (const row of cases.values()) {
      found.push(
        findings(row, (id) => cases.get(id) ?? stored.get(id), { ...ground, knowledge }, rules, ground.lists),
      );
      if (clock.now() - began < breath) continue;
      await breathe();
      began = clock.now();
    }
    const gone = [...slice.keys()].filter((order) => !cases.has(order));
    const before = await db.found.bulkGet(found.map(({ id }) => id));
    const other = found.filter((one, at) => !same(before[at], one));
    await storage.writeRows([db.cases, db.found], async () => {
      const put = [...rewritten].flatMap((order) => cases.get(order) ?? []);
      if (put.length > 0) await db.cases.bulkPut(put);
      if (other.length > 0) await db.found.bulkPut(other);
      if (gone.length > 0) await Promise.all([db.cases.bulkDelete(gone), db.found.bulkDelete(gone)]);
    });
    if (other.length + gone.length > 0) wrote({ found: other, gone });
  }

  /** Cases with one of these container numbers. */
  async function sharing(numbers: ReadonlySet<string>): Promise<readonly OrderCaseRow[]> {
    return numbers.size === 0
      ? []
      : db.cases
          .where('numbers')
          .anyOf([...numbers])
          .distinct()
          .toArray();
  }

  function findings(
    row: OrderCaseRow,
    caseAt: (id: EntityId) => OrderCaseRow | undefined,
    ground: Ground,
    rules: typeof Rules,
    lists: Rules.ProductLists,
  ): Found {
    const companions = row.companions.flatMap((id) => {
      const other = caseAt(id);
      return other ? viewIn(other) : [];
    });
    return rules.findIn(viewIn(row), companions, row.names, ground, lists);
  }

  async function touched(entity: EntityId, change: Change, most: number): Promise<Touched> {
    const kind = kindOf(entity);
    if (kind !== 'customer' && kind !== 'product') return { count: 0, first: [] };
    const rules = await load();
    const reference = await rules.loadReference();
    const lists = new rules.ProductLists();
    const orders = await db.cases.where('names').equals(entity).primaryKeys();
    const first: Found[] = [];
    let count = 0;
    let began = clock.now();
    for (let from = 0; from < orders.length && !stopped; from += sliceSize.many) {
      const ids = orders.slice(from, from + sliceSize.many);
      const [cases, before] = await Promise.all([db.cases.bulkGet(ids), db.found.bulkGet(ids)]);
      const rowsHere = cases.filter((row) => row !== undefined);
      const away = await db.cases.bulkGet([...new Set(rowsHere.flatMap(({ companions }) => companions))]);
      const byId = new Map([...rowsHere, ...away].flatMap((row) => (row ? [[row.id, row] as const] : [])));
      await knowledge.have(new Set([entity, ...rowsHere.flatMap(({ names }) => names)]));
      const { home, commercial } = knowledge.factsOf(entity);
      const parts = splitChange(kind, change);
      const supposed = knowledge.with(entity, {
        home: supposing(home, parts.get(homeOf[kind]) ?? {}),
        commercial: commercial && supposing(commercial, parts.get('commercial') ?? {}),
      });
      const ground = { knowledge: supposed, reference, today: day };
      for (const [at, row] of cases.entries()) {
        if (!row) continue;
        const after = findings(row, (id) => byId.get(id), ground, rules, lists);
        if (after.mark !== (before[at]?.mark ?? '')) {
          count++;
          if (first.length < most) first.push(after);
        }
        if (clock.now() - began < breath) continue;
        await breathe();
        began = clock.now();
      }
    }
    return { count, first };
  }

  return {
    // Between two runs: a run reads knowledge anew as it goes.
    touched(entity, change, most) {
      const answer = running.then(() => touched(entity, change, most));
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

function byNumber(rows: readonly OrderCaseRow[]): ReadonlyMap<string, readonly OrderCaseRow[]> {
  const loads = new Map<string, OrderCaseRow[]>();
  for (const row of rows)
    for (const number of row.numbers) {
      const load = loads.get(number);
      if (load) load.push(row);
      else loads.set(number, [row]);
    }
  return loads;
}

function same(a: Found | undefined, b: Found): boolean {
  return a !== undefined && a.mark === b.mark && a.notes === b.notes;
}
