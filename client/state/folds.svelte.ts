import { remember, remembered } from './remembered.ts';

const most = 200;

/** What somebody folded away on this device, by name; the same the next time. */
export class Folds {
  readonly #key: string;
  #folded: ReadonlySet<string>;

  constructor(key: string) {
    this.#key = key;
    this.#folded = $state.raw(new Set(parse(remembered(key))));
  }

  has(name: string): boolean {
    return this.#folded.has(name);
  }

  set(name: string, folded: boolean): void {
    const others = [...this.#folded].filter((one) => one !== name);
    this.#folded = new Set(folded ? [...others, name].slice(-most) : others);
    remember(this.#key, JSON.stringify([...this.#folded]));
  }
}

function parse(stored: string | null): readonly string[] {
  try {
    const names: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
  } catch {
    return [];
  }
}
