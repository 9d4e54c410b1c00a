import * as Y from 'yjs';
import type { DocumentName } from './document-name.ts';
import type { Hub } from './hub.ts';
import { emptyUpdate } from './join.ts';
import { stateVectorOf, type Known } from './known.ts';
import type { UpFrame } from './link-frame.ts';
import type { DeviceStore } from './store.ts';

export const tooLarge = 'larger than a document may be';

interface Options {
  readonly hub: Hub;
  readonly store: DeviceStore;
  readonly wire: { room(): Promise<void>; send(frame: UpFrame): void };
  /** What the relay takes as one document. */
  readonly mostBytes: () => number;
  /** The last number of the outbox that was sent. */
  readonly sentThrough: () => number;
  readonly setAside: (numbers: readonly number[], reason: string) => Promise<void>;
  /** Of a document that was offered, what is lacking is on its way. */
  readonly sent: (document: DocumentName) => void;
  /** It is too large to be sent. */
  readonly unsendable: (document: DocumentName) => Promise<void>;
  /** Takes care of work that fails. */
  readonly attempt: (work: () => Promise<void>) => void;
}

/** A document whose updates, of these numbers of the outbox, rest on what the relay lacks. */
interface Asked {
  /** What the relay had when it asked last. */
  known: Known;
  readonly numbers: Set<number>;
  /** Under this number all that is lacking is on its way, with everything that was sent before. */
  underWay: { readonly number: number; readonly through: number } | null;
}

/**
 * The answers to `state`: what the relay lacks of a document, from the device's own store. One document is read and
 * sent at a time, since all at once would be more than may wait for the wire (H14). Of several numbers of a document
 * one brings all of it. The others follow with nothing, and not before that has been taken: an update with nothing is
 * acknowledged at once, and its change leaves the outbox (H10).
 */
export class Lacking {
  readonly #options: Options;
  readonly #offered = new Map<DocumentName, Known>();
  readonly #asked = new Map<DocumentName, Asked>();
  #running = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** The relay asks for what is beyond `known`: of a document that was offered (number 0), or of an update's. */
  ask(number: number, document: DocumentName, known: Known): void {
    if (number === 0) {
      this.#offered.set(document, known);
      this.#run();
      return;
    }
    const asked = this.#asked.get(document) ?? { known, numbers: new Set(), underWay: null };
    this.#asked.set(document, asked);
    asked.known = known;
    asked.numbers.add(number);
    // What was on its way under this number did not fit, or had to wait for another writer.
    if (asked.underWay?.number === number) asked.underWay = null;
    this.#run();
  }

  /** The relay has taken what was sent under these numbers. */
  acknowledged(numbers: readonly number[]): void {
    for (const number of numbers) {
      const { document, others } = this.#arrived(number) ?? {};
      if (document && others) this.#sendNothing(document, others);
    }
    this.#run();
  }

  /** It never will. */
  async refused(number: number, reason: string): Promise<void> {
    const { document, others } = this.#arrived(number) ?? {};
    if (document && others) await this.#setAside(document, others, reason);
    this.#run();
  }

  stop(): void {
    this.#offered.clear();
    this.#asked.clear();
  }

  #run(): void {
    if (this.#running) return;
    this.#running = true;
    this.#options.attempt(async () => {
      try {
        while (await this.#answerNext());
      } finally {
        this.#running = false;
      }
    });
  }

  /** False when nothing is asked that is not under way. */
  async #answerNext(): Promise<boolean> {
    for (const [document, asked] of this.#asked) {
      if (asked.underWay) continue;
      await this.#answer(document, asked);
      return true;
    }
    for (const [document, known] of this.#offered) {
      this.#offered.delete(document);
      await this.#answerOffer(document, known);
      return true;
    }
    return false;
  }

  async #answer(document: DocumentName, asked: Asked): Promise<void> {
    const through = this.#options.sentThrough();
    const update = await this.#lacking(document, asked.known);
    const [number] = asked.numbers;
    if (number === undefined || this.#asked.get(document) !== asked) return;
    if (update) {
      asked.numbers.delete(number);
      asked.underWay = { number, through };
      this.#options.wire.send({ kind: 'update', number, document, update });
    } else {
      this.#asked.delete(document);
      await this.#setAside(document, [...asked.numbers], tooLarge);
    }
  }

  async #answerOffer(document: DocumentName, known: Known): Promise<void> {
    const update = await this.#lacking(document, known);
    if (update) this.#options.wire.send({ kind: 'update', number: 0, document, update });
    else await this.#options.unsendable(document);
    this.#options.sent(document);
  }

  /** null when it is larger than the relay takes. Others write to the wire too, so there is to be room after the read. */
  async #lacking(document: DocumentName, known: Known): Promise<Uint8Array | null> {
    const { hub, store, wire, mostBytes } = this.#options;
    await hub.flush();
    await wire.room();
    const stored = await store.read(document);
    const update = stored
      ? Y.diffUpdate(Y.mergeUpdates([...stored.updates]), stateVectorOf(known))
      : emptyUpdate;
    await wire.room();
    return update.byteLength <= mostBytes() ? update : null;
  }

  /** What was on its way under this number is there: which other numbers it answers. Those sent since ask again. */
  #arrived(number: number): { readonly document: DocumentName; readonly others: readonly number[] } | null {
    for (const [document, asked] of this.#asked) {
      if (asked.underWay?.number !== number) continue;
      const { through } = asked.underWay;
      const others = [...asked.numbers].filter((other) => other <= through);
      for (const other of others) asked.numbers.delete(other);
      asked.underWay = null;
      if (asked.numbers.size === 0) this.#asked.delete(document);
      return { document, others };
    }
    return null;
  }

  async #setAside(document: DocumentName, numbers: readonly number[], reason: string): Promise<void> {
    await this.#options.setAside(numbers, reason);
    // The relay asked for them and keeps their place, as the outbox does, until something comes.
    this.#sendNothing(document, numbers);
  }

  #sendNothing(document: DocumentName, numbers: readonly number[]): void {
    for (const number of numbers) {
      this.#options.wire.send({ kind: 'update', number, document, update: emptyUpdate });
    }
  }
}
