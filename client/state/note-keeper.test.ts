import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { keepNote } from './note-keeper.ts';

const minutes = 60_000;
const kept: string[] = [];
let doc: Y.Doc;
let end: () => void;

const write = (text: string, origin: string): void =>
  doc.transact(() => doc.getText('note').insert(doc.getText('note').length, text), origin);

beforeEach(() => {
  vi.useFakeTimers();
  kept.length = 0;
  doc = new Y.Doc();
  write('before', 'elsewhere');
  end = keepNote(doc, {
    text: () => doc.getText('note').toJSON() || null,
    isOwn: (origin) => origin === 'here',
    keep: (text, within) => kept.push(within === undefined ? text : `${text} (found)`),
  });
});
afterEach(() => {
  end();
  vi.useRealTimers();
});

test('what was found is kept before the first edit, what was written when it has rested', () => {
  write(' one', 'here');
  expect(kept).toEqual(['before (found)']);
  vi.advanceTimersByTime(9 * minutes);
  // A colleague goes on: it has not rested.
  write(' two', 'elsewhere');
  vi.advanceTimersByTime(9 * minutes);
  expect(kept).toHaveLength(1);
  vi.advanceTimersByTime(1 * minutes);
  expect(kept).toEqual(['before (found)', 'before one two']);
  vi.advanceTimersByTime(60 * minutes);
  expect(kept).toHaveLength(2);
});

test('what a colleague is in the middle of is not kept as found', () => {
  write(' two', 'elsewhere');
  write(' one', 'here');
  expect(kept).toEqual([]);
  vi.advanceTimersByTime(10 * minutes);
  expect(kept).toEqual(['before two one']);
});

test('who only reads keeps nothing', () => {
  write(' two', 'elsewhere');
  vi.advanceTimersByTime(60 * minutes);
  end();
  expect(kept).toEqual([]);
});

test('what has not rested when it ends is kept then', () => {
  write(' one', 'here');
  end();
  expect(kept).toEqual(['before (found)', 'before one']);
});
