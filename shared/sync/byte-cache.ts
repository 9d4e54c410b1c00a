/** Bytes by key, the least recently used dropped first; never more than `limit` bytes, keys included. */
export class ByteCache {
  readonly #limit: number;
  readonly #entries = new Map<string, Uint8Array>();
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#size;
  }

  get(key: string): Uint8Array | null {
    const found = this.#entries.get(key);
    if (!found) return null;
    this.#entries.delete(key);
    this.#entries.set(key, found);
    return found;
  }

  set(key: string, bytes: Uint8Array): void {
    this.#drop(key);
    const weight = weigh(key, bytes);
    if (weight > this.#limit) return;
    this.#size += weight;
    this.#entries.set(key, bytes);
    for (const oldest of this.#entries.keys()) {
      if (this.#size <= this.#limit) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    const found = this.#entries.get(key);
    if (!found) return;
    this.#entries.delete(key);
    this.#size -= weigh(key, found);
  }
}

/** Strings may take two bytes a character; a view keeps the whole of its buffer. */
function weigh(key: string, bytes: Uint8Array): number {
  return key.length * 2 + bytes.buffer.byteLength;
}
