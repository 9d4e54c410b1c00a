import * as prng from 'lib0/prng';

/** Spoils bytes: flips, cuts, repeats, puts in numbers that mean too much, or parts of another. Never in place. */
export function mutate(gen: prng.PRNG, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  let result = bytes;
  for (let times = prng.int32(gen, 1, 3); times > 0; times--) result = once(gen, result, other);
  return result;
}

const numbers = [
  [0],
  [0x7f],
  [0xff, 0x7f],
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
];

function once(gen: prng.PRNG, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  const at = place(gen, bytes);
  switch (prng.int32(gen, 0, 7)) {
    case 0:
    case 1:
      return changed(bytes, at, prng.int32(gen, 0, 255));
    case 2:
      return changed(bytes, at, (bytes[at] ?? 0) ^ (1 << prng.int32(gen, 0, 7)));
    case 3:
      return changed(bytes, at, (bytes[at] ?? 0) + (prng.bool(gen) ? 1 : 255));
    case 4:
      return bytes.slice(0, at);
    case 5:
      return join(bytes.subarray(0, at), Uint8Array.from(prng.oneOf(gen, numbers)), bytes.subarray(at + 1));
    case 6: {
      const end = Math.min(bytes.length, at + prng.int32(gen, 1, 16));
      return prng.bool(gen)
        ? join(bytes.subarray(0, at), bytes.subarray(end))
        : join(bytes.subarray(0, end), bytes.subarray(at));
    }
    default:
      return join(bytes.subarray(0, at), other.subarray(place(gen, other)));
  }
}

function place(gen: prng.PRNG, bytes: Uint8Array): number {
  return prng.int32(gen, 0, Math.max(0, bytes.length - 1));
}

function changed(bytes: Uint8Array, at: number, byte: number): Uint8Array {
  const result = bytes.slice();
  result[at] = byte;
  return result;
}

function join(...pieces: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    result.set(piece, at);
    at += piece.length;
  }
  return result;
}
