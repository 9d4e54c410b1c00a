import { loadSample } from '../shared/knowledge/load.ts';
import { sampleDocuments } from '../shared/knowledge/sample.ts';
import { parseWorkspace, type WorkspaceId } from '../shared/sync/document-name.ts';
import type { Hub } from '../shared/sync/hub.ts';
import type { Store } from '../shared/sync/store.ts';

export const sampleWorkspace = sampleName();

/**
 * Fills the sample workspace when it is first asked for. Only the relay does it: a document has one birth, and two
 * devices that made the same one apart would show everything twice.
 */
export function sampleSeeder(hub: Hub, store: Store): (workspace: WorkspaceId) => Promise<void> {
  let seeding: Promise<void> | null = null;
  return async (workspace) => {
    if (workspace !== sampleWorkspace) return;
    seeding ??= seed(hub, store).catch((error: unknown) => {
      seeding = null;
      throw error;
    });
    await seeding;
  };
}

async function seed(hub: Hub, store: Store): Promise<void> {
  if ((await store.documents(sampleWorkspace)).length > 0) return;
  const documents = sampleDocuments(sampleWorkspace, await loadSample());
  const outcomes = await Promise.all(documents.map(({ name, update }) => hub.write(name, update)));
  for (const outcome of outcomes) {
    if (outcome.kind !== 'committed') throw new Error(`the sample could not be stored: ${outcome.kind}`);
  }
}

function sampleName(): WorkspaceId {
  const name = parseWorkspace('sample');
  if (!name) throw new Error('the sample workspace has no valid name');
  return name;
}
