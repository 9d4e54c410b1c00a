import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { fold } from '../../shared/model/fold.ts';
import { readRecords } from '../../shared/model/read.ts';
import { appendChange } from '../../shared/model/record.ts';
import { historyOf, valueBefore } from './history.ts';

const author = (person: string) => ({ person, device: person });

function twoApart(): Y.Doc {
  const office = new Y.Doc();
  appendChange(office, author('甲'), 1, { set: { cartons: '1630' } }, 'order');
  const yard = new Y.Doc();
  Y.applyUpdate(yard, Y.encodeStateAsUpdate(office));
  appendChange(office, author('甲'), 2, { set: { cartons: '1590' } }, 'order');
  appendChange(yard, author('乙'), 3, { set: { cartons: '1605' } }, 'order');
  Y.applyUpdate(office, Y.encodeStateAsUpdate(yard));
  return office;
}

test('what stood before two people disagreed is the value both had seen', () => {
  const records = readRecords(twoApart());
  const heads = [...fold(records, 'order').paths.values()].flatMap((state) => state.heads);
  expect(heads).toHaveLength(2);
  expect(
    valueBefore(
      records,
      'cartons',
      heads.map((head) => head.dot),
    ),
  ).toBe('1630');
});

test('the history of a path is every change of it, newest first', () => {
  const entries = historyOf(readRecords(twoApart()), 'cartons');
  expect(entries.map((entry) => [entry.value, entry.author.person])).toEqual([
    ['1605', '乙'],
    ['1590', '甲'],
    ['1630', '甲'],
  ]);
});
