/** Whoever writes: a connection or a link, compared by identity. */
export type Writer = object;

/**
 * Which live connection writes under which client id (H12). An id may be carried by anyone, but while its writer is
 * here nobody else brings new clocks of it: whoever took them first would make the writer's own edits vanish.
 */
export class LiveWriters {
  readonly #idsPerWriter: number;
  readonly #owners = new Map<number, Writer>();
  readonly #ids = new Map<Writer, Set<number>>();
  /** A write may be judged after its writer has gone. */
  readonly #ended = new WeakSet<Writer>();
  /** Who waits for a writer to go, and what each of them is to be told. */
  readonly #waiting = new Map<Writer, Map<Writer, (() => void)[]>>();

  constructor(idsPerWriter: number) {
    this.#idsPerWriter = idsPerWriter;
  }

  /** From here on the id is this writer's, until it has gone or has written under many others since. */
  claim(client: number, writer: Writer): void {
    if (this.#ended.has(writer)) return;
    const before = this.#owners.get(client);
    if (before === writer) return;
    if (before) this.#ids.get(before)?.delete(client);
    this.#owners.set(client, writer);
    const ids = this.#ids.get(writer);
    if (!ids) {
      this.#ids.set(writer, new Set([client]));
      return;
    }
    ids.add(client);
    if (ids.size <= this.#idsPerWriter) return;
    const [oldest] = ids;
    if (oldest === undefined) return;
    ids.delete(oldest);
    this.#owners.delete(oldest);
  }

  owner(client: number): Writer | null {
    return this.#owners.get(client) ?? null;
  }

  /**
   * Calls back once when this writer has gone; at once when it has gone already. Whoever waits is forgotten with all it
   * waits for as soon as it goes itself.
   */
  whenGone(writer: Writer, waiter: Writer, resume: () => void): void {
    if (this.#ended.has(waiter)) return;
    if (!this.#ids.has(writer)) {
      resume();
      return;
    }
    const waiting = this.#waiting.get(writer) ?? new Map<Writer, (() => void)[]>();
    this.#waiting.set(writer, waiting);
    const resumes = waiting.get(waiter);
    if (resumes) resumes.push(resume);
    else waiting.set(waiter, [resume]);
  }

  gone(writer: Writer): void {
    this.#ended.add(writer);
    for (const client of this.#ids.get(writer) ?? []) this.#owners.delete(client);
    this.#ids.delete(writer);
    for (const waiting of this.#waiting.values()) waiting.delete(writer);
    const waiting = this.#waiting.get(writer);
    this.#waiting.delete(writer);
    for (const resumes of waiting?.values() ?? []) for (const resume of resumes) resume();
  }

  /** How many wait, counted for each writer they wait for. */
  get waiting(): number {
    let count = 0;
    for (const waiting of this.#waiting.values()) count += waiting.size;
    return count;
  }

  get size(): number {
    return this.#owners.size;
  }
}
