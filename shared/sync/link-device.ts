import * as Y from 'yjs';
import type { Clock } from './clock.ts';
import { closeCode } from './close-code.ts';
import type { DocumentName, WorkspaceId } from './document-name.ts';
import type { Hub, WriteOptions } from './hub.ts';
import { emptyUpdate } from './join.ts';
import { stateVectorOf, type Known } from './known.ts';
import { decodeDown, encodeUp, type DownFrame, type UpFrame } from './link-frame.ts';
import { PartJoiner, splitFrame } from './link-parts.ts';
import type { Attendance } from './room.ts';
import type { LinkSession, LinkSocket } from './socket.ts';
import type { Cursor, DeviceStore, Sequence, StoreId } from './store.ts';

const pulseEvery = 15_000;
/** A relay that says nothing for so long is gone, whatever the socket says: it pulses each 15 s. */
const silentAfter = 40_000;
const outboxEntries = 64;
const firstRetry = 250;
const longestRetry = 5_000;

export type LinkState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected'; readonly caughtUp: boolean }
  | { readonly kind: 'offline'; readonly since: number }
  /** A final answer (44xx): wrong key, another version. `reconnect` asks again. */
  | { readonly kind: 'refused'; readonly code: number; readonly reason: string };

export interface UpstreamStatus {
  readonly link: LinkState;
  readonly waiting: number;
  readonly setAside: number;
  readonly filling: { readonly received: number } | null;
}

export interface Upstream {
  onStatus(listener: (status: UpstreamStatus) => void): () => void;
  /** Tries at once, also after a final answer. */
  reconnect(): void;
  stop(): void;
}

export interface DialHandlers {
  opened(): void;
  received(frame: Uint8Array): void;
  closed(code: number, reason: string): void;
}

interface Options {
  readonly hub: Hub;
  readonly store: DeviceStore;
  readonly clock: Clock;
  readonly random: () => number;
  readonly workspace: WorkspaceId;
  readonly dial: (handlers: DialHandlers) => LinkSocket;
}

/**
 * The device's end of a link: sends the outbox, takes the feed, and keeps trying for as long as it lives.
 * A change leaves the outbox on acknowledgement alone (H10).
 */
export function createUpstream(options: Options): Upstream {
  return new DeviceUpstream(options);
}

class DeviceUpstream implements Upstream {
  readonly #options: Options;
  readonly #listeners = new Set<(status: UpstreamStatus) => void>();
  readonly #cleanups: (() => void)[] = [];
  #link: LinkState = { kind: 'connecting' };
  #session: DeviceLink | null = null;
  #cancelRetry: (() => void) | null = null;
  #failures = 0;
  #stopped = false;
  #counts = { waiting: 0, setAside: 0, hasCursor: true };
  #everCaughtUp = false;
  #received = 0;
  /** Documents of which the relay would not take all that is here: kept, counted among what was set aside. */
  readonly #unshared = new Set<DocumentName>();
  #counting = false;
  #stale = false;

  constructor(options: Options) {
    this.#options = options;
    this.#cleanups.push(
      options.hub.onCommitted((entries) => {
        const own = entries.filter(({ source }) => source === 'own').length;
        if (own > 0) {
          // Before anybody hears that they are saved here: what waits is told first, then counted exactly.
          this.#counts = { ...this.#counts, waiting: this.#counts.waiting + own };
          this.#tell();
          this.#recount();
          this.#session?.sendOutbox();
        }
      }),
      options.hub.onRoom((document, open) => this.#session?.watch(document, open)),
    );
    this.#recount();
    this.#dial();
  }

  onStatus(listener: (status: UpstreamStatus) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#status());
    return () => {
      this.#listeners.delete(listener);
    };
  }

  reconnect(): void {
    if (this.#stopped || this.#session) return;
    this.#failures = 0;
    this.#dial();
  }

  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#cancelRetry?.();
    for (const cleanup of this.#cleanups) cleanup();
    this.#session?.close('the device lets go');
    this.#session = null;
  }

  #dial(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    const session = new DeviceLink(this.#options, {
      caughtUp: (caughtUp) => {
        if (caughtUp) {
          this.#failures = 0;
          this.#everCaughtUp = true;
        }
        this.#set({ kind: 'connected', caughtUp });
      },
      received: () => {
        this.#received++;
        if (this.#filling()) this.#tell();
      },
      outboxChanged: () => {
        this.#recount();
      },
      unshared: (document) => {
        this.#unshared.add(document);
        this.#tell();
      },
      ended: (code, reason) => {
        if (this.#session === session) this.#ended(code, reason);
      },
    });
    this.#session = session;
    session.start();
  }

  #ended(code: number, reason: string): void {
    this.#session = null;
    if (this.#stopped) return;
    if (code >= 4400 && code < 4500) {
      this.#set({ kind: 'refused', code, reason });
      return;
    }
    if (this.#link.kind !== 'offline') this.#set({ kind: 'offline', since: this.#options.clock.now() });
    const wait = Math.min(longestRetry, firstRetry * 2 ** this.#failures) * (0.5 + this.#options.random());
    this.#failures = Math.min(this.#failures + 1, 10);
    this.#cancelRetry = this.#options.clock.after(wait, () => {
      this.#dial();
    });
  }

  #set(link: LinkState): void {
    this.#link = link;
    this.#tell();
  }

  #status(): UpstreamStatus {
    const { waiting, setAside } = this.#counts;
    return {
      link: this.#link,
      waiting,
      setAside: setAside + this.#unshared.size,
      filling: this.#filling() ? { received: this.#received } : null,
    };
  }

  /** The very first fill of this device, which people may want to watch. */
  #filling(): boolean {
    return this.#link.kind === 'connected' && !this.#everCaughtUp && !this.#counts.hasCursor;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.#status());
  }

  /** One count at a time: of two at once the older could end last and stand for ever. */
  #recount(): void {
    this.#stale = true;
    if (this.#counting) return;
    this.#counting = true;
    this.#countWhileStale()
      .catch(() => {
        // A store that cannot be read is told by the hub; the last count stands.
      })
      .finally(() => {
        this.#counting = false;
      });
  }

  async #countWhileStale(): Promise<void> {
    const { store } = this.#options;
    while (this.#stale) {
      this.#stale = false;
      const [waiting, setAside, cursor] = await Promise.all([
        store.outboxCount(),
        store.setAsideCount(),
        store.upstreamCursor(),
      ]);
      this.#counts = { waiting, setAside, hasCursor: this.#counts.hasCursor && cursor !== null };
      this.#tell();
    }
  }
}

interface LinkEvents {
  caughtUp(caughtUp: boolean): void;
  received(): void;
  outboxChanged(): void;
  unshared(document: DocumentName): void;
  ended(code: number, reason: string): void;
}

/** A cursor of no store: the next hello leads to a comparison from the ground up, whatever happens until then (H9). */
const noCursor: Cursor = { store: 'none' as StoreId, sequence: 0 as Sequence, mark: '' };

type FeedPosition = Pick<Extract<DownFrame, { kind: 'moved' }>, 'document' | 'sequence' | 'mark'>;

/** One connection, from dialling to its end. */
class DeviceLink implements LinkSession {
  readonly #options: Options;
  readonly #events: LinkEvents;
  readonly #joiner: PartJoiner;
  readonly #watched = new Map<DocumentName, Attendance>();
  readonly #inFlight = new Set<number>();
  readonly #offered = new Set<DocumentName>();
  #socket: LinkSocket | null = null;
  #open = true;
  #welcome: {
    readonly store: Extract<DownFrame, { kind: 'welcome' }>['store'];
    readonly resumed: boolean;
  } | null = null;
  #feedDone = false;
  #compared = false;
  #last: FeedPosition | null = null;
  #sending = false;
  #moreToSend = false;
  #sentThrough = 0;
  #heard: number;
  #cancelPulse: () => void = () => undefined;

  constructor(options: Options, events: LinkEvents) {
    this.#options = options;
    this.#events = events;
    this.#joiner = new PartJoiner(options.hub.limits.documentBytes + 64 * 1024);
    this.#heard = options.clock.now();
  }

  start(): void {
    this.#socket = this.#options.dial({
      opened: () => {
        this.#attempt(async () => {
          const cursor = await this.#options.store.upstreamCursor();
          this.#send({ kind: 'hello', device: this.#options.store.id, cursor });
        });
      },
      received: (frame) => {
        this.receive(frame);
      },
      closed: (code, reason) => {
        this.gone(code, reason);
      },
    });
    this.#pulse();
  }

  receive(piece: Uint8Array): void {
    if (!this.#open) return;
    this.#heard = this.#options.clock.now();
    const joined = this.#joiner.take(piece);
    if (joined.kind === 'waiting') return;
    const frame = joined.kind === 'frame' ? decodeDown(joined.frame) : null;
    if (frame === null) this.#end(closeCode.badMessage, 'the relay speaks another version');
    else this.#take(frame);
  }

  gone(code: number, reason: string): void {
    if (!this.#open) return;
    this.#open = false;
    this.#cancelPulse();
    for (const attendance of this.#watched.values()) attendance.leave();
    this.#watched.clear();
    this.#events.ended(code, reason);
  }

  close(reason: string): void {
    this.#end(closeCode.shuttingDown, reason);
  }

  /** Sends what waits, in order, a window at a time. */
  sendOutbox(): void {
    this.#moreToSend = true;
    if (!this.#welcome || this.#sending || !this.#open) return;
    this.#sending = true;
    this.#attempt(async () => {
      try {
        while (this.#open && this.#moreToSend) {
          this.#moreToSend = false;
          await this.#fillWindow();
        }
      } finally {
        this.#sending = false;
      }
    });
  }

  watch(document: DocumentName, open: boolean): void {
    if (!this.#welcome) return;
    if (!open) {
      this.#watched.get(document)?.leave();
      if (this.#watched.delete(document)) this.#send({ kind: 'unwatch', document });
      return;
    }
    if (this.#watched.has(document)) return;
    this.#send({ kind: 'watch', document });
    const attendance = this.#options.hub.attend(document, {
      writer: this,
      awareness: (update) => {
        this.#send({ kind: 'awareness', document, update });
      },
    });
    this.#watched.set(document, attendance);
  }

  #take(frame: DownFrame): void {
    switch (frame.kind) {
      case 'welcome':
        this.#welcome = frame;
        this.#events.caughtUp(false);
        for (const document of this.#options.hub.openRooms()) this.watch(document, true);
        this.sendOutbox();
        break;
      case 'entry':
        this.#events.received();
        this.#write(frame);
        break;
      case 'moved':
        this.#advance(frame);
        break;
      case 'caughtUp':
        this.#attempt(async () => {
          await this.#options.hub.flush();
          this.#feedDone = true;
          if (this.#comparing()) await this.#offerAll();
          this.#settle();
        });
        break;
      case 'acknowledged':
        this.#attempt(async () => {
          for (const number of frame.numbers) this.#inFlight.delete(number);
          // The cursor that came before it is kept first: nothing leaves the outbox ahead of it (H9).
          await this.#options.hub.flush();
          if (!this.#open) return;
          await this.#options.store.acknowledged(frame.numbers);
          this.#events.outboxChanged();
          this.sendOutbox();
        });
        break;
      case 'refused':
        this.#attempt(async () => {
          this.#inFlight.delete(frame.number);
          if (frame.number > 0) await this.#options.store.setAside(frame.number, frame.reason);
          else this.#endComparison(frame.document);
          this.#events.outboxChanged();
          this.sendOutbox();
        });
        break;
      case 'state':
        this.#attempt(async () => {
          await this.#sendLacking(frame.number, frame.document, frame.known);
        });
        break;
      case 'equal':
        this.#offered.delete(frame.document);
        this.#settle();
        break;
      case 'awareness':
        this.#watched.get(frame.document)?.receive(frame.update);
        break;
      case 'pulse':
        break;
    }
  }

  /** The cursor goes through the hub like an update, so that it never moves back past one. */
  #advance(at: FeedPosition): void {
    this.#last = at;
    const cursor = this.#cursor(at);
    if (!cursor) return;
    const options: WriteOptions = { origin: this, source: 'upstream', cursor };
    void this.#options.hub.write(at.document, emptyUpdate, options).then(({ kind }) => {
      if (kind === 'failed') this.#end(closeCode.storeFailed, 'this device cannot store its cursor');
    });
  }

  #write(entry: Extract<DownFrame, { kind: 'entry' }>): void {
    this.#last = entry;
    const cursor = this.#cursor(entry);
    const options: WriteOptions = cursor
      ? { origin: this, source: 'upstream', cursor }
      : { origin: this, source: 'upstream' };
    void this.#options.hub.write(entry.document, entry.update, options).then((outcome) => {
      switch (outcome.kind) {
        case 'committed':
        case 'nothingNew':
          break;
        case 'gap':
        case 'held':
        case 'refused':
        case 'tooLarge':
          // The feed of a sound store never does this to a device that has all before it: compare from the ground up.
          this.#attempt(async () => {
            await this.#options.store.commit({ appends: [], cursor: noCursor });
            this.#end(closeCode.storeFailed, 'the feed does not fit what is here');
          });
          break;
        case 'failed':
          this.#end(closeCode.storeFailed, 'this device cannot store what arrives');
          break;
      }
    });
  }

  /** While stores are compared the old cursor stands, so that a cut link starts the comparison again. */
  #cursor({ sequence, mark }: FeedPosition): Cursor | null {
    return this.#welcome && !this.#comparing() ? { store: this.#welcome.store, sequence, mark } : null;
  }

  #comparing(): boolean {
    return !this.#compared && this.#welcome !== null && !this.#welcome.resumed;
  }

  async #offerAll(): Promise<void> {
    const { store, workspace } = this.#options;
    for (const document of await store.documents(workspace)) {
      const known = await store.known(document);
      if (known === null) continue;
      this.#offered.add(document);
      this.#send({ kind: 'offer', document, known });
    }
  }

  /** The relay's sync step 1: send what it lacks of a document, from our own store. */
  async #sendLacking(number: number, document: DocumentName, known: Known): Promise<void> {
    await this.#options.hub.flush();
    const stored = await this.#options.store.read(document);
    if (stored) {
      const update = Y.diffUpdate(Y.mergeUpdates([...stored.updates]), stateVectorOf(known));
      if (update.byteLength <= this.#options.hub.limits.documentBytes) {
        this.#send({ kind: 'update', number, document, update });
      } else if (number > 0) {
        await this.#options.store.setAside(number, 'larger than a document may be');
        this.#events.outboxChanged();
      } else {
        this.#endComparison(document);
      }
    }
  }

  /** The relay will not have what this device has more of a document: it stays here, and nothing waits for it. */
  #endComparison(document: DocumentName): void {
    this.#events.unshared(document);
    this.#offered.delete(document);
    this.#settle();
  }

  #settle(): void {
    if (!this.#feedDone || this.#offered.size > 0) return;
    if (this.#comparing()) {
      this.#compared = true;
      if (this.#last) this.#advance(this.#last);
    }
    this.#events.caughtUp(true);
    this.#events.outboxChanged();
  }

  async #fillWindow(): Promise<void> {
    if (this.#inFlight.size >= outboxEntries) return;
    const entries = await this.#options.store.outbox(this.#sentThrough, outboxEntries - this.#inFlight.size);
    for (const { number, document, update } of entries) {
      if (!this.#open) return;
      this.#sentThrough = number;
      this.#inFlight.add(number);
      this.#send({ kind: 'update', number, document, update });
    }
  }

  #pulse(): void {
    this.#cancelPulse = this.#options.clock.after(pulseEvery, () => {
      if (this.#options.clock.now() - this.#heard > silentAfter) {
        this.#end(closeCode.slowConsumer, 'the relay fell silent');
        return;
      }
      if (this.#welcome) this.#send({ kind: 'pulse' });
      this.#pulse();
    });
  }

  #send(frame: UpFrame): void {
    if (!this.#open || !this.#socket) return;
    for (const piece of splitFrame(encodeUp(frame))) this.#socket.send(piece);
  }

  #end(code: Parameters<LinkSocket['close']>[0], reason: string): void {
    if (!this.#open) return;
    this.#socket?.close(code, reason);
    this.gone(code, reason);
  }

  #attempt(work: () => Promise<void>): void {
    work().catch(() => {
      this.#end(closeCode.storeFailed, 'the store of this device cannot be read');
    });
  }
}
