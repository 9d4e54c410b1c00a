import { ByteCache } from './byte-cache.ts';
import type { Clock } from './clock.ts';
import type { CloseCode } from './close-code.ts';
import { parseDocumentName, type DocumentName } from './document-name.ts';
import { entriesOf, nothingKnown, type Known } from './known.ts';
import { judgeTick, lastCursor, type Judged, type Waiting } from './judge-tick.ts';
import { KeptKnown } from './kept-known.ts';
import { LiveWriters, type Writer } from './live-writers.ts';
import { defaultHubLimits, type HubLimits } from './limits.ts';
import { Room, type Attendee, type Attendance, type News } from './room.ts';
import { StockConnection } from './stock-connection.ts';
import { Turns } from './turns.ts';
import type { StockPeer, StockSession } from './socket.ts';
import type { Append, Cursor, FeedEntry, Store } from './store.ts';

/** A committed update and where it came from: `origin` is what the writer gave, compared by identity. */
export interface CommittedEntry extends FeedEntry {
  readonly source: Append['source'];
  readonly origin: object | null;
  /** Nothing of the document was stored before: this is all there is of it. */
  readonly begins: boolean;
}

/**
 * What became of a write.
 * gap: it rests on what is not here; `known` is what is (H4).
 * held: another live connection writes under one of its client ids (H12); `whenFree` calls back when that one has gone
 *   or the document has all that this update has under that id, unless the origin has gone before.
 * failed: the store would not take it; nothing of it was stored or passed on.
 */
export type WriteOutcome =
  | { readonly kind: 'committed'; readonly entry: FeedEntry }
  | { readonly kind: 'nothingNew' }
  | { readonly kind: 'gap'; readonly known: Known }
  | { readonly kind: 'refused'; readonly reason: string }
  /** With it the document would be larger than one may be (H14). */
  | { readonly kind: 'tooLarge'; readonly reason: string }
  | { readonly kind: 'held'; readonly whenFree: (resume: () => void) => void }
  | { readonly kind: 'failed'; readonly reason: string };

export interface WriteOptions {
  readonly origin?: object;
  readonly source?: Append['source'];
  /** The origin made this change itself and does not merely carry it: its client ids are the origin's while it is here. */
  readonly live?: boolean;
  /** Stored in the same transaction (H1); only with source 'upstream'. */
  readonly cursor?: Cursor;
}

/**
 * So much one tick judges (H14), and all else in this process waits meanwhile: bytes of updates, and with each of them
 * the entries of what is known of its document, which are copied when it moves on. A byte and an entry cost about the same.
 */
const tickWork = 1024 * 1024;
/**
 * The rooms of so many writes are asked for at once: one by one, each of them would wait for a disk. Of large documents
 * fewer, for what is known of one has no more entries than that has bytes.
 */
const readAhead = 128;
/** Connections for which what is known is read at a time: a packet may open a thousand documents. */
const openAtOnce = 8;

interface Pending extends Waiting {
  readonly settle: (outcome: WriteOutcome) => void;
}

export interface Hub {
  readonly limits: HubLimits;
  join(document: DocumentName, peer: StockPeer): StockSession;
  /** Presence of a document's room for one who does not take part in its updates: a link. */
  attend(document: DocumentName, attendee: Attendee): Attendance;
  write(document: DocumentName, update: Uint8Array, options?: WriteOptions): Promise<WriteOutcome>;
  /** The writer has gone: its client ids are free. */
  writerGone(writer: Writer): void;
  onCommitted(listener: (entries: readonly CommittedEntry[]) => void): () => void;
  /** Told when a document gets its first local connection and when it has lost its last. */
  onRoom(listener: (document: DocumentName, open: boolean) => void): () => void;
  openRooms(): readonly DocumentName[];
  /** Rooms in memory; zero when nobody is there and nothing is on its way. */
  roomCount(): number;
  /** Bytes of what is known of documents, as far as it is kept in memory. */
  knownBytes(): number;
  /** Told when the store refused a batch, with its reason, and with null when it takes one again. */
  onStoreFailure(listener: (reason: string | null) => void): () => void;
  flush(): Promise<void>;
  stop(code: CloseCode, reason: string): Promise<void>;
}

/**
 * The hub of both relays (H1): guard, one commit per tick, then pass on, then acknowledge.
 * It knows nothing of sockets, disks or time but through its ports, and never builds a Y.Doc.
 */
export function createHub(options: {
  readonly store: Store;
  readonly clock: Clock;
  readonly limits?: Partial<HubLimits>;
  /** Work of one tick at most, where it is to be less than on a relay. */
  readonly tickWork?: number;
}): Hub {
  const { store, clock, tickWork: mostWork = tickWork } = options;
  const limits = { ...defaultHubLimits, ...options.limits };
  const rooms = new Map<DocumentName, Room>();
  const writers = new LiveWriters(limits.writerIds);
  const cache = new ByteCache(limits.cacheBytes);
  const kept = new KeptKnown(limits.knownBytes);
  const openings = new Turns(openAtOnce);
  /** Upstream links of whose feed something was not stored: nothing more of theirs is, until a new link begins. */
  const interrupted = new WeakSet<object>();
  const committedListeners = new Set<(entries: readonly CommittedEntry[]) => void>();
  const roomListeners = new Set<(document: DocumentName, open: boolean) => void>();
  const failureListeners = new Set<(reason: string | null) => void>();
  const inbox: Pending[] = [];
  let scheduled = false;
  let running: Promise<void> | null = null;
  let stopped: CloseCode | null = null;
  let failing = false;

  function roomOf(document: DocumentName): Room {
    const found = rooms.get(document);
    if (found) return found;
    const part = parseDocumentName(document)?.part;
    if (!part) throw new Error(`not a document name: ${document}`);
    const room = new Room(document, part, store, limits, clock, kept, (open) => {
      for (const listener of roomListeners) listener(document, open);
    });
    rooms.set(document, room);
    return room;
  }

  function enqueue(pending: Pending): void {
    pending.room.retain();
    inbox.push(pending);
    wake();
  }

  function wake(): void {
    if (scheduled || running || inbox.length === 0) return;
    scheduled = true;
    clock.soon(() => {
      scheduled = false;
      running = tick().finally(() => {
        running = null;
        wake();
      });
    });
  }

  async function tick(): Promise<void> {
    const { taken, known, error } = await take();
    try {
      if (known) await commit(taken, known);
      else fail(taken, error);
    } finally {
      for (const { room } of taken) release(room);
    }
  }

  /** As much of the inbox as one tick judges, and what is known of its rooms; null when that cannot be read. */
  async function take() {
    const known = new Map<Room, Known>();
    /** Read for this tick, however soon the rooms forget it. */
    const ahead = new Map<Room, Known>();
    const entries = new Map<Room, number>();
    let [count, bytes, work] = [0, 0, 0];
    try {
      for (let next = inbox[0]; next && work < mostWork; next = inbox[count]) {
        const { room, update } = next;
        let more = entries.get(room);
        if (more === undefined && room.knownNow() === null && !ahead.has(room) && !failing)
          await lookAhead(count, ahead);
        count++;
        if (more === undefined) {
          const ofRoom = room.knownNow() ?? ahead.get(room) ?? (await room.known());
          known.set(room, ofRoom);
          more = entriesOf(ofRoom);
          entries.set(room, more);
        }
        bytes += update.byteLength;
        work += update.byteLength + more;
      }
      const tight = [...known.keys()].filter((room) => !room.fits(bytes));
      await Promise.all(tight.map((room) => room.measure()));
    } catch (error) {
      return { taken: inbox.splice(0, count), known: null, error };
    }
    return { taken: inbox.splice(0, count), known };
  }

  /**
   * Reads what the writes from this place on need, as far as one tick may judge it. What cannot be read is asked for once
   * more by whoever needs it.
   */
  async function lookAhead(from: number, ahead: Map<Room, Known>): Promise<void> {
    const next = new Set(inbox.slice(from, from + readAhead).map(({ room }) => room));
    const unknown = [...next].filter((room) => room.knownNow() === null && !ahead.has(room));
    await Promise.allSettled(unknown.filter((room) => !room.fits(0)).map((room) => room.measure()));
    let bytes = 0;
    const light = unknown.filter((room) => (bytes += room.storedBytes ?? Infinity) <= mostWork);
    await Promise.allSettled(light.map(async (room) => ahead.set(room, await room.known())));
  }

  async function commit(taken: readonly Pending[], loaded: Map<Room, Known>): Promise<void> {
    const blank = new Set<Room>();
    for (const [room, known] of loaded) if (entriesOf(known) === 0) blank.add(room);
    const judged = judgeTick(taken, { known: loaded, limits, writers, interrupted });
    const appends: Append[] = [];
    for (const { of, verdict } of judged) {
      const [first] = of;
      if (verdict.kind !== 'extends' || !first) continue;
      const { room, source } = first;
      appends.push({ document: room.document, update: verdict.update, known: verdict.known, source });
    }
    const cursor = lastCursor(judged);
    let entries: readonly FeedEntry[] = [];
    if (appends.length > 0 || cursor) {
      try {
        entries = await store.commit(cursor ? { appends, cursor } : { appends });
        setFailing(null);
      } catch (error) {
        fail(taken, error);
        return;
      }
    }
    for (const [room, known] of loaded) room.setKnown(known);
    passOn(judged, entries, blank);
    kept.trim();
  }

  function interrupt({ source, origin }: Pending): void {
    if (source === 'upstream' && origin) interrupted.add(origin);
  }

  /** Only after the commit: pass on, tell the listeners, then acknowledge (H1). */
  function passOn(judged: readonly Judged<Pending>[], entries: readonly FeedEntry[], blank: Set<Room>): void {
    const committed: CommittedEntry[] = [];
    const news = new Map<Room, News[]>();
    const outcomes: WriteOutcome[] = [];
    for (const { of, verdict } of judged) {
      const [first] = of;
      const entry = verdict.kind === 'extends' ? entries[committed.length] : undefined;
      if (!first) continue;
      outcomes.push(outcomeOf(first, verdict, entry));
      if (!entry) continue;
      const { room, source, origin } = first;
      committed.push({ ...entry, source, origin, begins: blank.delete(room) });
      const ofRoom = news.get(room);
      if (ofRoom) ofRoom.push({ update: entry.update, origin });
      else news.set(room, [{ update: entry.update, origin }]);
    }
    for (const [room, ofRoom] of news) room.passOn(ofRoom);
    try {
      if (committed.length > 0) for (const listener of committedListeners) listener(committed);
    } finally {
      // A listener that throws is a broken invariant, and no reason to leave a writer without an answer.
      judged.forEach(({ of }, index) => {
        const outcome = outcomes[index];
        if (outcome) for (const pending of of) pending.settle(outcome);
      });
      for (const room of news.keys()) writers.brought(room.document, room.knownNow() ?? nothingKnown);
    }
  }

  function outcomeOf(
    { room, origin }: Pending,
    verdict: Judged<Pending>['verdict'],
    entry: FeedEntry | undefined,
  ): WriteOutcome {
    switch (verdict.kind) {
      case 'extends':
        if (!entry) throw new Error('the store gave fewer entries than it was given updates');
        return { kind: 'committed', entry };
      case 'gap':
        return { kind: 'gap', known: room.knownNow() ?? nothingKnown };
      case 'held': {
        const { held } = verdict;
        const known = room.knownNow();
        const whenFree = (resume: () => void) => {
          writers.whenFree(held, room.knownNow() ?? known, origin ?? resume, resume);
        };
        return { kind: 'held', whenFree };
      }
      case 'behindHole':
        return { kind: 'failed', reason: 'something before it was not stored' };
      case 'nothingNew':
      case 'refused':
      case 'tooLarge':
        return verdict;
    }
  }

  function fail(taken: readonly Pending[], error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    setFailing(reason);
    for (const pending of taken) {
      interrupt(pending);
      pending.room.forgetStored();
      pending.settle({ kind: 'failed', reason });
    }
  }

  function setFailing(reason: string | null): void {
    if (reason === null && !failing) return;
    failing = reason !== null;
    for (const listener of failureListeners) listener(reason);
  }

  function release(room: Room): void {
    room.release();
    if (!room.isEmpty) return;
    rooms.delete(room.document);
    kept.drop(room);
  }

  // Every connection hears something before the provider's 30 s are over, and those who fell silent are removed.
  const lookEvery = limits.pulseEvery / 4;
  let cancelPulse = clock.after(lookEvery, pulse);
  function pulse(): void {
    const now = clock.now();
    for (const room of rooms.values()) room.pulse(now);
    cancelPulse = clock.after(lookEvery, pulse);
  }

  const hub: Hub = {
    limits,

    join(document, peer) {
      const room = roomOf(document);
      room.retain();
      const connection = new StockConnection({
        room,
        peer,
        clock,
        limits,
        cache,
        openings,
        write: (update, origin, live, settle) => {
          enqueue({ room, update, source: 'own', origin, cursor: null, live, settle });
        },
        left: (writer) => {
          writers.gone(writer);
          release(room);
        },
      });
      if (stopped !== null) connection.close(stopped, 'the relay is stopping');
      else connection.open();
      return connection;
    },

    attend(document, attendee) {
      const room = roomOf(document);
      room.retain();
      const attendance = room.attend(attendee, () => clock.now());
      let here = true;
      return {
        receive: (update) => {
          if (here) attendance.receive(update);
        },
        leave: () => {
          if (!here) return;
          here = false;
          attendance.leave();
          release(room);
        },
      };
    },

    write(document, update, { origin, source = 'own', cursor, live = false } = {}) {
      if (stopped !== null) return Promise.resolve({ kind: 'failed', reason: 'the relay is stopping' });
      const room = roomOf(document);
      return new Promise((settle) => {
        enqueue({ room, update, source, origin: origin ?? null, cursor: cursor ?? null, live, settle });
      });
    },

    writerGone: (writer) => {
      writers.gone(writer);
    },
    onCommitted: (listener) => subscribe(committedListeners, listener),
    onRoom: (listener) => subscribe(roomListeners, listener),
    onStoreFailure: (listener) => subscribe(failureListeners, listener),
    roomCount: () => rooms.size,
    knownBytes: () => kept.size,
    openRooms: () => [...rooms.values()].filter((room) => room.isOpen).map((room) => room.document),

    async flush() {
      while (running || scheduled || inbox.length > 0) {
        if (running) await running;
        else
          await new Promise<void>((resolve) => {
            clock.soon(resolve);
          });
      }
    },

    async stop(code, reason) {
      if (stopped !== null) return;
      stopped = code;
      cancelPulse();
      await hub.flush();
      for (const room of [...rooms.values()]) room.closeAll(code, reason);
    },
  };
  return hub;
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
