import { valuesOf } from '../../shared/model/cell-values.ts';
import { factsDocument, kindOf } from '../../shared/model/documents.ts';
import { factsOf } from '../../shared/model/facts-of.ts';
import { projectOrder } from '../../shared/model/project.ts';
import { failure, success, type Result } from '../../shared/model/result.ts';
import type { OrderRow } from '../../shared/model/rows.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { Device } from './device.ts';
import { entityIds, openEntity, type Entity } from './entity.ts';

const idPattern = /^[a-z]+_[a-z0-9]{1,40}$/;

/** The entity that an id or an order number means. */
export async function findEntity(device: Device, text: string): Promise<Result<Entity, string>> {
  const kind = idPattern.test(text) ? kindOf(text as EntityId) : null;
  const named = kind && (await openEntity(device, kind, text as EntityId));
  if (named) return success(named);
  const wanted = plain(text);
  const rows = await orderRows(device);
  const found = rows.filter(({ number }) => valuesOf(number).map(plain).includes(wanted));
  // Where another order has the number too, one in the trash is not meant.
  const kept = found.filter(({ shelf }) => shelf !== 'trash');
  const [first, ...others] = kept.length > 0 ? kept : found;
  if (!first) return failure(`there is nothing here with the id or order number '${text}'`);
  if (others.length > 0) {
    const ids = [first, ...others].map(({ id }) => id).join(', ');
    return failure(`the number '${text}' belongs to ${others.length + 1} orders; name one by its id: ${ids}`);
  }
  const entity = await openEntity(device, 'order', first.id);
  return entity ? success(entity) : failure(`${first.id} cannot be read`);
}

/** The rows of all orders, out of what lies on the board alone: no commercial conflicts. */
export async function orderRows(device: Device): Promise<readonly OrderRow[]> {
  const rows: OrderRow[] = [];
  for (const id of await entityIds(device, 'order')) {
    const stored = await device.store.read(factsDocument(device.workspace, 'board', id));
    if (stored) rows.push(projectOrder(id, factsOf(stored.updates, 'order'), null));
  }
  return rows;
}

function plain(text: string): string {
  return text.normalize('NFC').trim();
}
