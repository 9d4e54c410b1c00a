import * as Y from 'yjs';
import { compartmentsOf, factsDocument, kindOf } from '../../shared/model/documents.ts';
import type { Facts } from '../../shared/model/facts.ts';
import type { EntityKind } from '../../shared/model/field.ts';
import { fold } from '../../shared/model/fold.ts';
import { projectCustomer, projectOrder, projectProduct, projectTeam } from '../../shared/model/project.ts';
import { readRecords } from '../../shared/model/read.ts';
import type { CustomerRow, OrderRow, ProductRow, TeamRow } from '../../shared/model/rows.ts';
import { homeOf } from '../../shared/model/schema.ts';
import type { Compartment, DocumentName, EntityId, WorkspaceId } from '../../shared/sync/document-name.ts';

export type ProjectedRow =
  | { readonly table: 'orders'; readonly row: OrderRow }
  | { readonly table: 'customers'; readonly row: CustomerRow }
  | { readonly table: 'products'; readonly row: ProductRow }
  | { readonly table: 'team'; readonly row: TeamRow };

/** The documents an entity's row is made of; none for an entity of a kind this version does not know. */
export function rowDocuments(workspace: WorkspaceId, entity: EntityId): readonly DocumentName[] {
  const kind = kindOf(entity);
  if (!kind) return [];
  return compartmentsOf(kind).map((compartment) => factsDocument(workspace, compartment, entity));
}

/** An entity's updates by the compartment of their document. */
export type EntityUpdates = ReadonlyMap<Compartment, readonly Uint8Array[]>;

/** Gives the row. Null for a kind this version does not know, and while the entity's own document is not here. */
export function projectEntity(entity: EntityId, updates: EntityUpdates): ProjectedRow | null {
  const kind = kindOf(entity);
  if (!kind) return null;
  const home = factsIn(updates.get(homeOf[kind]), kind);
  const commercial = factsIn(updates.get('commercial'), kind);
  if (!home) return null;
  switch (kind) {
    case 'order':
      return { table: 'orders', row: projectOrder(entity, home, commercial) };
    case 'customer':
      return { table: 'customers', row: projectCustomer(entity, home, commercial) };
    case 'product':
      return { table: 'products', row: projectProduct(entity, home, commercial) };
    case 'team':
      return { table: 'team', row: projectTeam(entity, home) };
  }
}

function factsIn(updates: readonly Uint8Array[] | undefined, kind: EntityKind): Facts | null {
  if (!updates) return null;
  // A name of its own costs a document more random bytes than all of its reading.
  const doc = new Y.Doc({ gc: false, guid: kind });
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  const facts = fold(readRecords(doc), kind);
  doc.destroy();
  return facts;
}
