import { beforeEach, describe, expect, test } from 'vitest';
import type { FactValue, Path } from '../../shared/model/facts.ts';
import type { Stood } from '../../shared/model/undo.ts';
import type { EntityId, WorkspaceId } from '../../shared/sync/document-name.ts';
import { Learning } from './learning.svelte.ts';
import type { Written } from './undo.svelte.ts';

const workspace = 'lessons' as WorkspaceId;
const stood = (value: FactValue): Stood => ({ value, dots: [], seenFields: [] });

function written(id: string, path: string, before: FactValue, to: FactValue): Written {
  const one = { compartment: 'board', path: path as Path, joined: false, dispute: null } as const;
  return {
    kind: 'order',
    id: id as EntityId,
    born: false,
    step: [{ ...one, wrote: [stood(to)], before: [stood(before)] }],
  };
}

let learning: Learning;
beforeEach(() => {
  learning = new Learning(workspace);
  while (learning.current) learning.done();
});

describe('it is asked what an order taught', () => {
  test.each([
    [
      'comes to the last stage',
      written('order_a', 'stage', 'paid', 'closed'),
      { order: 'order_a', claim: false },
    ],
    [
      'has its claim settled',
      written('order_a', 'stage', 'claim', 'closed'),
      { order: 'order_a', claim: true },
    ],
    ['is archived', written('order_a', 'archived', null, true), { order: 'order_a', claim: false }],
    ['only moves on', written('order_a', 'stage', 'paid', 'claim'), null],
    ['is brought back', written('order_a', 'archived', true, false), null],
    ['is changed otherwise', written('order_a', 'cartons', '1', '2'), null],
    ['was born there', { ...written('order_a', 'stage', null, 'closed'), born: true }, null],
    ['is no order', { ...written('customer_a', 'archived', null, true), kind: 'customer' as const }, null],
  ])('where it %s', (_name, action, asked) => {
    learning.see(action, 'closed');
    expect(learning.current).toEqual(asked);
  });

  test('once', () => {
    learning.see(written('order_a', 'stage', 'paid', 'closed'), 'closed');
    learning.done();
    learning.see(written('order_a', 'archived', null, true), 'closed');
    expect(learning.current).toBeNull();
  });

  test('of the newest, unless somebody has begun to answer; then of the next afterwards', () => {
    for (const id of ['order_a', 'order_b']) learning.see(written(id, 'archived', null, true), 'closed');
    expect(learning.current?.order).toBe('order_b');
    learning.text = 'never green ribbons';
    learning.see(written('order_c', 'archived', null, true), 'closed');
    expect([learning.current?.order, learning.text]).toEqual(['order_b', 'never green ribbons']);
    learning.done();
    expect([learning.current?.order, learning.text]).toEqual(['order_c', '']);
  });

  test('and what was typed is there again in a new page', () => {
    learning.see(written('order_a', 'stage', 'claim', 'closed'), 'closed');
    learning.text = 'two\nlines';
    const again = new Learning(workspace);
    expect([again.current, again.text]).toEqual([{ order: 'order_a', claim: true }, 'two\nlines']);
    again.done();
    expect(new Learning(workspace).current).toBeNull();
  });
});
