import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { noteField } from '../../shared/model/note-words.ts';
import { keepNoteSteps } from './note-steps.ts';
import { noteLines, noteText, writeNote } from './note-text.ts';

const text = (...lines: readonly string[]): string =>
  JSON.stringify({
    type: 'doc',
    content: lines.map((line) => ({ type: 'paragraph', content: [{ type: 'text', text: line }] })),
  });
const lines = (doc: Y.Doc) => noteLines(noteText(doc) ?? '');

test("steps are one's own, one after the other, and end with whoever keeps them", () => {
  const doc = new Y.Doc();
  let [steps, released] = [0, 0];
  const kept = keepNoteSteps(
    doc,
    () => steps++,
    () => released++,
  );
  writeNote(doc, text('one'));
  kept.pause();
  writeNote(doc, text('one', 'two'));
  kept.pause();
  const colleague = new Y.Doc();
  Y.applyUpdate(colleague, Y.encodeStateAsUpdate(doc));
  colleague.transact(() => {
    ((colleague.getXmlFragment(noteField).get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(3, ', hers');
  }, ySyncPluginKey);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(colleague), 'relay');
  expect([steps, kept.undoable, kept.redoable]).toEqual([2, 2, 0]);
  writeNote(doc, text('back'));
  expect([steps, lines(doc)]).toEqual([3, ['back']]);
  kept.undo();
  expect([kept.undoable, kept.redoable, lines(doc)]).toEqual([2, 1, ['one, hers', 'two']]);
  kept.undo();
  expect(lines(doc)).toEqual(['one, hers']);
  kept.redo();
  expect([steps, lines(doc)]).toEqual([3, ['one, hers', 'two']]);
  kept.end();
  writeNote(doc, text('later'));
  expect([steps, released]).toEqual([3, 1]);
});
