import type { Doc } from 'yjs';
import type { Compartment } from '../sync/document-name.ts';
import { noFacts, type Author, type Change, type Facts } from './facts.ts';
import type { EntityKind } from './field.ts';
import { fold } from './fold.ts';
import { readRecords } from './read.ts';
import { appendChange, type Appended } from './record.ts';
import { removedAndChangedIn } from './removal.ts';
import { homeOf } from './schema.ts';

/**
 * Writes a change to the documents of an entity: of each part one record to its document (`appendChange`). Takes all its
 * documents, those it does not touch too, for together they know what waits to be settled: an item removed in one and
 * changed in another is not had back by a field that somebody writes under it (F3). `seen` is what stood before the
 * author's eyes, by document, where that is not what stands now. Gives what became of each part.
 */
export function writeChange(
  kind: EntityKind,
  documents: ReadonlyMap<Compartment, Doc>,
  author: Author,
  at: number,
  changes: ReadonlyMap<Compartment, Change>,
  seen: ReadonlyMap<Compartment, Facts> = new Map(),
): ReadonlyMap<Compartment, Appended> {
  const now = (compartment: Compartment): Facts | null => {
    const doc = documents.get(compartment);
    return doc ? fold(readRecords(doc), kind) : null;
  };
  const disputed = removedAndChangedIn(now(homeOf[kind]) ?? noFacts, now('commercial'));
  const wrote = new Map<Compartment, Appended>();
  for (const [compartment, change] of changes) {
    const doc = documents.get(compartment);
    if (!doc) continue;
    const before = seen.get(compartment);
    wrote.set(
      compartment,
      appendChange(doc, author, at, change, kind, { disputed, ...(before && { seen: before }) }),
    );
  }
  return wrote;
}
