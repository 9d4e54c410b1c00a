import * as Y from 'yjs';
import type { Compartment } from '../sync/document-name.ts';
import { splitChange } from './documents.ts';
import type { Author, Change, Dot, Facts } from './facts.ts';
import type { EntityKind } from './field.ts';
import { fold } from './fold.ts';
import { currentReading, readRecords, type Reading } from './read.ts';
import { appendChange } from './record.ts';
import { writeChange } from './write-change.ts';

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
  for (const change of changes) appendChange(doc, author, 0, change, kind, { reading });
  return doc;
}

/** What documents say when everything of them has arrived. */
export function factsOf(kind: EntityKind, docs: readonly Y.Doc[], reading = currentReading): Facts {
  return fold(readRecords(meanwhile(kind, docs, []), reading), kind);
}

/** The two documents of an order on one device. */
export class OrderDocuments {
  readonly board = new Y.Doc();
  readonly commercial = new Y.Doc();
  readonly #author: Author;

  constructor(author: Author = she) {
    this.#author = author;
  }

  /** Gives the dots of the records it wrote, by document. */
  write(change: Change): ReadonlyMap<'board' | 'commercial', Dot> {
    const dots = new Map<'board' | 'commercial', Dot>();
    const documents = new Map<Compartment, Y.Doc>([
      ['board', this.board],
      ['commercial', this.commercial],
    ]);
    const wrote = writeChange('order', documents, this.#author, 0, splitChange('order', change));
    for (const [compartment, appended] of wrote) {
      const place = compartment === 'commercial' ? compartment : 'board';
      if (appended.kind === 'written') dots.set(place, appended.dot);
    }
    return dots;
  }

  merge(other: OrderDocuments): void {
    Y.applyUpdate(this.board, Y.encodeStateAsUpdate(other.board));
    Y.applyUpdate(this.commercial, Y.encodeStateAsUpdate(other.commercial));
  }

  facts(): { readonly kind: 'order'; readonly home: Facts; readonly commercial: Facts } {
    const [home, commercial] = [this.board, this.commercial].map((doc) => fold(readRecords(doc), 'order'));
    if (!home || !commercial) throw new Error('both are there');
    return { kind: 'order', home, commercial };
  }
}
