import { firstChannel, type Lane } from './link-frame.ts';
import { firstCredit, readPacket, type PacketRead } from './link-packet.ts';

/** What a channel in the middle of a large frame may send ahead while there are not too many of them. */
const wideCredit = 256 * 1024;
/**
 * Above this, unfinished bytes of all channels and what they may send beyond their first credit, nobody gets more than
 * he needs to come to an end. The first credit does not count: most channels are open and idle.
 */
const calmBytes = 32 * 1024 * 1024;

interface Unfinished {
  readonly pieces: Uint8Array[];
  bytes: number;
}

/**
 * The receiving end of the lanes: puts pieces together and says how much more each channel may send. What it may have
 * to keep is bounded: each channel's credit, and one frame at a time beyond that. The channel that began its frame
 * first always gets more, so that every frame comes to an end.
 */
export class LaneIntake {
  readonly #maxFrameBytes: number;
  readonly #unfinished = new Map<Lane, Unfinished>();
  /** Bytes that each open channel may still send. */
  readonly #allowed = new Map<Lane, number>();
  /** Channels that have used up some of it. */
  readonly #used = new Set<Lane>();
  #highest = firstChannel - 1;
  #promised = 0;

  constructor(maxFrameBytes: number) {
    this.#maxFrameBytes = maxFrameBytes;
  }

  /** False when the number is not above all before it. */
  open(channel: Lane): boolean {
    if (channel <= this.#highest) return false;
    this.#highest = channel;
    this.#allow(channel, firstCredit);
    return true;
  }

  close(channel: Lane): void {
    this.#allow(channel, 0);
    this.#promised -= this.#unfinished.get(channel)?.bytes ?? 0;
    this.#allowed.delete(channel);
    this.#unfinished.delete(channel);
    this.#used.delete(channel);
  }

  isOpen(channel: Lane): boolean {
    return this.#allowed.has(channel);
  }

  /** Open now, or over: something of it may still be on its way. */
  wasOpened(channel: Lane): boolean {
    return channel <= this.#highest;
  }

  /** Gives each whole frame, null for one that is too large, until one is not taken. Frames are views. */
  read(packet: Uint8Array, take: (lane: Lane, frame: Uint8Array | null) => boolean): PacketRead {
    return readPacket(packet, (lane, body, more) => {
      if (lane >= firstChannel) {
        const allowed = this.#allowed.get(lane);
        if (allowed === undefined) return this.wasOpened(lane);
        if (body.byteLength > allowed) return false;
        this.#allow(lane, allowed - body.byteLength);
        this.#used.add(lane);
      }
      return this.#takePiece(lane, body, more, take);
    });
  }

  /** What the channels may send beyond what they know of. */
  grants(): readonly (readonly [channel: Lane, bytes: number])[] {
    if (this.#used.size === 0) return [];
    const grants: [Lane, number][] = [];
    const first = this.#beganFirst();
    for (const channel of this.#used) {
      const allowed = this.#allowed.get(channel) ?? 0;
      const isCalm = this.#promised < calmBytes;
      const isAmid = this.#unfinished.has(channel);
      const amid = isCalm ? wideCredit : channel === first ? firstCredit : 0;
      // What is given cannot be taken back: one that has had something small needs no more than at first.
      const aim = isAmid ? amid : firstCredit;
      if (allowed < aim / 2) {
        this.#allow(channel, aim);
        grants.push([channel, aim - allowed]);
        this.#used.delete(channel);
      } else if (!isAmid || allowed >= wideCredit / 2) {
        this.#used.delete(channel);
      }
    }
    return grants;
  }

  #allow(channel: Lane, bytes: number): void {
    this.#promised += beyondFirst(bytes) - beyondFirst(this.#allowed.get(channel) ?? 0);
    this.#allowed.set(channel, bytes);
  }

  #beganFirst(): Lane | null {
    for (const lane of this.#unfinished.keys()) if (lane >= firstChannel) return lane;
    return null;
  }

  #takePiece(
    lane: Lane,
    body: Uint8Array,
    more: boolean,
    take: (lane: Lane, frame: Uint8Array | null) => boolean,
  ): boolean {
    const begun = this.#unfinished.get(lane);
    if (!begun && !more) return take(lane, body);
    const unfinished = begun ?? { pieces: [], bytes: 0 };
    const size = unfinished.bytes + body.byteLength;
    if (size > this.#maxFrameBytes) return take(lane, null);
    this.#unfinished.set(lane, unfinished);
    // A view would keep the whole packet.
    unfinished.pieces.push(new Uint8Array(body));
    unfinished.bytes = size;
    if (lane >= firstChannel) this.#promised += body.byteLength;
    if (more) return true;
    this.#unfinished.delete(lane);
    if (lane >= firstChannel) this.#promised -= size;
    return take(lane, joined(unfinished));
  }
}

function beyondFirst(bytes: number): number {
  return Math.max(0, bytes - firstCredit);
}

function joined({ pieces, bytes }: Unfinished): Uint8Array {
  const frame = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    frame.set(piece, at);
    at += piece.byteLength;
  }
  return frame;
}
