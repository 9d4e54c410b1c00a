import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { parseDocumentName, type EntityId, type WorkspaceId } from '../sync/document-name.ts';
import { factsRefusal } from '../sync/facts-guard.ts';
import { kindOf } from './documents.ts';
import { keepVersion, longestVersion, readVersions, versionId, versionsDocument } from './note-versions.ts';
import { readRecords } from './read.ts';
import { appendChange } from './record.ts';

const keep = (doc: Y.Doc, person: string, at: number, text: string, name: string | null = null) => {
  const change = keepVersion(text, name);
  if (change) appendChange(doc, { person, device: person }, at, change);
};
const versions = (doc: Y.Doc) =>
  readVersions(readRecords(doc)).map(({ text, name, author, at }) => [text, name, author.person, at]);

test('versions have a document of their own beside the note, which no row is made of', () => {
  const name = versionsDocument('w' as WorkspaceId, 'order', 'order_k3f9x2' as EntityId);
  expect(name).toBe('w/board/ordernote_k3f9x2/facts');
  expect(parseDocumentName(name ?? '')).not.toBeNull();
  expect(kindOf('ordernote_k3f9x2' as EntityId)).toBeNull();
  expect(versionsDocument('w' as WorkspaceId, 'team', 'team_board' as EntityId)).toBeNull();
});

test('what two devices keep at once is one version, by whoever was first', () => {
  const [a, b] = [new Y.Doc(), new Y.Doc()];
  keep(a, '甲', 20, 'one');
  keep(b, '乙', 10, 'one');
  keep(b, '乙', 30, 'two', '发给客户前');
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
  expect(versions(a)).toEqual([
    ['two', '发给客户前', '乙', 30],
    ['one', null, '乙', 10],
  ]);
  // Kept again it is the same one; by hand it gets its name.
  keep(a, '甲', 40, 'one', '定稿');
  expect(versions(a)).toContainEqual(['one', '定稿', '乙', 10]);
  expect(readVersions(readRecords(b)).map(({ byHand }) => byHand)).toEqual([true, false]);
});

test('a long text travels in parts that the guard takes, a longer one is not kept', () => {
  const doc = new Y.Doc();
  const text = '柜'.repeat(longestVersion);
  keep(doc, '甲', 1, text);
  expect(versions(doc)).toEqual([[text, null, '甲', 1]]);
  expect(factsRefusal(Y.decodeUpdate(Y.encodeStateAsUpdate(doc)))).toBeNull();
  expect(keepVersion(`${text}柜`, null)).toBeNull();
});

test('a sign of two units is never cut between two parts', () => {
  const [doc, other] = [new Y.Doc(), new Y.Doc()];
  const text = `${'a'.repeat(7_999)}𠮷${'b'.repeat(7_998)}𠮷${'𠮷'.repeat(8_000)}`;
  keep(doc, '甲', 1, text);
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  expect(versions(other)).toEqual([[text, null, '甲', 1]]);
});

test('a text that does not fit its id, or is no text, is nobody’s version', () => {
  const doc = new Y.Doc();
  const author = { person: '丙', device: 'c' };
  appendChange(doc, author, 1, { set: { [`versions/${versionId('x')}/text`]: ['y'] } });
  appendChange(doc, author, 2, { set: { [`versions/${versionId('z')}/text`]: true } });
  appendChange(doc, author, 3, { set: { [`versions/${versionId('q')}/name`]: 'only a name' } });
  expect(versions(doc)).toEqual([]);
  keep(doc, '甲', 4, 'x');
  expect(versions(doc)).toEqual([['x', null, '甲', 4]]);
});

test('20,000 versions that somebody sent are read', () => {
  const doc = new Y.Doc();
  const s = (n: number) => [[`versions/${versionId(`text ${n}`)}/text`, [`text ${n}`]]];
  const sent = Array.from({ length: 20_000 }, (_none, n) => ({ a: '丙', d: 'c', t: n, s: s(n) }));
  doc.getArray('records').push(sent);
  expect(readVersions(readRecords(doc))).toHaveLength(sent.length);
});
