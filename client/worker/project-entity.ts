import { compartmentsOf, factsDocument, kindOf } from '../../shared/model/documents.ts';
import { recordsOf } from '../../shared/model/facts-of.ts';
import type { Facts } from '../../shared/model/facts.ts';
import { fold } from '../../shared/model/fold.ts';
import { projectCustomer, projectOrder, projectProduct, projectTeam } from '../../shared/model/project.ts';
import type { CustomerRow, OrderRow, ProductRow, TeamRow } from '../../shared/model/rows.ts';
import { stageSteps } from '../../shared/model/stage-steps.ts';
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
  const own = updates.get(homeOf[kind]);
  if (!own) return null;
  const records = recordsOf(own);
  const home = fold(records, kind);
  const priced = updates.get('commercial');
  const commercial: Facts | null = priced ? fold(recordsOf(priced), kind) : null;
  switch (kind) {
    case 'order':
      return { table: 'orders', row: projectOrder(entity, home, commercial, stageSteps(records)) };
    case 'customer':
      return { table: 'customers', row: projectCustomer(entity, home, commercial) };
    case 'product':
      return { table: 'products', row: projectProduct(entity, home, commercial) };
    case 'team':
      return { table: 'team', row: projectTeam(entity, home) };
  }
}
