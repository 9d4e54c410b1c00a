import type { Clock } from './clock.ts';
import { LaneQueues } from './lane-queues.ts';
import { encodeFrame, laneOf, logLane, type Lane, type LinkFrame } from './link-frame.ts';
import type { LinkSocket } from './socket.ts';

/** With more than this on its way to the wire a socket gets no more: what is urgent would wait behind it. */
const fullSocket = 256 * 1024;
/** So much of the log may wait before it. */
const fullLog = 256 * 1024;
const firstLook = 4;
const longestWait = 64;

interface Options {
  readonly socket: LinkSocket;
  readonly clock: Clock;
  /** Called before a packet is made, for what is best said once for all that has happened in this turn. */
  readonly gather: () => void;
}

/** Sends what came up in one turn in one packet, and no faster than the socket takes it. */
export class LinkSender {
  readonly #socket: LinkSocket;
  readonly #clock: Clock;
  readonly #gather: () => void;
  readonly #queues = new LaneQueues();
  #waking = false;
  #cancelLook: (() => void) | null = null;
  #wait = firstLook;
  #waiters: (() => void)[] = [];
  #phase: 'silent' | 'speaking' | 'stopped' = 'silent';
  #whenSent: (() => void) | null = null;

  constructor({ socket, clock, gather }: Options) {
    this.#socket = socket;
    this.#clock = clock;
    this.#gather = gather;
  }

  /** The socket is open; until then all that is said waits. */
  speak(): void {
    if (this.#phase !== 'silent') return;
    this.#phase = 'speaking';
    this.wake();
  }

  get speaks(): boolean {
    return this.#phase === 'speaking';
  }

  get bytes(): number {
    return this.#queues.bytes;
  }

  bytesOn(lane: Lane): number {
    return this.#queues.bytesOn(lane);
  }

  /** Whether the log may have more now; channels with much to send keep the socket full, and it has its turn beside them. */
  get hasRoom(): boolean {
    return this.#queues.bytesOn(logLane) < fullLog;
  }

  /** Resolves when the log may have more, and when it is over. */
  async room(): Promise<void> {
    while (!this.hasRoom && this.#phase !== 'stopped') {
      await new Promise<void>((resolve) => {
        this.#waiters.push(resolve);
        this.wake();
      });
    }
  }

  send(frame: LinkFrame): void {
    this.push(laneOf(frame), encodeFrame(frame));
  }

  push(lane: Lane, frame: Uint8Array): void {
    this.#queues.push(lane, frame);
    this.wake();
  }

  open(channel: Lane): void {
    this.#queues.open(channel);
  }

  credit(channel: Lane, bytes: number): void {
    this.#queues.credit(channel, bytes);
    this.wake();
  }

  finish(channel: Lane, frame: LinkFrame): void {
    this.#queues.finish(channel, encodeFrame(frame));
    this.wake();
  }

  drop(channel: Lane): void {
    this.#queues.drop(channel);
    // It may have been all that was waited for.
    this.wake();
  }

  /** There may be something to send at the end of this turn. */
  wake(): void {
    if (this.#waking || this.#cancelLook || !this.speaks) return;
    this.#waking = true;
    this.#clock.soon(() => {
      this.#waking = false;
      if (this.speaks) this.#pump();
    });
  }

  /** Calls back when nothing waits any more. */
  whenSent(sent: () => void): void {
    this.#whenSent = sent;
    this.wake();
  }

  /** Sends at once what the socket takes. */
  flush(): void {
    if (this.speaks) this.#drain();
  }

  stop(): void {
    this.#phase = 'stopped';
    this.#cancelLook?.();
    this.#resumeWaiters();
  }

  #pump(): void {
    // What was said while the last packet was made may come here before the look.
    this.#cancelLook?.();
    this.#cancelLook = null;
    if (this.#drain()) {
      this.#wait = firstLook;
      // What waited for room may go on.
      this.#gather();
    }
    if (this.hasRoom) this.#resumeWaiters();
    if (this.#queues.bytes === 0) this.#whenSent?.();
    if (!this.speaks || (!this.#queues.ready && this.#waiters.length === 0)) return;
    // No socket tells everywhere when it has room again.
    this.#cancelLook = this.#clock.after(this.#wait, () => {
      this.#cancelLook = null;
      this.#pump();
    });
    this.#wait = Math.min(this.#wait * 2, longestWait);
  }

  #resumeWaiters(): void {
    for (const resume of this.#waiters.splice(0)) resume();
  }

  /** Whether something was sent. */
  #drain(): boolean {
    let sent = false;
    if (this.#socket.bufferedAmount >= fullSocket) return sent;
    this.#gather();
    do {
      const packet = this.#queues.take();
      if (!packet) break;
      this.#socket.send(packet);
      sent = true;
    } while (this.#socket.bufferedAmount < fullSocket);
    return sent;
  }
}
