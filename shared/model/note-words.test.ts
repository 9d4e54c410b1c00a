import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { noteField, noteWords } from './note-words.ts';

function note(write: (fragment: Y.XmlFragment) => void): readonly Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  write(doc.getXmlFragment(noteField));
  return updates;
}

test('words of paragraphs, lists and marks, a line each', () => {
  const updates = note((fragment) => {
    const paragraph = new Y.XmlElement('paragraph');
    const words = new Y.XmlText('唛头按');
    const item = new Y.XmlElement('listItem');
    const list = new Y.XmlElement('bulletList');
    fragment.push([paragraph, list]);
    paragraph.push([words]);
    list.push([item]);
    item.push([new Y.XmlText('no pallets')]);
    words.insert(3, '旧版', { bold: {} });
  });
  expect(noteWords(updates)).toBe('唛头按旧版\nno pallets');
});

test('what was deleted is not there', () => {
  const updates = note((fragment) => {
    const words = new Y.XmlText('secret');
    fragment.push([words]);
    words.delete(0, 6);
  });
  expect(noteWords(updates)).toBe('');
});

test('a document that is no note has no words to speak of, and breaks nothing', () => {
  const doc = new Y.Doc();
  doc.getMap(noteField).set('a', 1);
  expect(noteWords([Y.encodeStateAsUpdate(doc)])).toBe('');
  expect(noteWords([])).toBe('');
});
