import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Change } from './facts.ts';
import { fold } from './fold.ts';
import { readRecords } from './read.ts';
import { appendChange } from './record.ts';
import { removalOf } from './removal.ts';

test('[F3] says who removed an item and what others had changed in it from what to what', () => {
  const doc = new Y.Doc();
  appendChange(doc, { person: '甲', device: 'a' }, 1, { set: { 'lines/l1/cartons': '540' } }, 'order');
  const before = Y.encodeStateAsUpdate(doc);
  const apart = (person: string, change: Change): void => {
    const copy = new Y.Doc();
    Y.applyUpdate(copy, before);
    appendChange(copy, { person, device: person }, 2, change, 'order');
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy));
  };
  apart('乙', { remove: ['lines/l1'] });
  apart('丙', { set: { 'lines/l1/cartons': '560' } });
  const records = readRecords(doc);
  const { removers, changes } = removalOf('lines/l1', [fold(records, 'order')], records);
  expect(removers.map((head) => head.author.person)).toEqual(['乙']);
  expect(changes).toMatchObject([
    { path: 'lines/l1/cartons', before: '540', head: { value: '560', author: { person: '丙' } } },
  ]);
});
