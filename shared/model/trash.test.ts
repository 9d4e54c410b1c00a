import { describe, expect, test } from 'vitest';
import type { EntityId } from '../sync/document-name.ts';
import { splitChange } from './documents.ts';
import { readOrder } from './order.ts';
import { wholeEntity } from './path.ts';
import { projectOrder } from './project.ts';
import { removalOf } from './removal.ts';
import { readRecords } from './read.ts';
import { factsOf, meanwhile } from './test-documents.ts';
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

test('thirty days, told by whole days; a clock that is ahead takes none away', () => {
  const since = '2026-11-23T02:00:00.000Z';
  const at = (days: number) => daysLeft(since, Date.parse(since) + days * 86_400_000);
  expect([at(-3), at(0), at(0.9), at(1), at(29.99), at(30), at(400)]).toEqual([30, 30, 30, 29, 1, 0, 0]);
});
