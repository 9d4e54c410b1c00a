import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { readRecords } from '../../shared/model/read.ts';
import { appendChange } from '../../shared/model/record.ts';
import { writtenSince } from './written-since.ts';

test('what has been written since, in any of the documents, is told once by its paths', () => {
  const [board, commercial] = [new Y.Doc(), new Y.Doc()];
  const look = () =>
    new Map([
      ['board', readRecords(board)],
      ['commercial', readRecords(commercial)],
    ] as const);
  const author = { person: 'Lin', device: 'd1' };
  appendChange(board, author, 1, { set: { cartons: '10' } }, 'order');
  const before = look();
  expect(writtenSince(before, look())).toEqual({ dots: [], paths: [] });
  appendChange(board, author, 2, { set: { cartons: '11', etd: '2026-12-01' } }, 'order');
  appendChange(board, author, 3, { set: { cartons: '12' } }, 'order');
  appendChange(commercial, author, 4, { set: { total: '5' } }, 'order');
  const since = writtenSince(before, look());
  expect(since.paths).toEqual(['cartons', 'etd', 'total']);
  expect(since.dots).toHaveLength(3);
  const later = look();
  appendChange(board, author, 5, { set: { 'lines/x1/cartons': '5', 'lines/x1/count': '113' } }, 'order');
  expect(writtenSince(later, look()).paths).toEqual(['lines/x1']);
});
