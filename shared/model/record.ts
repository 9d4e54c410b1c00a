import type * as Y from 'yjs';
import type { Author, Change } from './facts.ts';
import type { EntityKind } from './field.ts';

/**
 * Writes ONE record of a change to a facts document, in one transaction; nothing when it would change nothing.
 * `at` is epoch ms. The change must belong to this document: divide it with `splitChange` first.
 */
export declare function appendChange(
  doc: Y.Doc,
  author: Author,
  at: number,
  change: Change,
  kind?: EntityKind,
): void;
