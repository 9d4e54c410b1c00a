import { projectCustomer, projectOrder, projectProduct } from '../../shared/model/project.ts';
import type { Conflict, Shelf } from '../../shared/model/rows.ts';
import type { ListKind } from './command.ts';
import type { Device } from './device.ts';
import { entityValue, openAll, type Entity } from './entity.ts';
import { cellText, nameOf } from './names.ts';
import { done, type Reply } from './reply.ts';
import { table } from './table.ts';

/** Orders, customers or products, by number or name: those in use, and of the other shelves what is asked for. */
export async function list(device: Device, of: ListKind, also: readonly Shelf[]): Promise<Reply> {
  const rows = await rowsOf(device, of);
  const shown = rows
    .filter(({ shelf }) => shelf === 'open' || also.includes(shelf))
    .sort((a, b) => compare(a.name, b.name) || (a.entity.id < b.entity.id ? -1 : 1));
  const value = shown.map(({ entity, name }) => ({
    ...entityValue(entity),
    [of === 'order' ? 'number' : 'name']: name,
  }));
  return done(
    value,
    table(
      [...heads[of], 'OPEN', 'ID'],
      shown.map(({ cells, conflicts, entity }) => [...cells, openCount(conflicts), entity.id]),
    ),
  );
}

const heads: Readonly<Record<ListKind, readonly string[]>> = {
  order: ['NUMBER', 'CUSTOMER', 'STAGE', 'OWNER', 'CARTONS', 'LATEST SHIPMENT', 'ETD'],
  customer: ['NAME', 'COUNTRY', 'DISCHARGE'],
  product: ['NAME', 'PACKING', 'SET POINT', 'VENTILATION'],
};

interface Row {
  readonly entity: Entity;
  readonly name: string;
  readonly cells: readonly string[];
  readonly conflicts: readonly Conflict[];
  readonly shelf: Shelf;
}

async function rowsOf(device: Device, of: ListKind): Promise<readonly Row[]> {
  const entities = await openAll(device, of);
  const customers =
    of === 'order'
      ? new Map((await openAll(device, 'customer')).map((customer) => [customer.id, nameOf(customer)]))
      : new Map<string, string>();
  return entities.map((entity) => {
    const name = nameOf(entity);
    return { entity, name, ...summary(of, entity, name, customers) };
  });
}

function summary(
  of: ListKind,
  { id, facts: { home, commercial } }: Entity,
  name: string,
  customers: ReadonlyMap<string, string>,
): Omit<Row, 'entity' | 'name'> {
  switch (of) {
    case 'order': {
      const row = projectOrder(id, home, commercial);
      const customer = cellText(row.customer);
      const cells = [
        name,
        customers.get(customer) ?? customer,
        row.stages.join(' | '),
        ...[row.owner, row.cartons, row.latestShipment, row.etd].map(cellText),
      ];
      return { cells, conflicts: row.conflicts, shelf: row.shelf };
    }
    case 'customer': {
      const row = projectCustomer(id, home, commercial);
      const cells = [name, ...[row.country, row.portOfDischarge].map(cellText)];
      return { cells, conflicts: row.conflicts, shelf: row.shelf };
    }
    case 'product': {
      const row = projectProduct(id, home, commercial);
      const cells = [name, ...[row.packing, row.setPoint, row.ventilation].map(cellText)];
      return { cells, conflicts: row.conflicts, shelf: row.shelf };
    }
  }
}

/** How much is to be settled. */
function openCount(conflicts: readonly Conflict[]): string {
  return conflicts.length === 0 ? '' : String(conflicts.length);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
