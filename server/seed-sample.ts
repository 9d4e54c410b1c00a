import { createHash } from 'node:crypto';
import { loadSample } from '../shared/knowledge/load.ts';
import { sampleDocuments, type SampleDocument } from '../shared/knowledge/sample.ts';
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
  const documents = await bornAlike();
  const outcomes = await Promise.all(documents.map(({ name, update }) => hub.write(name, update)));
  for (const outcome of outcomes) {
    if (outcome.kind !== 'committed') throw new Error(`the sample could not be stored: ${outcome.kind}`);
  }
}

/**
 * The sample with client ids drawn from its own content. A device that kept the sample of an emptied data folder
 * brings it back to a relay that has filled it anew: the same births, byte for byte, add nothing to each other, and
 * another version of the sample never writes under the same ids.
 */
export async function bornAlike(): Promise<readonly SampleDocument[]> {
  const sample = await loadSample();
  const content = createHash('sha256');
  for (const { name, update } of sampleDocuments(sampleWorkspace, sample, randomFrom('gendan'))) {
    content.update(name).update(update);
  }
  return sampleDocuments(sampleWorkspace, sample, randomFrom(content.digest('hex')));
}

/** A stream of hashes as numbers in [0, 1). */
function randomFrom(seed: string): () => number {
  let count = 0;
  return () => createHash('sha256').update(`${seed} ${count++}`).digest().readUInt32BE(0) / 2 ** 32;
}

function sampleName(): WorkspaceId {
  const name = parseWorkspace('sample');
  if (!name) throw new Error('the sample workspace has no valid name');
  return name;
}
