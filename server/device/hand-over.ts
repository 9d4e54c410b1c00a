import type { Author } from '../../shared/model/facts.ts';
import type { SyncOutcome } from './connection.ts';
import type { Device } from './device.ts';
import { entityValue, openEntity, type Entity } from './entity.ts';
import { nameOf } from './names.ts';
import { disputeWords, severalValues } from './objection.ts';
import { done, type Reply } from './reply.ts';

/** A change is safe on this device without the relay, which gets so long in all to be found and to take it. */
const patience = 5_000;

/** A change on its way to the relay. */
export interface HandOver {
  /** Who makes it: whether without a relay is decided now, before it is written. */
  readonly author: Author;
  /**
   * Gives the relay the rest of its time; whether it has the change by then is told and decides nothing. So is what of
   * the `written` paths turns out to be in conflict with what came from others meanwhile.
   */
  finish(entity: Entity, written: readonly string[], text: string, said: string): Promise<Reply>;
}

/** Looks for the relay. Called once all else about a change is sure: a mistake waits for nobody. */
export async function beginHandOver(device: Device): Promise<HandOver> {
  const until = performance.now() + patience;
  const reached = await device.connection().reached(patience);
  return {
    author: reached ? device.author : { ...device.author, offline: true },
    async finish(entity, written, text, said) {
      const milliseconds = Math.max(0, until - performance.now());
      const where = await whereItIs(device, milliseconds);
      const now = await openEntity(device, entity.kind, entity.id);
      const number = entity.kind === 'order' && now ? { number: nameOf(now) } : {};
      const disputes = now ? await showDisputes(device, now, written) : [];
      return done(now && { ...entityValue(now), ...number }, text, `${said}; ${where}`, ...disputes);
    },
  };
}

/** A line for each of the paths that is in conflict now; their values count as shown. */
async function showDisputes(
  device: Device,
  entity: Entity,
  written: readonly string[],
): Promise<readonly string[]> {
  const disputes = [...severalValues(entity)].filter(([path]) => written.includes(path));
  await device.store.shown.show(disputes.map(([path, values]) => ({ entity: entity.id, path, values })));
  return disputes.map(([path, values]) => disputeWords(entity, path, values, nameOf(entity)));
}

/** Whatever goes wrong here, the change is stored. */
async function whereItIs(device: Device, milliseconds: number): Promise<string> {
  try {
    return wordsFor(await device.connection().synced({ milliseconds, anew: false, tryAgain: false }));
  } catch (error) {
    return `saved on this device; the relay could not be asked (${error instanceof Error ? error.message : String(error)})`;
  }
}

function wordsFor(outcome: SyncOutcome): string {
  switch (outcome.kind) {
    case 'synced':
      return outcome.setAside > 0 ? `saved here; ${asideWords(outcome.setAside)}` : 'saved for the team';
    case 'unreachable':
      return `saved on this device, for the relay cannot be reached (${outcome.reason})`;
    case 'refused':
      return `saved on this device, for the relay refuses it (${outcome.code} ${outcome.reason})`;
    case 'timeout':
      return 'saved on this device; the relay has not taken it yet';
  }
}

export function asideWords(count: number): string {
  return count === 1
    ? 'one change was refused by the relay and is kept on this device alone'
    : `${count} changes were refused by the relay and are kept on this device alone`;
}
