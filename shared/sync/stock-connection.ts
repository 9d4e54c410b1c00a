import { encodeAwareness } from './awareness-update.ts';
import type { Clock } from './clock.ts';
import { closeCode, type CloseCode } from './close-code.ts';
import type { WriteOutcome } from './hub.ts';
import { stateVectorOf, type Known } from './known.ts';
import type { HubLimits } from './limits.ts';
import type { Member, Room } from './room.ts';
import type { StockPeer, StockSession } from './socket.ts';
import {
  awarenessFrame,
  decodeStockFrame,
  step1Frame,
  step2Frame,
  updateFrame,
  type StockMessage,
} from './stock-frame.ts';
import type { ByteCache } from './byte-cache.ts';
import { emptyUpdate, joinUpdates } from './join.ts';
import { TokenBucket } from './token-bucket.ts';
import type { Turns } from './turns.ts';

/**
 * flowing: updates are stored as they come.
 * resyncing: one was not stored, so nothing that may rest on it is until the client's sync step 2 (H4).
 */
type Intake = 'flowing' | 'resyncing';

/** Milliseconds; by then a connection may bring as many updates as in any second. */
const askAgainAfter = 1_000;

interface Options {
  readonly room: Room;
  readonly peer: StockPeer;
  readonly clock: Clock;
  readonly limits: HubLimits;
  readonly cache: ByteCache;
  /** What is known is read in turn for all who need it to ask. */
  readonly openings: Turns;
  /** `live`: an update as it is typed, not a sync step 2, which carries other people's structs too. */
  readonly write: (
    update: Uint8Array,
    origin: object,
    live: boolean,
    settle: (outcome: WriteOutcome) => void,
  ) => void;
  readonly left: (writer: object) => void;
}

/** One stock y-websocket connection to one document. */
export class StockConnection implements StockSession, Member {
  readonly #room: Room;
  readonly #peer: StockPeer;
  readonly #clock: Clock;
  readonly #limits: HubLimits;
  readonly #cache: ByteCache;
  readonly #openings: Turns;
  readonly #write: Options['write'];
  readonly #left: Options['left'];
  readonly #pace: TokenBucket;
  #intake: Intake = 'flowing';
  /** It was asked for everything and has not answered. */
  #asked = false;
  /** Frames with updates, counted as they came, and the first of them that was not stored. */
  #frames = 0;
  #lost = Infinity;
  /** How often something was not stored: a sync step 2 makes up for what was known of when it came. */
  #losses = 0;
  /** Frames from the first that was not stored onwards that are through: they are saved with it. */
  #unsaved = 0;
  #lastSent = 0;
  #waits = false;
  /** The last state vector it asked with, while something else is read for it: one answer is enough for all before. */
  #question: Uint8Array | null = null;
  /** Until it has been opened nothing is answered. */
  #answering = true;
  #open = true;

  constructor(options: Options) {
    this.#room = options.room;
    this.#peer = options.peer;
    this.#clock = options.clock;
    this.#limits = options.limits;
    this.#cache = options.cache;
    this.#openings = options.openings;
    this.#write = options.write;
    this.#left = options.left;
    const { updatesPerSecond, updatesAtOnce } = options.limits;
    this.#pace = options.peer.pace ?? new TokenBucket(updatesPerSecond, updatesAtOnce);
  }

  /** The relay sends sync step 1 at each opening (H3), and who is here. */
  open(): void {
    this.#room.enter(this);
    this.#attempt(async () => {
      // It may be closed again by the packet that opened it, and by thousands of others in there.
      await Promise.resolve();
      const known = this.#open && (await this.#known());
      if (!known) return;
      this.send(step1Frame(stateVectorOf(known)));
      this.send(this.#room.presentFrame());
      await this.#answer();
    });
  }

  receive(frame: Uint8Array): void {
    if (!this.#open) return;
    if (frame.byteLength > this.#limits.documentBytes) {
      this.close(closeCode.tooLarge, 'larger than a document may be');
      return;
    }
    const messages = decodeStockFrame(frame);
    if (messages === null) {
      this.close(closeCode.badMessage, 'not a message of the y-websocket protocol');
      return;
    }
    for (const message of messages) this.#take(message);
  }

  gone(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#room.exit(this);
    this.#left(this);
  }

  send(frame: Uint8Array): void {
    if (!this.#open) return;
    this.#lastSent = this.#clock.now();
    this.#peer.send(frame);
  }

  sendMany(frames: readonly Uint8Array[]): void {
    if (!this.#open) return;
    this.#lastSent = this.#clock.now();
    if (this.#peer.sendMany) this.#peer.sendMany(frames);
    else for (const frame of frames) this.#peer.send(frame);
  }

  pulse(now: number): void {
    if (now - this.#lastSent >= this.#limits.pulseEvery) this.send(awarenessFrame(encodeAwareness([])));
  }

  close(code: CloseCode, reason: string): void {
    if (!this.#open) return;
    this.gone();
    this.#peer.close(code, reason);
  }

  /** More than its share is read later, so nothing of it is lost and nobody need ask for it again (H14). */
  #count(): void {
    if (!this.#peer.hold) return;
    const wait = this.#pace.spend(this.#clock.now());
    if (wait > 0) this.#peer.hold(wait);
  }

  /** Who cannot be made to wait is asked again for what came too fast (H4). */
  #inTime(): boolean {
    if (this.#peer.hold || this.#pace.take(this.#clock.now())) return true;
    this.#resyncLater(this.#frames, (resume) => this.#clock.after(askAgainAfter, resume));
    return false;
  }

  #take(message: StockMessage): void {
    if (message.kind !== 'awareness') this.#count();
    switch (message.kind) {
      case 'step1':
        this.#ask(message.stateVector);
        break;
      case 'step2':
        this.#store(message.update, true);
        break;
      case 'update':
        this.#store(message.update, false);
        break;
      case 'awareness':
        if (!this.#room.receiveAwareness(this, message.update, this.#clock.now())) {
          this.close(closeCode.badMessage, 'not an awareness update');
        }
        break;
      case 'queryAwareness':
        this.send(this.#room.presentFrame());
        break;
      case 'auth':
        break;
    }
  }

  #ask(stateVector: Uint8Array): void {
    if (stateVector.byteLength > this.#limits.stateVectorBytes) {
      this.close(closeCode.tooLarge, 'state vector too large');
      return;
    }
    // A view would keep the whole frame.
    this.#question = new Uint8Array(stateVector);
    if (this.#answering) return;
    this.#answering = true;
    this.#attempt(() => this.#answer());
  }

  /** What the joiner lacks as updates, sync step 2 last (H3). One answer at a time: each may be a whole document. */
  async #answer(): Promise<void> {
    while (this.#open && this.#question) {
      const stateVector = this.#question;
      this.#question = null;
      const updates = await joinUpdates(this.#room, stateVector, this.#cache);
      if (updates === null) {
        this.close(closeCode.badMessage, 'not a state vector');
        return;
      }
      for (const update of updates) this.send(updateFrame(update));
      this.send(step2Frame(emptyUpdate));
    }
    this.#answering = false;
  }

  #store(update: Uint8Array, resync: boolean): void {
    const frame = ++this.#frames;
    if (this.#intake === 'resyncing' && !resync) {
      this.#unsaved++;
      return;
    }
    if (!this.#inTime()) return;
    if (resync) {
      this.#intake = 'flowing';
      this.#asked = false;
    }
    const makesUpFor = resync ? this.#losses : null;
    // The frame is the transport's; the store and other connections get bytes of their own.
    this.#write(new Uint8Array(update), this, !resync, (outcome) => {
      this.#settle(outcome, frame, makesUpFor);
    });
  }

  #settle(outcome: WriteOutcome, frame: number, makesUpFor: number | null): void {
    if (!this.#open) return;
    switch (outcome.kind) {
      case 'committed':
      case 'nothingNew':
        this.#saved(frame, makesUpFor);
        break;
      case 'gap':
        this.#lose(frame);
        if (this.#asked) return;
        this.#asked = true;
        this.send(step1Frame(stateVectorOf(outcome.known)));
        break;
      case 'held':
        this.#resyncLater(frame, outcome.whenFree);
        break;
      case 'refused':
        this.close(closeCode.refusedUpdate, outcome.reason);
        break;
      case 'tooLarge':
        this.close(closeCode.tooLarge, outcome.reason);
        break;
      case 'failed':
        // The provider comes back by itself with everything it has.
        this.close(closeCode.storeFailed, 'the store does not take updates');
        break;
    }
  }

  /** What is told counts frames in their order, so nothing is told past one that was not stored. */
  #saved(frame: number, makesUpFor: number | null): void {
    if (frame < this.#lost) {
      this.#peer.saved?.(1);
      return;
    }
    this.#unsaved++;
    if (makesUpFor !== this.#losses) return;
    this.#peer.saved?.(this.#unsaved);
    this.#unsaved = 0;
    this.#lost = Infinity;
  }

  #lose(frame: number): void {
    this.#intake = 'resyncing';
    this.#losses++;
    this.#lost = Math.min(this.#lost, frame);
    this.#unsaved++;
  }

  /** Nothing of this connection is stored until its time has come; then it is asked for everything again. */
  #resyncLater(frame: number, whenFree: (resume: () => void) => void): void {
    this.#lose(frame);
    if (this.#waits) return;
    this.#waits = true;
    whenFree(() => {
      this.#waits = false;
      this.#attempt(async () => {
        const known = await this.#known();
        if (!known) return;
        this.#asked = true;
        this.send(step1Frame(stateVectorOf(known)));
      });
    });
  }

  /** What the document contains; null when this connection has gone meanwhile. */
  async #known(): Promise<Known | null> {
    const read = async () => (this.#open ? this.#room.known() : null);
    const known = this.#room.knownNow() ?? (await this.#openings.take(read));
    return this.#open ? known : null;
  }

  #attempt(work: () => Promise<void>): void {
    work().catch(() => {
      this.close(closeCode.storeFailed, 'the store cannot be read');
    });
  }
}
