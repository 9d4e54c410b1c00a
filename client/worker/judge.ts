import type { Reference } from '../../shared/knowledge/reference.ts';
import type { Found } from '../../shared/rules/found-row.ts';
import type { Clock } from '../../shared/sync/clock.ts';
import type { EntityId, WorkspaceId } from '../../shared/sync/document-name.ts';
import type { DeviceDatabase } from '../local/device-database.ts';
import type * as Rules from './check-orders.ts';
import { readFacts } from './entity-facts.ts';
import type { KnowledgeCache } from './knowledge.ts';
import { caseOf, viewIn, withCompanions, type OrderCaseRow } from './order-cases.ts';

/** The worker answers nobody for so long at most, ms. */
const breath = 8;
/** Goods of more orders than these do not go into one container. */
const mostCompanions = 16;

/** Why an order is due: its own facts changed, those of an order it shares a container with, or what is known of its names. */
export type Due = 'facts' | 'companions' | 'knowledge';

/** What was found anew, and orders that are not open any more. */
export interface FoundChange {
  readonly found: readonly Found[];
  readonly gone: EntityId[];
}

/** Orders to be judged, with what is stored of them. */
export interface Batch {
  readonly slice: Map<EntityId, Due>;
  readonly cases: Map<EntityId, OrderCaseRow>;
  readonly found: ReadonlyMap<EntityId, Found>;
  /** Only what is known has changed: no case is another. */
  readonly plain: boolean;
}

/** What is to be written. */
export interface Judged extends FoundChange {
  readonly cases: readonly OrderCaseRow[];
}

/** Where orders are judged: the tables, the rules, and what is the same for all of them. */
export interface Bench {
  readonly db: DeviceDatabase;
  readonly workspace: WorkspaceId;
  readonly clock: Clock;
  readonly knowledge: KnowledgeCache;
  readonly rules: typeof Rules;
  readonly reference: Reference;
  readonly today: string;
  readonly lists: Rules.ProductLists;
}

/**
 * Judges orders. Whoever shares a container with one of them comes along where `claim` gives it, so that nothing is half
 * done. `recent`: written since the batch was read, so that what was read of them is old.
 */
export async function judge(
  bench: Bench,
  { slice, cases, found: standing }: Batch,
  claim: (order: EntityId) => boolean,
  recent: readonly ReadonlySet<EntityId>[],
): Promise<Judged> {
  const { db, workspace, knowledge } = bench;
  const anew = [...slice].filter(([, due]) => due === 'facts').map(([order]) => order);
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
    for (const row of await sharing(db, numbers)) {
      const due = slice.get(row.id);
      if (due === 'facts' || (due === undefined && !claim(row.id))) continue;
      slice.set(row.id, 'companions');
      cases.set(row.id, row);
    }
  }
  const together = [...slice].filter(([, due]) => due !== 'knowledge').map(([order]) => order);
  const shared = await sharing(db, new Set(together.flatMap((order) => cases.get(order)?.numbers ?? [])));
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
  const breathe = breathing(bench);
  for (const row of cases.values()) {
    found.push(findings(row, (id) => cases.get(id) ?? stored.get(id), bench, knowledge));
    await breathe();
  }
  const gone = [...slice.keys()].filter((order) => !cases.has(order));
  // Those that share a container came along, and are written in any case.
  const old = (id: EntityId): boolean => recent.some((ids) => ids.has(id));
  const other = found.filter((one) => old(one.id) || !same(standing.get(one.id), one));
  return { cases: [...rewritten].flatMap((order) => cases.get(order) ?? []), found: other, gone };
}

/** Cases with one of these container numbers. */
async function sharing(db: DeviceDatabase, numbers: ReadonlySet<string>): Promise<readonly OrderCaseRow[]> {
  return numbers.size === 0
    ? []
    : db.cases
        .where('numbers')
        .anyOf([...numbers])
        .distinct()
        .toArray();
}

/** What is found in an order, by what is known or supposed. */
export function findings(
  row: OrderCaseRow,
  caseAt: (id: EntityId) => OrderCaseRow | undefined,
  { rules, reference, today, lists }: Bench,
  knowledge: Rules.Knowledge,
): Found {
  const companions = row.companions.flatMap((id) => {
    const other = caseAt(id);
    return other ? viewIn(other) : [];
  });
  return rules.findIn(viewIn(row), companions, row.names, { knowledge, reference, today }, lists);
}

/** To be called after each order: lets the worker answer others when it has judged long enough. */
export function breathing({ clock }: Bench): () => Promise<void> {
  let began = clock.now();
  return async () => {
    if (clock.now() - began < breath) return;
    await new Promise<void>((resolve) => {
      clock.soon(resolve);
    });
    began = clock.now();
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
