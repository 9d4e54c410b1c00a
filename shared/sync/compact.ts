import * as Y from 'yjs';
import { judge } from './closed-log.ts';
import type { Part } from './document-name.ts';
import { covers, nothingKnown, type DeletedRange, type Known } from './known.ts';
import { readableContent } from './readable.ts';
import type { StoredDocument } from './store.ts';

/**
 * compacted: `base` says all that the updates said; whoever joins with it sees the same.
 * refused: it could not be shown that it does, so the updates stay as they are.
 */
export type Compaction =
  | { readonly kind: 'compacted'; readonly base: Uint8Array }
  | { readonly kind: 'refused'; readonly reason: string };

export interface CompactionBounds {
  /** Bytes that one update may have, in the feed and at a joiner (H14). */
  readonly documentBytes: number;
  /** Bytes of updates that are loaded in one transaction; between two of them others get their turn. */
  readonly sliceBytes: number;
}

/**
 * Makes one update of many (H6), and trusts nothing: state vector and deletes must be those known, and a joiner of the
 * old and one of the new bytes must have equal snapshots and read the same. Notes lose the content of what was deleted,
 * facts lose nothing. Pure; what it yields in between are places to rest. Never throws.
 */
export function* compaction(
  { updates, known }: Pick<StoredDocument, 'updates' | 'known'>,
  part: Part,
  { documentBytes, sliceBytes }: CompactionBounds,
): Generator<void, Compaction> {
  const docs: Y.Doc[] = [];
  const emptyDoc = (): Y.Doc => {
    const doc = new Y.Doc({ gc: part === 'note' });
    docs.push(doc);
    return doc;
  };
  try {
    const before = emptyDoc();
    yield* load(before, updates, sliceBytes);
    const base = Y.encodeStateAsUpdate(before);
    if (base.byteLength > documentBytes) return refused('larger than a document may be');
    yield;
    const after = emptyDoc();
    yield* load(after, [base], sliceBytes);
    yield;
    if (hasPending(before) || hasPending(after)) return refused('not causally closed');
    const reached = knownOf(after);
    if (!sameClocks(reached, known) || !covers(reached, known)) return refused('not what is known');
    if (!Y.equalSnapshots(Y.snapshot(before), Y.snapshot(after))) return refused('snapshots differ');
    yield;
    const verdict = judge(nothingKnown, base, part);
    if (verdict.kind !== 'extends' || !sameClocks(verdict.known, known)) {
      return refused('the guard would not take it');
    }
    yield;
    const read = readableContent(before);
    yield;
    const readAfter = readableContent(after);
    yield;
    if (!sameBytes(read, readAfter)) return refused('content differs');
    return { kind: 'compacted', base };
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  } finally {
    for (const doc of docs) doc.destroy();
  }
}

/** As few transactions as the slices allow: each costs its own tidying up. */
function* load(doc: Y.Doc, updates: readonly Uint8Array[], sliceBytes: number): Generator<void> {
  for (let next = 0; next < updates.length;) {
    if (next > 0) yield;
    doc.transact((transaction) => {
      let bytes = 0;
      for (; next < updates.length && bytes < sliceBytes; next++) {
        const update = updates[next];
        if (!update) continue;
        Y.applyUpdate(doc, update);
        bytes += update.byteLength;
      }
      // After what comes from others Yjs tidies formatting up, by deletes of its own: nobody made those.
      transaction.local = true;
    });
  }
}

function hasPending({ store }: Y.Doc): boolean {
  return store.pendingStructs !== null || store.pendingDs !== null;
}

function knownOf(doc: Y.Doc): Known {
  const { sv, ds } = Y.snapshot(doc);
  const deletes = new Map<number, readonly DeletedRange[]>();
  for (const [client, ranges] of ds.clients) {
    deletes.set(
      client,
      ranges.map(({ clock, len }) => ({ clock, length: len })),
    );
  }
  return { clocks: sv, deletes };
}

function sameClocks(a: Known, b: Known): boolean {
  return a.clocks.size === b.clocks.size && [...a.clocks].every(([id, clock]) => b.clocks.get(id) === clock);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.byteLength !== b.byteLength) return false;
  for (let index = 0; index < a.byteLength; index++) if (a[index] !== b[index]) return false;
  return true;
}

function refused(reason: string): Compaction {
  return { kind: 'refused', reason };
}
