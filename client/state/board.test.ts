import { expect, test } from 'vitest';
import type { Change } from '../../shared/model/facts.ts';
import type { OrderRow } from '../../shared/model/rows.ts';
import { defaultStages } from '../../shared/model/stages.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { Board } from './board.svelte.ts';
import type { Shown } from './shown.ts';
import type { Workspace } from './workspace.svelte.ts';

const id = 'order_x1' as EntityId;

/** A board of one order, and what it asks to be written. */
function board(stages: readonly string[]) {
  const row = { id, stage: stages[0], stages, position: 'a0', conflicts: [] } as unknown as OrderRow;
  const asked: { change: Change; shown: Shown | undefined }[] = [];
  const workspace = {
    orders: [row],
    stages: defaultStages,
    orderById: new Map([[id, row]]),
    change(_kind: string, _id: EntityId, change: Change, shown?: Shown) {
      asked.push({ change, shown });
      return Promise.resolve(true);
    },
  } as unknown as Workspace;
  return { board: new Board(workspace), asked };
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
  await moved.move(id, 'booked', 0);
  expect(asked.map(({ change }) => change.set?.['stage'])).toEqual(['booked']);
  expect(asked.map((one) => one.shown)).toEqual([{ stage: shown }]);
});
