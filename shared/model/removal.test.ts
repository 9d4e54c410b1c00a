import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Change } from './facts.ts';
import { fold } from './fold.ts';
import { itemsOf } from './items.ts';
import { readRecords } from './read.ts';
import { appendChange } from './record.ts';
import { removalOf } from './removal.ts';
import { OrderDocuments } from './test-documents.ts';

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

test('[F3] a line that is gone at home is shown while the other document wavers', () => {
  const [office, yard] = [new OrderDocuments(), new OrderDocuments()];
  office.write({ set: { 'lines/l1/cartons': '540' } });
  office.write({ remove: ['lines/l1'] });
  // One device has a price of it, on another prices came and went: there the line is of two minds.
  appendChange(
    office.commercial,
    { person: '甲', device: 'a' },
    1,
    { set: { 'lines/l1/unit_price': '9' } },
    'order',
  );
  appendChange(
    yard.commercial,
    { person: '乙', device: 'b' },
    1,
    { set: { 'lines/l1/amount': '8' } },
    'order',
  );
  appendChange(yard.commercial, { person: '乙', device: 'b' }, 2, { remove: ['lines/l1'] }, 'order');
  office.merge(yard);
  expect(itemsOf(office.facts(), 'lines')).toMatchObject([{ path: 'lines/l1', removedAndChanged: true }]);
});
