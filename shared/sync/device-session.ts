import type { Clock } from './clock.ts';
import { closeCode, type CloseCode } from './close-code.ts';
import type { DocumentName, WorkspaceId } from './document-name.ts';
import type { Hub, WriteOptions } from './hub.ts';
import { emptyUpdate } from './join.ts';
import { nothingKnown } from './known.ts';
import { Lacking, tooLarge } from './lacking.ts';
import { decodeDown, type DownFrame, type UpFrame } from './link-frame.ts';
import { LinkWire } from './link-wire.ts';
import { Offers } from './offers.ts';
import type { Attendance } from './room.ts';
import type { Dial } from './socket.ts';
import type { Cursor, DeviceStore, Sequence, StoreId } from './store.ts';

/** So many commits behind, a device says how far it has come. */
const worthTelling = 200;
const outboxEntries = 64;
/** A relay that says nothing for so long is gone, whatever the socket says: it pulses each 15 s. */
const silentAfter = 40_000;

export interface SessionOptions {
  readonly hub: Hub;
  readonly store: DeviceStore;
  readonly clock: Clock;
  readonly workspace: WorkspaceId;
  readonly dial: Dial;
}

export interface SessionEvents {
  caughtUp(caughtUp: boolean): void;
  /** An entry of the feed is stored; how far it has come, from 0 to 1, when there is much of it. */
  received(progress: number | null): void;
  /** The relay has stored something of this device. */
  acknowledged(): void;
  outboxChanged(): void;
  /** What was set aside has been offered again. */
  tookBack(): void;
  ended(end: LinkEnd): void;
}

/** How a connection ended, and at which end. */
export interface LinkEnd {
  readonly code: number;
  readonly reason: string;
  readonly by: 'relay' | 'device';
}

/** A cursor of no store: the next hello leads to a comparison from the ground up, whatever happens until then (H9). */
const noCursor: Cursor = { store: 'none' as StoreId, sequence: 0 as Sequence, mark: '' };

type FeedPosition = Pick<Extract<DownFrame, { kind: 'moved' }>, 'document' | 'sequence' | 'mark'>;

/** One connection of a device's link, from dialling to its end. */
export class DeviceSession {
  readonly #options: SessionOptions;
  readonly #events: SessionEvents;
  readonly #wire: LinkWire<DownFrame, UpFrame>;
  readonly #watched = new Map<DocumentName, Attendance>();
  readonly #inFlight = new Set<number>();
  /** Numbers that may leave the outbox. */
  readonly #acknowledged: number[] = [];
  readonly #offers: Offers;
  readonly #lacking: Lacking;
  #open = true;
  #welcome: Extract<DownFrame, { kind: 'welcome' }> | null = null;
  /** Where the feed began. */
  #from = 0;
  #feedDone = false;
  #compared = false;
  #last: FeedPosition | null = null;
  #sending = false;
  #moreToSend = false;
  #toTakeBack = false;
  #sentThrough = 0;

  constructor(options: SessionOptions, events: SessionEvents) {
    this.#options = options;
    this.#events = events;
    const { hub, store, clock, dial } = options;
    const socket = dial({
      opened: () => {
        this.#attempt(async () => {
          const cursor = await store.upstreamCursor();
          this.#from = cursor?.sequence ?? 0;
          this.#wire.speak();
          this.#wire.send({ kind: 'hello', device: store.id, cursor });
        });
      },
      received: (packet) => {
        this.#wire.receive(packet);
      },
      closed: (code, reason) => {
        this.#wire.stop();
        this.#over({ code, reason, by: 'relay' });
      },
    });
    this.#wire = new LinkWire<DownFrame, UpFrame>({
      socket,
      clock,
      documentBytes: hub.limits.documentBytes,
      silentAfter,
      decode: decodeDown,
      take: (frame) => {
        this.#take(frame);
      },
      ended: (code, reason) => {
        this.#over({ code, reason, by: 'device' });
      },
    });
    this.#offers = new Offers({
      store,
      wire: this.#wire,
      unsayable: (document) => {
        this.#lacking.ask(0, document, nothingKnown);
      },
    });
    this.#lacking = new Lacking({
      hub,
      store,
      wire: this.#wire,
      mostBytes: () => this.#mostBytes(),
      sentThrough: () => this.#sentThrough,
      setAside: async (numbers, reason) => {
        for (const number of numbers) await store.setAside(number, reason);
        this.#events.outboxChanged();
      },
      sent: (document) => {
        this.#offers.sent(document);
      },
      unsendable: (document) => this.#refused(document, tooLarge),
      attempt: (work) => {
        this.#attempt(work);
      },
    });
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
          if (this.#toTakeBack) await this.#takeBack();
          await this.#fillWindow();
        }
      } finally {
        this.#sending = false;
      }
    });
  }

  /** Offers the relay again what it would not take. */
  retryAsides(): void {
    this.#toTakeBack = true;
    this.sendOutbox();
  }

  watch(document: DocumentName, open: boolean): void {
    if (!this.#welcome) return;
    if (!open) {
      this.#watched.get(document)?.leave();
      if (this.#watched.delete(document)) this.#wire.send({ kind: 'unwatch', document });
      return;
    }
    if (this.#watched.has(document)) return;
    this.#wire.send({ kind: 'watch', document });
    const attendance = this.#options.hub.attend(document, {
      writer: this,
      isUpstream: true,
      awareness: (update) => {
        this.#wire.send({ kind: 'awareness', document, update });
      },
    });
    this.#watched.set(document, attendance);
  }

  #take(frame: Exclude<DownFrame, { kind: 'pulse' | 'credit' }>): void {
    switch (frame.kind) {
      case 'welcome':
        this.#welcome = frame;
        if (!frame.resumed) this.#from = 0;
        this.#events.caughtUp(false);
        for (const document of this.#options.hub.openRooms()) this.watch(document, true);
        this.sendOutbox();
        break;
      case 'entry':
        this.#write(frame);
        break;
      case 'moved':
        this.#advance(frame);
        break;
      case 'caughtUp':
        this.#attempt(async () => {
          await this.#options.hub.flush();
          // Answers come while others are still being offered: the comparison ends with the last of them.
          const { store, workspace } = this.#options;
          if (this.#comparing()) await this.#offers.offer(await store.documents(workspace));
          // Of a link that was cut meanwhile not all was offered: the next one begins again.
          if (!this.#open) return;
          this.#feedDone = true;
          this.#settle();
        });
        break;
      case 'acknowledged':
        for (const number of frame.numbers) this.#inFlight.delete(number);
        this.#lacking.acknowledged(frame.numbers);
        this.#acknowledged.push(...frame.numbers);
        this.#events.acknowledged();
        this.#forget();
        this.sendOutbox();
        break;
      case 'refused':
        this.#attempt(async () => {
          this.#inFlight.delete(frame.number);
          if (frame.number > 0) {
            await this.#options.store.setAside(frame.number, frame.reason);
            await this.#lacking.refused(frame.number, frame.reason);
          } else {
            await this.#refused(frame.document, frame.reason);
          }
          this.#events.outboxChanged();
          this.sendOutbox();
        });
        break;
      case 'state':
        this.#lacking.ask(frame.number, frame.document, frame.known);
        break;
      case 'equal':
        this.#offers.equal(frame.document);
        this.#forget();
        if (this.#comparing()) this.#settle();
        break;
      case 'awareness':
        this.#watched.get(frame.document)?.receive(frame.update);
        break;
      case 'opened':
      case 'saved':
      case 'data':
      case 'close':
        this.#end(closeCode.badMessage, 'a device opens no channel');
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
          this.#events.received(this.#progress(entry.sequence));
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

  async #refused(document: DocumentName, reason: string): Promise<void> {
    await this.#offers.refused(document, reason);
    this.#events.outboxChanged();
    if (this.#comparing()) this.#settle();
  }

  #settle(): void {
    if (!this.#open || !this.#feedDone) return;
    if (this.#comparing()) {
      if (!this.#offers.areAnswered) return;
      this.#compared = true;
      if (this.#last) this.#advance(this.#last);
      this.#forget();
    }
    this.#events.caughtUp(true);
    this.#events.outboxChanged();
  }

  /**
   * What was acknowledged leaves the outbox, and what was taken after all is set aside no longer: not ahead of the cursor that came before it (H10), and while stores are
   * compared not at all, since a cut link leaves the cursor of another store, which may lack it (H9).
   */
  #forget(): void {
    this.#attempt(async () => {
      await this.#options.hub.flush();
      if (!this.#open || this.#comparing()) return;
      const numbers = this.#acknowledged.splice(0);
      const documents = this.#offers.takeTaken();
      if (numbers.length + documents.length === 0) return;
      await this.#options.store.acknowledged(numbers);
      for (const document of documents) await this.#options.store.documentTaken(document);
      this.#events.outboxChanged();
    });
  }

  async #takeBack(): Promise<void> {
    this.#toTakeBack = false;
    const { store } = this.#options;
    await store.takeBack();
    this.#events.outboxChanged();
    // Nothing else waits for their answers.
    this.#attempt(async () => {
      if (!this.#comparing()) await this.#offers.offer(await store.documentsAside());
      if (this.#open) this.#events.tookBack();
    });
  }

  async #fillWindow(): Promise<void> {
    if (this.#inFlight.size >= outboxEntries) return;
    const entries = await this.#options.store.outbox(this.#sentThrough, outboxEntries - this.#inFlight.size);
    for (const { number, document, update } of entries) {
      await this.#wire.room();
      if (!this.#open) return;
      this.#sentThrough = number;
      if (update.byteLength > this.#mostBytes()) {
        // In the relay's packets it would end the link, and nothing else would come through either.
        await this.#options.store.setAside(number, tooLarge);
        this.#events.outboxChanged();
        this.#moreToSend = true;
        continue;
      }
      this.#inFlight.add(number);
      this.#wire.send({ kind: 'update', number, document, update });
    }
  }

  /** What this device and the relay both take as one document. */
  #mostBytes(): number {
    return Math.min(this.#options.hub.limits.documentBytes, this.#welcome?.documentBytes ?? Infinity);
  }

  /** How far the feed has come on its way to where the relay stood at the welcome; null when that is not far. */
  #progress(sequence: Sequence): number | null {
    const way = (this.#welcome?.head ?? 0) - this.#from;
    return way < worthTelling || this.#feedDone ? null : Math.min(1, (sequence - this.#from) / way);
  }

  #end(code: CloseCode, reason: string): void {
    this.#wire.end(code, reason);
  }

  #over(end: LinkEnd): void {
    if (!this.#open) return;
    this.#open = false;
    this.#offers.stop();
    this.#lacking.stop();
    for (const attendance of this.#watched.values()) attendance.leave();
    this.#watched.clear();
    // Whose presence it brought may write here under the same id from now on (H12).
    this.#options.hub.writerGone(this);
    this.#events.ended(end);
  }

  #attempt(work: () => Promise<void>): void {
    work().catch(() => {
      this.#end(closeCode.storeFailed, 'the store of this device cannot be read');
    });
  }
}
