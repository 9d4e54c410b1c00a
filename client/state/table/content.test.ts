import { expect, test } from 'vitest';
import type { Path } from '../../../shared/model/facts.ts';
import { noFacts } from '../../../shared/model/facts.ts';
import { projectOrder } from '../../../shared/model/project.ts';
import type { Cell, OrderRow } from '../../../shared/model/rows.ts';
import type { EntityId } from '../../../shared/sync/document-name.ts';
import { archiving, settingAll } from './bulk-plan.ts';
import { columnIds, columnOf, type ColumnId } from './columns.ts';
import { contentOf, fieldOfColumn, lockOf, pathOf, seenIn, setting } from './content.ts';

const one = <T>(value: T): Cell<T> => ({ kind: 'one', value });
const none = { kind: 'none' } as const;
const bare: OrderRow = projectOrder('order_x1' as EntityId, noFacts, null);
const line = (id: string, cartons: Cell<string>) => ({ id, product: none, count: one('113'), cartons });
const container = (id: string) => ({
  id,
  number: none,
  type: one('40RH'),
  cartons: none,
  setPoint: one('-3'),
  ventilation: none,
});
const with_ = (change: Partial<OrderRow>): OrderRow => ({ ...bare, ...change });
const at = (id: ColumnId) => columnOf(id);

test('every column has a field of the schema, and an empty order something to show', () => {
  for (const id of columnIds) {
    // What the checks found is nobody's to type.
    if (id === 'found') continue;
    expect(fieldOfColumn(at(id)).type.kind).toBeTypeOf('string');
    expect(contentOf(at(id), bare).kind).toBe(id === 'stage' ? 'one' : 'none');
  }
});

test.each<[ColumnId, Partial<OrderRow>, string | null]>([
  ['cartons', {}, 'cartons'],
  ['amount', {}, 'total'],
  ['papersDue', {}, 'papers_due'],
  ['count', {}, null],
  ['count', { lines: [line('l1', none)] }, 'lines/l1/count'],
  ['count', { lines: [line('l1', none), line('l2', none)] }, null],
  ['containers', { containers: [container('c1')] }, 'containers/c1/type'],
  ['setPoint', { containers: [container('c1')] }, 'containers/c1/set_point'],
  ['setPoint', { containers: [container('c1'), container('c2')] }, null],
])('%s of %j is edited at %s', (id, change, path) => {
  expect(pathOf(at(id), with_(change))).toBe(path);
});

test.each<[ColumnId, Partial<OrderRow>, string | null]>([
  ['etd', { etd: { kind: 'many', values: ['2026-12-01', '2026-12-02'] } }, 'conflict'],
  ['stage', { stages: ['booked', 'sailed'] }, 'conflict'],
  ['etd', { newer: true }, 'newer'],
  ['count', {}, 'several'],
  ['etd', {}, null],
])('%s of %j: %s', (id, change, lock) => {
  expect(lockOf(at(id), with_(change))).toBe(lock);
  if (lock !== null) expect(setting(at(id), with_(change), 'x')).toBeNull();
});

test.each<[ColumnId, Partial<OrderRow>, readonly (string | null)[]]>([
  ['etd', {}, [null]],
  ['etd', { etd: one('2026-12-01') }, ['2026-12-01']],
  // What shows and was never set: nothing else was seen there.
  ['stage', {}, ['enquiry', null]],
  ['stage', { stage: 'booked', stages: ['booked'] }, ['booked']],
  ['cartons', { cartons: one('530'), lines: [line('l1', one('530'))] }, ['530', null]],
  ['cartons', { cartons: one('540'), lines: [line('l1', one('530'))] }, ['540']],
])('[F2] whoever edits %s of %j has seen %j', (id, change, seen) => {
  expect(seenIn(at(id), with_(change))).toEqual(seen);
});

test('a change names its path and what was shown there; what stands already is no change', () => {
  const row = with_({ etd: one('2026-12-01') });
  expect(setting(at('etd'), row, '2026-12-02')).toEqual({
    change: { set: { ['etd' as Path]: '2026-12-02' } },
    shown: { etd: ['2026-12-01'] },
  });
  expect(setting(at('etd'), row, '2026-12-01')).toBeNull();
  expect(setting(at('etd'), bare, null)).toBeNull();
  expect(setting(at('etd'), row, null)).toMatchObject({ change: { set: { etd: null } } });
});

test('many at once: what people disagree on is left to be settled, what cannot be written is counted', () => {
  const plan = settingAll(at('etd'), '2026-12-02');
  expect(plan(with_({ etd: { kind: 'many', values: ['a', 'b'] } }))).toBe('conflict');
  expect(plan(with_({ newer: true }))).toBe('locked');
  expect(plan(with_({ etd: one('2026-12-02') }))).toBe('same');
  expect(plan(bare)).toMatchObject({ change: { set: { etd: '2026-12-02' } } });
  expect(archiving(with_({ shelf: 'archived' }))).toBe('same');
  expect(archiving(with_({ newer: true }))).toBe('locked');
  expect(archiving(bare)).toMatchObject({ change: { set: { archived: true } } });
});
