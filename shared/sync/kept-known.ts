import { weightOf, type Known } from './known.ts';

/** One that keeps what is known of its document, and can do without. */
export interface Keeper {
  forgetKnown(): void;
}

/**
 * What open rooms keep of what is known of their documents: never more than `limit` bytes together, for a link may open a
 * thousand documents of sixteen thousand client ids (H14). The least recently used is read again when it is asked for.
 */
export class KeptKnown {
  readonly #limit: number;
  readonly #weights = new Map<Keeper, number>();
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#size;
  }

  /** The keeper has it in use: now it is the last to be dropped. */
  keep(keeper: Keeper, known: Known): void {
    this.drop(keeper);
    const weight = weightOf(known);
    this.#weights.set(keeper, weight);
    this.#size += weight;
  }

  drop(keeper: Keeper): void {
    this.#size -= this.#weights.get(keeper) ?? 0;
    this.#weights.delete(keeper);
  }

  /** Has the oldest forget what is too much; nobody may be about to use it in this turn. */
  trim(): void {
    for (const oldest of this.#weights.keys()) {
      if (this.#size <= this.#limit) return;
      this.drop(oldest);
      oldest.forgetKnown();
    }
  }
}
