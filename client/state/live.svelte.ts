import { liveQuery } from 'dexie';

/** The newest answer of a Dexie query; `loaded` is false until the first one. */
export class Live<T> {
  #value: T;
  #loaded = $state(false);
  readonly #stop: () => void;

  constructor(query: () => Promise<T>, initial: T) {
    this.#value = $state.raw(initial);
    const subscription = liveQuery(query).subscribe({
      next: (value) => {
        this.#value = value;
        this.#loaded = true;
      },
      // The tables are gone; `rows.lost` says so in words.
      error: () => undefined,
    });
    this.#stop = () => subscription.unsubscribe();
  }

  get value(): T {
    return this.#value;
  }

  get loaded(): boolean {
    return this.#loaded;
  }

  stop(): void {
    this.#stop();
  }
}
