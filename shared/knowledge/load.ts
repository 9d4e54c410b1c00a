import { readReference, type Reference } from './reference.ts';
import { parseSample, type Sample } from './sample-raw.ts';

/** The reference tables, fetched only when something asks for them, and once. */
let loading: Promise<Reference> | null = null;

export function loadReference(): Promise<Reference> {
  loading ??= readTables().catch((error: unknown) => {
    // Offline before the first visit to this page: the next call tries again.
    loading = null;
    throw error;
  });
  return loading;
}

async function readTables(): Promise<Reference> {
  const [commodities, packing, containers, incoterms, sources, links] = await Promise.all([
    import('./reference/commodities.json', { with: { type: 'json' } }),
    import('./reference/packing.json', { with: { type: 'json' } }),
    import('./reference/containers.json', { with: { type: 'json' } }),
    import('./reference/incoterms.json', { with: { type: 'json' } }),
    import('./reference/sources.json', { with: { type: 'json' } }),
    import('./reference/packing-commodities.json', { with: { type: 'json' } }),
  ]);
  return readReference({
    commodities: commodities.default,
    packing: packing.default,
    containers: containers.default,
    incoterms: incoterms.default,
    sources: sources.default,
    packingCommodities: links.default,
  });
}

/** The sample team: orders, customers, products, and what each of its habits is about. */
export async function loadSample(): Promise<Sample> {
  const [sample, habits] = await Promise.all([
    import('./sample.json', { with: { type: 'json' } }),
    import('./sample-habits.json', { with: { type: 'json' } }),
  ]);
  return parseSample(sample.default, habits.default);
}
