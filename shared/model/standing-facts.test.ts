import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { valuesOf } from './cell-values.ts';
import type { Change } from './facts.ts';
import { noFacts } from './facts.ts';
import { fold } from './fold.ts';
import { readOrder, type OrderView } from './order.ts';
import { readRecords } from './read.ts';
import { appendChange } from './record.ts';
import { factsStanding, standingFacts, supposing } from './standing-facts.ts';
import type { EntityId } from '../sync/document-name.ts';

const author = { person: 'Lin', device: 'd1' };
const id = 'order_a' as EntityId;

/** What a view says, without who said it. */
function said(view: OrderView) {
  const cells = (fields: OrderView['fields']) =>
    Object.values(fields).map(({ path, cell }) => [path, valuesOf(cell)] as const);
  return {
    fields: cells(view.fields),
    items: [...view.lines, ...view.containers].map((item) => [
      item.path,
      item.removedAndChanged,
      cells(item.fields as OrderView['fields']),
    ]),
    sums: view.sums,
    conflicts: view.conflicts,
    newer: view.newer,
  };
}

const change: fc.Arbitrary<Change> = fc.oneof(
  fc
    .record(
      {
        number: fc.constantFrom('SO-1', 'SO-2', null),
        cartons: fc.constantFrom('900', '1060'),
        'lines/l1/cartons': fc.constantFrom('500', '530'),
        'lines/l1/product': fc.constantFrom('product_x', null),
        'containers/c1/set_point': fc.constantFrom('-3', '0'),
      },
      { requiredKeys: [] },
    )
    .map((set): Change => ({ set })),
  fc.constantFrom<Change>({ remove: ['lines/l1'] }, { remove: ['containers/c1'] }),
);

/** Two people who write, and read each other now and then. */
function written(changes: readonly (readonly [Change, boolean, boolean])[]) {
  const [one, other] = [new Y.Doc(), new Y.Doc()];
  for (const [what, first, meets] of changes) {
    appendChange(first ? one : other, author, 1, what, 'order');
    if (!meets) continue;
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
    Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
  }
  Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
  return fold(readRecords(one), 'order');
}

const histories = fc.array(fc.tuple(change, fc.boolean(), fc.boolean()), { maxLength: 8 });

test('what stands is read as it was, through text', () => {
  fc.assert(
    fc.property(histories, (changes) => {
      const facts = written(changes);
      const text = JSON.stringify(standingFacts(facts));
      const again = factsStanding(JSON.parse(text) as ReturnType<typeof standingFacts>) ?? noFacts;
      expect(said(readOrder(id, again, null))).toEqual(said(readOrder(id, facts, null)));
    }),
    { numRuns: 60 },
  );
});

test('what is supposed reads as what somebody who has seen all of it would have written', () => {
  fc.assert(
    fc.property(histories, change, (changes, last) => {
      const doc = written(changes);
      const supposed = supposing(doc, last);
      const meant = said(readOrder(id, supposed, null));
      const real = written([
        ...changes.map(([what, first]) => [what, first, true] as const),
        [last, true, true],
      ]);
      // Upon a history in which everybody had seen everything they are the same.
      const agreed = supposing(written(changes.map(([what, first]) => [what, first, true] as const)), last);
      expect(said(readOrder(id, agreed, null))).toEqual(said(readOrder(id, real, null)));
      for (const path of Object.keys(last.set ?? {}))
        expect(meant.conflicts.map((conflict) => conflict.path)).not.toContain(path);
    }),
    { numRuns: 60 },
  );
});
