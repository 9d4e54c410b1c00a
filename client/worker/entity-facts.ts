import { factsOf } from '../../shared/model/facts-of.ts';
import { kindOf } from '../../shared/model/documents.ts';
import { homeOf } from '../../shared/model/schema.ts';
import { parseDocumentName, type EntityId, type WorkspaceId } from '../../shared/sync/document-name.ts';
import type { DeviceDatabase } from '../local/device-database.ts';
import type { BothFacts } from './knowledge.ts';
import { rowDocuments } from './project-entity.ts';
import { allWithin } from './stored-updates.ts';

/** The facts of entities out of the stored updates of their documents; without those that are not here. */
export async function readFacts(
  db: DeviceDatabase,
  workspace: WorkspaceId,
  entities: readonly EntityId[],
): Promise<ReadonlyMap<EntityId, BothFacts>> {
  const names = entities.map((entity) => rowDocuments(workspace, entity));
  const stored = await db.transaction('r', db.updates, ({ idbtrans }) =>
    Promise.all(names.map((own) => Promise.all(own.map((name) => allWithin(idbtrans, [name, name]))))),
  );
  const found = new Map<EntityId, BothFacts>();
  entities.forEach((entity, index) => {
    const kind = kindOf(entity);
    if (kind === null) return;
    const byCompartment = new Map(
      (names[index] ?? []).map((name, at) => [
        parseDocumentName(name)?.compartment,
        (stored[index]?.[at] ?? []).map(({ bytes }) => bytes),
      ]),
    );
    const home = byCompartment.get(homeOf[kind]) ?? [];
    const commercial = byCompartment.get('commercial') ?? [];
    if (home.length === 0) return;
    found.set(entity, {
      home: factsOf(home, kind),
      commercial: commercial.length === 0 ? null : factsOf(commercial, kind),
    });
  });
  return found;
}
