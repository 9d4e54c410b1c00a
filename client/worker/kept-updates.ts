import type { DocumentName } from '../../shared/sync/document-name.ts';
import type { CommittedEntry } from '../../shared/sync/hub.ts';

/** Bytes of updates that are kept together, and of one document. */
const mostBytes = 4 * 1024 * 1024;
const mostOfOne = 128 * 1024;

interface Kept {
  readonly updates: readonly Uint8Array[];
  readonly bytes: number;
}

/**
 * The updates of documents that were read or begun lately, so that a row is made of what was just committed without
 * reading it back. What is kept of a document is all of it, though compaction may have made fewer updates of the same.
 */
export class KeptUpdates {
  readonly #documents = new Map<DocumentName, Kept>();
  /** Documents that are being read, and have not changed since that began. */
  readonly #reading = new Map<DocumentName, object>();
  #bytes = 0;

  /** null where not all of it is kept. */
  get(document: DocumentName): readonly Uint8Array[] | null {
    const kept = this.#documents.get(document);
    if (!kept) return null;
    this.#documents.delete(document);
    this.#documents.set(document, kept);
    return kept.updates;
  }

  /** Documents are about to be read. Gives what keeps what was found of them, where nothing was committed meanwhile. */
  read(documents: Iterable<DocumentName>): (found: ReadonlyMap<DocumentName, readonly Uint8Array[]>) => void {
    const reading = {};
    const asked = [...documents];
    for (const document of asked) this.#reading.set(document, reading);
    return (found) => {
      for (const document of asked) {
        if (this.#reading.get(document) !== reading) continue;
        this.#reading.delete(document);
        this.#keep(document, found.get(document) ?? []);
      }
    };
  }

  committed({ document, update, begins }: Pick<CommittedEntry, 'document' | 'update' | 'begins'>): void {
    this.#reading.delete(document);
    const kept = begins ? { updates: [] } : this.#documents.get(document);
    if (kept) this.#keep(document, [...kept.updates, update]);
  }

  #keep(document: DocumentName, updates: readonly Uint8Array[]): void {
    const bytes = updates.reduce((sum, update) => sum + update.byteLength, document.length * 2);
    this.#drop(document);
    if (bytes > mostOfOne) return;
    this.#documents.set(document, { updates, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#documents.keys()) {
      if (this.#bytes <= mostBytes) return;
      this.#drop(oldest);
    }
  }

  #drop(document: DocumentName): void {
    this.#bytes -= this.#documents.get(document)?.bytes ?? 0;
    this.#documents.delete(document);
  }
}
