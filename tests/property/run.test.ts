import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { judge, judgeRun, type Verdict } from '../../shared/sync/closed-log.ts';
import type { Part } from '../../shared/sync/document-name.ts';
import { nothingKnown, type Known } from '../../shared/sync/known.ts';

type Edit =
  | { readonly kind: 'insert'; readonly at: number; readonly text: string }
  | { readonly kind: 'delete'; readonly at: number }
  | { readonly kind: 'foreign'; readonly text: string };

const edits = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('insert' as const),
        at: fc.nat(),
        text: fc.string({ minLength: 1, maxLength: 4 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), at: fc.nat() }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('foreign' as const),
        text: fc.string({ minLength: 1, maxLength: 3 }),
      }),
    },
  ),
  { minLength: 1, maxLength: 30 },
);

/** What a connection sends: a client that types, deletes, and passes on what somebody else has typed. */
function updatesOf(script: readonly Edit[]): Uint8Array[] {
  const doc = new Y.Doc();
  const other = new Y.Doc();
  [doc.clientID, other.clientID] = [7, 300];
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (const edit of script) {
    const text = doc.getText('t');
    switch (edit.kind) {
      case 'insert':
        text.insert(edit.at % (text.length + 1), edit.text);
        break;
      case 'delete':
        if (text.length > 0) text.delete(edit.at % text.length, 1);
        break;
      case 'foreign':
        Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
        other.getText('t').insert(0, edit.text);
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc)));
        break;
    }
  }
  return updates;
}

/** One after the other, as a hub without runs would do it; null when one of them is not new or does not fit. */
function singly(known: Known, updates: readonly Uint8Array[], part: Part) {
  const stored: Uint8Array[] = [];
  let after = known;
  for (const update of updates) {
    const verdict = judge(after, update, part);
    if (verdict.kind !== 'extends') return null;
    stored.push(verdict.update);
    after = verdict.known;
  }
  return { stored, known: after };
}

function stateOf(updates: readonly Uint8Array[]): Uint8Array {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return Y.encodeStateAsUpdate(doc);
}

function expectSame(
  together: Verdict,
  before: readonly Uint8Array[],
  known: Known,
  run: readonly Uint8Array[],
  part: Part,
) {
  if (together.kind !== 'extends') throw new Error(together.kind);
  const apart = singly(known, run, part);
  expect(apart?.known).toEqual(together.known);
  expect(stateOf([...before, together.update])).toEqual(stateOf([...before, ...(apart?.stored ?? [])]));
}

describe('[H1] a run of updates', () => {
  test('says what its updates say one by one, wherever it is cut', () => {
    let joined = 0;
    fc.assert(
      fc.property(edits, fc.nat(), fc.nat(), (script, from, length) => {
        const updates = updatesOf(script);
        const start = from % (updates.length + 1);
        const before = updates.slice(0, start);
        const run = updates.slice(start, start + 2 + (length % 8));
        const { known } = singly(nothingKnown, before, 'note') ?? { known: nothingKnown };
        const together = judgeRun(known, run, 'note');
        if (!together) return;
        joined++;
        expectSame(together, before, known, run, 'note');
      }),
      { numRuns: 2_000, seed: 4 },
    );
    expect(joined).toBeGreaterThan(300);
  });

  test('is none when an update is missing, comes twice, or comes in another order', () => {
    fc.assert(
      fc.property(edits, fc.nat(), fc.constantFrom('lose', 'repeat', 'swap'), (script, where, how) => {
        const updates = updatesOf(script);
        const at = where % updates.length;
        const [one, next] = [updates[at], updates[at + 1]];
        if (!one || !next) return;
        const harmed = {
          lose: updates.toSpliced(at, 1),
          repeat: updates.toSpliced(at, 0, one),
          swap: updates.toSpliced(at, 2, next, one),
        }[how];
        if (singly(nothingKnown, harmed, 'note') === null)
          expect(judgeRun(nothingKnown, harmed, 'note')).toBeNull();
      }),
      { numRuns: 2_000, seed: 5 },
    );
  });

  test('of bytes changed at will is what one update of those bytes would be', () => {
    fc.assert(
      fc.property(
        edits,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        (script, which, where, byte) => {
          const updates = updatesOf(script).map((update) => update.slice());
          const harmed = updates[which % updates.length];
          if (!harmed) return;
          harmed[where % harmed.byteLength] = byte;
          const together = judgeRun(nothingKnown, updates, 'note');
          if (together?.kind !== 'extends') return;
          expect(judge(nothingKnown, together.update, 'note')).toEqual(together);
        },
      ),
      { numRuns: 2_000, seed: 6 },
    );
  });

  test('of records keeps each of them, and the guard with them', () => {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    for (let i = 0; i < 20; i++)
      doc.getArray('records').push([{ a: 'ann', s: [['cartons', String(i), []]] }]);
    const together = judgeRun(nothingKnown, updates, 'facts');
    if (!together) throw new Error('not joined');
    expectSame(together, [], nothingKnown, updates, 'facts');
    doc.getArray('elsewhere').push([1]);
    expect(judgeRun(nothingKnown, updates, 'facts')).toBeNull();
  });
});
