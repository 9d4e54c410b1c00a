import type { DocumentName, WorkspaceId } from './document-name.ts';
import type { CommittedEntry } from './hub.ts';
import { encodeFrame, type DownFrame } from './link-frame.ts';
import type { FeedEntry, Sequence, Store } from './store.ts';

const feedEntries = 256;
const feedBytes = 256 * 1024;
/** Numbers of at most eight bytes that one frame acknowledges. */
const acknowledgedAtOnce = 4_096;

interface Options {
  readonly store: Store;
  readonly workspace: WorkspaceId;
  /** Whose writes the device has already: the link. */
  readonly origin: object;
  /** The wire's log. */
  readonly log: {
    readonly hasRoom: boolean;
    room(): Promise<void>;
    send(frame: DownFrame): void;
    /** The same frame for every device, encoded. */
    sendLog(frame: Uint8Array): void;
    /** Calls `gather` at the end of this turn. */
    wake(): void;
  };
  readonly failed: () => void;
}

interface Acknowledgement {
  readonly number: number;
  /** Where the feed has it; null when it added nothing. */
  readonly sequence: Sequence | null;
  readonly order: number;
}

/**
 * What one device is told of everything committed in its workspace, and the acknowledgements, which keep their place in
 * it. Where the device stands at the end, it is given what the hub has just committed; else the store is read, as fast
 * as the device takes it, so nothing piles up in memory.
 */
export class LinkFeed {
  readonly #options: Options;
  /** Sequences of the device's own that the feed has not come past. */
  readonly #own = new Set<number>();
  #position = 0 as Sequence;
  #started = false;
  #reading = false;
  #behind = false;
  /** All that the hub told of so far has been sent. */
  #live = false;
  #caughtUp = false;
  #stopped = false;
  #acknowledging: Acknowledgement[] = [];
  /** How many there have been so far. */
  #acknowledgements = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Updates whose acknowledgement waits until the feed has come past them. */
  get unacknowledged(): number {
    return this.#acknowledging.length;
  }

  start(position: Sequence): void {
    this.#position = position;
    this.#started = true;
    this.#read();
  }

  stop(): void {
    this.#stopped = true;
  }

  committed(entries: readonly CommittedEntry[]): void {
    const { workspace, origin, log } = this.#options;
    const news = newsOf(entries).get(workspace);
    if (!news) return;
    if (this.#live && log.hasRoom) {
      this.#passOn(news);
      return;
    }
    for (const { entry } of news) if (entry.origin === origin) this.#own.add(entry.sequence);
    this.#read();
  }

  /**
   * Acknowledged once the feed has come past it, so that the device's cursor stands behind all that has left its
   * outbox: a relay whose files went back to an older copy then finds that it does not hold that cursor (H9).
   */
  acknowledge(number: number, sequence: Sequence | null): void {
    this.#acknowledging.push({ number, sequence, order: this.#acknowledgements++ });
    if (this.#live) this.#options.log.wake();
    else this.#read();
  }

  /** One frame for all that was acknowledged in this turn. */
  gather(): void {
    this.#sendAcknowledgements(this.#live ? this.#acknowledgements : 0);
  }

  /** Those the feed has come past. Of what added nothing nobody knows where it stands: the first `stored` are past too. */
  #sendAcknowledgements(stored: number): void {
    if (this.#acknowledging.length === 0) return;
    const numbers: number[] = [];
    const later: Acknowledgement[] = [];
    for (const one of this.#acknowledging) {
      if (one.order < stored || (one.sequence !== null && one.sequence <= this.#position)) {
        numbers.push(one.number);
      } else {
        later.push(one);
      }
    }
    this.#acknowledging = later;
    const { log } = this.#options;
    while (numbers.length > acknowledgedAtOnce) {
      log.send({ kind: 'acknowledged', numbers: numbers.splice(0, acknowledgedAtOnce) });
    }
    if (numbers.length > 0) log.send({ kind: 'acknowledged', numbers });
  }

  #passOn(news: readonly News[]): void {
    const { log, origin } = this.#options;
    let own: FeedEntry | null = null;
    for (const one of news) {
      const { entry } = one;
      // The store may have given it before the hub told of it.
      if (entry.sequence <= this.#position) continue;
      this.#position = entry.sequence;
      own = entry.origin === origin ? entry : null;
      if (!own) log.sendLog(one.frame);
    }
    this.#sendMoved(own);
  }

  /** Sends what the store holds beyond the position. One run at a time. */
  #read(): void {
    this.#behind = true;
    this.#live = false;
    if (!this.#started || this.#reading || this.#stopped) return;
    this.#reading = true;
    this.#readAll().catch(this.#options.failed);
  }

  async #readAll(): Promise<void> {
    while (this.#behind) {
      this.#behind = false;
      while (await this.#readSome());
    }
    this.#reading = false;
    this.#live = !this.#stopped;
  }

  /** False when the feed's end is reached. */
  async #readSome(): Promise<boolean> {
    const { store, workspace, log } = this.#options;
    await log.room();
    if (this.#stopped) return false;
    // What is stored by now, this reading finds or has found.
    const due = this.#acknowledgements;
    const entries = await store.feed(workspace, this.#position, feedEntries, feedBytes);
    let own: FeedEntry | null = null;
    for (const entry of entries) {
      const { document, sequence, mark, update } = entry;
      this.#position = sequence;
      // A merged entry holds what others wrote as well, though this device wrote the last of it (H6).
      own = this.#own.delete(sequence) && !entry.merged ? entry : null;
      if (!own) log.send({ kind: 'entry', document, sequence, mark, update });
    }
    this.#sendMoved(own);
    // Some were compacted away before the feed came to them.
    for (const sequence of this.#own) if (sequence <= this.#position) this.#own.delete(sequence);
    this.#sendAcknowledgements(entries.length === 0 ? due : 0);
    if (entries.length > 0) return true;
    if (!this.#caughtUp) log.send({ kind: 'caughtUp' });
    this.#caughtUp = true;
    return false;
  }

  /** Of several of its own in a row the device is told the last. */
  #sendMoved(own: FeedEntry | null): void {
    if (!own) return;
    const { document, sequence, mark } = own;
    this.#options.log.send({ kind: 'moved', document, sequence, mark });
  }
}

/** A committed entry; its frame is made for the first device that gets it, and the same for all. */
class News {
  readonly entry: CommittedEntry;
  #frame: Uint8Array | null = null;

  constructor(entry: CommittedEntry) {
    this.entry = entry;
  }

  get frame(): Uint8Array {
    const { document, sequence, mark, update } = this.entry;
    return (this.#frame ??= encodeFrame({ kind: 'entry', document, sequence, mark, update }));
  }
}

/** One commit by workspace, sorted once for all links. */
const sorted = new WeakMap<readonly CommittedEntry[], ReadonlyMap<WorkspaceId, readonly News[]>>();

function newsOf(entries: readonly CommittedEntry[]): ReadonlyMap<WorkspaceId, readonly News[]> {
  const found = sorted.get(entries);
  if (found) return found;
  const byWorkspace = new Map<WorkspaceId, News[]>();
  for (const entry of entries) {
    const workspace = workspaceOf(entry.document);
    const news = byWorkspace.get(workspace);
    if (news) news.push(new News(entry));
    else byWorkspace.set(workspace, [new News(entry)]);
  }
  sorted.set(entries, byWorkspace);
  return byWorkspace;
}

function workspaceOf(document: DocumentName): WorkspaceId {
  return document.slice(0, document.indexOf('/')) as WorkspaceId;
}
