import type { DocumentName } from './document-name.ts';

/** Half of what each relay takes at a time; an offer that weighs more is said alone. */
const weightAtOnce = 512 * 1024;
const offersAtOnce = 64;

/** What a device has offered and not heard of since: so much at a time that the relay keeps little of it (H9). */
export class OfferWindow {
  readonly #weights = new Map<DocumentName, number>();
  #weight = 0;
  #stopped = false;
  #goOn: () => void = () => undefined;

  /** Resolves when an offer of this weight may be said, and when it is over. */
  async room(weight: number): Promise<void> {
    while (!this.#stopped && this.#isFull(weight)) {
      await new Promise<void>((resolve) => {
        this.#goOn = resolve;
      });
    }
  }

  offered(document: DocumentName, weight: number): void {
    this.answered(document);
    this.#weights.set(document, weight);
    this.#weight += weight;
  }

  answered(document: DocumentName): void {
    this.#weight -= this.#weights.get(document) ?? 0;
    this.#weights.delete(document);
    this.#goOn();
  }

  stop(): void {
    this.#stopped = true;
    this.#goOn();
  }

  #isFull(weight: number): boolean {
    const { size } = this.#weights;
    return size >= offersAtOnce || (size > 0 && this.#weight + weight > weightAtOnce);
  }
}
