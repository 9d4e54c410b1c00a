import * as Y from 'yjs';
import { judge } from '../../shared/sync/closed-log.ts';
import { asDocumentName, type DocumentName } from '../../shared/sync/document-name.ts';
import { nothingKnown, type Known } from '../../shared/sync/known.ts';
import type { Append, FeedEntry, Store } from '../../shared/sync/store.ts';

export const note: DocumentName = named('team/board/order_a/note');

/** A note written in so many updates, with about so many bytes of text, some of it deleted on the way. */
export function longNote(updates: number, bytes: number): { text: string; log: readonly Uint8Array[] } {
  const doc = new Y.Doc();
  const log: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => log.push(update));
  const text = doc.getText('default');
  const size = Math.ceil(bytes / updates);
  for (let i = 0; i < updates; i++) {
    if (i % 10 === 9) text.delete(0, 5);
    else text.insert((i * 7919) % (text.length + 1), `${String(i)} `.padEnd(size, 'container '));
  }
  return { text: text.toJSON(), log };
}

/** Stores updates as a hub would, in few commits. */
export async function fill(
  store: Store,
  document: DocumentName,
  log: readonly Uint8Array[],
): Promise<readonly FeedEntry[]> {
  let known: Known = nothingKnown;
  const entries: FeedEntry[] = [];
  for (let next = 0; next < log.length; next += 500) {
    const appends: Append[] = [];
    for (const update of log.slice(next, next + 500)) {
      const verdict = judge(known, update, 'note');
      if (verdict.kind !== 'extends') throw new Error(verdict.kind);
      known = verdict.known;
      appends.push({ document, update: verdict.update, known, source: 'own' });
    }
    entries.push(...(await store.commit({ appends })));
  }
  return entries;
}

export function readNote(updates: readonly Uint8Array[]): string {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc.getText('default').toJSON();
}

export function named(text: string): DocumentName {
  const found = asDocumentName(text);
  if (!found) throw new Error(`not a document name: ${text}`);
  return found;
}
