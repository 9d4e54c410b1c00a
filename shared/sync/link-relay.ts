import type { Clock } from './clock.ts';
import { closeCode, type CloseCode } from './close-code.ts';
import { parseDocumentName, type DocumentName, type WorkspaceId } from './document-name.ts';
import type { CommittedEntry, Hub } from './hub.ts';
import { covers, nothingKnown, type Known } from './known.ts';
import { decodeUp, encodeDown, type DownFrame, type UpFrame } from './link-frame.ts';
import { PartJoiner, splitFrame } from './link-parts.ts';
import type { Attendance } from './room.ts';
import type { LinkSession, LinkSocket } from './socket.ts';
import type { Sequence, Store, StoreId } from './store.ts';

const pulseEvery = 15_000;
/** A device pulses each 15 s; one that lost its power says nothing and closes nothing. */
const silentAfter = 45_000;
const feedEntries = 256;
const feedBytes = 256 * 1024;
/** Above this the feed waits for the socket; it is read from the store, so nothing piles up in memory. */
const highWater = 1024 * 1024;
const drainPoll = 20;

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

/** A commit's entry on the wire, the same for every device. */
const encoded = new WeakMap<CommittedEntry, readonly Uint8Array[]>();

function piecesOf(entry: CommittedEntry): readonly Uint8Array[] {
  const found = encoded.get(entry);
  if (found) return found;
  const { document, sequence, mark, update } = entry;
  const pieces = splitFrame(encodeDown({ kind: 'entry', document, sequence, mark, update }));
  encoded.set(entry, pieces);
  return pieces;
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
  /** Numbers of the outbox that were answered by `state`. */
  readonly #asked = new Set<number>();
  readonly #cleanups: (() => void)[] = [];
  #open = true;
  #heard: number;
  #greeted = false;
  #position = 0 as Sequence;
  #feeding = false;
  #welcomed = false;
  #behind = false;
  #caughtUp = false;
  /** Everything stored is on its way to the device: it hears of a commit as it happens, and the store is not asked. */
  #live = false;
  #acknowledging: number[] = [];
  #cancelPulse: () => void = () => undefined;

  constructor({ hub, store, clock, workspace, socket }: Options) {
    this.#hub = hub;
    this.#store = store;
    this.#clock = clock;
    this.#workspace = workspace;
    this.#socket = socket;
    this.#joiner = new PartJoiner(hub.limits.documentBytes + 64 * 1024);
    this.#heard = clock.now();
    this.#cleanups.push(
      hub.onCommitted((entries) => {
        if (this.#live && this.#socket.bufferedAmount <= highWater) {
          this.#passOn(entries);
          return;
        }
        for (const { origin, sequence } of entries) if (origin === this) this.#ownSequences.add(sequence);
        this.#feed();
      }),
    );
    this.#pulse();
  }

  receive(piece: Uint8Array): void {
    if (!this.#open) return;
    this.#heard = this.#clock.now();
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
        this.#attempt(async () => {
          await this.#hub.flush();
          const known = (await this.#store.known(frame.document)) ?? nothingKnown;
          const { document } = frame;
          this.#send(
            covers(known, frame.known)
              ? { kind: 'equal', document }
              : { kind: 'state', number: 0, document, known },
          );
        });
        break;
      case 'pulse':
        break;
    }
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
    // What answers `state` carries all that the device has, other people's structs too.
    const live = number > 0 && !this.#asked.delete(number);
    void this.#hub.write(document, update, { origin: this, live }).then((outcome) => {
      switch (outcome.kind) {
        case 'committed':
        case 'nothingNew':
          if (number > 0) this.#acknowledge(number);
          break;
        case 'gap':
          this.#ask(number, document, outcome.known);
          break;
        case 'held':
          outcome.whenFree(() => {
            this.#askAgain(number, document);
          });
          break;
        case 'refused':
          this.#send({ kind: 'refused', number, reason: outcome.reason });
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

  /** One frame names all that one commit acknowledged. */
  #acknowledge(number: number): void {
    this.#acknowledging.push(number);
    if (this.#acknowledging.length > 1) return;
    void Promise.resolve().then(() => {
      const numbers = this.#acknowledging;
      this.#acknowledging = [];
      this.#send({ kind: 'acknowledged', numbers });
    });
  }

  #watch(document: DocumentName): void {
    if (this.#watched.has(document)) return;
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
    this.#live = false;
    if (!this.#welcomed || this.#feeding || !this.#open) return;
    this.#feeding = true;
    this.#attempt(async () => {
      try {
        while (this.#behind) {
          this.#behind = false;
          while (await this.#feedSome());
        }
        this.#live = this.#open;
      } finally {
        this.#feeding = false;
      }
    });
  }

  #passOn(entries: readonly CommittedEntry[]): void {
    const pieces: Uint8Array[] = [];
    let moved: DownFrame | null = null;
    for (const entry of entries) {
      const { document, sequence, mark } = entry;
      // The feed may have met it in the store before the hub told of it.
      if (sequence <= this.#position || !document.startsWith(`${this.#workspace}/`)) continue;
      this.#position = sequence;
      if (entry.origin === this) {
        moved = { kind: 'moved', document, sequence, mark };
      } else {
        moved = null;
        pieces.push(...piecesOf(entry));
      }
    }
    if (moved) pieces.push(...splitFrame(encodeDown(moved)));
    if (pieces.length === 0) return;
    if (this.#socket.sendMany) this.#socket.sendMany(pieces);
    else for (const piece of pieces) this.#socket.send(piece);
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
    const entries = await this.#store.feed(this.#workspace, this.#position, feedEntries, feedBytes);
    let moved: DownFrame | null = null;
    for (const { document, sequence, mark, update } of entries) {
      this.#position = sequence;
      if (this.#ownSequences.delete(sequence)) {
        moved = { kind: 'moved', document, sequence, mark };
      } else {
        moved = null;
        this.#send({ kind: 'entry', document, sequence, mark, update });
      }
    }
    if (moved) this.#send(moved);
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
