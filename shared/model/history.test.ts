import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { dotKey } from './dot.ts';
import type { Dot, Facts, Path } from './facts.ts';
import { fold } from './fold.ts';
import { historyOf, putBackFrom, valueBefore } from './history.ts';
import { ownWriter, readRecords, recordsName } from './read.ts';
import { appendChange } from './record.ts';
import { restoresIn } from './restore-entry.ts';
import { timelineOf } from './timeline.ts';
import { planUndo, stepOf } from './undo.ts';
import { appendUndo } from './undo-write.ts';

const author = (person: string) => ({ person, device: person });
const facts = (doc: Y.Doc): Facts => fold(readRecords(doc), 'order');
const standing = (doc: Y.Doc, path: string): readonly unknown[] =>
  facts(doc)
    .paths.get(path as Path)
    ?.heads.map((head) => head.value) ?? [];

function before(doc: Y.Doc, path: string): unknown {
  const state = facts(doc).paths.get(path as Path);
  return state && valueBefore(readRecords(doc), path, state);
}

function twoApart(): readonly [Y.Doc, Y.Doc] {
  const office = new Y.Doc();
  appendChange(office, author('甲'), 1, { set: { cartons: '1630' } }, 'order');
  const yard = new Y.Doc();
  Y.applyUpdate(yard, Y.encodeStateAsUpdate(office));
  appendChange(office, author('甲'), 2, { set: { cartons: '1590' } }, 'order');
  appendChange(yard, author('乙'), 3, { set: { cartons: '1605' } }, 'order');
  Y.applyUpdate(office, Y.encodeStateAsUpdate(yard));
  return [office, yard];
}

/** Brings back the newest entry of a path that has this value. */
function restore(doc: Y.Doc, path: string, value: unknown): boolean {
  const entry = historyOf(readRecords(doc), path).find((one) => one.value === value);
  const change = entry && restoresIn({ kind: 'order', home: facts(doc), commercial: null })(entry);
  if (change) appendChange(doc, author('丙'), 9, change, 'order');
  return Boolean(change);
}

test('the history of a path is every change of it, newest first', () => {
  const [office] = twoApart();
  appendChange(office, author('甲'), 4, { set: { etd: '2026-12-06' } }, 'order');
  const records = readRecords(office);
  const told = historyOf(records, 'cartons').map((entry) => [entry.value, entry.author.person]);
  expect(told).toEqual([
    ['1605', '乙'],
    ['1590', '甲'],
    ['1630', '甲'],
  ]);
  expect(historyOf(records).map((entry) => entry.path)).toEqual(['etd', 'cartons', 'cartons', 'cartons']);
});

test('what stood before two people disagreed is the one value both had seen', () => {
  const [office, yard] = twoApart();
  expect(before(office, 'cartons')).toBe('1630');
  // One of them saw two values when she wrote: there was no single one before.
  appendChange(office, author('甲'), 5, { set: { cartons: '1600' } }, 'order');
  appendChange(yard, author('乙'), 6, { set: { cartons: '1610' } }, 'order');
  Y.applyUpdate(office, Y.encodeStateAsUpdate(yard));
  expect(standing(office, 'cartons')).toHaveLength(2);
  expect(before(office, 'cartons')).toBeUndefined();
});

test('[F6] bringing a value back is a new record above those that stand, and takes nothing out', () => {
  const [office] = twoApart();
  const stored = readRecords(office);
  expect(restore(office, 'cartons', '1630')).toBe(true);
  expect(standing(office, 'cartons')).toEqual(['1630']);
  expect(readRecords(office).slice(0, 3)).toEqual(stored);
  expect(Y.snapshot(office).ds.clients.size).toBe(0);
  // It stands: there is nothing to bring back.
  expect(restore(office, 'cartons', '1630')).toBe(false);
});

test('[F6] a removed item comes back with its fields, and they not before it', () => {
  const doc = new Y.Doc();
  appendChange(doc, author('甲'), 1, { set: { 'lines/k/cartons': '500' } }, 'order');
  appendChange(doc, author('甲'), 2, { set: { 'lines/k/cartons': '600' } }, 'order');
  expect(restore(doc, 'lines/k', true)).toBe(false);
  appendChange(doc, author('乙'), 3, { remove: ['lines/k'] }, 'order');
  expect(restore(doc, 'lines/k/cartons', '500')).toBe(false);
  expect(restore(doc, 'lines/k', false)).toBe(true);
  expect(standing(doc, 'lines/k')).toEqual([true]);
  expect(standing(doc, 'lines/k/cartons')).toEqual(['600']);
  expect(restore(doc, 'lines/k', false)).toBe(false);
});

test('a record says when its author had no relay, and everybody reads it', () => {
  const doc = new Y.Doc();
  appendChange(doc, { ...author('甲'), offline: true }, 1, { set: { cartons: '1630' } }, 'order');
  appendChange(doc, author('甲'), 2, { set: { cartons: '1590' } }, 'order');
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  expect(historyOf(readRecords(copy)).map((entry) => entry.author)).toEqual([
    author('甲'),
    { ...author('甲'), offline: true },
  ]);
  // Anything else there is nothing anybody meant.
  copy.getArray('records').push([{ a: '乙', d: 'b', t: 3, o: 'yes', s: [['etd', '2026-12-06']] }]);
  expect(historyOf(readRecords(copy), 'etd')[0]?.author).toEqual({ person: '乙', device: 'b' });
});

test('[F2] a value that a forger named before it was written is in the history, with who hid it, and comes back', () => {
  const office = new Y.Doc();
  const forged = new Y.Doc();
  appendChange(office, author('甲'), 1, { set: { cartons: '1630' } }, 'order');
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(office));
  // He names what stands and, unseen, what she is going to write next.
  const named = [office.clientID, 0, office.clientID, 1];
  forged.getArray('records').push([{ a: '戊', d: 'x', t: 2, s: [['cartons', '1', named]] }]);
  appendChange(office, author('甲'), 3, { set: { cartons: '1590' } }, 'order');
  Y.applyUpdate(office, Y.encodeStateAsUpdate(forged));
  expect(standing(office, 'cartons')).toEqual(['1']);
  const told = historyOf(readRecords(office), 'cartons');
  expect(told.map((entry) => [entry.value, entry.author.person])).toEqual([
    ['1590', '甲'],
    ['1', '戊'],
    ['1630', '甲'],
  ]);
  expect(told[1]?.seen).toContainEqual(told[0]?.dot);
  expect(timelineOf('order', readRecords(office), 'cartons')[1]?.entries[0]?.before).toContain('1590');
  expect(restore(office, 'cartons', '1590')).toBe(true);
  expect(standing(office, 'cartons')).toEqual(['1590']);
});

test('[F6] values that stand again because a choice was taken back are still those of who wrote them', () => {
  const [office] = twoApart();
  const settle = (value: string, at: number) => {
    const wrote = appendChange(office, author('丁'), at, { set: { cartons: value } }, 'order');
    if (wrote.kind !== 'written') throw new Error(wrote.kind);
    const records = readRecords(office);
    return stepOf('order', 'board', records, wrote.dot);
  };
  const undo = (step: ReturnType<typeof settle>, at: number) => {
    const mine = new Set(
      readRecords(office).flatMap((one) => (one.author.person === '丁' ? [dotKey(one.dot)] : [])),
    );
    const documents = new Map([['board' as const, { records: readRecords(office), facts: facts(office) }]]);
    appendUndo(office, author('丁'), at, planUndo(step, documents, mine).reverts);
  };
  const told = () =>
    facts(office)
      .paths.get('cartons' as Path)
      ?.heads.map(({ dot, value, author: by }) => {
        const origin = putBackFrom(readRecords(office), 'cartons', dot);
        return [value, by.person, origin && [origin.author.person, origin.at]];
      })
      .sort();
  expect(told()).toEqual([
    ['1590', '甲', null],
    ['1605', '乙', null],
  ]);
  // Taken back twice, they are still not those of the one who took it back.
  for (const at of [5, 7]) {
    undo(settle(at === 5 ? '1590' : '1600', at), at + 1);
    expect(told()).toEqual([
      ['1590', '丁', ['甲', 2]],
      ['1605', '丁', ['乙', 3]],
    ]);
    expect(before(office, 'cartons')).toBe('1630');
  }
  // Who types one of the values anew says so herself.
  settle('1605', 9);
  settle('1590', 10);
  expect(told()).toEqual([['1590', '丁', null]]);
});

test('[F2] records that a forger let name each other are of nobody before them', () => {
  const forger = new Y.Doc();
  const record = (at: number, value: string, seen: readonly number[]) => {
    const dots = seen.flatMap((clock) => [ownWriter, clock]);
    return { a: '甲', d: '甲', t: at, s: [['cartons', value, dots]] };
  };
  forger.getArray(recordsName).push([record(1, '1', [1, 2]), record(2, '2', [0]), record(2, '3', [0])]);
  const records = readRecords(forger);
  const first: Dot = [forger.clientID, 1];
  expect(standing(forger, 'cartons')).toContain('2');
  expect(putBackFrom(records, 'cartons', first)).toBeNull();
  expect(before(forger, 'cartons')).toBe('1');
});
