import { decodeAwareness, type AwarenessEntry } from './awareness-update.ts';
import { TokenBucket } from './token-bucket.ts';

/** Whoever brings presence into a room: a stock connection or a link. Compared by identity only. */
export type Presenter = object;

export interface AwarenessLimits {
  /** Bytes of one client's state. */
  readonly stateBytes: number;
  /** Client ids that one presenter may bring. */
  readonly clientsPerPresenter: number;
  /** Changes that one presenter may bring in a second. */
  readonly changesPerSecond: number;
  /** A state not renewed for so long is removed; y-protocols renews each 15 s. */
  readonly staleAfter: number;
}

interface Present extends AwarenessEntry {
  readonly presenter: Presenter | null;
  /** Who brought it, also when it has left: what one presenter may bring is counted by this. */
  readonly broughtBy: Presenter;
  readonly seen: number;
}

/** How often one presenter brings changes, and the last one of each client id that came too soon. */
interface Pace {
  readonly bucket: TokenBucket;
  readonly held: Map<number, AwarenessEntry>;
}

const maxEntriesPerMessage = 4096;
/** What one presenter may bring is less by far, but stock clients repeat everybody's. */
const bytesPerMessage = 1024 * 1024;
const gone = 'null';

/**
 * The presence of one room (H13). Each client id belongs to the presenter who brought it first; what others say of it
 * is ignored without a word, because stock clients repeat everybody's states.
 */
export class RoomAwareness {
  readonly #limits: AwarenessLimits;
  readonly #entries = new Map<number, Present>();
  /** Entries by who brought them. */
  readonly #counts = new Map<Presenter, number>();
  readonly #paces = new Map<Presenter, Pace>();
  /** Relays above: they bring everybody's, and have bounded each of them. */
  readonly #upstream = new WeakSet<Presenter>();

  constructor(limits: AwarenessLimits) {
    this.#limits = limits;
  }

  /** What this one brings was bounded where it came in. */
  trust(presenter: Presenter): void {
    this.#upstream.add(presenter);
  }

  /** Takes an awareness update; gives what it changed, to be passed on, or null when it is malformed. */
  receive(presenter: Presenter, update: Uint8Array, now: number): readonly AwarenessEntry[] | null {
    const bytes = this.#upstream.has(presenter) ? Infinity : bytesPerMessage;
    const entries = decodeAwareness(update, maxEntriesPerMessage, this.#limits.stateBytes, bytes);
    return entries === null ? null : entries.filter((entry) => this.#accept(presenter, entry, now));
  }

  /** Everyone present, for a newcomer. */
  present(): readonly AwarenessEntry[] {
    return [...this.#entries.values()].filter(({ state }) => state !== gone);
  }

  /** Who shows presence under this client id. */
  presenterOf(client: number): Presenter | null {
    return this.#entries.get(client)?.presenter ?? null;
  }

  /** Milliseconds until something that was held back may be passed on; null when nothing is. */
  heldFor(now: number): number | null {
    let least: number | null = null;
    for (const { bucket, held } of this.#paces.values()) {
      if (held.size > 0) least = Math.min(least ?? Infinity, bucket.wait(now));
    }
    return least;
  }

  /** Takes what was held back, as far as its time has come; gives what it changed. */
  release(now: number): readonly AwarenessEntry[] {
    const changed: AwarenessEntry[] = [];
    for (const [presenter, { bucket, held }] of this.#paces) {
      for (const [client, entry] of held) {
        if (bucket.wait(now) > 0) break;
        held.delete(client);
        if (this.#accept(presenter, entry, now)) changed.push(entry);
      }
    }
    return changed;
  }

  /** The presenter left: gives the removals to be passed on. */
  leave(presenter: Presenter): readonly AwarenessEntry[] {
    this.#paces.delete(presenter);
    return this.#remove((entry) => entry.presenter === presenter);
  }

  /** Removes what nobody renewed; forgets those who left long ago. */
  expire(now: number): readonly AwarenessEntry[] {
    const before = now - this.#limits.staleAfter;
    for (const [client, entry] of this.#entries) {
      if (entry.state !== gone || entry.seen >= before) continue;
      this.#count(entry.broughtBy, -1);
      this.#entries.delete(client);
    }
    return this.#remove(({ seen }) => seen < before, now);
  }

  #accept(presenter: Presenter, entry: AwarenessEntry, now: number): boolean {
    const { client, clock, state } = entry;
    const current = this.#entries.get(client);
    if (current?.presenter && current.presenter !== presenter) return false;
    const newer =
      current === undefined ||
      current.clock < clock ||
      (current.clock === clock && state === gone && current.state !== gone);
    if (!newer) return false;
    if (current === undefined && state === gone) return false;
    const isOurs = current?.broughtBy === presenter;
    if (!this.#upstream.has(presenter)) {
      if (!isOurs && (this.#counts.get(presenter) ?? 0) >= this.#limits.clientsPerPresenter) return false;
      if (!this.#inTime(presenter, entry, now)) return false;
    }
    if (!isOurs) {
      if (current) this.#count(current.broughtBy, -1);
      this.#count(presenter, 1);
    }
    this.#entries.set(client, {
      client,
      clock,
      state,
      presenter: state === gone ? null : presenter,
      broughtBy: presenter,
      seen: now,
    });
    return true;
  }

  /** Counts only what would change something; what comes too soon waits, and a later one takes its place. */
  #inTime(presenter: Presenter, entry: AwarenessEntry, now: number): boolean {
    const { changesPerSecond, clientsPerPresenter } = this.#limits;
    let pace = this.#paces.get(presenter);
    if (!pace) {
      pace = { bucket: new TokenBucket(changesPerSecond, changesPerSecond), held: new Map() };
      this.#paces.set(presenter, pace);
    }
    const { bucket, held } = pace;
    if (bucket.take(now)) {
      held.delete(entry.client);
      return true;
    }
    const before = held.get(entry.client);
    const isFull = before === undefined && held.size >= clientsPerPresenter;
    if (!isFull && (before === undefined || before.clock <= entry.clock)) held.set(entry.client, entry);
    return false;
  }

  /** A removal keeps its clock, as y-protocols does it, so that a late repetition of the old state is no newcomer. */
  #remove(which: (entry: Present) => boolean, now?: number): readonly AwarenessEntry[] {
    const removed: AwarenessEntry[] = [];
    for (const entry of this.#entries.values()) {
      if (entry.state === gone || !which(entry)) continue;
      const left = { client: entry.client, clock: entry.clock, state: gone };
      const { broughtBy, seen } = entry;
      this.#entries.set(entry.client, { ...left, presenter: null, broughtBy, seen: now ?? seen });
      removed.push(left);
    }
    return removed;
  }

  #count(presenter: Presenter, by: 1 | -1): void {
    const count = (this.#counts.get(presenter) ?? 0) + by;
    if (count > 0) this.#counts.set(presenter, count);
    else this.#counts.delete(presenter);
  }
}
