import type { DocumentName } from './document-name.ts';
import type { Known } from './known.ts';

/** Whoever writes: a connection or a link, compared by identity. */
export type Writer = object;

/** An update held for a live writer: under his client id it has clocks, below this one, that have not come from him yet. */
export interface Held {
  readonly by: Writer;
  readonly document: DocumentName;
  readonly client: number;
  readonly clock: number;
}

interface Waiting extends Held {
  readonly waiter: Writer;
  readonly resume: () => void;
}

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
  /** Who waits for a writer, and what each of them is to be told. */
  readonly #waiting = new Map<Writer, Map<Writer, Set<Waiting>>>();
  /** The same by what they wait for, so that each commit finds them. */
  readonly #waitingIn = new Map<DocumentName, Set<Waiting>>();

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
   * Calls back once when the writer has gone, or when `brought` tells that the document has what was held; at once when
   * that is so already (`known`: what the document contains). Whoever waits is forgotten with all it waits for as soon
   * as it goes itself.
   */
  whenFree(held: Held, known: Known | null, waiter: Writer, resume: () => void): void {
    const { by, document } = held;
    if (this.#ended.has(waiter)) return;
    if (!this.#ids.has(by) || (known && isThere(held, known))) {
      resume();
      return;
    }
    const waiting = { ...held, waiter, resume };
    const waiters = this.#waiting.get(by) ?? new Map<Writer, Set<Waiting>>();
    this.#waiting.set(by, waiters);
    waiters.set(waiter, (waiters.get(waiter) ?? new Set()).add(waiting));
    this.#waitingIn.set(document, (this.#waitingIn.get(document) ?? new Set()).add(waiting));
  }

  /** A document has come to contain this: whoever waited for it need wait no longer, though the writer is here. */
  brought(document: DocumentName, known: Known): void {
    const free = [...(this.#waitingIn.get(document) ?? [])].filter((waiting) => isThere(waiting, known));
    for (const waiting of free) {
      this.#waitsNoMore(waiting);
      const waiters = this.#waiting.get(waiting.by);
      const ofWaiter = waiters?.get(waiting.waiter);
      ofWaiter?.delete(waiting);
      if (ofWaiter?.size === 0) waiters?.delete(waiting.waiter);
      if (waiters?.size === 0) this.#waiting.delete(waiting.by);
    }
    for (const { resume } of free) resume();
  }

  gone(writer: Writer): void {
    this.#ended.add(writer);
    for (const client of this.#ids.get(writer) ?? []) this.#owners.delete(client);
    this.#ids.delete(writer);
    for (const waiters of this.#waiting.values()) {
      for (const waiting of waiters.get(writer) ?? []) this.#waitsNoMore(waiting);
      waiters.delete(writer);
    }
    const free = [...(this.#waiting.get(writer)?.values() ?? [])].flatMap((ofWaiter) => [...ofWaiter]);
    this.#waiting.delete(writer);
    for (const waiting of free) this.#waitsNoMore(waiting);
    for (const { resume } of free) resume();
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

  #waitsNoMore(waiting: Waiting): void {
    const others = this.#waitingIn.get(waiting.document);
    others?.delete(waiting);
    if (others?.size === 0) this.#waitingIn.delete(waiting.document);
  }
}

function isThere({ client, clock }: Held, known: Known): boolean {
  return (known.clocks.get(client) ?? 0) >= clock;
}
