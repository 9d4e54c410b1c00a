import type { Shelf } from '../../shared/model/rows.ts';
import type { ListKind } from './command.ts';
import type { Device } from './device.ts';
import { cellText } from './names.ts';
import { done, type Reply } from './reply.ts';
import { allShelves, rowsOf, type Listed } from './rows.ts';
import { table } from './table.ts';

/** Orders, customers or products, by number or name: those in use, and of the other shelves what is asked for. */
export async function list(device: Device, of: ListKind, also: readonly Shelf[]): Promise<Reply> {
  switch (of) {
    case 'order': {
      const customers = new Map<string, string>();
      for (const { row, name } of await rowsOf(device, 'customer', allShelves)) customers.set(row.id, name);
      return listed('number', orderHead, await rowsOf(device, of, ['open', ...also]), (row, name) => {
        const customer = cellText(row.customer);
        return [
          name,
          customers.get(customer) ?? customer,
          row.stages.join(' | '),
          ...[row.owner, row.cartons, row.latestShipment, row.etd].map(cellText),
        ];
      });
    }
    case 'customer':
      return listed('name', customerHead, await rowsOf(device, of, ['open', ...also]), (row, name) => [
        name,
        ...[row.country, row.portOfDischarge].map(cellText),
      ]);
    case 'product':
      return listed('name', productHead, await rowsOf(device, of, ['open', ...also]), (row, name) => [
        name,
        ...[row.packing, row.setPoint, row.ventilation].map(cellText),
      ]);
  }
}

const orderHead = ['NUMBER', 'CUSTOMER', 'STAGE', 'OWNER', 'CARTONS', 'LATEST SHIPMENT', 'ETD'];
const customerHead = ['NAME', 'COUNTRY', 'DISCHARGE'];
const productHead = ['NAME', 'PACKING', 'SET POINT', 'VENTILATION'];

function listed<K extends ListKind>(
  nameKey: 'number' | 'name',
  head: readonly string[],
  rows: readonly Listed<K>[],
  cells: (row: Listed<K>['row'], name: string) => readonly string[],
): Reply {
  const shown = rows.toSorted((a, b) => compare(a.name, b.name) || compare(a.row.id, b.row.id));
  return done(
    shown.map(({ value, name }) => ({ ...value, [nameKey]: name })),
    table(
      [...head, 'OPEN', 'ID'],
      shown.map(({ row, name }) => [...cells(row, name), openCount(row.conflicts.length), row.id]),
    ),
  );
}

/** How much is to be settled. */
function openCount(conflicts: number): string {
  return conflicts === 0 ? '' : String(conflicts);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
