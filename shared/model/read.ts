import type * as Y from 'yjs';
import type { Author, Dot, FactValue, Path } from './facts.ts';

/** One path a record sets. */
export interface SetEntry {
  readonly path: Path;
  readonly value: FactValue;
  /** The heads its author saw there; these, and nothing implied, are superseded (F2). */
  readonly seen: readonly Dot[];
  /** Of a removal: the field heads under the item that its author saw (F3). */
  readonly seenFields: readonly Dot[];
}

/** A record as it stands in a document. `unread` counts what of it could not be read: 0, entries, or the whole. */
export interface StoredRecord {
  readonly dot: Dot;
  readonly author: Author;
  /** Epoch ms by its author's clock: shown to people, decides nothing. */
  readonly at: number;
  readonly entries: readonly SetEntry[];
  readonly unread: number;
}

/** Every record of a facts document with its dot, in the array's order. Never throws on what a document holds. */
export declare function readRecords(doc: Y.Doc): readonly StoredRecord[];
