import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultStages } from '../model/stages.ts';
import type { EntityId } from '../sync/document-name.ts';
import { dayNumber } from './calendar-day.ts';
import { dateKeys, type DateKey, type OrderEntry } from './entry.ts';
import { blankEntry } from './test-entry.ts';
import { stageOrder } from './today.ts';
import { TodayList } from './today-list.ts';

const monday = dayNumber('2026-11-23') ?? 0;
const options = { today: monday, stages: stageOrder(defaultStages), mine: null };
const all = { settle: 1_000, due: 1_000, waiting: 1_000 };

function entry(
  id: string,
  dates: Partial<Record<DateKey, number>>,
  more: Partial<OrderEntry> = {},
): OrderEntry {
  return {
    ...blankEntry,
    id: `order_${id}` as EntityId,
    stage: 'packing',
    number: id,
    days: dateKeys.map((key) => (dates[key] === undefined ? null : monday + dates[key])),
    ...more,
  };
}

const day = fc.option(fc.integer({ min: -100, max: 30 }), { nil: undefined });
const anyEntry = (id: string) =>
  fc
    .record({
      stage: fc.constantFrom(...defaultStages.map((stage) => stage.id)),
      shelf: fc.constantFrom('open', 'archived', 'trash'),
      owners: fc.subarray(['跟单甲', '跟单乙']),
      conflicts: fc.nat(2),
      critical: fc.boolean(),
      waiting: fc.boolean(),
      containers: fc.subarray([['40RH', 2] as const, ['20RF', 1] as const]),
      dates: fc.record(Object.fromEntries(dateKeys.map((key) => [key, day])) as Record<DateKey, typeof day>),
    })
    .map(({ dates, ...more }) => {
      const set = Object.fromEntries(Object.entries(dates).filter(([, at]) => at !== undefined));
      return entry(id, set, more);
    });

const read = (list: TodayList) => ({ groups: list.groups(all), week: list.week(), onTime: list.onTime() });

test('however orders change, the list is the one made anew', () => {
  const ids = ['a', 'b', 'c', 'd'];
  const changes = fc.array(
    fc.constantFrom(...ids).chain((id) => fc.option(anyEntry(id), { nil: id })),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(changes, fc.constantFrom(null, '跟单甲'), (made, mine) => {
      const entries = new Map<string, OrderEntry>();
      const list = new TodayList([], { ...options, mine });
      for (const change of made) {
        const id = typeof change === 'string' ? `order_${change}` : change.id;
        const next = typeof change === 'string' ? null : change;
        list.replace(entries.get(id) ?? null, next);
        if (next) entries.set(id, next);
        else entries.delete(id);
      }
      expect(read(list)).toEqual(read(new TodayList(entries.values(), { ...options, mine })));
    }),
  );
});

test('names as many of each group as are asked for, and counts all', () => {
  const entries = ['a', 'b', 'c'].map((id, index) => entry(id, { latestShipment: index }));
  const list = new TodayList(entries, options);
  const [settle, due, waiting] = list.groups({ settle: 9, due: 2, waiting: 9 });
  expect([settle?.count, due?.count, waiting?.count]).toEqual([0, 3, 0]);
  expect(due?.first.map(({ order }) => order)).toEqual(['order_a', 'order_b']);
});

test('of one person only her own orders count', () => {
  const owned = (id: string, owners: readonly string[]) =>
    entry(id, { latestShipment: 1, etd: 0 }, { owners });
  const list = new TodayList([owned('a', ['跟单甲']), owned('b', ['跟单乙']), owned('c', [])], {
    ...options,
    mine: '跟单甲',
  });
  expect(list.groups(all).map(({ count }) => count)).toEqual([0, 1, 0]);
  expect(list.week()[0]?.unknown).toBe(1);
});

const boxes = [['40RH', 2] as const];
const sailings: readonly (readonly [name: string, entry: OrderEntry, week: string])[] = [
  ['by its ETD', entry('a', { etd: 2 }, { containers: boxes }), '2026-11-25 2 0 0'],
  ['by the day it sailed', entry('a', { etd: 2, sailed: 1 }, { containers: boxes }), '2026-11-24 2 0 0'],
  ['after the promise', entry('a', { etd: 6, promisedEtd: 5 }, { containers: boxes }), '2026-11-29 2 2 0'],
  ['of unknown size', entry('a', { etd: 0 }), '2026-11-23 0 0 1'],
  [
    'archived already',
    entry('a', { sailed: 0 }, { containers: boxes, shelf: 'archived' }),
    '2026-11-23 2 0 0',
  ],
  ['next week', entry('a', { etd: 7 }, { containers: boxes }), ''],
  ['last week', entry('a', { etd: -1 }, { containers: boxes }), ''],
  ['in the trash', entry('a', { etd: 2 }, { containers: boxes, shelf: 'trash' }), ''],
];

test.each(sailings)('what sails in a week: %s', (_name, one, week) => {
  const found = new TodayList([one], options)
    .week()
    .filter(({ containers, unknown }) => containers + unknown > 0)
    .map(({ date, containers, late, unknown }) => `${date} ${containers} ${late} ${unknown}`);
  expect(found.join()).toBe(week);
});

test('a sailing is on time against each of three dates it has', () => {
  const list = new TodayList(
    [
      entry('a', { sailed: -2, promisedEtd: -2, latestShipment: 5, requestedEtd: -3 }),
      entry('b', { sailed: -89, promisedEtd: -90, latestShipment: -80 }),
      entry('c', { sailed: -90, promisedEtd: -90 }),
      entry('d', { sailed: 1, promisedEtd: 1 }),
      entry('e', { etd: -1, promisedEtd: -1 }),
      entry('f', { sailed: 0 }),
    ],
    options,
  );
  expect(list.onTime()).toEqual({
    sailed: 3,
    promised: { met: 1, of: 2 },
    latest: { met: 2, of: 2 },
    requested: { met: 0, of: 1 },
  });
});
