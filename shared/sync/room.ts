import { encodeAwareness, type AwarenessEntry } from './awareness-update.ts';
import type { Clock } from './clock.ts';
import type { CloseCode } from './close-code.ts';
import type { DocumentName, Part } from './document-name.ts';
import type { KeptKnown } from './kept-known.ts';
import { nothingKnown, type Known } from './known.ts';
import type { HubLimits } from './limits.ts';
import { RoomAwareness, type Presenter } from './room-awareness.ts';
import { awarenessFrame, updateFrame } from './stock-frame.ts';
import type { Store, StoredDocument } from './store.ts';

/** A connection in a room, as the room sees it. */
export interface Member extends Presenter {
  send(frame: Uint8Array): void;
  /** The frames of one tick; nobody changes the array. */
  sendMany(frames: readonly Uint8Array[]): void;
  /** Sends something harmless when nothing was sent for a while. */
  pulse(now: number): void;
  close(code: CloseCode, reason: string): void;
}

/** One who follows a room's presence only. */
export interface Attendee {
  /** What its writes carry as their origin. */
  readonly writer: object;
  awareness(update: Uint8Array): void;
  /** It is the relay above, which brings the presence of a whole team and has bounded it (H13). */
  readonly isUpstream?: boolean;
}

export interface Attendance {
  receive(update: Uint8Array): void;
  leave(): void;
}

/** A committed update, and whose it is. */
export interface News {
  readonly update: Uint8Array;
  readonly origin: object | null;
}

/** One document while somebody is there or something is on its way: who listens, and what the document contains. */
export class Room {
  readonly document: DocumentName;
  readonly part: Part;
  readonly #store: Store;
  readonly #awareness: RoomAwareness;
  readonly #kept: KeptKnown;
  readonly #tellOpen: (open: boolean) => void;
  readonly #members = new Set<Member>();
  readonly #attendees = new Set<Attendee>();
  readonly #clock: Clock;
  readonly #documentBytes: number;
  #known: Known | null = null;
  #reading: Promise<Known> | null = null;
  /** How often a commit has set what is known, or a failed one has had it forgotten. */
  #commits = 0;
  /** Bytes that are stored; compaction makes them fewer without a word. */
  #storedBytes: number | null = null;
  #users = 0;
  #awaitsPresence = false;

  constructor(
    document: DocumentName,
    part: Part,
    store: Store,
    limits: HubLimits,
    clock: Clock,
    kept: KeptKnown,
    tellOpen: (open: boolean) => void,
  ) {
    this.document = document;
    this.part = part;
    this.#store = store;
    this.#clock = clock;
    this.#kept = kept;
    this.#documentBytes = limits.documentBytes;
    this.#tellOpen = tellOpen;
    this.#awareness = new RoomAwareness({
      stateBytes: limits.awarenessStateBytes,
      clientsPerPresenter: limits.awarenessClients,
      changesPerSecond: limits.awarenessPerSecond,
      staleAfter: limits.awarenessStaleAfter,
    });
  }

  /** A room lives as long as somebody uses it, writes under way included. */
  retain(): void {
    this.#users++;
  }

  release(): void {
    this.#users--;
  }

  get isEmpty(): boolean {
    return this.#users === 0;
  }

  get isOpen(): boolean {
    return this.#members.size > 0;
  }

  /** Read once, however many ask at the same time. */
  known(): Promise<Known> {
    if (this.#known) return Promise.resolve(this.#known);
    return (this.#reading ??= this.#readKnown().finally(() => {
      this.#reading = null;
    }));
  }

  read(): Promise<StoredDocument | null> {
    return this.#store.read(this.document);
  }

  knownNow(): Known | null {
    return this.#known;
  }

  /** As a commit has left it. */
  setKnown(known: Known): void {
    this.#commits++;
    this.#keepKnown(known);
  }

  /** It is read again when it is needed. */
  forgetKnown(): void {
    this.#known = null;
  }

  /** After a failed commit the store is asked again. */
  forgetStored(): void {
    this.#commits++;
    this.#known = null;
    this.#kept.drop(this);
    this.#storedBytes = null;
  }

  /** Whether there is surely room for so many bytes more (H14). */
  fits(bytes: number): boolean {
    return this.#storedBytes !== null && this.#storedBytes + bytes <= this.#documentBytes;
  }

  /** What is stored, as far as it is known; null before it was measured. */
  get storedBytes(): number | null {
    return this.#storedBytes;
  }

  /** Asks the store how much there is by now. */
  async measure(): Promise<void> {
    this.#storedBytes = await this.#store.storedBytes(this.document);
  }

  /** Counts bytes that are to be stored; false, and not counted, when the document would become too large. */
  admit(bytes: number, anyhow: boolean): boolean {
    const after = (this.#storedBytes ?? 0) + bytes;
    if (after > this.#documentBytes && !anyhow) return false;
    this.#storedBytes = after;
    return true;
  }

  enter(member: Member): void {
    this.#members.add(member);
    if (this.#members.size === 1) this.#tellOpen(true);
  }

  exit(member: Member): void {
    if (!this.#members.delete(member)) return;
    this.#tellAwareness(this.#awareness.leave(member), null);
    if (this.#members.size === 0) this.#tellOpen(false);
  }

  /** What one tick brought, in order, to each member but what is its own. */
  passOn(news: readonly News[]): void {
    if (this.#members.size === 0) return;
    const frames = news.map(({ update }) => updateFrame(update));
    const writer = news[0]?.origin ?? null;
    // In most ticks one alone has written; the loop is the relay's hottest.
    if (news.every(({ origin }) => origin === writer)) {
      for (const member of this.#members) if (member !== writer) member.sendMany(frames);
      return;
    }
    const origins = new Set(news.map(({ origin }) => origin));
    for (const member of this.#members) {
      if (!origins.has(member)) member.sendMany(frames);
      else member.sendMany(frames.filter((_, at) => news[at]?.origin !== member));
    }
  }

  /** Presence from a connection goes to everyone, the sender included, as y-websocket expects. False: malformed. */
  receiveAwareness(member: Member, update: Uint8Array, now: number): boolean {
    const changed = this.#awareness.receive(member, update, now);
    if (changed === null) return false;
    this.#tellAwareness(changed, null);
    this.#awaitPresence(now);
    return true;
  }

  /**
   * Whose writes belong with the presence under this client id; nobody's when the relay above shows it, for what is
   * written here is judged there once more.
   */
  presenterOf(client: number): object | null {
    const presenter = this.#awareness.presenterOf(client);
    for (const attendee of this.#attendees) {
      if (attendee === presenter) return attendee.isUpstream ? null : attendee.writer;
    }
    return presenter;
  }

  presentFrame(): Uint8Array {
    return awarenessFrame(encodeAwareness(this.#awareness.present()));
  }

  attend(attendee: Attendee, now: () => number): Attendance {
    this.#attendees.add(attendee);
    if (attendee.isUpstream) this.#awareness.trust(attendee);
    const present = this.#awareness.present();
    if (present.length > 0) attendee.awareness(encodeAwareness(present));
    return {
      receive: (update) => {
        this.#tellAwareness(this.#awareness.receive(attendee, update, now()) ?? [], attendee);
        this.#awaitPresence(now());
      },
      leave: () => {
        this.#attendees.delete(attendee);
        this.#tellAwareness(this.#awareness.leave(attendee), attendee);
      },
    };
  }

  pulse(now: number): void {
    this.#tellAwareness(this.#awareness.expire(now), null);
    for (const member of this.#members) member.pulse(now);
  }

  closeAll(code: CloseCode, reason: string): void {
    for (const member of [...this.#members]) member.close(code, reason);
  }

  async #readKnown(): Promise<Known> {
    for (;;) {
      const commits = this.#commits;
      const stored = (await this.#store.known(this.document)) ?? nothingKnown;
      // A commit may have set it while the store was asked; that one is later.
      if (this.#known) return this.#known;
      // And where that has been forgotten again, what was read may be what stood before it.
      if (commits !== this.#commits) continue;
      if (!this.isEmpty) this.#keepKnown(stored);
      this.#kept.trim();
      return stored;
    }
  }

  #keepKnown(known: Known): void {
    this.#known = known;
    this.#kept.keep(this, known);
  }

  /** What came too often is told later, the last of it only (H13). */
  #awaitPresence(now: number): void {
    const wait = this.#awareness.heldFor(now);
    if (wait === null || this.#awaitsPresence) return;
    this.#awaitsPresence = true;
    this.#clock.after(wait, () => {
      this.#awaitsPresence = false;
      const later = this.#clock.now();
      this.#tellAwareness(this.#awareness.release(later), null);
      this.#awaitPresence(later);
    });
  }

  #tellAwareness(changed: readonly AwarenessEntry[], except: Attendee | null): void {
    if (changed.length === 0) return;
    const update = encodeAwareness(changed);
    const frame = awarenessFrame(update);
    for (const member of this.#members) member.send(frame);
    for (const attendee of this.#attendees) if (attendee !== except) attendee.awareness(update);
  }
}
