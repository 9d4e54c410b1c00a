import {
  documentName,
  type Compartment,
  type DocumentName,
  type EntityId,
  type WorkspaceId,
} from '../sync/document-name.ts';
import type { Change, FactValue } from './facts.ts';
import { entityKinds, type EntityKind, type Field } from './field.ts';
import { isPresence, patternOf, wholeEntity } from './path.ts';
import { homeOf, schema } from './schema.ts';

/** The kind an entity id begins with; null for an id of a kind this client does not know. */
export function kindOf(entity: EntityId): EntityKind | null {
  return entityKinds.find((kind) => entity.startsWith(`${kind}_`)) ?? null;
}

/** What the schema says of a path; null for presence paths and for paths it does not know. */
export function fieldOf(kind: EntityKind, path: string): Field | null {
  const fields: Readonly<Record<string, Field>> = schema[kind];
  const pattern = patternOf(path);
  return Object.hasOwn(fields, pattern) ? (fields[pattern] ?? null) : null;
}

/** The compartment a path lives in. An item's presence and what the schema does not know live at the kind's home. */
export function compartmentOf(kind: EntityKind, path: string): Compartment {
  return fieldOf(kind, path)?.compartment ?? homeOf[kind];
}

/** The facts document that holds a path of an entity. Takes an id that begins with its kind. */
export function documentOf(
  workspace: WorkspaceId,
  kind: EntityKind,
  entity: EntityId,
  path: string,
): DocumentName {
  return factsDocument(workspace, compartmentOf(kind, path), entity);
}

export function factsDocument(
  workspace: WorkspaceId,
  compartment: Compartment,
  entity: EntityId,
): DocumentName {
  return documentName({ workspace, compartment, entity, part: 'facts' });
}

/** The note of an entity lies in its home compartment. */
export function noteDocument(workspace: WorkspaceId, kind: EntityKind, entity: EntityId): DocumentName {
  return documentName({ workspace, compartment: homeOf[kind], entity, part: 'note' });
}

/** The compartments an entity has facts in: home first. */
export function compartmentsOf(kind: EntityKind): readonly Compartment[] {
  const used = new Set<Compartment>([homeOf[kind]]);
  for (const field of Object.values<Field>(schema[kind])) used.add(field.compartment);
  return [...used];
}

/**
 * Divides a change among the documents that hold its paths; each part is one `appendChange`.
 * A removal goes to every document that may hold fields of the item, so that a price changed elsewhere
 * at the same time is noticed as 'removed / changed' (F3).
 */
export function splitChange(kind: EntityKind, change: Change): ReadonlyMap<Compartment, Change> {
  const sets = new Map<Compartment, Record<string, FactValue>>();
  for (const [path, value] of Object.entries(change.set ?? {})) {
    const everywhere = path === wholeEntity || (isPresence(path) && value === false);
    const targets = everywhere ? compartmentsUnder(kind, path) : [compartmentOf(kind, path)];
    for (const target of targets) {
      const part = sets.get(target) ?? {};
      part[path] = value;
      sets.set(target, part);
    }
  }
  const removals = new Map<Compartment, string[]>();
  for (const path of change.remove ?? [])
    for (const target of compartmentsUnder(kind, path))
      removals.set(target, [...(removals.get(target) ?? []), path]);
  const changes = new Map<Compartment, Change>();
  for (const target of new Set([...sets.keys(), ...removals.keys()])) {
    const set = sets.get(target);
    const remove = removals.get(target);
    changes.set(target, { ...(set && { set }), ...(remove && { remove }) });
  }
  return changes;
}

function compartmentsUnder(kind: EntityKind, item: string): readonly Compartment[] {
  if (item === wholeEntity) return compartmentsOf(kind);
  const prefix = `${patternOf(item)}/`;
  const used = new Set<Compartment>([homeOf[kind]]);
  for (const [pattern, field] of Object.entries<Field>(schema[kind]))
    if (pattern.startsWith(prefix)) used.add(field.compartment);
  return [...used];
}
