import type { DocumentName } from '../../shared/sync/document-name.ts';

/** What lies beside a document's updates: what is known of it, encoded, and the bytes of all of them where that is told. */
export interface Beside {
  readonly known: Uint8Array;
  readonly bytes: number | null;
}

const mostDocuments = 1_024;
/** What is known of a document that many devices wrote in is read each time. */
const mostKnown = 4 * 1024;

/**
 * What lies beside documents that were written or asked for lately: somebody who types changes the same few again and
 * again, and each time it would be read anew. True as long as one leader alone writes (W1).
 */
export class RecentDocuments {
  readonly #documents = new Map<DocumentName, Beside | null>();

  /** null for a document of which nothing is stored, undefined where that is not known. */
  get(document: DocumentName): Beside | null | undefined {
    const found = this.#documents.get(document);
    if (found !== undefined) this.set(document, found);
    return found;
  }

  set(document: DocumentName, beside: Beside | null): void {
    this.#documents.delete(document);
    if (beside && beside.known.byteLength > mostKnown) return;
    this.#documents.set(document, beside);
    for (const oldest of this.#documents.keys()) {
      if (this.#documents.size <= mostDocuments) return;
      this.#documents.delete(oldest);
    }
  }

  /** It was compacted, or a commit failed. */
  forget(document: DocumentName): void {
    this.#documents.delete(document);
  }
}
