import { compartmentOf, fieldOf } from '../../shared/model/documents.ts';
import type { Change, Head, Path } from '../../shared/model/facts.ts';
import type { EntityKind } from '../../shared/model/field.ts';
import { isPresence, itemsAround } from '../../shared/model/path.ts';
import type { Command } from './command.ts';
import { completed } from './completed.ts';
import type { Device } from './device.ts';
import { changeOf, isSame } from './edit.ts';
import type { Entity } from './entity.ts';
import { findEntity, openById } from './find.ts';
import { beginHandOver } from './hand-over.ts';
import { isKnown, objectionTo, refusal, unlike, wordOf, wordsFor } from './objection.ts';
import { shortened } from './quoted.ts';
import { failed, type Reply } from './reply.ts';
import { freshRows, plainNumber } from './rows.ts';
import { stagesOf } from './stages.ts';
import { writeChange } from './write.ts';

/** So many values that went are told by name. */
const toldByName = 8;

/** Does what `set` says, or says in a line why not; what it replaces is told. */
export async function set(
  device: Device,
  { id, assignments, was = [] }: Extract<Command, { kind: 'set' }>,
  today: string,
): Promise<Reply> {
  const found = await findEntity(device, id);
  if (!found.ok) return failed(found.error);
  const entity = found.value;
  const { kind } = entity;
  if (kind === 'team') return failed('stages and members are changed in the app');
  const refused = refusal(entity);
  if (refused !== null) return failed(refused);
  const ground = { kind, today, stages: await stagesOf(device) };
  const typed = changeOf(assignments, ground);
  if (!typed.ok) return failed(typed.error);
  const objection = objectionTo(entity, typed.value, id);
  if (objection) {
    if (objection.shows) await device.store.shown.show([objection.shows]);
    return failed(objection.message);
  }
  const other = unlike(entity, was, ground);
  if (other !== null) return failed(other);

  const change = completed(entity, typed.value, Math.random);
  const notes = await doubtsAbout(device, entity, change);
  const news = newItems(entity, typed.value);
  const relay = await beginHandOver(device);
  const documents = await writeChange(device, relay.author, entity, change);
  const said = documents > 0 ? `is changed${replacedWords(device, entity, change)}` : 'says so already';
  const written = [...Object.keys(typed.value.set ?? {}), ...(typed.value.remove ?? [])];
  return relay.finish(entity, written, '', [`${wordsFor(entity)} ${said}`, ...news, ...notes].join('; '));
}

/** The items that a change makes, in a line each: an id that was mistyped makes one as well. */
function newItems(entity: Entity, { set: values = {} }: Change): readonly string[] {
  const items = new Set(Object.keys(values).flatMap(itemsAround));
  return [...items].filter((item) => !isKnown(entity, item)).map((item) => `${item} is new`);
}

/** The values that the change supersedes, and whose they were. */
function replacedWords(device: Device, entity: Entity, { set: values = {} }: Change): string {
  const gone: string[] = [];
  for (const [path, value] of Object.entries(values)) {
    const head = headAt(entity, path);
    if (!head || isPresence(path) || fieldOf(entity.kind, path)?.quiet) continue;
    if (head.value === null || isSame(entity.kind, path, head.value, value)) continue;
    const { person, device: writer } = head.author;
    const whose = writer === device.settings.device ? '' : ` by ${person || '?'}`;
    gone.push(`${path} ${shortened(wordOf(head.value))}${whose} → ${shortened(wordOf(value))}`);
  }
  if (gone.length === 0) return '';
  const more = gone.length - toldByName;
  return ` (${gone.slice(0, toldByName).join(', ')}${more > 0 ? `, and ${more} more` : ''})`;
}

function headAt({ kind, parts }: Entity, path: string): Head | undefined {
  return parts.get(compartmentOf(kind, path))?.facts.paths.get(path as Path)?.heads[0];
}

/** What is not wrong, and not usual either. */
export async function doubtsAbout(
  device: Device,
  { id, kind }: Pick<Entity, 'id' | 'kind'>,
  { set: values = {} }: Change,
): Promise<readonly string[]> {
  const doubts: string[] = [];
  const { number } = values;
  if (kind === 'order' && typeof number === 'string') {
    const same = (await freshRows(device)).withNumber(plainNumber(number));
    if (same.some(({ entity }) => entity !== id)) doubts.push('another order has that number too');
  }
  for (const [path, value] of Object.entries(values)) {
    if (typeof value !== 'string' || !isReference(kind, path)) continue;
    if (!(await openById(device, value))) doubts.push(`${path}: there is no ${value} here`);
  }
  return doubts;
}

function isReference(kind: EntityKind, path: string): boolean {
  return fieldOf(kind, path)?.type.kind === 'entity';
}
