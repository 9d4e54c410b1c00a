import type { Clock } from './clock.ts';
import { closeCode, type CloseCode } from './close-code.ts';
import { parseDocumentName, type DocumentName, type WorkspaceId } from './document-name.ts';
import type { Hub } from './hub.ts';
import { covers, nothingKnown, type Known } from './known.ts';
import { decodeUp, encodeDown, type DownFrame, type UpFrame } from './link-frame.ts';
import { PartJoiner, splitFrame } from './link-parts.ts';
import type { Attendance } from './room.ts';
import type { LinkSession, LinkSocket } from './socket.ts';
import type { Sequence, Store, StoreId } from './store.ts';
import { TokenBucket } from './token-bucket.ts';

const pulseEvery = 15_000;
/** A device pulses each 15 s; one that lost its power says nothing and closes nothing. */
const silentAfter = 45_000;
const feedEntries = 256;
const feedBytes = 256 * 1024;
/** Above this the feed waits for the socket; it is read from the store, so nothing piles up in memory. */
const highWater = 1024 * 1024;
const drainPoll = 20;
/** Before its hello, which is short, nothing of a device is kept. */
const helloBytes = 1024;

interface Options {
  readonly hub: Hub;
  readonly store: Store;
  readonly clock: Clock;
  readonly workspace: WorkspaceId;
  readonly socket: LinkSocket;
}

/** The team relay's end of a link: takes a device's updates, and feeds it everything committed in its workspace. */
export function acceptLink(options: Options): LinkSession {
  return new RelayLink(options);
}

/** The links of each hub by device: one that comes back takes the place of its own half-dead link. */
const linksOf = new WeakMap<Hub, Map<StoreId, RelayLink>>();

interface Acknowledgement {
  readonly number: number;
  /** Where the feed has it; null when it added nothing. */
  readonly sequence: Sequence | null;
}

class RelayLink implements LinkSession {
  readonly #hub: Hub;
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #workspace: WorkspaceId;
  readonly #socket: LinkSocket;
  readonly #joiner: PartJoiner;
  readonly #watched = new Map<DocumentName, Attendance>();
  readonly #ownSequences = new Set<number>();
  /** What the device has of documents, until the relay has it too (H9). */
  readonly #offers = new Map<DocumentName, Known>();
  /** Numbers of the outbox that were answered by `state`. */
  readonly #asked = new Set<number>();
  readonly #cleanups: (() => void)[] = [];
  readonly #pace: TokenBucket;
  /** Updates that wait until another writer has gone. */
  #held = 0;
  #offeredBytes = 0;
  #open = true;
  #heard: number;
  #greeted = false;
  #position = 0 as Sequence;
  #feeding = false;
  #welcomed = false;
  #behind = false;
  #caughtUp = false;
  #acknowledging: readonly Acknowledgement[] = [];
  #cancelPulse: () => void = () => undefined;

  constructor({ hub, store, clock, workspace, socket }: Options) {
    this.#hub = hub;
    this.#store = store;
    this.#clock = clock;
    this.#workspace = workspace;
    this.#socket = socket;
    this.#joiner = new PartJoiner(hub.limits.documentBytes + 64 * 1024);
    this.#pace = new TokenBucket(hub.limits.updatesPerSecond, hub.limits.updatesAtOnce);
    this.#heard = clock.now();
    this.#cleanups.push(
      hub.onCommitted((entries) => {
        for (const { origin, sequence, document } of entries) {
          if (origin === this) this.#ownSequences.add(sequence);
          // What this device offers and may not bring now, another one has brought.
          else if (this.#offers.has(document)) this.#compare(document, false);
        }
        this.#feed();
      }),
    );
    this.#pulse();
  }

  receive(piece: Uint8Array): void {
    if (!this.#open) return;
    this.#heard = this.#clock.now();
    if (!this.#greeted && piece.byteLength > helloBytes) {
      this.#close(closeCode.badMessage, 'not a hello');
      return;
    }
    const joined = this.#joiner.take(piece);
    if (joined.kind === 'waiting') return;
    const frame = joined.kind === 'frame' ? decodeUp(joined.frame) : null;
    if (frame === null || !this.#fits(frame)) {
      this.#close(closeCode.badMessage, 'not a frame of this link');
      return;
    }
    this.#take(frame);
  }

  gone(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#cancelPulse();
    for (const cleanup of this.#cleanups) cleanup();
    this.#hub.writerGone(this);
    for (const attendance of this.#watched.values()) attendance.leave();
    this.#watched.clear();
  }

  /** The hello comes first and once; every document named is one of this workspace. */
  #fits(frame: UpFrame): boolean {
    if ((frame.kind === 'hello') === this.#greeted) return false;
    return !('document' in frame) || parseDocumentName(frame.document)?.workspace === this.#workspace;
  }

  #take(frame: UpFrame): void {
    switch (frame.kind) {
      case 'hello':
        this.#greeted = true;
        this.#replace(frame.device);
        this.#attempt(async () => {
          const { cursor } = frame;
          const resumed =
            cursor === null ||
            (cursor.store === this.#store.id && (await this.#store.holds(cursor.sequence, cursor.mark)));
          this.#position = resumed && cursor ? cursor.sequence : (0 as Sequence);
          this.#send({ kind: 'welcome', store: this.#store.id, resumed });
          this.#welcomed = true;
          this.#feed();
        });
        break;
      case 'update':
        this.#write(frame.number, frame.document, frame.update);
        break;
      case 'watch':
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
        this.#keepOffer(frame.document, frame.known);
        this.#compare(frame.document, true);
        break;
      case 'pulse':
        break;
    }
  }

  /** Answers an offer: `equal` once nothing of it is lacking; with `ask`, `state` as long as something is (H9). */
  #compare(document: DocumentName, ask: boolean): void {
    this.#attempt(async () => {
      const known = (await this.#store.known(document)) ?? nothingKnown;
      const offered = this.#offers.get(document);
      if (!offered) return;
      if (covers(known, offered)) {
        this.#dropOffer(document);
        this.#send({ kind: 'equal', document });
      } else if (ask) {
        this.#ask(0, document, known);
      }
    });
  }

  #keepOffer(document: DocumentName, known: Known): void {
    this.#dropOffer(document);
    this.#offers.set(document, known);
    this.#offeredBytes += weightOf(known);
    if (this.#offeredBytes > this.#hub.limits.offeredBytes) {
      this.#close(closeCode.tooLarge, 'more is offered than can be compared');
    }
  }

  #dropOffer(document: DocumentName): void {
    const known = this.#offers.get(document);
    if (!known) return;
    this.#offers.delete(document);
    this.#offeredBytes -= weightOf(known);
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
    const wait = this.#pace.spend(this.#clock.now());
    if (wait > 0) this.#socket.hold?.(wait);
    // A device waits for answers to a few; one that does not even read them is not waited for.
    if (this.#acknowledging.length + this.#asked.size + this.#held > this.#hub.limits.unansweredUpdates) {
      this.#close(closeCode.slowConsumer, 'answers are not taken');
      return;
    }
    // What answers `state` carries all that the device has, other people's structs too.
    const live = number > 0 && !this.#asked.delete(number);
    void this.#hub.write(document, update, { origin: this, live }).then((outcome) => {
      switch (outcome.kind) {
        case 'committed':
        case 'nothingNew':
          if (number > 0) this.#acknowledge(number, 'entry' in outcome ? outcome.entry.sequence : null);
          else this.#compare(document, true);
          break;
        case 'gap':
          this.#ask(number, document, outcome.known);
          break;
        case 'held':
          this.#held++;
          outcome.whenFree(() => {
            this.#held--;
            this.#askAgain(number, document);
          });
          break;
        case 'refused':
        case 'tooLarge':
          this.#dropOffer(document);
          this.#send({ kind: 'refused', number, document, reason: outcome.reason });
          break;
        case 'failed':
          this.#close(closeCode.storeFailed, 'the store does not take updates');
          break;
      }
    });
  }

  #askAgain(number: number, document: DocumentName): void {
    if (!this.#open) return;
    this.#attempt(async () => {
      const known = (await this.#store.known(document)) ?? nothingKnown;
      this.#ask(number, document, known);
    });
  }

  #ask(number: number, document: DocumentName, known: Known): void {
    if (number > 0) this.#asked.add(number);
    this.#send({ kind: 'state', number, document, known });
  }

  /**
   * Acknowledged once the feed has come past it, so that the device's cursor stands behind all that has left its
   * outbox: a relay whose files went back to an older copy then finds that it does not hold that cursor (H9).
   */
  #acknowledge(number: number, sequence: Sequence | null): void {
    this.#acknowledging = [...this.#acknowledging, { number, sequence }];
    this.#feed();
  }

  /** One frame for all that the feed has come past; of what added nothing (null) nobody knows where it stands. */
  #sendAcknowledgements(due: readonly Acknowledgement[], atEnd: boolean): void {
    const past = due.filter(({ sequence }) => atEnd || (sequence !== null && sequence <= this.#position));
    if (past.length === 0) return;
    this.#acknowledging = this.#acknowledging.filter((one) => !past.includes(one));
    this.#send({ kind: 'acknowledged', numbers: past.map(({ number }) => number) });
  }

  #watch(document: DocumentName): void {
    // Beyond the bound a document is edited without presence.
    if (this.#watched.has(document) || this.#watched.size >= this.#hub.limits.documentsPerLink) return;
    const attendance = this.#hub.attend(document, {
      writer: this,
      awareness: (update) => {
        this.#send({ kind: 'awareness', document, update });
      },
    });
    this.#watched.set(document, attendance);
  }

  /** Sends what the store holds beyond the position, as fast as the socket takes it. One run at a time. */
  #feed(): void {
    this.#behind = true;
    if (!this.#welcomed || this.#feeding || !this.#open) return;
    this.#feeding = true;
    this.#attempt(async () => {
      try {
        while (this.#behind) {
          this.#behind = false;
          while (await this.#feedSome());
        }
      } finally {
        this.#feeding = false;
      }
    });
  }

  /** False when the feed's end is reached. */
  async #feedSome(): Promise<boolean> {
    if (!this.#open) return false;
    if (this.#socket.bufferedAmount > highWater) {
      await new Promise<void>((resolve) => {
        this.#clock.after(drainPoll, resolve);
      });
      return true;
    }
    // What is stored by now, this reading finds or has found.
    const due = this.#acknowledging;
    const entries = await this.#store.feed(this.#workspace, this.#position, feedEntries, feedBytes);
    let moved: DownFrame | null = null;
    for (const { document, sequence, mark, update, merged } of entries) {
      this.#position = sequence;
      // A merged entry holds what others wrote as well, though this device wrote the last of it (H6).
      if (this.#ownSequences.delete(sequence) && !merged) {
        moved = { kind: 'moved', document, sequence, mark };
      } else {
        moved = null;
        this.#send({ kind: 'entry', document, sequence, mark, update });
      }
    }
    if (moved) this.#send(moved);
    // Some were compacted away before the feed came to them.
    for (const own of this.#ownSequences) if (own <= this.#position) this.#ownSequences.delete(own);
    this.#sendAcknowledgements(due, entries.length === 0);
    if (entries.length > 0) return true;
    if (!this.#caughtUp) this.#send({ kind: 'caughtUp' });
    this.#caughtUp = true;
    return false;
  }

  #pulse(): void {
    this.#cancelPulse = this.#clock.after(pulseEvery, () => {
      if (!this.#open) return;
      if (this.#clock.now() - this.#heard > silentAfter) {
        this.#close(closeCode.slowConsumer, 'the device fell silent');
        return;
      }
      this.#send({ kind: 'pulse' });
      this.#pulse();
    });
  }

  #send(frame: DownFrame): void {
    if (!this.#open) return;
    for (const piece of splitFrame(encodeDown(frame))) this.#socket.send(piece);
  }

  #close(code: CloseCode, reason: string): void {
    if (!this.#open) return;
    this.gone();
    this.#socket.close(code, reason);
  }

  #attempt(work: () => Promise<void>): void {
    work().catch(() => {
      this.#close(closeCode.storeFailed, 'the store cannot be read');
    });
  }
}

/** Roughly what an offer takes in memory. */
function weightOf({ clocks, deletes }: Known): number {
  let entries = 8 + clocks.size + deletes.size;
  for (const ranges of deletes.values()) entries += ranges.length;
  return entries * 32;
}
