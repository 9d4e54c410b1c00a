import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { ByteCache } from './byte-cache.ts';
import type { Clock } from './clock.ts';
import { judge } from './closed-log.ts';
import { asDocumentName } from './document-name.ts';
import { joinUpdates } from './join.ts';
import { KeptKnown } from './kept-known.ts';
import { nothingKnown } from './known.ts';
import { defaultHubLimits } from './limits.ts';
import { createMemoryStore } from './memory-store.ts';
import { Room } from './room.ts';

const clock: Clock = { now: () => 0, soon: () => undefined, after: () => () => undefined };

test('[H3] a difference is computed once for all who come with the same state vector, and anew after a commit', async () => {
  const document = asDocumentName('team/board/order_a/note');
  if (!document) throw new Error('a name');
  const store = createMemoryStore(Math.random);
  const doc = new Y.Doc();
  const write = async (text: string): Promise<void> => {
    const before = Y.encodeStateVector(doc);
    doc.getText('default').insert(0, text);
    const known = (await store.known(document)) ?? nothingKnown;
    const verdict = judge(known, Y.encodeStateAsUpdate(doc, before), 'note');
    if (verdict.kind !== 'extends') throw new Error(verdict.kind);
    await store.commit({ appends: [{ document, ...verdict, source: 'own' }] });
  };
  const room = new Room(document, 'note', store, defaultHubLimits, clock, new KeptKnown(0), () => undefined);
  const cache = new ByteCache(10_000);
  await write('one ');
  const joiner = new Y.Doc();
  for (const update of (await joinUpdates(room, Y.encodeStateVector(joiner), cache)) ?? []) {
    Y.applyUpdate(joiner, update);
  }
  expect(cache.size).toBe(0);
  const state = Y.encodeStateVector(joiner);

  await write('two ');
  const [first] = (await joinUpdates(room, state, cache)) ?? [];
  const [again] = (await joinUpdates(room, state, cache)) ?? [];
  expect(again).toBe(first);
  await write('three ');
  const [later] = (await joinUpdates(room, state, cache)) ?? [];
  expect(later).not.toBe(first);
  Y.applyUpdate(joiner, later ?? new Uint8Array());
  expect(joiner.getText('default').toJSON()).toBe('three two one ');
});
