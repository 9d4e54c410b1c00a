import type * as Y from 'yjs';
import { compartmentsOf, factsDocument } from '../../shared/model/documents.ts';
import type { Facts, FactValue } from '../../shared/model/facts.ts';
import { openFacts } from '../../shared/model/facts-of.ts';
import type { EntityKind } from '../../shared/model/field.ts';
import { fold } from '../../shared/model/fold.ts';
import type { EntityFacts } from '../../shared/model/items.ts';
import { readRecords } from '../../shared/model/read.ts';
import { homeOf } from '../../shared/model/schema.ts';
import { standingValues } from '../../shared/model/standing.ts';
import type { Compartment, EntityId } from '../../shared/sync/document-name.ts';
import type { Device } from './device.ts';

/** One facts document of an entity; one that nobody has written yet is empty. */
export interface OpenPart {
  readonly doc: Y.Doc;
  readonly facts: Facts;
}

/** An entity as it stands on this device. */
export interface Entity {
  readonly id: EntityId;
  readonly kind: EntityKind;
  readonly parts: ReadonlyMap<Compartment, OpenPart>;
  readonly facts: EntityFacts;
}

/** Reads an entity's documents; null when not a word of it is here. */
export async function openEntity(device: Device, kind: EntityKind, id: EntityId): Promise<Entity | null> {
  const updates = new Map<Compartment, readonly Uint8Array[]>();
  for (const compartment of compartmentsOf(kind)) {
    const stored = await device.store.read(factsDocument(device.workspace, compartment, id));
    if (stored) updates.set(compartment, stored.updates);
  }
  return updates.size === 0 ? null : entityOf(kind, id, updates);
}

/** An entity of which nothing is written yet. */
export function newEntity(kind: EntityKind, id: EntityId): Entity {
  return entityOf(kind, id, new Map());
}

/** An entity out of the stored updates of its documents. */
export function entityOf(
  kind: EntityKind,
  id: EntityId,
  updates: ReadonlyMap<Compartment, readonly Uint8Array[]>,
): Entity {
  const open = (compartment: Compartment): OpenPart => {
    const doc = openFacts(updates.get(compartment) ?? []);
    return { doc, facts: fold(readRecords(doc), kind) };
  };
  const home = open(homeOf[kind]);
  const parts = new Map<Compartment, OpenPart>([[homeOf[kind], home]]);
  for (const compartment of compartmentsOf(kind))
    if (!parts.has(compartment)) parts.set(compartment, open(compartment));
  const commercial = parts.get('commercial')?.facts ?? null;
  return { id, kind, parts, facts: { kind, home: home.facts, commercial } };
}

/** How an entity is given as JSON: every value at each of its paths, one where all agree. */
export interface EntityValue {
  readonly id: EntityId;
  readonly kind: EntityKind;
  readonly paths: Readonly<Record<string, readonly FactValue[]>>;
}

export function entityValue({ id, kind, facts }: Entity): EntityValue {
  return { id, kind, paths: Object.fromEntries(standingValues(facts)) };
}
