import { valuesOf } from '../../shared/model/cell-values.ts';
import { factsDocument, kindOf } from '../../shared/model/documents.ts';
import { projectCustomer, projectOrder, projectProduct, projectTeam } from '../../shared/model/project.ts';
import type { CustomerRow, OrderRow, ProductRow, Shelf, TeamRow } from '../../shared/model/rows.ts';
import { homeOf } from '../../shared/model/schema.ts';
import { parseDocumentName, type DocumentName, type EntityId } from '../../shared/sync/document-name.ts';
import type { ListKind } from './command.ts';
import type { Device } from './device.ts';
import { entityValue, openEntity, type Entity, type EntityValue } from './entity.ts';
import { nameOf } from './names.ts';
import type { RowTable, StoredRow } from './row-table.ts';

/** Entities that become rows in one transaction. */
const sliceSize = 256;

export const allShelves: readonly Shelf[] = ['open', 'archived', 'trash'];

interface Rows {
  readonly order: OrderRow;
  readonly customer: CustomerRow;
  readonly product: ProductRow;
}

/** A row with what `get` gives of its entity. */
export interface Listed<K extends ListKind> {
  readonly row: Rows[K];
  readonly name: string;
  readonly value: EntityValue;
}

/** The rows of a kind on these shelves, as everything committed so far makes them. */
export async function rowsOf<K extends ListKind>(
  device: Device,
  kind: K,
  shelves: readonly Shelf[],
): Promise<readonly Listed<K>[]> {
  const table = await freshRows(device);
  // What is read was written by this very code.
  return table.list(kind, shelves).map(({ name, row, paths }) => ({
    row: JSON.parse(row) as Rows[K],
    name,
    value: JSON.parse(paths) as EntityValue,
  }));
}

/**
 * The rows once they stand for all commits: only what changed since the last call is projected. Nobody else keeps them
 * up to date, so there is nothing that a crash between a commit and its row could leave behind.
 */
export async function freshRows(device: Device): Promise<RowTable> {
  const { rows } = device.store;
  const head = rows.lastCommit();
  const after = rows.standsFor();
  if (after === head) return rows;
  const documents =
    after === null
      ? await device.store.documents(device.workspace)
      : rows.changedAfter(device.workspace, after);
  const changed = entitiesOf(documents);
  for (let done = 0; done < changed.length; done += sliceSize) {
    const slice: StoredRow[] = [];
    for (const id of changed.slice(done, done + sliceSize)) {
      const row = await projected(device, id);
      if (row) slice.push(row);
    }
    await rows.put(slice);
  }
  // What is committed meanwhile lies behind it, and is found by the next call.
  await rows.reached(head);
  return rows;
}

function entitiesOf(documents: readonly DocumentName[]): readonly EntityId[] {
  const entities = new Set<EntityId>();
  for (const document of documents) {
    const address = parseDocumentName(document);
    if (address?.part === 'facts') entities.add(address.entity);
  }
  return [...entities];
}

/** null for a kind this version does not know, and while the entity's own document is not here: it is on no list then. */
async function projected(device: Device, id: EntityId): Promise<StoredRow | null> {
  const kind = kindOf(id);
  if (!kind) return null;
  if (!(await device.store.known(factsDocument(device.workspace, homeOf[kind], id)))) return null;
  const entity = await openEntity(device, kind, id);
  if (!entity) return null;
  const row = rowOf(entity);
  for (const { doc } of entity.parts.values()) doc.destroy();
  return {
    entity: id,
    kind,
    shelf: 'shelf' in row ? row.shelf : 'open',
    name: nameOf(entity),
    numbers: 'number' in row ? valuesOf(row.number).map(plainNumber) : [],
    conflicts: row.conflicts.length,
    row: JSON.stringify(row),
    paths: JSON.stringify(entityValue(entity)),
  };
}

function rowOf({ id, kind, facts: { home, commercial } }: Entity): Rows[ListKind] | TeamRow {
  switch (kind) {
    case 'order':
      return projectOrder(id, home, commercial);
    case 'customer':
      return projectCustomer(id, home, commercial);
    case 'product':
      return projectProduct(id, home, commercial);
    case 'team':
      return projectTeam(id, home);
  }
}

/** An order's number as it is looked for. */
export function plainNumber(text: string): string {
  return text.normalize('NFC').trim();
}
