import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { noteField } from '../../shared/model/note-words.ts';
import { noteLines, noteText, writeNote } from './note-text.ts';

const paragraph = (text: string, marks: readonly unknown[] = []) => ({
  type: 'paragraph',
  content: [{ type: 'text', text, marks }],
});
const note = (...content: readonly unknown[]): string => JSON.stringify({ type: 'doc', content });

test('a note goes into text and back, and an edit of it leaves the rest alone', () => {
  const doc = new Y.Doc();
  const text = note(
    { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: '装柜' }] },
    { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph('周五', [{ type: 'bold' }])] }] },
    paragraph('问船务', [{ type: 'link', attrs: { href: 'https://example.com/' } }]),
  );
  expect(writeNote(doc, text)).toBe(true);
  const kept = noteText(doc);
  expect(noteLines(kept ?? '')).toEqual(['装柜', '• 周五', '问船务']);
  const other = new Y.Doc();
  expect(writeNote(other, kept ?? '')).toBe(true);
  expect(other.getXmlFragment(noteField).toJSON()).toBe(doc.getXmlFragment(noteField).toJSON());
  // What a colleague writes at the same time into a line that stays is kept.
  const colleague = new Y.Doc();
  Y.applyUpdate(colleague, Y.encodeStateAsUpdate(doc));
  const line = colleague.getXmlFragment(noteField).get(2) as Y.XmlElement;
  (line.get(0) as Y.XmlText).insert(3, '，急');
  writeNote(doc, note(paragraph('新的一行'), ...(JSON.parse(kept ?? '') as { content: unknown[] }).content));
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(colleague));
  expect(noteLines(noteText(doc) ?? '')).toEqual(['新的一行', '装柜', '• 周五', '问船务，急']);
});

test('nothing is kept of an empty note, nor of one that holds what is unknown here', () => {
  const doc = new Y.Doc();
  expect(noteText(doc)).toBeNull();
  writeNote(doc, note({ type: 'paragraph' }));
  expect(noteText(doc)).toBeNull();
  doc.getXmlFragment(noteField).push([new Y.XmlElement('spreadsheet')]);
  expect(noteText(doc)).toBeNull();
  expect(writeNote(doc, note(paragraph('x')))).toBe(false);
});

const deep = (levels: number): unknown =>
  levels === 0 ? paragraph('x') : { type: 'blockquote', content: [deep(levels - 1)] };

test.each([
  ['no JSON', '{"type"'],
  ['no note', '[]'],
  ['a word', '"doc"'],
  ['an unknown node', note({ type: 'script', content: [{ type: 'text', text: 'alert(1)' }] })],
  ['a node out of the prototype', note({ type: '__proto__' })],
  ['an unknown mark', note(paragraph('x', [{ type: 'style' }]))],
  ['content where none may be', note({ type: 'text', text: 'bare' })],
  ['text that is none', note({ type: 'paragraph', content: [{ type: 'text', text: 7 }] })],
  ['a note within a note', note({ type: 'doc', content: [paragraph('x')] })],
  ['nesting without end', note(deep(5_000))],
])('a kept text that holds %s is not used', (_what, text) => {
  expect(noteLines(text)).toBeNull();
  const doc = new Y.Doc();
  expect(writeNote(doc, text)).toBe(false);
  expect(doc.getXmlFragment(noteField).length).toBe(0);
});

test('a link to where none may lead is text, and brings nothing else along', () => {
  const doc = new Y.Doc();
  const bad = { type: 'link', attrs: { href: 'javascript:alert(1)' } };
  const good = { type: 'link', attrs: { href: 'https://example.com', class: 'x', target: '_self' } };
  expect(writeNote(doc, note(paragraph('a', [bad]), paragraph('b', [good])))).toBe(true);
  const kept = noteText(doc) ?? '';
  expect(kept).not.toContain('javascript');
  expect(kept).toContain('https://example.com/');
  expect(kept).not.toContain('_self');
  expect(noteLines(kept)).toEqual(['a', 'b']);
});
