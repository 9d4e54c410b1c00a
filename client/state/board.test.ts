import { expect, test } from 'vitest';
import type { Change } from '../../shared/model/facts.ts';
import type { OrderRow } from '../../shared/model/rows.ts';
import { defaultStages } from '../../shared/model/stages.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { Board } from './board.svelte.ts';
import type { OrderList } from './order-list.svelte.ts';
import type { Shown } from './shown.ts';
import type { Workspace } from './workspace.svelte.ts';

const id = 'order_x1' as EntityId;

const layout = { group: 'stage', lane: null, sort: { key: 'position', descending: false } } as const;

/** A board of one order, and what it asks to be written. */
function board(stages: readonly string[]) {
  const row = { id, stage: stages[0], stages, position: 'a0', conflicts: [] } as unknown as OrderRow;
  const asked: { change: Change; shown: Shown | undefined }[] = [];
  const list = {
    sections: [],
    section: (group: string) => ({ shown: group === row.stage ? [row] : [], start: 0, length: 1 }),
    placeOf: () => null,
  } as unknown as OrderList;
  const workspace = {
    stages: defaultStages,
    order: () => row,
    watchOrders: () => () => undefined,
    change(_kind: string, _id: EntityId, change: Change, shown?: Shown) {
      asked.push({ change, shown });
      return Promise.resolve(true);
    },
  } as unknown as Workspace;
  return { board: new Board(workspace, list, layout), asked };
}

test.each<readonly [readonly string[], readonly (string | null)[]]>([
  [['quoted'], ['quoted']],
  [
    ['quoted', 'packing'],
    ['quoted', 'packing'],
  ],
  // An order of which no stage is said stands there as well.
  [['enquiry'], ['enquiry', null]],
])('[F2] a move of a card that shows %j supersedes that and nothing else', async (stages, shown) => {
  const { board: moved, asked } = board(stages);
  await moved.move(id, { group: 'booked', lane: '', after: null, before: null });
  expect(asked.map(({ change }) => change.set?.['stage'])).toEqual(['booked']);
  expect(asked.map((one) => one.shown)).toEqual([{ stage: shown }]);
});
