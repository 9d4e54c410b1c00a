import type * as Y from 'yjs';
import { noFacts, type Author, type Change, type Facts, type Path } from '../../shared/model/facts.ts';
import type { EntityKind } from '../../shared/model/field.ts';
import { compartmentsOf, factsDocument, splitChange } from '../../shared/model/documents.ts';
import { fold } from '../../shared/model/fold.ts';
import { wholeEntity } from '../../shared/model/path.ts';
import { readRecords, type StoredRecord } from '../../shared/model/read.ts';
import { appendChange } from '../../shared/model/record.ts';
import { homeOf } from '../../shared/model/schema.ts';
import { trashedOf } from '../../shared/model/trash.ts';
import type { Compartment, EntityId } from '../../shared/sync/document-name.ts';
import type { LocalRelay, OpenDocument } from '../local/local-relay.ts';

/** The facts of an entity at one moment. */
export interface Seen {
  readonly home: Facts;
  readonly commercial: Facts;
}

interface Part {
  readonly compartment: Compartment;
  readonly open: OpenDocument;
  readonly unobserve: () => void;
}

/** The facts documents of one entity while a view holds them, folded at each change. */
export class OpenEntity {
  readonly id: EntityId;
  readonly kind: EntityKind;
  #ready = $state(false);
  #home: Facts = $state.raw(noFacts);
  #commercial: Facts = $state.raw(noFacts);
  #records: readonly StoredRecord[] = $state.raw([]);
  #refused: { readonly code: number; readonly reason: string } | null = $state.raw(null);
  #parts: readonly Part[] = [];
  #closed = false;
  readonly #author: () => Author;

  constructor(relay: LocalRelay, kind: EntityKind, id: EntityId, author: () => Author) {
    this.id = id;
    this.kind = kind;
    this.#author = author;
    void this.#open(relay);
  }

  async #open(relay: LocalRelay): Promise<void> {
    const parts = await Promise.all(
      compartmentsOf(this.kind).map(async (compartment) => {
        const open = await relay.open(factsDocument(relay.workspace, compartment, this.id));
        const changed = (): void => this.#fold();
        open.doc.on('update', changed);
        void open.refused.then((answer) => (this.#refused = answer));
        return { compartment, open, unobserve: () => open.doc.off('update', changed) };
      }),
    );
    this.#parts = parts;
    if (this.#closed) {
      this.#giveBack();
      return;
    }
    await Promise.all(parts.map((part) => part.open.synced));
    this.#ready = true;
    this.#fold();
  }

  /** What the device holds has arrived. */
  get ready(): boolean {
    return this.#ready;
  }

  get home(): Facts {
    return this.#home;
  }

  get commercial(): Facts {
    return this.#commercial;
  }

  /** All records of its documents, for the history. */
  get records(): readonly StoredRecord[] {
    return this.#records;
  }

  get refused(): { readonly code: number; readonly reason: string } | null {
    return this.#refused;
  }

  /** Nobody has written a word of it: it does not exist, or has not arrived. */
  get isBlank(): boolean {
    return this.#ready && this.#home.paths.size === 0;
  }

  /** What stands before the author's eyes now: to be given to `change` when she has finished typing. */
  look(): Seen {
    return { home: this.#home, commercial: this.#commercial };
  }

  /** Why nothing can be changed here: a newer version wrote in it (F5), or it is in the trash. */
  get readOnly(): 'newer' | 'trash' | null {
    if (this.#home.newer + this.#commercial.newer > 0) return 'newer';
    return trashedOf(this.#home, this.#commercial) ? 'trash' : null;
  }

  /**
   * Writes a change, one record per document it touches. With `seen`, what came since then is not superseded. Gives
   * false, and writes nothing, where the entity is read-only; out of the trash it can always be taken.
   */
  change(change: Change, seen?: Seen): boolean {
    if (this.readOnly === 'newer' || (this.readOnly === 'trash' && !isOfWhole(change))) return false;
    for (const [compartment, part] of splitChange(this.kind, change)) {
      const doc = this.#doc(compartment);
      const before = compartment === homeOf[this.kind] ? seen?.home : seen?.commercial;
      if (doc) appendChange(doc, this.#author(), Date.now(), part, this.kind, before);
    }
    return true;
  }

  /** Settles 'removed / changed' by keeping the item, in every document that holds its removal (F3). */
  keep(item: string): void {
    if (this.readOnly !== null) return;
    for (const part of this.#parts) {
      const facts = fold(readRecords(part.open.doc), this.kind);
      if (facts.paths.has(item as Path))
        appendChange(part.open.doc, this.#author(), Date.now(), { set: { [item]: true } }, this.kind);
    }
  }

  close(): void {
    this.#closed = true;
    this.#giveBack();
  }

  #giveBack(): void {
    for (const part of this.#parts) {
      part.unobserve();
      part.open.release();
    }
  }

  #doc(compartment: Compartment): Y.Doc | undefined {
    return this.#parts.find((part) => part.compartment === compartment)?.open.doc;
  }

  #fold(): void {
    if (!this.#ready) return;
    const read = this.#parts.map((part) => readRecords(part.open.doc));
    const [home = [], commercial = []] = read;
    this.#home = fold(home, this.kind);
    this.#commercial = fold(commercial, this.kind);
    this.#records = read.flat();
  }
}

function isOfWhole({ set = {}, remove = [] }: Change): boolean {
  return [...Object.keys(set), ...remove].every((path) => path === wholeEntity);
}
