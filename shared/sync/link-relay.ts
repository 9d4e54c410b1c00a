import type { Clock } from './clock.ts';
import { closeCode, type CloseCode } from './close-code.ts';
import type { DocumentName, WorkspaceId } from './document-name.ts';
import type { Hub } from './hub.ts';
import type { Known } from './known.ts';
import { LinkFeed } from './link-feed.ts';
import { decodeUp, type DownFrame, type UpFrame } from './link-frame.ts';
import { LinkWire } from './link-wire.ts';
import { RelayChannels } from './relay-channels.ts';
import { RelayComparison } from './relay-comparison.ts';
import type { Attendance } from './room.ts';
import type { LinkSession, LinkSocket } from './socket.ts';
import type { Cursor, Sequence, Store, StoreId } from './store.ts';
import { TokenBucket } from './token-bucket.ts';

const silentAfter = 45_000;

interface Options {
  readonly hub: Hub;
  readonly store: Store;
  readonly clock: Clock;
  readonly workspace: WorkspaceId;
  readonly socket: LinkSocket;
}

/**
 * The team relay's end of a link: takes a device's updates, and feeds it everything committed in its workspace; and
 * serves documents over channels, to a device or to one who wants nothing else.
 */
export function acceptLink(options: Options): LinkSession {
  return new RelayLink(options);
}

/** The links of each hub by device: one that comes back takes the place of its own half-dead link. */
const linksOf = new WeakMap<Hub, Map<StoreId, RelayLink>>();

class RelayLink implements LinkSession {
  readonly #hub: Hub;
  readonly #store: Store;
  readonly #socket: LinkSocket;
  readonly #clock: Clock;
  readonly #workspacePrefix: string;
  readonly #wire: LinkWire<UpFrame, DownFrame>;
  readonly #feed: LinkFeed;
  readonly #channels: RelayChannels;
  readonly #comparison: RelayComparison;
  readonly #watched = new Map<DocumentName, Attendance>();
  /** Numbers of the outbox that were answered by `state`. */
  readonly #asked = new Set<number>();
  readonly #cleanups: (() => void)[] = [];
  readonly #pace: TokenBucket;
  /** Updates that wait for their tick. */
  #pending = 0;
  /** Updates that wait until another writer has gone. */
  #held = 0;
  #open = true;
  /** Who is at the other end: its first frame says. */
  #peer: 'unknown' | 'device' | 'channels' = 'unknown';

  constructor({ hub, store, clock, workspace, socket }: Options) {
    this.#hub = hub;
    this.#store = store;
    this.#socket = socket;
    this.#clock = clock;
    this.#pace = new TokenBucket(hub.limits.updatesPerSecond, hub.limits.updatesAtOnce);
    this.#workspacePrefix = `${workspace}/`;
    this.#channels = new RelayChannels({ hub, workspace, wire: () => this.#wire, socket, pace: this.#pace });
    this.#wire = new LinkWire<UpFrame, DownFrame>({
      socket,
      clock,
      documentBytes: hub.limits.documentBytes,
      silentAfter,
      decode: decodeUp,
      take: (frame) => {
        if (!this.#take(frame)) this.#close(closeCode.badMessage, 'not a frame of this link');
      },
      tooLarge: (channel) => {
        this.#channels.tooLarge(channel);
      },
      gather: () => {
        this.#feed.gather();
        this.#channels.gather();
      },
      ended: () => {
        this.#over();
      },
    });
    this.#wire.speak();
    const failed = () => {
      this.#close(closeCode.storeFailed, 'the store cannot be read');
    };
    this.#feed = new LinkFeed({ store, workspace, origin: this, log: this.#wire, failed });
    this.#comparison = new RelayComparison({
      store,
      offeredBytes: hub.limits.offeredBytes,
      room: () => this.#wire.room(),
      equal: (document) => {
        this.#wire.send({ kind: 'equal', document });
      },
      lacks: (number, document, known) => {
        this.#ask(number, document, known);
      },
      failed,
    });
    this.#cleanups.push(
      hub.onCommitted((entries) => {
        // What this device offers and may not bring now, another one has brought.
        if (this.#comparison.hasOffers) {
          for (const { origin, document } of entries) if (origin !== this) this.#comparison.moved(document);
        }
        this.#feed.committed(entries);
      }),
    );
  }

  receive(packet: Uint8Array): void {
    this.#wire.receive(packet);
    // With the first packet one says who he is; before that nothing is kept.
    if (this.#peer === 'unknown') this.#close(closeCode.badMessage, 'not a hello');
  }

  gone(): void {
    this.#wire.stop();
    this.#over();
  }

  #over(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#feed.stop();
    this.#comparison.stop();
    for (const cleanup of this.#cleanups) cleanup();
    this.#hub.writerGone(this);
    for (const attendance of this.#watched.values()) attendance.leave();
    this.#watched.clear();
    this.#channels.gone();
  }

  /** False for what has no place here: the hello comes first and once, or never where there is nothing but channels. */
  #take(frame: Exclude<UpFrame, { kind: 'pulse' | 'credit' }>): boolean {
    switch (frame.kind) {
      case 'hello':
        if (this.#peer !== 'unknown') return false;
        this.#peer = 'device';
        this.#greet(frame.device, frame.cursor);
        return true;
      case 'open':
        if (this.#peer === 'unknown') this.#peer = 'channels';
        this.#count();
        return this.#channels.open(frame.channel, frame.document);
      case 'data':
        this.#channels.data(frame.channel, frame.frame);
        return true;
      case 'close':
        this.#channels.close(frame.channel);
        return this.#wire.wasOpened(frame.channel);
      default:
        return this.#peer === 'device' && this.#takeOfDevice(frame);
    }
  }

  /** Every document named is one of this workspace. */
  #takeOfDevice(
    frame: Extract<UpFrame, { kind: 'update' | 'watch' | 'unwatch' | 'awareness' | 'offer' }>,
  ): boolean {
    if (!frame.document.startsWith(this.#workspacePrefix)) return false;
    switch (frame.kind) {
      case 'update':
        this.#write(frame.number, frame.document, frame.update);
        break;
      case 'watch':
        this.#count();
        this.#watch(frame.document);
        break;
      case 'unwatch':
        this.#watched.get(frame.document)?.leave();
        this.#watched.delete(frame.document);
        break;
      case 'awareness':
        this.#watched.get(frame.document)?.receive(frame.update);
        break;
      case 'offer':
        this.#count();
        if (!this.#comparison.offer(frame.document, frame.known)) this.#offersTooMuch();
        break;
    }
    return true;
  }

  #greet(device: StoreId, cursor: Cursor | null): void {
    this.#replace(device);
    this.#attempt(async () => {
      const resumed =
        cursor === null ||
        (cursor.store === this.#store.id && (await this.#store.holds(cursor.sequence, cursor.mark)));
      const head = (await this.#store.head())?.sequence ?? (0 as Sequence);
      if (!this.#open) return;
      const { documentBytes } = this.#hub.limits;
      this.#wire.send({ kind: 'welcome', store: this.#store.id, resumed, head, documentBytes });
      this.#feed.start(resumed && cursor ? cursor.sequence : (0 as Sequence));
    });
  }

  /** More than its share is read later (H14). What asks for an answer or for presence counts as updates do. */
  #count(): void {
    const wait = this.#pace.spend(this.#clock.now());
    if (wait > 0) this.#socket.hold?.(wait);
  }

  #offersTooMuch(): void {
    this.#close(closeCode.slowConsumer, 'more is offered at a time than can be compared');
  }

  #replace(device: StoreId): void {
    const links = linksOf.get(this.#hub) ?? new Map<StoreId, RelayLink>();
    linksOf.set(this.#hub, links);
    const before = links.get(device);
    if (before) before.#close(closeCode.hubMoved, 'the device has come back over another link');
    links.set(device, this);
    this.#cleanups.push(() => {
      if (links.get(device) === this) links.delete(device);
    });
  }

  #write(number: number, document: DocumentName, update: Uint8Array): void {
    this.#count();
    // A device waits for answers to a few; one that does not even read them is not waited for.
    const unanswered = this.#pending + this.#feed.unacknowledged + this.#asked.size + this.#held;
    if (unanswered > this.#hub.limits.unansweredUpdates) {
      this.#close(closeCode.slowConsumer, 'answers are not taken');
      return;
    }
    // What answers `state` carries all that the device has, other people's structs too.
    const live = number > 0 && !this.#asked.delete(number);
    // An update of a comparison brings all that was offered, and once it is stored nothing is lacking.
    const offered = number === 0 ? this.#comparison.drop(document) : null;
    this.#pending++;
    void this.#hub.write(document, update, { origin: this, live }).then((outcome) => {
      this.#pending--;
      switch (outcome.kind) {
        case 'committed':
        case 'nothingNew':
          if (number > 0) this.#feed.acknowledge(number, 'entry' in outcome ? outcome.entry.sequence : null);
          else this.#wire.send({ kind: 'equal', document });
          break;
        case 'gap':
          this.#ask(number, document, outcome.known);
          break;
        case 'held':
          this.#held++;
          // The other writer may bring it all himself.
          if (offered && !this.#comparison.keep(document, offered)) this.#offersTooMuch();
          outcome.whenFree(() => {
            this.#held--;
            this.#askAgain(number, document);
          });
          break;
        case 'refused':
        case 'tooLarge':
          this.#wire.send({ kind: 'refused', number, document, reason: outcome.reason });
          break;
        case 'failed':
          this.#close(closeCode.storeFailed, 'the store does not take updates');
          break;
      }
    });
  }

  #askAgain(number: number, document: DocumentName): void {
    if (!this.#open) return;
    // Asked for as from now: it counts until it comes.
    if (number > 0) this.#asked.add(number);
    this.#comparison.ask(number, document);
  }

  #ask(number: number, document: DocumentName, known: Known): void {
    if (number > 0) this.#asked.add(number);
    this.#wire.send({ kind: 'state', number, document, known });
  }

  #watch(document: DocumentName): void {
    // Beyond the bound a document is edited without presence.
    if (this.#watched.has(document) || this.#watched.size >= this.#hub.limits.documentsPerLink) return;
    const attendance = this.#hub.attend(document, {
      writer: this,
      awareness: (update) => {
        this.#wire.send({ kind: 'awareness', document, update });
      },
    });
    this.#watched.set(document, attendance);
  }

  #close(code: CloseCode, reason: string): void {
    this.#wire.end(code, reason);
  }

  #attempt(work: () => Promise<void>): void {
    work().catch(() => {
      this.#close(closeCode.storeFailed, 'the store cannot be read');
    });
  }
}
