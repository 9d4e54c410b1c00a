import type { Change } from '../../shared/model/facts.ts';
import { kindOf, splitChange } from '../../shared/model/documents.ts';
import { homeOf } from '../../shared/model/schema.ts';
import { supposing } from '../../shared/model/standing-facts.ts';
import type { Found } from '../../shared/rules/found-row.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { breathing, findings, type Bench } from './judge.ts';

/** Orders judged between two readings. */
const sliceSize = 256;

/** Orders that a change would touch, and how many: of the first ones what would be found in them. */
export interface Touched {
  readonly count: number;
  readonly first: readonly Found[];
}

/**
 * Orders whose errors or warnings would be others if a change of a customer or product were written; `most` of them are
 * named. Until `stopped`.
 */
export async function touchedBy(
  bench: Bench,
  entity: EntityId,
  change: Change,
  most: number,
  stopped: () => boolean,
): Promise<Touched> {
  const { db, knowledge } = bench;
  const kind = kindOf(entity);
  if (kind !== 'customer' && kind !== 'product') return { count: 0, first: [] };
  const parts = splitChange(kind, change);
  const orders = await db.cases.where('names').equals(entity).primaryKeys();
  const first: Found[] = [];
  let count = 0;
  const breathe = breathing(bench);
  for (let from = 0; from < orders.length && !stopped(); from += sliceSize) {
    const ids = orders.slice(from, from + sliceSize);
    const [cases, before] = await Promise.all([db.cases.bulkGet(ids), db.found.bulkGet(ids)]);
    const here = cases.filter((row) => row !== undefined);
    const away = await db.cases.bulkGet([...new Set(here.flatMap(({ companions }) => companions))]);
    const byId = new Map([...here, ...away].flatMap((row) => (row ? [[row.id, row] as const] : [])));
    await knowledge.have(new Set([entity, ...here.flatMap(({ names }) => names)]));
    const { home, commercial } = knowledge.factsOf(entity);
    const supposed = knowledge.with(entity, {
      home: supposing(home, parts.get(homeOf[kind]) ?? {}),
      commercial: commercial && supposing(commercial, parts.get('commercial') ?? {}),
    });
    for (const [at, row] of cases.entries()) {
      if (!row) continue;
      const after = findings(row, (id) => byId.get(id), bench, supposed);
      if (after.mark !== (before[at]?.mark ?? '')) {
        count++;
        if (first.length < most) first.push(after);
      }
      await breathe();
    }
  }
  return { count, first };
}
