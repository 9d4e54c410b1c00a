import * as Y from 'yjs';
import { factsDocument, splitChange } from '../../shared/model/documents.ts';
import type { Author, Change, Facts, FactValue, Path } from '../../shared/model/facts.ts';
import { isPresence } from '../../shared/model/path.ts';
import { failure, success, type Result } from '../../shared/model/result.ts';
import { keepChanges } from '../../shared/model/settle.ts';
import { writeChange as writeToDocuments } from '../../shared/model/write-change.ts';
import type { Compartment, DocumentName } from '../../shared/sync/document-name.ts';
import type { Command } from './command.ts';
import { commitWrites, type Device } from './device.ts';
import type { Entity } from './entity.ts';
import { callFor, refusal, removedAround, severalValues } from './objection.ts';
import { valuesText } from './show.ts';

/**
 * Writes a change, one record per document it touches, all in one commit. Gives how many documents changed. It names the
 * heads that the entity had when it was read (F2): what has arrived since stands beside it.
 */
export function writeChange(device: Device, author: Author, entity: Entity, change: Change): Promise<number> {
  return writeAll(device, author, entity, splitChange(entity.kind, change));
}

/** What `--take` picks of several values. */
export interface Settlement {
  readonly value: FactValue;
  readonly others: readonly FactValue[];
  readonly changes: ReadonlyMap<Compartment, Change>;
}

/** What settles a path with the Nth of its values, or why not: the number must mean what it meant when it was shown. */
export function settlementOf(
  device: Device,
  entity: Entity,
  { id: asked, path, take }: Omit<Extract<Command, { kind: 'resolve' }>, 'kind'>,
): Result<Settlement, string> {
  const refused = refusal(entity) ?? removedAround(entity, path);
  if (refused !== null) return failure(refused);
  const values = severalValues(entity).get(path as Path);
  if (!values) return failure(`${path} is not in conflict there; conflicts lists what is`);
  if (!device.store.shown.isAsShown({ entity: entity.id, path, values }))
    return failure(
      `${path} has other values than were shown (${valuesText(values)}); look with get ${callFor(entity, asked)} and choose again`,
    );
  const value = values[take - 1];
  if (value === undefined) return failure(`${path} has ${values.length} values; there is no ${take}`);
  return success({ value, others: values.toSpliced(take - 1, 1), changes: changesFor(entity, path, value) });
}

function changesFor(entity: Entity, path: string, value: FactValue): ReadonlyMap<Compartment, Change> {
  if (!isPresence(path)) return splitChange(entity.kind, { set: { [path]: value } });
  return value === false
    ? splitChange(entity.kind, { remove: [path] })
    : keepChanges(factsByPart(entity), path);
}

function factsByPart({ parts }: Entity): ReadonlyMap<Compartment, Facts> {
  return new Map(Array.from(parts, ([compartment, { facts }]) => [compartment, facts]));
}

export async function writeAll(
  device: Device,
  author: Author,
  { id, kind, parts }: Entity,
  changes: ReadonlyMap<Compartment, Change>,
): Promise<number> {
  const docs = new Map(Array.from(parts, ([compartment, { doc }]) => [compartment, doc]));
  const before = new Map(Array.from(docs, ([compartment, doc]) => [compartment, Y.encodeStateVector(doc)]));
  const writes = new Map<DocumentName, Uint8Array>();
  for (const [compartment, { kind: outcome }] of writeToDocuments(kind, docs, author, Date.now(), changes)) {
    const doc = docs.get(compartment);
    if (!doc || outcome !== 'written') continue;
    const update = Y.encodeStateAsUpdate(doc, before.get(compartment));
    writes.set(factsDocument(device.workspace, compartment, id), update);
  }
  await commitWrites(device, writes);
  return writes.size;
}
