import type { Table } from 'dexie';
import type { CustomerRow, OrderRow, ProductRow, TeamRow, TextRow } from '../../shared/model/rows.ts';
import type { Found } from '../../shared/rules/found-row.ts';
import type { EntityId, WorkspaceId } from '../../shared/sync/document-name.ts';
import type { OrderCaseRow } from '../worker/order-cases.ts';
import { DeviceDatabase, openDatabase } from './device-database.ts';
import { allGiven } from './requests.ts';

/** What the views read, by `liveQuery`: the worker writes the rows, Dexie tells this thread of it. Read only. */
export interface Rows {
  /** Indexes: id, [shelf+stage+position], *customers, *products, toSettle */
  readonly orders: Table<OrderRow, EntityId>;
  readonly customers: Table<CustomerRow, EntityId>;
  readonly products: Table<ProductRow, EntityId>;
  readonly team: Table<TeamRow, EntityId>;
  readonly texts: Table<TextRow, EntityId>;
  /** What the checks take of each open order; of use here for the orders it shares a container with. */
  readonly cases: Table<OrderCaseRow, EntityId>;
  /** What the checks found in each open order. */
  readonly found: Table<Found, EntityId>;
  /** Orders as they are now, in the order of their ids, for whoever needs no `liveQuery`; rejects when the tables are gone. */
  ordersOf(ids: readonly EntityId[]): Promise<readonly (OrderRow | undefined)[]>;
  /** The same of what the checks found in them. */
  foundOf(ids: readonly EntityId[]): Promise<readonly (Found | undefined)[]>;
  /** Settles when the tables cannot be read any more; the page must be loaded again. */
  readonly lost: Promise<'upgraded' | 'removed' | 'unavailable'>;
}

const opened = new Map<WorkspaceId, Rows>();

/** The rows of a workspace; the same object at each call. */
export function rowsOf(workspace: WorkspaceId): Rows {
  const known = opened.get(workspace);
  if (known) return known;
  const db = new DeviceDatabase(workspace, 'relaxed');
  const { promise: lost, resolve } = Promise.withResolvers<'upgraded' | 'removed' | 'unavailable'>();
  const open = openDatabase(db, resolve);
  open.catch((error: unknown) => {
    resolve(error instanceof Error && error.name === 'NewerSchema' ? 'upgraded' : 'unavailable');
  });
  const rows: Rows = {
    orders: db.orders,
    customers: db.customers,
    products: db.products,
    team: db.team,
    texts: db.texts,
    cases: db.cases,
    found: db.found,
    ordersOf: (ids) => open.then(() => byIds<OrderRow>(db, 'orders', ids)),
    foundOf: (ids) => open.then(() => byIds<Found>(db, 'found', ids)),
    lost,
  };
  opened.set(workspace, rows);
  return rows;
}

/** Asked of the browser itself: Dexie's own way costs a tab as much again as the answer. */
function byIds<T>(
  db: DeviceDatabase,
  table: string,
  ids: readonly EntityId[],
): Promise<readonly (T | undefined)[]> {
  const store = db.backendDB().transaction(table, 'readonly').objectStore(table);
  return allGiven(ids.map((id) => store.get(id) as IDBRequest<T | undefined>));
}
