import * as decoding from 'lib0/decoding';
import { linkVersion, type Lane } from './link-frame.ts';

/**
 * A packet is one WebSocket message of `/link`: the version, then pieces to the end. A piece is its lane, twice its
 * length plus one when more of its frame follows, and its bytes. Large frames travel in several pieces, between which
 * those of other lanes find room; many small ones share a packet.
 */
export const packetBytes = 256 * 1024;
/** No piece is larger, so that a lane gives way to the others. */
export const pieceBytes = 64 * 1024;
/** Nobody splits finer; a frame of a million pieces would cost a hundred times its bytes. */
export const leastPieceBytes = 4 * 1024;
/** What either end may send on a new channel before it hears of more. */
export const firstCredit = 64 * 1024;
/** What a piece's lane and length take at most. */
const headBytes = 12;

/** Collects pieces and makes a packet of them in one go. */
export class PacketWriter {
  readonly #heads: number[] = [];
  readonly #bodies: Uint8Array[] = [];
  #size = 1;

  get room(): number {
    return packetBytes - this.#size - headBytes;
  }

  add(lane: Lane, body: Uint8Array, more: boolean): void {
    const head = body.byteLength * 2 + (more ? 1 : 0);
    this.#heads.push(lane, head);
    this.#bodies.push(body);
    this.#size += varUintSize(lane) + varUintSize(head) + body.byteLength;
  }

  /** null when nothing was added. */
  packet(): Uint8Array<ArrayBuffer> | null {
    if (this.#bodies.length === 0) return null;
    const packet = new Uint8Array(this.#size);
    packet[0] = linkVersion;
    let at = 1;
    let next = 0;
    for (const body of this.#bodies) {
      at = writeVarUint(packet, at, this.#heads[next++] ?? 0);
      at = writeVarUint(packet, at, this.#heads[next++] ?? 0);
      packet.set(body, at);
      at += body.byteLength;
    }
    return packet;
  }
}

export type PacketRead =
  | { readonly kind: 'read' }
  | { readonly kind: 'bad' }
  | { readonly kind: 'otherVersion'; readonly version: number };

/** Gives each piece as a view, until one is not taken. */
export function readPacket(
  packet: Uint8Array,
  take: (lane: Lane, body: Uint8Array, more: boolean) => boolean,
): PacketRead {
  // A Buffer's views are Buffers, which others would copy and compare in another way.
  const bytes = new Uint8Array(packet.buffer, packet.byteOffset, packet.byteLength);
  const bad: PacketRead = { kind: 'bad' };
  try {
    const input = decoding.createDecoder(bytes);
    const version = decoding.readVarUint(input);
    if (version !== linkVersion) return { kind: 'otherVersion', version };
    if (!decoding.hasContent(input)) return bad;
    while (decoding.hasContent(input)) {
      const lane = decoding.readVarUint(input) as Lane;
      const head = decoding.readVarUint(input);
      const start = input.pos;
      const end = start + Math.floor(head / 2);
      const more = head % 2 === 1;
      if (end > bytes.byteLength || (more && end - start < leastPieceBytes)) return bad;
      input.pos = end;
      if (!take(lane, bytes.subarray(start, end), more)) return bad;
    }
    return { kind: 'read' };
  } catch {
    return bad;
  }
}

function varUintSize(value: number): number {
  let size = 1;
  for (let left = value; left > 127; left = Math.floor(left / 128)) size++;
  return size;
}

function writeVarUint(bytes: Uint8Array, start: number, value: number): number {
  let at = start;
  let left = value;
  for (; left > 127; left = Math.floor(left / 128)) bytes[at++] = 0x80 | (left & 0x7f);
  bytes[at++] = left;
  return at;
}
