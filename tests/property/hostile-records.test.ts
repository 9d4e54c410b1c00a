import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { projectEntity } from '../../client/worker/project-entity.ts';
import { blocksIssuing } from '../../shared/model/conflicts.ts';
import { readCustomer } from '../../shared/model/customer.ts';
import { entityKinds } from '../../shared/model/field.ts';
import { misfits } from '../../shared/model/fits.ts';
import { fold } from '../../shared/model/fold.ts';
import { historyOf } from '../../shared/model/history.ts';
import { hostileRecords } from '../hostile-records.ts';
import { readOrder } from '../../shared/model/order.ts';
import { readProduct } from '../../shared/model/product.ts';
import { readRecords } from '../../shared/model/read.ts';
import { homeOf } from '../../shared/model/schema.ts';
import { readTeam } from '../../shared/model/team.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';

const readers = { order: readOrder, customer: readCustomer, product: readProduct, team: readTeam };

function docOf(records: readonly unknown[]): Y.Doc {
  const doc = new Y.Doc();
  for (const record of records) doc.getArray('records').push([record]);
  return doc;
}

const cases = entityKinds.flatMap((kind) => {
  const each = hostileRecords(kind).map(({ name, record }) => ({ kind, name, records: [record] }));
  return [...each, { kind, name: 'all at once', records: each.flatMap((one) => one.records) }];
});

describe('[F2] a hostile client', () => {
  test.each(cases)('[F2] $kind: $name', ({ kind, records }) => {
    const id = `${kind}_x1` as EntityId;
    const update = Y.encodeStateAsUpdate(docOf(records));
    // Every compartment gets it: a hostile client does not keep to them.
    const row = projectEntity(
      id,
      new Map([
        [homeOf[kind], [update]],
        ['commercial', [update]],
      ]),
    );
    expect(row?.row.id).toBe(id);
    // Rows go through structured clone into the tables, by keys of an index.
    expect(structuredClone(row)).toEqual(row);
    const doc = docOf(records);
    const read = readRecords(doc);
    const facts = fold(read, kind);
    readers[kind](id, facts, facts);
    blocksIssuing({ kind, home: facts, commercial: facts });
    expect(misfits(facts, kind).length + facts.unreadable + facts.paths.size).toBeGreaterThan(0);
    expect(historyOf(read).length).toBe(read.flatMap((record) => record.entries).length);
    expect(readRecords(doc)).toHaveLength(records.length);
    expect(({} as Record<string, unknown>)['cartons']).toBeUndefined();
  });
});
