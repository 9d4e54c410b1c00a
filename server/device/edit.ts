import type { Change, Facts, FactValue } from '../../shared/model/facts.ts';
import { allConflicts } from '../../shared/model/conflicts.ts';
import { factsDocument, fieldOf, splitChange } from '../../shared/model/documents.ts';
import type { EntityKind, Field } from '../../shared/model/field.ts';
import { parseValue } from '../../shared/model/parse-value.ts';
import { isPresence, itemsAround, parsePath, patternOf } from '../../shared/model/path.ts';
import { readOnlyOf } from '../../shared/model/read-only.ts';
import { appendChange } from '../../shared/model/record.ts';
import { failure, success, type Result } from '../../shared/model/result.ts';
import { schema } from '../../shared/model/schema.ts';
import { keepChanges } from '../../shared/model/settle.ts';
import type { Compartment, DocumentName } from '../../shared/sync/document-name.ts';
import type { Assignment } from './command.ts';
import { commitWrites, updateOf, type Device } from './device.ts';
import type { Entity } from './entity.ts';
import { explain } from './explain.ts';
import { nameOf } from './names.ts';

/** What typed values have to be judged by. */
export interface Ground {
  readonly kind: EntityKind;
  /** `2026-11-23` */
  readonly today: string;
  /** Ids of the team's stages. */
  readonly stages: readonly string[];
}

/** One change out of all that was typed, or why not; the parsers are the app's. */
export function changeOf(assignments: readonly Assignment[], ground: Ground): Result<Change, string> {
  const set: Record<string, FactValue> = {};
  const remove: string[] = [];
  for (const { path, text } of assignments) {
    const value = valueAt(path, text, ground);
    if (!value.ok) return value;
    if (value.value === false && isPresence(path)) remove.push(path);
    else set[path] = value.value;
  }
  const torn = Object.keys(set).find((path) => itemsAround(path).some((item) => remove.includes(item)));
  if (torn !== undefined) return failure(`${torn} cannot be set while its item is removed`);
  return success({ set, remove });
}

function valueAt(path: string, text: string, { kind, today, stages }: Ground): Result<FactValue, string> {
  if (parsePath(path) === null)
    return failure(`'${path}' is not a path, such as cartons or lines/x1/cartons`);
  if (isPresence(path)) {
    if (!isItem(kind, path)) return failure(`${one(kind)} has no '${path}'`);
    return text === 'true' || text === 'false'
      ? success(text === 'true')
      : failure(`${path} takes true or false, not '${text}'`);
  }
  const field: Field | null = fieldOf(kind, path);
  if (field === null) return failure(`${one(kind)} has no field '${path}'`);
  const parsed = parseValue(field, text, today);
  if (!parsed.ok) return failure(`${path} cannot be '${text}': ${explain(parsed.error)}`);
  // A card in a stage that the team does not have would stand in no column.
  if (path === 'stage' && typeof parsed.value === 'string' && !stages.includes(parsed.value))
    return failure(`stage cannot be '${text}': it is one of ${stages.join(', ')}`);
  return success(parsed.value);
}

function isItem(kind: EntityKind, path: string): boolean {
  return Object.keys(schema[kind]).some((pattern) => pattern.startsWith(`${patternOf(path)}/`));
}

function one(kind: EntityKind): string {
  return kind === 'order' ? 'an order' : `a ${kind}`;
}

/** Why nothing can be changed in an entity, in a line; null where it can. */
export function refusal(entity: Entity): string | null {
  const what = nameOf(entity) || entity.id;
  switch (readOnlyOf(entity.facts.home, entity.facts.commercial)) {
    case 'newer':
      return `${what} cannot be changed here: a newer version of gendan wrote some of it; update this device`;
    case 'trash':
      return `${what} cannot be changed: it is in the trash; the app restores it`;
    case null:
      return null;
  }
}

/** Writes a change, one record per document it touches, all in one commit. Gives how many documents changed. */
export function writeChange(device: Device, entity: Entity, change: Change): Promise<number> {
  return writeAll(device, entity, splitChange(entity.kind, change));
}

/** What `--take` picks of a conflict, written above all that was seen. */
export async function settle(
  device: Device,
  entity: Entity,
  path: string,
  take: number,
): Promise<Result<{ readonly value: FactValue; readonly others: readonly FactValue[] }, string>> {
  const refused = refusal(entity);
  if (refused !== null) return failure(refused);
  const conflict = allConflicts(entity.facts).find((one) => one.path === path);
  if (!conflict) return failure(`${path} is not in conflict there; conflicts lists what is`);
  const value = conflict.values[take - 1];
  if (value === undefined)
    return failure(`${path} has ${conflict.values.length} values; there is no ${take}`);
  if (!isPresence(path)) await writeChange(device, entity, { set: { [path]: value } });
  else if (value === false) await writeChange(device, entity, { remove: [path] });
  else await writeAll(device, entity, keepChanges(factsByPart(entity), path));
  return success({ value, others: conflict.values.toSpliced(take - 1, 1) });
}

function factsByPart({ parts }: Entity): ReadonlyMap<Compartment, Facts> {
  return new Map(Array.from(parts, ([compartment, { facts }]) => [compartment, facts]));
}

async function writeAll(
  device: Device,
  { id, kind, parts }: Entity,
  changes: ReadonlyMap<Compartment, Change>,
): Promise<number> {
  const writes = new Map<DocumentName, Uint8Array>();
  for (const [compartment, change] of changes) {
    const doc = parts.get(compartment)?.doc;
    if (!doc) continue;
    const update = updateOf(doc, () => {
      appendChange(doc, device.author, Date.now(), change, kind);
    });
    if (update) writes.set(factsDocument(device.workspace, compartment, id), update);
  }
  await commitWrites(device, writes);
  return writes.size;
}
