import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Change, FactValue } from './facts.ts';
import { readRecords } from './read.ts';
import { appendChange } from './record.ts';
import { timelineOf } from './timeline.ts';
import { toTrash } from './trash.ts';

const board = new Y.Doc();
const commercial = new Y.Doc();
const write = (doc: Y.Doc, person: string, at: number, change: Change, offline = false) =>
  appendChange(doc, { person, device: 'd', ...(offline && { offline }) }, at, change, 'order');

write(board, '甲', 1_000, { set: { cartons: '1630', 'lines/a/count': '113', 'lines/a/position': 'a0' } });
write(commercial, '甲', 1_001, { set: { 'lines/a/unit_price': '12.5' } });
write(board, '乙', 2_000, { set: { cartons: '1590' } }, true);
write(board, '乙', 3_000, { remove: ['lines/a'] });
write(board, '甲', 4_000, { set: { 'lines/a': true } });
const records = [...readRecords(board), ...readRecords(commercial)];
const lines = (path?: string) =>
  timelineOf('order', records, path).map(({ author, at, entries }) => [
    author.person,
    author.offline ?? false,
    at,
    entries.map((entry) => [entry.path, ...entry.before, entry.value]),
  ]);

test('what one person did at once is one moment over both documents, newest first', () => {
  expect(lines()).toEqual([
    ['甲', false, 4_000, [['lines/a', false, true]]],
    ['乙', false, 3_000, [['lines/a', true, false]]],
    ['乙', true, 2_000, [['cartons', '1630', '1590']]],
    [
      '甲',
      false,
      1_001,
      [
        ['lines/a/unit_price', '12.5'],
        ['cartons', '1630'],
        ['lines/a/count', '113'],
      ],
    ],
  ]);
});

test('of one path it is that path alone', () => {
  expect(lines('cartons')).toEqual([
    ['乙', true, 2_000, [['cartons', '1630', '1590']]],
    ['甲', false, 1_000, [['cartons', '1630']]],
  ]);
});

test('what is removed in both documents at once is told once', () => {
  const docs = [new Y.Doc(), new Y.Doc()] as const;
  write(docs[0], '甲', 1, { set: { cartons: '1' } });
  write(docs[1], '甲', 1, { set: { total: '1' } });
  for (const [index, doc] of docs.entries()) write(doc, '乙', 100 + index, toTrash);
  const all = timelineOf(
    'order',
    docs.flatMap((doc) => readRecords(doc)),
  );
  expect(all.map(({ entries }) => entries.map(({ path }) => path))).toEqual([
    ['entity/self'],
    expect.arrayContaining(['cartons', 'total']),
  ]);
});

test.each<[string, FactValue]>([
  ['a list, whole', ['12', '4']],
  ['an empty list', []],
  ['nothing, where it had been cleared', null],
])('what stood before is told as it stood: %s', (_name, was) => {
  const doc = new Y.Doc();
  const path = 'papers/p/containers';
  write(doc, '甲', 1, { set: { [path]: ['1'] } });
  write(doc, '甲', 1_000, { set: { [path]: was } });
  write(doc, '乙', 2_000, { set: { [path]: ['5'] } });
  expect(timelineOf('order', readRecords(doc), path)[0]?.entries[0]?.before).toEqual([was]);
});
