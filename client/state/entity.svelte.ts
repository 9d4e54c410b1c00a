import { noFacts, type Author, type Change, type Facts, type Path } from '../../shared/model/facts.ts';
import type { EntityKind } from '../../shared/model/field.ts';
import { compartmentsOf, factsDocument, splitChange } from '../../shared/model/documents.ts';
import { fold } from '../../shared/model/fold.ts';
import { readRecords, type StoredRecord } from '../../shared/model/read.ts';
import { homeOf } from '../../shared/model/schema.ts';
import { keepChanges } from '../../shared/model/settle.ts';
import { readOnlyOf, type ReadOnly } from '../../shared/model/read-only.ts';
import { removedAndChangedIn } from '../../shared/model/removal.ts';
import { stepOf, type PathStep } from '../../shared/model/undo.ts';
import { writeChange } from '../../shared/model/write-change.ts';
import type { Compartment, EntityId } from '../../shared/sync/document-name.ts';
import type { LocalRelay, OpenDocument } from '../local/local-relay.ts';
import { refusalOf } from './may-change.ts';
import type { Written } from './undo.svelte.ts';

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
  #byDocument: ReadonlyMap<Compartment, readonly StoredRecord[]> = $state.raw(new Map());
  readonly #records = $derived([...this.#byDocument.values()].flat());
  #refused: { readonly code: number; readonly reason: string } | null = $state.raw(null);
  #parts: readonly Part[] = [];
  #closed = false;
  readonly #author: () => Author;
  readonly #did: (written: Written) => void;

  constructor(
    relay: LocalRelay,
    kind: EntityKind,
    id: EntityId,
    author: () => Author,
    did: (written: Written) => void = () => undefined,
  ) {
    this.id = id;
    this.kind = kind;
    this.#author = author;
    this.#did = did;
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

  /** The same by document. */
  get recordsByDocument(): ReadonlyMap<Compartment, readonly StoredRecord[]> {
    return this.#byDocument;
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

  /** Why nothing can be changed here; null where it can. */
  get readOnly(): ReadOnly | null {
    return readOnlyOf(this.#home, this.#commercial);
  }

  /**
   * Writes a change, one record per document it touches. With `seen`, what came since then is not superseded. Gives
   * false, and writes nothing, where the entity is read-only; out of the trash it can always be taken.
   */
  change(change: Change, seen?: Seen): boolean {
    if (refusalOf(change, this.#home, this.#commercial) !== null) return false;
    this.#write(splitChange(this.kind, change), seen);
    return true;
  }

  /**
   * Settles 'removed / changed' by keeping the item, in every document that holds its removal (F3). With `seen`, what
   * came since then is not superseded.
   */
  keep(item: string, seen?: Seen): void {
    if (this.readOnly !== null) return;
    const facts = new Map(
      this.#parts.map(({ compartment, open }) => [compartment, fold(readRecords(open.doc), this.kind)]),
    );
    const waiting = removedAndChangedIn(
      facts.get(homeOf[this.kind]) ?? noFacts,
      facts.get('commercial') ?? null,
    );
    this.#write(keepChanges(facts, item), seen, waiting);
  }

  /** Writes what is meant for each document by name, upon what was `seen`; not where the entity is read-only. */
  changeDocuments(changes: ReadonlyMap<Compartment, Change>, seen: Seen): boolean {
    if (this.readOnly !== null) return false;
    this.#write(changes, seen);
    return true;
  }

  #write(changes: ReadonlyMap<Compartment, Change>, seen?: Seen, waiting?: ReadonlySet<Path>): void {
    const documents = new Map(this.#parts.map(({ compartment, open }) => [compartment, open.doc]));
    const before = new Map<Compartment, Facts>(
      seen ? [[homeOf[this.kind], seen.home] as const, ['commercial', seen.commercial] as const] : [],
    );
    const wrote = writeChange(this.kind, documents, this.#author(), Date.now(), changes, before);
    const step = [...wrote].flatMap(([compartment, one]): readonly PathStep[] => {
      const doc = documents.get(compartment);
      if (!doc || one.kind !== 'written') return [];
      return stepOf(this.kind, compartment, readRecords(doc), one.dot, waiting);
    });
    this.#did({ kind: this.kind, id: this.id, step, born: false });
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

  #fold(): void {
    if (!this.#ready) return;
    const read = new Map(this.#parts.map(({ compartment, open }) => [compartment, readRecords(open.doc)]));
    this.#home = fold(read.get(homeOf[this.kind]) ?? [], this.kind);
    this.#commercial = fold(read.get('commercial') ?? [], this.kind);
    this.#byDocument = read;
  }
}
