import { readTeam } from '../../shared/model/team.ts';
import { teamBoard } from '../../shared/model/team-ids.ts';
import { defaultStages } from '../../shared/model/stages.ts';
import { textOf } from '../../shared/model/cell.ts';
import { allConflicts } from '../../shared/model/conflicts.ts';
import type { Change, FactValue } from '../../shared/model/facts.ts';
import type { SyncOutcome } from './connection.ts';
import type { Command } from './command.ts';
import type { Device } from './device.ts';
import { changeOf, refusal, settle, writeChange } from './edit.ts';
import { entityValue, openEntity, type Entity } from './entity.ts';
import { findEntity } from './find.ts';
import { list } from './list.ts';
import { makeOrder } from './make-order.ts';
import { nameOf } from './names.ts';
import { done, failed, type Reply } from './reply.ts';
import { conflicts, show } from './show.ts';

/** A change is safe on this device; the relay gets so long to take it before the command ends. */
const handOverWithin = 2_000;

/** Does one command on a device that is open; `today` as in `2026-11-23`. */
export async function execute(
  device: Device,
  command: Exclude<Command, { kind: 'watch' }>,
  today: string,
): Promise<Reply> {
  switch (command.kind) {
    case 'list':
      return list(device, command.of, command.also);
    case 'conflicts':
      return conflicts(device);
    case 'get': {
      const found = await findEntity(device, command.id);
      return found.ok ? show(found.value) : failed(found.error);
    }
    case 'set': {
      const found = await findEntity(device, command.id);
      if (!found.ok) return failed(found.error);
      const entity = found.value;
      if (entity.kind === 'team') return failed('stages and members are changed in the app');
      const refused = refusal(entity);
      if (refused !== null) return failed(refused);
      const stages = await stagesOf(device);
      const change = changeOf(command.assignments, { kind: entity.kind, today, stages });
      if (!change.ok) return failed(change.error);
      const open = inConflict(entity, change.value);
      if (open !== null) return failed(open);
      const written = await writeChange(device, entity, change.value);
      const said = written > 0 ? `${wordsFor(entity)} is changed` : `${wordsFor(entity)} says so already`;
      return handOver(device, entity, '', said);
    }
    case 'resolve': {
      const found = await findEntity(device, command.id);
      if (!found.ok) return failed(found.error);
      const settled = await settle(device, found.value, command.path, command.take);
      if (!settled.ok) return failed(settled.error);
      const { value, others } = settled.value;
      const aside = others.length > 0 ? `; set aside: ${others.map(wordOf).join(', ')}` : '';
      return handOver(device, found.value, '', `${command.path} is ${wordOf(value)}${aside}`);
    }
    case 'new': {
      const made = await makeOrder(device, command.file, { today, stages: await stagesOf(device) });
      if (!made.ok) return failed(made.error);
      const { entity, number, numberInUse } = made.value;
      const also = numberInUse ? '; another order has that number too' : '';
      return handOver(device, entity, `${entity.id}\n`, `order ${number} is made${also}`);
    }
    case 'sync':
      return sync(device, command.seconds * 1_000);
  }
}

function wordOf(value: FactValue): string {
  return textOf(value) || 'cleared';
}

/** Why a value cannot simply be set: nobody who calls this has seen that there are several. */
function inConflict(entity: Entity, { set = {} }: Change): string | null {
  const open = allConflicts(entity.facts).find(({ path }) => path in set);
  if (!open) return null;
  const values = open.values.map(wordOf).join(' | ');
  return `${open.path} is in conflict (${values}): settle it with resolve ${wordsFor(entity)} ${open.path} --take N`;
}

function wordsFor(entity: Entity): string {
  return nameOf(entity) || entity.id;
}

async function stagesOf(device: Device): Promise<readonly string[]> {
  const team = await openEntity(device, 'team', teamBoard);
  const stages = team ? readTeam(teamBoard, team.facts.home).stages : defaultStages;
  return stages.map(({ id }) => id);
}

/** It is stored here; whether the relay has it by now is told and decides nothing. */
async function handOver(device: Device, { kind, id }: Entity, text: string, said: string): Promise<Reply> {
  const patience = { milliseconds: handOverWithin, anew: false, tryAgain: false };
  const outcome = await device.connection().synced(patience);
  const now = await openEntity(device, kind, id);
  const value = now && { ...entityValue(now), ...(kind === 'order' && { number: nameOf(now) }) };
  return done(value, text, `${said}; ${whereItIs(outcome)}`);
}

function whereItIs(outcome: SyncOutcome): string {
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

/** Sends what waits and fetches what is new. */
export async function sync(device: Device, milliseconds: number): Promise<Reply> {
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

function asideWords(count: number): string {
  return count === 1
    ? 'one change was refused by the relay and is kept on this device alone'
    : `${count} changes were refused by the relay and are kept on this device alone`;
}
