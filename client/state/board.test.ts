import { expect, test } from 'vitest';
import type { Change } from '../../shared/model/facts.ts';
import type { OrderRow } from '../../shared/model/rows.ts';
import { defaultStages } from '../../shared/model/stages.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { groupKeys, type GroupKey } from '../../shared/views/grouping.ts';
import { sameSpot, type Spot } from './board-cell.svelte.ts';
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

/** A board by any keys with one order in one cell of it, and what moving that to another cell writes. */
async function moved(group: GroupKey, lane: GroupKey | null, from: Spot, to: Spot) {
  const cell = (value: string) => (value === '' ? { kind: 'none' } : { kind: 'one', value });
  const at = (key: GroupKey): string => (key === group ? from.group : key === lane ? from.lane : '');
  const stage = at('stage') || 'packing';
  const row = {
    id,
    stage,
    stages: [stage],
    position: 'a0',
    customer: cell(at('customer')),
    owner: cell(at('owner')),
    portOfDischarge: cell(at('port')),
  } as unknown as OrderRow;
  const asked: { readonly set: Change['set']; readonly shown: Shown | undefined }[] = [];
  const spots = [from, to].flatMap((one) => [from, to].map(({ lane: other }) => ({ ...one, lane: other })));
  const list = {
    sections: spots.map((spot) => ({ ...spot, totals: { orders: sameSpot(spot, from) ? 1 : 0 } })),
    section: (ofGroup: string, ofLane: string) => {
      const here = sameSpot({ group: ofGroup, lane: ofLane }, from);
      return { shown: here ? [row] : [], start: 0, length: here ? 1 : 0 };
    },
    placeOf: () => ({ id, ...from, index: 0 }),
  } as unknown as OrderList;
  const workspace = {
    stages: defaultStages,
    order: () => row,
    watchOrders: () => () => undefined,
    change(_kind: string, _id: EntityId, change: Change, shown?: Shown) {
      asked.push({ set: change.set, shown });
      return Promise.resolve(true);
    },
  } as unknown as Workspace;
  const sort = { key: 'position', descending: false } as const;
  const laid = new Board(workspace, list, { group, lane, sort });
  const obstacle = laid.obstacle(from, to);
  await laid.move(id, { ...to, after: null, before: null });
  return { asked, obstacle };
}

const names: Readonly<Record<GroupKey, readonly [string, string]>> = {
  stage: ['packing', 'booked'],
  customer: ['customer_a', ''],
  owner: ['跟单甲', '跟单乙'],
  port: ['', 'Jeddah'],
  month: ['2026-11', '2026-12'],
  product: ['product_a', 'product_b'],
};
const fields = { stage: 'stage', customer: 'customer', owner: 'owner', port: 'port_of_discharge' } as const;
const isSettable = (key: GroupKey): key is keyof typeof fields => Object.hasOwn(fields, key);
const pairs = groupKeys.flatMap((group) =>
  [null, ...groupKeys].flatMap((lane) => (lane === group ? [] : [[group, lane] as const])),
);

test.each(pairs)(
  '[F2] columns by %s and lanes by %s: a move writes what changes its cell',
  async (group, lane) => {
    const spot = (column: 0 | 1, row: 0 | 1): Spot => ({
      group: names[group][column],
      lane: lane === null ? '' : names[lane][row],
    });
    const steps =
      lane === null
        ? [[1, 0] as const]
        : ([
            [1, 0],
            [0, 1],
            [1, 1],
          ] as const);
    for (const [column, row] of steps) {
      const { asked, obstacle } = await moved(group, lane, spot(0, 0), spot(column, row));
      const changed = [column === 1 ? group : null, row === 1 ? lane : null].filter((key) => key !== null);
      const fixed = changed.find((key) => !isSettable(key));
      expect(obstacle).toBe(fixed ?? null);
      if (fixed !== undefined) {
        expect(asked).toEqual([]);
        continue;
      }
      // A card of a stage is put there at a place, whichever lane it goes to.
      const written = group === 'stage' ? [...new Set(['stage' as const, ...changed])] : changed;
      const value = (key: GroupKey, at: 0 | 1) => names[key][at] || null;
      const [{ set = {}, shown = {} } = {}] = asked;
      const { position, ...others } = set;
      expect(position !== undefined).toBe(group === 'stage');
      const keyed = written.filter(isSettable);
      expect(others).toEqual(
        Object.fromEntries(keyed.map((key) => [fields[key], value(key, changed.includes(key) ? 1 : 0)])),
      );
      expect(shown).toEqual(Object.fromEntries(keyed.map((key) => [fields[key], [value(key, 0)]])));
    }
  },
);

test('a card that was moved twice stays where it was put until its columns show it there', async () => {
  const row = {
    id,
    stage: 'packing',
    stages: ['packing'],
    position: 'a0',
    owner: { kind: 'one', value: '跟单甲' },
  } as unknown as OrderRow;
  const spots = ['packing', 'booked'].flatMap((group) =>
    ['跟单甲', '跟单乙'].map((lane) => ({ group, lane })),
  );
  const from = { group: 'packing', lane: '跟单甲' };
  const list = {
    sections: spots.map((spot) => ({ ...spot, totals: { orders: sameSpot(spot, from) ? 1 : 0 } })),
    section: () => ({ shown: [], start: 0, length: 0 }),
    placeOf: () => ({ id, ...from, index: 0 }),
  } as unknown as OrderList;
  let written: OrderRow = row;
  const readers: ((rows: readonly OrderRow[]) => void)[] = [];
  const workspace = {
    stages: defaultStages,
    order: () => row,
    watchOrders(_ids: readonly EntityId[], read: (rows: readonly OrderRow[]) => void) {
      readers.push(read);
      return () => undefined;
    },
    change(_kind: string, _id: EntityId, { set }: Change) {
      written = {
        ...written,
        ...(set?.['owner'] && { owner: { kind: 'one', value: set['owner'] } }),
        ...(set?.['stage'] && { stage: set['stage'], stages: [set['stage']] }),
        position: set?.['position'],
      } as OrderRow;
      return Promise.resolve(true);
    },
  } as unknown as Workspace;
  const sort = { key: 'position', descending: false } as const;
  const laid = new Board(workspace, list, { group: 'stage', lane: 'owner', sort });
  const at = () => {
    const found = laid.find(id);
    return found && laid.spotOf(found);
  };
  await laid.move(id, { group: 'packing', lane: '跟单乙', after: null, before: null });
  const first = written;
  await laid.move(id, { group: 'booked', lane: '跟单乙', after: null, before: null });
  for (const seen of [row, first, written]) {
    for (const read of readers) read([seen]);
    expect(at()).toEqual({ group: 'booked', lane: '跟单乙' });
  }
  // Somebody else's move shows at once.
  for (const read of readers) read([{ ...written, stage: 'loaded', stages: ['loaded'] }]);
  expect(at()).toEqual(from);
});
