import * as Y from 'yjs';
import type { Facts } from './facts.ts';
import type { EntityKind } from './field.ts';
import { fold } from './fold.ts';
import { readRecords, type StoredRecord } from './read.ts';

/** A facts document out of its stored updates; who writes to it is a writer of its own (F1). */
export function openFacts(updates: readonly Uint8Array[]): Y.Doc {
  // A name of its own costs a document more random bytes than all of its reading.
  const doc = new Y.Doc({ gc: false, guid: 'facts' });
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}

/** The records in the stored updates of a facts document. */
export function recordsOf(updates: readonly Uint8Array[]): readonly StoredRecord[] {
  const doc = openFacts(updates);
  const records = readRecords(doc);
  doc.destroy();
  return records;
}

/** What the stored updates of a facts document say together. */
export function factsOf(updates: readonly Uint8Array[], kind: EntityKind): Facts {
  return fold(recordsOf(updates), kind);
}
