import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { judge } from './closed-log.ts';
import { compaction, type Compaction, type CompactionBounds } from './compact.ts';
import type { Part } from './document-name.ts';
import { nothingKnown, type Known } from './known.ts';
import { readableContent } from './readable.ts';

const bounds: CompactionBounds = { documentBytes: 16 * 1024 * 1024, sliceBytes: Infinity };

/** What a hub stores of updates that come one after the other. */
function stored(updates: readonly Uint8Array[], part: Part) {
  let known: Known = nothingKnown;
  const log: Uint8Array[] = [];
  for (const update of updates) {
    const verdict = judge(known, update, part);
    if (verdict.kind === 'nothingNew') continue;
    if (verdict.kind !== 'extends') throw new Error(verdict.kind);
    known = verdict.known;
    log.push(verdict.update);
  }
  return { updates: log, known };
}

function run(
  log: { updates: readonly Uint8Array[]; known: Known },
  part: Part,
  use: CompactionBounds = bounds,
): Compaction {
  const steps = compaction(log, part, use);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

function base(compacted: Compaction): Uint8Array {
  if (compacted.kind !== 'compacted') throw new Error(compacted.reason);
  return compacted.base;
}

function joined(...updates: Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}

function updatesOf(doc: Y.Doc): Uint8Array[] {
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  return updates;
}

/** 300 keystrokes, every third taken back. */
function typed(): { doc: Y.Doc; updates: Uint8Array[] } {
  const doc = new Y.Doc();
  const updates = updatesOf(doc);
  const text = doc.getText('default');
  for (let i = 0; i < 300; i++) {
    text.insert(text.length, 'abcdefghij'.repeat(3));
    if (i % 3 === 0) text.delete(0, 25);
  }
  return { doc, updates };
}

describe('[H6] compaction', () => {
  test('of a note gives one update that says the same, without what was deleted', () => {
    const { doc, updates } = typed();
    const log = stored(updates, 'note');
    const one = base(run(log, 'note'));
    const size = updates.reduce((sum, { byteLength }) => sum + byteLength, 0);
    expect(one.byteLength).toBeLessThan(size);
    expect(joined(one).getText('default').toJSON()).toBe(doc.getText('default').toJSON());
    const verdict = judge(nothingKnown, one, 'note');
    expect(verdict).toMatchObject({ kind: 'extends', known: log.known });
  });

  test('of facts keeps every record, and the guard takes what it gives', () => {
    const updates: Uint8Array[] = [];
    const docs = [1, 2, 3].map(() => new Y.Doc());
    for (let i = 0; i < 90; i++) {
      const doc = docs[i % 3];
      if (!doc) continue;
      for (const update of updates) Y.applyUpdate(doc, update);
      const before = Y.encodeStateVector(doc);
      doc.getArray('records').push([{ a: 'ann', s: [['cartons', String(i), []]] }]);
      updates.push(Y.encodeStateAsUpdate(doc, before));
    }
    const log = stored(updates, 'facts');
    const one = base(run(log, 'facts'));
    expect(judge(nothingKnown, one, 'facts')).toMatchObject({ kind: 'extends', known: log.known });
    const [old, new_] = [joined(...log.updates), joined(one)];
    expect(new_.getArray('records').toJSON()).toEqual(old.getArray('records').toJSON());
    expect(new_.getArray('records')).toHaveLength(90);
  });

  test("of facts is not kept back by a writer's many records, each of which is small", () => {
    const doc = new Y.Doc();
    const updates = updatesOf(doc);
    for (let i = 0; i < 80; i++) doc.getArray('records').push([{ s: 'x'.repeat(10_000) }]);
    const one = base(run(stored(updates, 'facts'), 'facts'));
    expect(one.byteLength).toBeGreaterThan(800_000);
    expect(judge(nothingKnown, one, 'facts').kind).toBe('extends');
  });

  test('in slices gives what it gives in one piece', () => {
    const log = stored(typed().updates, 'note');
    const steps = compaction(log, 'note', { ...bounds, sliceBytes: 500 });
    let rests = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) rests++;
    expect(rests).toBeGreaterThan(10);
    expect(readableContent(joined(base(step.value)))).toEqual(
      readableContent(joined(base(run(log, 'note')))),
    );
  });

  test('takes deletes that follow from the order and that nobody has named', () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    a.getMap('m').set('k', 'a');
    b.getMap('m').set('k', 'b');
    const log = stored([Y.encodeStateAsUpdate(a), Y.encodeStateAsUpdate(b)], 'note');
    expect(log.known.deletes.size).toBe(0);
    const value = joined(...log.updates)
      .getMap('m')
      .get('k');
    expect(
      joined(base(run(log, 'note')))
        .getMap('m')
        .get('k'),
    ).toBe(value);
  });

  test('takes what was typed in a paragraph that another one deleted meanwhile', () => {
    const first = new Y.Doc();
    const paragraph = new Y.XmlElement('paragraph');
    first.getXmlFragment('default').insert(0, [paragraph]);
    paragraph.insert(0, [new Y.XmlText('hello')]);
    const start = Y.encodeStateAsUpdate(first);
    const second = joined(start);
    first.getXmlFragment('default').delete(0, 1);
    const inside = second.getXmlFragment('default').get(0) as Y.XmlElement;
    (inside.get(0) as Y.XmlText).insert(5, ' there');
    const log = stored([start, Y.encodeStateAsUpdate(first), Y.encodeStateAsUpdate(second)], 'note');
    const one = base(run(log, 'note'));
    // One who was away with both versions comes to the same.
    expect(readableContent(joined(one, Y.encodeStateAsUpdate(second)))).toEqual(
      readableContent(joined(...log.updates)),
    );
  });

  test('makes no deletes of its own, though formatting could be tidied', () => {
    const doc = new Y.Doc();
    doc.getMap('m').set('text', new Y.Text('bold and plain'));
    const start = Y.encodeStateAsUpdate(doc);
    const changes = [0, 1].map((which) => {
      const other = joined(start);
      const before = Y.encodeStateVector(other);
      (other.getMap('m').get('text') as Y.Text).format(which, 8, { bold: true });
      return Y.encodeStateAsUpdate(other, before);
    });
    const log = stored([start, ...changes], 'note');
    const verdict = judge(nothingKnown, base(run(log, 'note')), 'note');
    expect(verdict).toMatchObject({ kind: 'extends', known: { deletes: log.known.deletes } });
  });

  test.each<[string, (log: { updates: Uint8Array[]; known: Known }) => Compaction, string]>([
    [
      'an update is missing',
      ({ updates, known }) => run({ updates: updates.toSpliced(50, 1), known }, 'note'),
      'not causally closed',
    ],
    [
      'the last is missing',
      ({ updates, known }) => run({ updates: updates.slice(0, -1), known }, 'note'),
      'not what is known',
    ],
    [
      'a delete is missing',
      ({ updates, known }) =>
        run({ updates, known: { ...known, deletes: new Map([[1, [{ clock: 0, length: 1 }]]]) } }, 'note'),
      'not what is known',
    ],
    [
      'bytes are damaged',
      ({ updates, known }) => run({ updates: [...updates, Uint8Array.of(1, 200, 7)], known }, 'note'),
      '',
    ],
    ['the guard would refuse it', (log) => run(log, 'facts'), 'the guard would not take it'],
    [
      'it is larger than an update may be',
      (log) => run(log, 'note', { ...bounds, documentBytes: 1_000 }),
      'larger than a document may be',
    ],
  ])('is refused when %s', (_what, attempt, reason) => {
    expect(attempt(stored(typed().updates, 'note'))).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining(reason) as string,
    });
  });
});

describe('[H6] what can be read in a document', () => {
  const content = (change: (doc: Y.Doc) => void): string => {
    const doc = new Y.Doc();
    change(doc);
    return String(readableContent(doc));
  };

  test.each<[string, (doc: Y.Doc) => void, (doc: Y.Doc) => void]>([
    ['a letter', (doc) => doc.getText('t').insert(0, 'a'), (doc) => doc.getText('t').insert(0, 'b')],
    ['a root', (doc) => doc.getText('t').insert(0, 'a'), (doc) => doc.getText('u').insert(0, 'a')],
    [
      'a format',
      (doc) => doc.getText('t').insert(0, 'a', { bold: true }),
      (doc) => doc.getText('t').insert(0, 'a', { italic: true }),
    ],
    ['a value', (doc) => doc.getArray('a').insert(0, [1]), (doc) => doc.getArray('a').insert(0, ['1'])],
    ['an order', (doc) => doc.getArray('a').insert(0, [1, 2]), (doc) => doc.getArray('a').insert(0, [2, 1])],
    ['a key', (doc) => doc.getMap('m').set('k', 1), (doc) => doc.getMap('m').set('l', 1)],
    [
      'an element',
      (doc) => doc.getXmlFragment('x').insert(0, [new Y.XmlElement('p')]),
      (doc) => doc.getXmlFragment('x').insert(0, [new Y.XmlElement('h')]),
    ],
    [
      'a nested type',
      (doc) => doc.getMap('m').set('k', new Y.Map()),
      (doc) => doc.getMap('m').set('k', new Y.Array()),
    ],
    [
      'bytes',
      (doc) => doc.getArray('a').insert(0, [Uint8Array.of(1)]),
      (doc) => doc.getArray('a').insert(0, [Uint8Array.of(2)]),
    ],
    [
      'an embed',
      (doc) => doc.getText('t').insertEmbed(0, { image: 'a' }),
      (doc) => doc.getText('t').insertEmbed(0, { image: 'b' }),
    ],
  ])('tells %s from another', (_what, one, other) => {
    expect(content(one)).toBe(content(one));
    expect(content(one)).not.toBe(content(other));
  });

  test('does not depend on how text lies in pieces, nor on roots that are empty', () => {
    const pieces = content((doc) => {
      const text = doc.getText('t');
      text.insert(0, 'ac');
      text.insert(1, 'b');
      text.insert(3, 'x');
      text.delete(3, 1);
      doc.getMap('empty').set('k', 1);
      doc.getMap('empty').delete('k');
    });
    expect(pieces).toBe(content((doc) => doc.getText('t').insert(0, 'abc')));
  });
});
