import * as Y from 'yjs';
import type { Author, Change, Facts } from './facts.ts';
import type { EntityKind } from './field.ts';
import { fold } from './fold.ts';
import { currentReading, readRecords, type Reading } from './read.ts';
import { appendChange } from './record.ts';

/** Documents for tests: what one person writes, what another writes meanwhile, and how they meet. */
export const she: Author = { person: '跟单甲', device: 'a' };

let nextClient = 1000;

/** A copy of documents by a writer of her own (F1), in which changes are made one after the other. */
export function meanwhile(
  kind: EntityKind,
  base: readonly Y.Doc[],
  changes: readonly Change[],
  author: Author = she,
  reading: Reading = currentReading,
): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = nextClient++;
  for (const one of base) Y.applyUpdate(doc, Y.encodeStateAsUpdate(one));
  for (const change of changes) appendChange(doc, author, 0, change, kind, undefined, reading);
  return doc;
}

/** What documents say when everything of them has arrived. */
export function factsOf(kind: EntityKind, docs: readonly Y.Doc[], reading = currentReading): Facts {
  return fold(readRecords(meanwhile(kind, docs, []), reading), kind);
}
