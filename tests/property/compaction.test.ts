import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { compactDocument } from '../../shared/sync/compact-document.ts';
import { judge } from '../../shared/sync/closed-log.ts';
import { asDocumentName } from '../../shared/sync/document-name.ts';
import { covers, nothingKnown, type Known } from '../../shared/sync/known.ts';
import { createMemoryStore } from '../../shared/sync/memory-store.ts';
import { readableContent } from '../../shared/sync/readable.ts';
import type { Store } from '../../shared/sync/store.ts';

const document = asDocumentName('team/board/order_a/note') ?? fail();
const facts = asDocumentName('team/board/order_a/facts') ?? fail();

/** One step of a history: who, what, and where, as far as there is such a place. */
const step = fc.record({
  who: fc.nat(3),
  what: fc.constantFrom(
    'type',
    'type',
    'delete',
    'format',
    'element',
    'attribute',
    'nest',
    'map',
    'meet',
    'meet',
    'compact',
  ),
  at: fc.nat(40),
  length: fc.integer({ min: 1, max: 12 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const work = {
  documentBytes: 16 * 1024 * 1024,
  storedBytes: Infinity,
  sliceBytes: 2_000,
  rest: () => Promise.resolve(),
};

test('[H6] [H7] compaction at any moment of any history changes nothing that anyone sees', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 120 }), async (steps) => {
      const writers = Array.from({ length: 4 }, (_, i) => Object.assign(new Y.Doc(), { clientID: i + 1 }));
      const store = createMemoryStore(seeded());
      const log: Uint8Array[] = [];
      const passOn = async (doc: Y.Doc) => {
        await hand(store, Y.encodeStateAsUpdate(doc), log);
        for (const update of (await store.read(document))?.updates ?? []) Y.applyUpdate(doc, update);
      };
      for (const one of steps) {
        const doc = writers[one.who];
        if (!doc) continue;
        if (one.what === 'compact') await compact(store);
        else if (one.what === 'meet') await passOn(doc);
        else doc.transact(() => change(doc, one));
      }
      // Writers tidy up formatting that they were sent, which is news for the others again.
      for (let quiet = 0; quiet < 2; quiet++) {
        const before = log.length;
        for (const doc of writers) await passOn(doc);
        if (log.length > before) quiet = -1;
      }
      await compact(store);

      const stored = await store.read(document);
      expect(stored?.updates.length ?? 0).toBeLessThan(2);
      const before = joined(log);
      const after = joined(stored?.updates ?? []);
      expect(after.store.pendingStructs).toBeNull();
      expect(readableContent(after)).toEqual(readableContent(before));
      expect(Y.encodeStateVector(after)).toEqual(Y.encodeStateVector(before));
      for (const doc of writers) expect(readableContent(doc)).toEqual(readableContent(before));
    }),
    { numRuns: 200 },
  );
});

test('[H6] facts stay closed, and whoever has a part of them takes the rest', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ who: fc.nat(3), meets: fc.boolean() }), { minLength: 2, maxLength: 60 }),
      fc.nat(60),
      async (steps, away) => {
        const writers = steps
          .map(() => null)
          .slice(0, 4)
          .map(() => new Y.Doc());
        const updates: Uint8Array[] = [];
        let known: Known = nothingKnown;
        const store = createMemoryStore(seeded());
        let part: Known = nothingKnown;
        for (const [index, { who, meets }] of steps.entries()) {
          const doc = writers[who % writers.length];
          if (!doc) continue;
          if (meets) for (const update of updates) Y.applyUpdate(doc, update);
          const state = Y.encodeStateVector(doc);
          doc.getArray('records').push([{ n: index }]);
          const verdict = judge(known, Y.encodeStateAsUpdate(doc, state), 'facts');
          if (verdict.kind !== 'extends') throw new Error(verdict.kind);
          known = verdict.known;
          updates.push(verdict.update);
          await store.commit({
            appends: [{ document: facts, update: verdict.update, known, source: 'own' }],
          });
          if (index === away) part = known;
        }
        expect((await compactDocument(store, facts, work)).kind).toBe('compacted');
        const base = (await store.read(facts))?.updates[0] ?? fail();
        const all = judge(nothingKnown, base, 'facts');
        expect(all).toMatchObject({ kind: 'extends', known });
        const rest = judge(part, base, 'facts');
        if (covers(part, known)) expect(rest.kind).toBe('nothingNew');
        else expect(rest).toMatchObject({ kind: 'extends', known });
        expect(joined([base]).getArray('records').toJSON()).toEqual(
          joined(updates).getArray('records').toJSON(),
        );
      },
    ),
    { numRuns: 100 },
  );
});

async function compact(store: Store): Promise<void> {
  const outcome = await compactDocument(store, document, work);
  if (outcome.kind === 'refused') throw new Error(outcome.reason);
}

/** As a hub does: only what is new, and only if it fits. */
async function hand(store: Store, update: Uint8Array, log: Uint8Array[]): Promise<void> {
  const known = (await store.known(document)) ?? nothingKnown;
  const verdict = judge(known, update, 'note');
  if (verdict.kind === 'nothingNew') return;
  if (verdict.kind !== 'extends') throw new Error(verdict.kind);
  log.push(verdict.update);
  await store.commit({
    appends: [{ document, update: verdict.update, known: verdict.known, source: 'own' }],
  });
}

/** What an editor does in a note, in text, in elements and under keys. */
function change(doc: Y.Doc, { what, at, length }: Step): void {
  const root = doc.getXmlFragment('default');
  const element = root.length > 0 ? root.get(at % root.length) : null;
  const inner =
    element instanceof Y.XmlElement && element.length > 0 ? element.get(at % element.length) : null;
  const text = inner instanceof Y.XmlText ? inner : doc.getText('title');
  const place = text.length > 0 ? at % text.length : 0;
  switch (what) {
    case 'type':
      text.insert(place, 'cargo 冷藏货柜 abc'.slice(0, length));
      break;
    case 'delete':
      if (at % 3 === 0 && root.length > 0) root.delete(at % root.length, 1);
      else if (text.length > 0) text.delete(place, Math.min(length, text.length - place));
      break;
    case 'format':
      if (text.length > 0) {
        const value = length % 2 === 0 ? true : null;
        text.format(place, Math.min(length, text.length - place), {
          [at % 2 === 0 ? 'bold' : 'italic']: value,
        });
      }
      break;
    case 'element': {
      const paragraph = new Y.XmlElement('paragraph');
      root.insert(root.length > 0 ? at % root.length : 0, [paragraph]);
      paragraph.insert(0, [new Y.XmlText('line')]);
      break;
    }
    case 'attribute':
      if (element instanceof Y.XmlElement) element.setAttribute('align', String(length));
      break;
    case 'nest':
      if (element instanceof Y.XmlElement) element.insert(0, [new Y.XmlElement('item')]);
      break;
    case 'map':
      doc
        .getMap('meta')
        .set(`k${String(at % 3)}`, length % 4 === 0 ? new Y.Map([['n', length]]) : { n: length });
      break;
    case 'meet':
    case 'compact':
      break;
  }
}

function joined(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const update of updates) {
    doc.transact((transaction) => {
      Y.applyUpdate(doc, update);
      transaction.local = true;
    });
  }
  return doc;
}

function seeded(): () => number {
  let next = 0;
  return () => (next = (next + 0.123456789) % 1);
}

function fail(): never {
  throw new Error('it is there');
}
