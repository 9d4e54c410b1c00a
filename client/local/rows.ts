import type { Table } from 'dexie';
import type { CustomerRow, OrderRow, ProductRow, TeamRow, TextRow } from '../../shared/model/rows.ts';
import type { Found } from '../../shared/rules/found-row.ts';
import type { EntityId, WorkspaceId } from '../../shared/sync/document-name.ts';
import type { OrderCaseRow } from '../worker/order-cases.ts';
import { DeviceDatabase, openDatabase } from './device-database.ts';

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
  openDatabase(db, resolve).catch((error: unknown) => {
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
    lost,
  };
  opened.set(workspace, rows);
  return rows;
}
