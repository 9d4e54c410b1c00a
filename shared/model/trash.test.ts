import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { EntityId } from '../sync/document-name.ts';
import { splitChange } from './documents.ts';
import type { Change } from './facts.ts';
import { fold } from './fold.ts';
import { readOrder } from './order.ts';
import { wholeEntity } from './path.ts';
import { projectOrder } from './project.ts';
import { removalOf } from './removal.ts';
import { readRecords } from './read.ts';
import { appendChange } from './record.ts';
import { factsOf, meanwhile, she } from './test-documents.ts';
import { daysLeft, outOfTrash, toTrash } from './trash.ts';
import { trashedOf } from './read-only.ts';

const id = 'order_x1' as EntityId;
const order = () => meanwhile('order', [], [{ set: { number: 'SO-1', cartons: '10' } }]);

describe('[F3] an order in the trash', () => {
  test('[F3] is away with everything in it, and back as it was', () => {
    const trashed = meanwhile('order', [order()], [toTrash]);
    const facts = factsOf('order', [trashed]);
    expect(projectOrder(id, facts, null)).toMatchObject({
      shelf: 'trash',
      trashed: { by: { person: '跟单甲' } },
    });
    const back = factsOf('order', [meanwhile('order', [trashed], [outOfTrash])]);
    expect(projectOrder(id, back, null)).toMatchObject({ shelf: 'open', trashed: null, conflicts: [] });
    expect(readOrder(id, back, null).fields.cartons.cell).toEqual({ kind: 'one', value: '10' });
  });

  test('[F3] changed by a colleague who had not seen that: it stays on the board, and a person settles it', () => {
    const base = order();
    const docs = [
      meanwhile('order', [base], [toTrash]),
      meanwhile('order', [base], [{ set: { cartons: '12' } }], { person: '跟单乙', device: 'b' }),
    ];
    const facts = factsOf('order', docs);
    expect(projectOrder(id, facts, null)).toMatchObject({
      shelf: 'open',
      conflicts: [{ path: wholeEntity, values: [false, true] }],
    });
    const { removers, changes } = removalOf(wholeEntity, [facts], readRecords(meanwhile('order', docs, [])));
    expect(removers.map((head) => head.author.person)).toEqual(['跟单甲']);
    expect(changes).toMatchObject([{ path: 'cartons', before: '10', head: { value: '12' } }]);
    for (const [settled, shelf] of [
      [outOfTrash, 'open'],
      [toTrash, 'trash'],
    ] as const) {
      const after = factsOf('order', [meanwhile('order', docs, [settled])]);
      expect(projectOrder(id, after, null)).toMatchObject({ shelf, conflicts: [] });
    }
  });

  test('[F3] a price set at the same time, in a document that held nothing of it, is shown too', () => {
    const board = factsOf('order', [meanwhile('order', [order()], [toTrash])]);
    const commercial = factsOf('order', [meanwhile('order', [], [{ set: { total: '100' } }])]);
    expect(trashedOf(board, factsOf('order', []))).not.toBeNull();
    expect(projectOrder(id, board, commercial)).toMatchObject({
      shelf: 'open',
      conflicts: [{ path: wholeEntity }],
    });
  });

  test('[F3] and the first price of a line that somebody removed meanwhile', () => {
    const base = meanwhile('order', [], [{ set: { 'lines/a/cartons': '5' } }]);
    const board = factsOf('order', [meanwhile('order', [base], [{ remove: ['lines/a'] }])]);
    const commercial = factsOf('order', [meanwhile('order', [], [{ set: { 'lines/a/unit_price': '1.5' } }])]);
    expect(readOrder(id, board, null).lines).toEqual([]);
    expect(readOrder(id, board, commercial)).toMatchObject({
      lines: [{ id: 'a', removedAndChanged: true }],
      conflicts: [{ path: 'lines/a' }],
    });
  });

  test('[F3] two people who delete it at once agree, and a card moved in its column is no change', () => {
    const base = order();
    const docs = [
      meanwhile('order', [base], [toTrash]),
      meanwhile('order', [base], [toTrash]),
      meanwhile('order', [base], [{ set: { position: 'a5' } }]),
    ];
    expect(projectOrder(id, factsOf('order', docs), null)).toMatchObject({ shelf: 'trash', conflicts: [] });
  });

  test('goes to every document of the order, and writes nothing where nothing is', () => {
    const parts = splitChange('order', toTrash);
    expect([...parts.keys()]).toEqual(['board', 'commercial']);
    expect(readRecords(meanwhile('order', [], [toTrash, outOfTrash]))).toEqual([]);
    expect([...splitChange('order', outOfTrash).keys()]).toEqual(['board', 'commercial']);
  });
});

describe('[F3] the thirty days of an order that was deleted by a slow clock', () => {
  const day = 86_400_000;
  const now = Date.UTC(2026, 10, 23);
  const [slow, today] = [now - 40 * day, now - 60_000];
  const write = (doc: Y.Doc, at: number, change: Change) => appendChange(doc, she, at, change, 'order');
  const left = (home: Y.Doc, commercial: Y.Doc | null = null) =>
    daysLeft(
      trashedOf(factsOf('order', [home]), commercial && factsOf('order', [commercial]))?.since ?? '',
      now,
    );

  test('[F3] begin no earlier than the newest change that it had seen', () => {
    const doc = new Y.Doc();
    write(doc, today, { set: { cartons: '1' } });
    write(doc, slow, toTrash);
    expect(left(doc)).toBe(30);
    // Out of it and in again: the way back was seen as well.
    write(doc, today, outOfTrash);
    write(doc, slow, toTrash);
    expect(left(doc)).toBe(30);
  });

  test('[F3] nor than the newest price', () => {
    const [board, commercial] = [new Y.Doc(), new Y.Doc()];
    write(board, slow, { set: { cartons: '1' } });
    write(commercial, today, { set: { total: '1' } });
    for (const doc of [board, commercial]) write(doc, slow, toTrash);
    expect(left(board)).toBe(0);
    expect(left(board, commercial)).toBe(30);
  });

  test('[F3] nor than the later of two deletions, whichever arrived first; what came after them is no matter', () => {
    const base = new Y.Doc();
    write(base, slow, { set: { cartons: '1' } });
    const [one, other] = [meanwhile('order', [base], []), meanwhile('order', [base], [])];
    write(one, slow, toTrash);
    write(other, today, toTrash);
    write(one, now + 90 * day, { set: { position: 'a5' } });
    const since = [
      [one, other],
      [other, one],
    ].map((docs) => trashedOf(factsOf('order', docs), null)?.since);
    expect(since).toEqual([new Date(today).toISOString(), new Date(today).toISOString()]);
  });

  test('[F3] stand as they were told while a change that it had seen has not arrived', () => {
    const doc = new Y.Doc();
    write(doc, today, { set: { cartons: '1' } });
    write(doc, slow, toTrash);
    const [, removal] = readRecords(doc);
    const facts = fold(removal ? [removal] : [], 'order');
    expect(trashedOf(facts, null)?.since).toBe(new Date(slow).toISOString());
  });
});

test('thirty days, told by whole days; a clock that is ahead takes none away', () => {
  const since = '2026-11-23T02:00:00.000Z';
  const at = (days: number) => daysLeft(since, Date.parse(since) + days * 86_400_000);
  expect([at(-3), at(0), at(0.9), at(1), at(29.99), at(30), at(400)]).toEqual([30, 30, 30, 29, 1, 0, 0]);
});
