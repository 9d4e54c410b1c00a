import type { Clock } from './clock.ts';
import { compactDocument } from './compact-document.ts';
import type { CompactionPlace } from './compactor.ts';
import type { Store } from './store.ts';

/** Larger documents cannot be cut into slices short enough, for their base is loaded in one piece. */
const storedBytes = 512 * 1024;
const sliceBytes = 64 * 1024;

/** Compacts where the hub itself runs, in slices, when it has no thread to give the work to. */
export function compactHere(
  store: Pick<Store, 'read' | 'compact'>,
  clock: Clock,
  documentBytes: number,
): CompactionPlace {
  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      clock.soon(resolve);
    });
  return {
    compact: (document) => compactDocument(store, document, { documentBytes, storedBytes, sliceBytes, rest }),
    close: () => Promise.resolve(),
  };
}
