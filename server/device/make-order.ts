import { readFileSync } from 'node:fs';
import { valuesOf } from '../../shared/model/cell-values.ts';
import { newEntityId } from '../../shared/model/ids.ts';
import { newOrderChange } from '../../shared/model/new-order.ts';
import { failure, success, type Result } from '../../shared/model/result.ts';
import { systemCode } from '../failure.ts';
import type { Device } from './device.ts';
import { changeOf, writeChange, type Ground } from './edit.ts';
import { newEntity, type Entity } from './entity.ts';
import { orderRows } from './find.ts';
import { readOrderFile } from './order-file.ts';

export interface MadeOrder {
  readonly entity: Entity;
  readonly number: string;
  /** Another order has that number too. */
  readonly numberInUse: boolean;
}

/** Makes an order out of a file, with what the app gives a new one where the file says nothing. */
export async function makeOrder(
  device: Device,
  file: string,
  { today, stages }: Pick<Ground, 'today' | 'stages'>,
): Promise<Result<MadeOrder, string>> {
  const text = readText(file);
  if (!text.ok) return text;
  const given = readOrderFile(text.value, Math.random);
  if (!given.ok) return failure(`${file}: ${given.error}`);
  const preset = changeOf(given.value, { kind: 'order', today, stages });
  if (!preset.ok) return failure(`${file}: ${preset.error}`);
  const rows = await orderRows(device);
  const numbers = rows.flatMap(({ number }) => valuesOf(number));
  const change = newOrderChange(
    {
      orders: rows.filter(({ shelf }) => shelf === 'open'),
      numbers,
      stages: stages.map((id) => ({ id })),
      today,
      person: device.settings.person,
      random: Math.random,
    },
    preset.value.set,
  );
  const entity = newEntity('order', newEntityId('order', Math.random));
  await writeChange(device, entity, change);
  const number = String(change.set?.['number']);
  return success({ entity, number, numberInUse: numbers.includes(number) });
}

function readText(file: string): Result<string, string> {
  try {
    return success(readFileSync(file, 'utf8'));
  } catch (error) {
    return failure(`cannot read ${file} (${systemCode(error) ?? 'unknown error'})`);
  }
}
