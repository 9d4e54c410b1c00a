import { newEntityId } from '../../shared/model/ids.ts';
import { newOrderChange } from '../../shared/model/new-order.ts';
import { completed } from './completed.ts';
import type { OrderInput } from './command.ts';
import type { Device } from './device.ts';
import { changeOf } from './edit.ts';
import { newEntity } from './entity.ts';
import { beginHandOver } from './hand-over.ts';
import { readOrderFile } from './order-file.ts';
import { failed, type Reply } from './reply.ts';
import { freshRows, rowsOf } from './rows.ts';
import { doubtsAbout } from './set.ts';
import { stagesOf } from './stages.ts';
import { writeChange } from './write.ts';

/** Makes an order out of a file, with what the app gives a new one where the file says nothing; its id is the result. */
export async function makeOrder(device: Device, { file, text }: OrderInput, today: string): Promise<Reply> {
  const given = readOrderFile(text, Math.random);
  if (!given.ok) return failed(`${file}: ${given.error}`);
  const stages = await stagesOf(device);
  const preset = changeOf(given.value, { kind: 'order', today, stages });
  if (!preset.ok) return failed(`${file}: ${preset.error}`);
  const born = newOrderChange(
    {
      orders: (await rowsOf(device, 'order', ['open'])).map(({ row }) => row),
      numbers: (await freshRows(device)).numbers(),
      stages: stages.map((id) => ({ id })),
      today,
      person: device.settings.person,
      random: Math.random,
    },
    preset.value.set,
  );
  const entity = newEntity('order', newEntityId('order', Math.random));
  const change = completed(entity, born, Math.random);
  const doubts = await doubtsAbout(device, entity, change);
  const relay = await beginHandOver(device);
  await writeChange(device, relay.author, entity, change);
  const said = [`order ${String(change.set?.['number'])} is made`, ...doubts].join('; ');
  return relay.finish(entity, [], `${entity.id}\n`, said);
}
