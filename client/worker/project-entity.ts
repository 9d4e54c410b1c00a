import * as Y from 'yjs';
import { factsDocument, kindOf } from '../../shared/model/documents.ts';
import { fold } from '../../shared/model/fold.ts';
import { projectCustomer, projectOrder, projectProduct, projectTeam } from '../../shared/model/project.ts';
import { readRecords } from '../../shared/model/read.ts';
import type { CustomerRow, OrderRow, ProductRow, TeamRow } from '../../shared/model/rows.ts';
import { homeOf } from '../../shared/model/schema.ts';
import type { DocumentName, EntityId, WorkspaceId } from '../../shared/sync/document-name.ts';

export type ProjectedRow =
  | { readonly table: 'orders'; readonly row: OrderRow }
  | { readonly table: 'customers'; readonly row: CustomerRow }
  | { readonly table: 'products'; readonly row: ProductRow }
  | { readonly table: 'team'; readonly row: TeamRow };

/** The document an entity's row is made of; null for an entity of a kind this version does not know. */
export function rowDocument(workspace: WorkspaceId, entity: EntityId): DocumentName | null {
  const kind = kindOf(entity);
  return kind && factsDocument(workspace, homeOf[kind], entity);
}

/** Takes every update of that document; gives the row. Null for a kind this version does not know. */
export function projectEntity(entity: EntityId, updates: readonly Uint8Array[]): ProjectedRow | null {
  const kind = kindOf(entity);
  if (!kind) return null;
  const doc = new Y.Doc({ gc: false });
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  const facts = fold(readRecords(doc), kind);
  doc.destroy();
  switch (kind) {
    case 'order':
      return { table: 'orders', row: projectOrder(entity, facts) };
    case 'customer':
      return { table: 'customers', row: projectCustomer(entity, facts) };
    case 'product':
      return { table: 'products', row: projectProduct(entity, facts) };
    case 'team':
      return { table: 'team', row: projectTeam(entity, facts) };
  }
}
