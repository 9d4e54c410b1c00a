import { kindOf } from '../../shared/model/documents.ts';
import { failure, success, type Result } from '../../shared/model/result.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { Device } from './device.ts';
import { openEntity, type Entity } from './entity.ts';
import { quoted } from './quoted.ts';
import { freshRows, plainNumber } from './rows.ts';

const idPattern = /^[a-z]+_[a-z0-9]{1,40}$/;

/** The entity that an id or an order number means. */
export async function findEntity(device: Device, text: string): Promise<Result<Entity, string>> {
  const named = await openById(device, text);
  if (named) return success(named);
  const found = (await freshRows(device)).withNumber(plainNumber(text));
  // Where another order has the number too, one in the trash is not meant.
  const kept = found.filter(({ shelf }) => shelf !== 'trash');
  const [first, ...others] = kept.length > 0 ? kept : found;
  if (!first) return failure(`there is nothing here with the id or order number ${quoted(text)}`);
  if (others.length > 0) {
    const ids = [first, ...others].map(({ entity }) => entity).join(', ');
    return failure(
      `the number ${quoted(text)} belongs to ${others.length + 1} orders; name one by its id: ${ids}`,
    );
  }
  const entity = await openEntity(device, 'order', first.entity);
  return entity ? success(entity) : failure(`${first.entity} cannot be read`);
}

/** null where nothing of it is here, or it is no id. */
export async function openById(device: Device, text: string): Promise<Entity | null> {
  const kind = idPattern.test(text) ? kindOf(text as EntityId) : null;
  return kind && (await openEntity(device, kind, text as EntityId));
}
