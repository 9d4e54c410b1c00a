import type { Work } from './command.ts';
import type { Device } from './device.ts';
import { findEntity } from './find.ts';
import { asideWords, beginHandOver } from './hand-over.ts';
import { list } from './list.ts';
import { makeOrder } from './make-order.ts';
import { wordOf } from './objection.ts';
import { done, failed, type Reply } from './reply.ts';
import { set } from './set.ts';
import { conflicts, show } from './show.ts';
import { settlementOf, writeAll } from './write.ts';

/** Does one command on a device that is open; `today` as in `2026-11-23`. */
export async function execute(device: Device, work: Work, today: string): Promise<Reply> {
  switch (work.kind) {
    case 'list':
      return list(device, work.of, work.also);
    case 'conflicts':
      return conflicts(device);
    case 'get': {
      const found = await findEntity(device, work.id);
      return found.ok ? show(device, found.value) : failed(found.error);
    }
    case 'set':
      return set(device, work, today);
    case 'resolve':
      return resolve(device, work);
    case 'new':
      return makeOrder(device, work, today);
    case 'sync':
      return sync(device, work.seconds * 1_000);
  }
}

async function resolve(device: Device, work: Extract<Work, { kind: 'resolve' }>): Promise<Reply> {
  const found = await findEntity(device, work.id);
  if (!found.ok) return failed(found.error);
  const settled = settlementOf(device, found.value, work);
  if (!settled.ok) return failed(settled.error);
  const { value, others, changes } = settled.value;
  const relay = await beginHandOver(device);
  await writeAll(device, relay.author, found.value, changes);
  const aside = `set aside: ${others.map(wordOf).join(', ')}`;
  return relay.finish(found.value, [work.path], '', `${work.path} is ${wordOf(value)}; ${aside}`);
}

/** Sends what waits and fetches what is new. */
async function sync(device: Device, milliseconds: number): Promise<Reply> {
  const outcome = await device.connection().synced({ milliseconds, anew: true, tryAgain: true });
  const { origin } = device.settings.link;
  switch (outcome.kind) {
    case 'synced': {
      const { setAside } = outcome;
      const said = setAside > 0 ? asideWords(setAside) : 'saved for the team; all there is has arrived';
      return done({ synced: true, setAside }, '', said);
    }
    case 'unreachable':
      return failed(`the relay at ${origin} cannot be reached (${outcome.reason})`);
    case 'refused':
      return failed(`the relay at ${origin} refuses this device (${outcome.code} ${outcome.reason})`);
    case 'timeout':
      return failed(
        `the relay at ${origin} has not answered in time; ${outcome.waiting} changes wait on this device`,
      );
  }
}
