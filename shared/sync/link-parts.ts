/**
 * A frame of `/link` travels in parts of at most 512 kB, so that no socket message passes 1 MiB (H14) and a large
 * document does not hold up what comes behind it in the socket's buffers. The first byte says whether more follows.
 */
const partBytes = 512 * 1024;
/** Nobody splits finer; a frame of a million parts would cost a hundred times its bytes. */
const leastPartBytes = 4 * 1024;
const more = 1;
const last = 0;

export function splitFrame(frame: Uint8Array): readonly Uint8Array<ArrayBuffer>[] {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let start = 0; start === 0 || start < frame.byteLength; start += partBytes) {
    const body = frame.subarray(start, start + partBytes);
    const piece = new Uint8Array(body.byteLength + 1);
    piece[0] = start + partBytes < frame.byteLength ? more : last;
    piece.set(body, 1);
    pieces.push(piece);
  }
  return pieces;
}

export type Joined =
  | { readonly kind: 'frame'; readonly frame: Uint8Array }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'bad' };

/** Puts parts together again; 'bad' for a malformed part or more than `maxBytes` in all. */
export class PartJoiner {
  readonly #maxBytes: number;
  #pieces: Uint8Array[] = [];
  #size = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  take(piece: Uint8Array): Joined {
    const flag = piece[0];
    if (flag !== more && flag !== last) return { kind: 'bad' };
    const body = piece.slice(1);
    this.#size += body.byteLength;
    if (this.#size > this.#maxBytes) return { kind: 'bad' };
    if (flag === more && body.byteLength < leastPartBytes) return { kind: 'bad' };
    this.#pieces.push(body);
    if (flag === more) return { kind: 'waiting' };
    const frame = this.#join();
    this.#pieces = [];
    this.#size = 0;
    return { kind: 'frame', frame };
  }

  #join(): Uint8Array {
    const [only] = this.#pieces;
    if (only && this.#pieces.length === 1) return only;
    const frame = new Uint8Array(this.#size);
    let at = 0;
    for (const piece of this.#pieces) {
      frame.set(piece, at);
      at += piece.byteLength;
    }
    return frame;
  }
}
