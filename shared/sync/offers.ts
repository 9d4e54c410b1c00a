import type { DocumentName } from './document-name.ts';
import { weightOf } from './known.ts';
import { encodeOffer } from './link-frame.ts';
import { OfferWindow } from './offer-window.ts';
import type { DeviceStore } from './store.ts';

interface Options {
  readonly store: DeviceStore;
  readonly wire: { room(): Promise<void>; sendLog(frame: Uint8Array): void };
  /** Too much is to be said of it for an offer: all of it is to be sent. */
  readonly unsayable: (document: DocumentName) => void;
}

/**
 * What a device offers to its relay, which then asks for what it lacks: each document while stores are compared (H9), and
 * at other times those of which a relay would not take all (H12). These stay set aside until it has them.
 */
export class Offers {
  readonly #options: Options;
  readonly #window = new OfferWindow();
  /** Documents that are not known to be equal. */
  readonly #unanswered = new Set<DocumentName>();
  readonly #aside = new Set<DocumentName>();
  #taken: DocumentName[] = [];
  #saying: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: Options) {
    this.#options = options;
  }

  get areAnswered(): boolean {
    return this.#unanswered.size === 0;
  }

  /** Resolves when all have been said, one call's after the other's. */
  offer(documents: readonly DocumentName[]): Promise<void> {
    this.#saying = this.#saying.then(() => this.#say(documents));
    return this.#saying;
  }

  /** What the relay lacks of it is on its way. */
  sent(document: DocumentName): void {
    this.#window.answered(document);
  }

  /** The relay has all of it. */
  equal(document: DocumentName): void {
    this.#end(document);
    if (this.#aside.delete(document)) this.#taken.push(document);
  }

  /** The relay will not have what this device has more of it: it stays here, and nothing waits for it. */
  async refused(document: DocumentName, reason: string): Promise<void> {
    await this.#options.store.setDocumentAside(document, reason);
    this.#end(document);
  }

  /** Documents that need be set aside no longer; each is given once. */
  takeTaken(): readonly DocumentName[] {
    return this.#taken.splice(0);
  }

  stop(): void {
    this.#stopped = true;
    this.#window.stop();
  }

  async #say(documents: readonly DocumentName[]): Promise<void> {
    const { store, wire, unsayable } = this.#options;
    for (const document of await store.documentsAside()) this.#aside.add(document);
    for (const document of documents) {
      const known = await store.known(document);
      if (known === null) continue;
      const weight = weightOf(known);
      await this.#window.room(weight);
      await wire.room();
      if (this.#stopped) return;
      this.#unanswered.add(document);
      const offer = encodeOffer(document, known);
      if (offer) {
        this.#window.offered(document, weight);
        wire.sendLog(offer);
      } else {
        unsayable(document);
      }
    }
  }

  #end(document: DocumentName): void {
    this.#unanswered.delete(document);
    this.#window.answered(document);
  }
}
