import type { DocumentName } from './document-name.ts';
import { covers, nothingKnown, weightOf, type Known } from './known.ts';
import type { Store } from './store.ts';

/** The number of an offer, which no update of an outbox has. */
const offerNumber = 0;

interface Options {
  readonly store: Store;
  /** Weight of all that is offered at a time. */
  readonly offeredBytes: number;
  /** Resolves when the device may be told more, and when the link is over. */
  readonly room: () => Promise<void>;
  /** Nothing of an offer is lacking here. */
  readonly equal: (document: DocumentName) => void;
  /** Something of what goes by this number is lacking here; this is known. */
  readonly lacks: (number: number, document: DocumentName, known: Known) => void;
  readonly failed: () => void;
}

/**
 * What a link's device has of documents, compared with what is here (H9): one document after the other, as the device
 * takes the answers, and each once for all that was asked of it meanwhile. What is known of a document may be large, and
 * one packet names thousands.
 */
export class RelayComparison {
  readonly #options: Options;
  /** What the device has of documents, until it is all here too. */
  readonly #offers = new Map<DocumentName, Known>();
  /** Documents that wait, the first first, each with the numbers that are to hear what is known of it. */
  readonly #waiting = new Map<DocumentName, Set<number>>();
  #offeredBytes = 0;
  #comparing = false;
  #stopped = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Whether anything that was offered is lacking here, or may be. */
  get hasOffers(): boolean {
    return this.#offers.size > 0;
  }

  /** Compares what the device has of a document. False when more is offered at a time than is kept. */
  offer(document: DocumentName, known: Known): boolean {
    const taken = this.keep(document, known);
    this.ask(offerNumber, document);
    return taken;
  }

  /** The same without an answer as long as something is lacking: another one may bring it. */
  keep(document: DocumentName, known: Known): boolean {
    this.drop(document);
    this.#offers.set(document, known);
    this.#offeredBytes += weightOf(known);
    this.#waitFor(document);
    // One alone is always compared: its frame has a bound, and coming back would not make it smaller.
    return this.#offers.size === 1 || this.#offeredBytes <= this.#options.offeredBytes;
  }

  drop(document: DocumentName): Known | null {
    const known = this.#offers.get(document);
    if (!known) return null;
    this.#offers.delete(document);
    this.#offeredBytes -= weightOf(known);
    return known;
  }

  /** Tells the device what is known, so that it sends under this number all that is lacking. */
  ask(number: number, document: DocumentName): void {
    this.#waitFor(document).add(number);
  }

  /** Somebody else brought something. */
  moved(document: DocumentName): void {
    if (this.#offers.has(document)) this.#waitFor(document);
  }

  stop(): void {
    this.#stopped = true;
    this.#offers.clear();
    this.#waiting.clear();
  }

  #waitFor(document: DocumentName): Set<number> {
    const numbers = this.#waiting.get(document) ?? new Set();
    this.#waiting.set(document, numbers);
    if (!this.#comparing) {
      this.#comparing = true;
      this.#compareAll().catch(this.#options.failed);
    }
    return numbers;
  }

  async #compareAll(): Promise<void> {
    for (;;) {
      await this.#options.room();
      const [next] = this.#waiting;
      if (!next) break;
      this.#waiting.delete(next[0]);
      await this.#compare(...next);
    }
    this.#comparing = false;
  }

  async #compare(document: DocumentName, numbers: Set<number>): Promise<void> {
    const { store, room, equal, lacks } = this.#options;
    if (numbers.size === 0 && !this.#offers.has(document)) return;
    const known = (await store.known(document)) ?? nothingKnown;
    const offered = this.#offers.get(document);
    if (offered && covers(known, offered)) {
      this.drop(document);
      numbers.delete(offerNumber);
      equal(document);
    }
    for (const number of numbers) {
      await room();
      if (this.#stopped) return;
      lacks(number, document, known);
    }
  }
}
