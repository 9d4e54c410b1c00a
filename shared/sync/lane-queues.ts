import { controlLane, encodeFrame, laneOf, logLane, type Lane, type LinkFrame } from './link-frame.ts';
import { firstCredit, leastPieceBytes, PacketWriter, pieceBytes } from './link-packet.ts';

/** How many frames that are gone a queue may keep the places of. */
const goneFrames = 1024;

interface Queue {
  readonly lane: Lane;
  /** Those from `head` on wait; of the first of them `offset` bytes are gone. */
  frames: Uint8Array[];
  head: number;
  offset: number;
  bytes: number;
  credit: number;
  inTurn: boolean;
  /** Sent on the control lane once all that waits here is gone. */
  last: Uint8Array | null;
}

/**
 * What waits to be sent, lane by lane. Each packet takes what is on the control lane first, then the others in turn, a
 * piece's worth of each, so that no lane waits for another's whole frame. A channel sends no more than it has credit for.
 */
export class LaneQueues {
  readonly #control = newQueue(controlLane, Infinity);
  readonly #queues = new Map<Lane, Queue>([
    [controlLane, this.#control],
    [logLane, newQueue(logLane, Infinity)],
  ]);
  /** Those that have something to send and may. */
  readonly #turns: Queue[] = [];
  #bytes = 0;

  /** Bytes that wait, of all lanes. */
  get bytes(): number {
    return this.#bytes;
  }

  bytesOn(lane: Lane): number {
    return this.#queues.get(lane)?.bytes ?? 0;
  }

  /** Whether there is something to send now. */
  get ready(): boolean {
    return this.#control.bytes > 0 || this.#turns.length > 0;
  }

  /** A new channel. */
  open(lane: Lane): void {
    this.#queues.set(lane, newQueue(lane, firstCredit));
  }

  /** What is for a channel that is over goes nowhere. */
  push(lane: Lane, frame: Uint8Array): void {
    const queue = this.#queues.get(lane);
    if (!queue || queue.last) return;
    queue.frames.push(frame);
    queue.bytes += frame.byteLength;
    this.#bytes += frame.byteLength;
    this.#line(queue);
  }

  /** The other end takes so many bytes more of a channel. */
  credit(lane: Lane, bytes: number): void {
    const queue = this.#queues.get(lane);
    if (!queue) return;
    queue.credit += bytes;
    this.#line(queue);
  }

  /** Sends `frame` once all that waits on the channel is gone, and forgets the channel. */
  finish(lane: Lane, frame: Uint8Array): void {
    const queue = this.#queues.get(lane);
    if (!queue) return;
    if (!isEmpty(queue)) {
      queue.last = frame;
      return;
    }
    this.drop(lane);
    this.push(controlLane, frame);
  }

  /** Forgets a channel and what waits on it. */
  drop(lane: Lane): void {
    const queue = this.#queues.get(lane);
    if (!queue) return;
    this.#queues.delete(lane);
    this.#bytes -= queue.bytes;
    if (queue.inTurn) this.#turns.splice(this.#turns.indexOf(queue), 1);
  }

  /** The next packet, or null when nothing may be sent now. */
  take(): Uint8Array<ArrayBuffer> | null {
    const packet = new PacketWriter();
    this.#fill(packet, this.#control, Infinity);
    while (packet.room > leastPieceBytes) {
      const queue = this.#turns.shift();
      if (!queue) break;
      queue.inTurn = false;
      this.#fill(packet, queue, pieceBytes);
      this.#line(queue);
      if (queue.last && isEmpty(queue)) this.finish(queue.lane, queue.last);
    }
    return packet.packet();
  }

  #fill(packet: PacketWriter, queue: Queue, most: number): void {
    let left = most;
    for (;;) {
      const frame = queue.frames[queue.head];
      if (!frame) break;
      const rest = frame.byteLength - queue.offset;
      const allowed = Math.min(left, pieceBytes, packet.room, queue.credit);
      const more = rest > allowed;
      if (more && allowed < leastPieceBytes) break;
      const size = more ? allowed : rest;
      const whole = size === frame.byteLength;
      packet.add(queue.lane, whole ? frame : frame.subarray(queue.offset, queue.offset + size), more);
      left -= size;
      queue.credit -= size;
      queue.bytes -= size;
      this.#bytes -= size;
      if (more) {
        queue.offset += size;
      } else {
        queue.head++;
        queue.offset = 0;
      }
    }
    if (isEmpty(queue) || queue.head > goneFrames) {
      queue.frames = queue.frames.slice(queue.head);
      queue.head = 0;
    }
  }

  #line(queue: Queue): void {
    if (queue.inTurn || queue === this.#control || !maySend(queue)) return;
    queue.inTurn = true;
    this.#turns.push(queue);
  }
}

/** Frames as the packets that carry them, for those who speak the wire by hand. */
export function packetsOf(...frames: readonly LinkFrame[]): readonly Uint8Array<ArrayBuffer>[] {
  const queues = new LaneQueues();
  for (const frame of frames) {
    if (frame.kind === 'open') queues.open(frame.channel);
    queues.push(laneOf(frame), encodeFrame(frame));
  }
  const packets: Uint8Array<ArrayBuffer>[] = [];
  for (let packet = queues.take(); packet; packet = queues.take()) packets.push(packet);
  return packets;
}

function newQueue(lane: Lane, credit: number): Queue {
  return { lane, frames: [], head: 0, offset: 0, bytes: 0, credit, inTurn: false, last: null };
}

function isEmpty({ frames, head }: Queue): boolean {
  return head === frames.length;
}

function maySend(queue: Queue): boolean {
  const frame = queue.frames[queue.head];
  return frame !== undefined && queue.credit >= Math.min(frame.byteLength - queue.offset, leastPieceBytes);
}
