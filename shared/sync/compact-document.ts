import { compaction, type CompactionBounds } from './compact.ts';
import { parseDocumentName, type DocumentName } from './document-name.ts';
import type { Store } from './store.ts';

/**
 * compacted: one entry stands for all that were read.
 * changed: somebody else compacted it meanwhile.
 * refused: it will not be possible the next time either.
 */
export type CompactionOutcome =
  | { readonly kind: 'compacted'; readonly updates: number; readonly bytes: number }
  | { readonly kind: 'changed' }
  | { readonly kind: 'refused'; readonly reason: string };

export interface CompactionWork extends CompactionBounds {
  /** Larger ones are refused here. */
  readonly storedBytes: number;
  /** Lets others have their turn. */
  readonly rest: () => Promise<void>;
}

/** Compacts one document of a store (H6). What is appended meanwhile stays behind the base. */
export async function compactDocument(
  store: Pick<Store, 'read' | 'compact'>,
  document: DocumentName,
  work: CompactionWork,
): Promise<CompactionOutcome> {
  const part = parseDocumentName(document)?.part;
  const stored = part ? await store.read(document) : null;
  if (!part || !stored) return { kind: 'changed' };
  const bytes = stored.updates.reduce((sum, update) => sum + update.byteLength, 0);
  if (bytes > work.storedBytes) return { kind: 'refused', reason: 'too large for this place' };

  const steps = compaction(stored, part, work);
  let step = steps.next();
  while (!step.done) {
    await work.rest();
    step = steps.next();
  }
  const result = step.value;
  if (result.kind === 'refused') return result;
  const { base } = result;
  const replaces = stored.updates.length;
  const done = await store.compact({ document, through: stored.through, replaces, base });
  return done ? { kind: 'compacted', updates: replaces, bytes: base.byteLength } : { kind: 'changed' };
}
