import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/**
 * What a document contains, without a Y.Doc (H5): how far each client id goes, and what of it is deleted.
 * Immutable; `judge` in closed-log.ts gives the next one.
 */
export interface DeletedRange {
  readonly clock: number;
  readonly length: number;
}

export interface Known {
  /** client id -> next clock */
  readonly clocks: ReadonlyMap<number, number>;
  /** client id -> disjoint ranges that do not touch, ascending */
  readonly deletes: ReadonlyMap<number, readonly DeletedRange[]>;
}

/**
 * Client ids of one document. Every session that writes adds one; with more of them the state vector that each joiner
 * presents would pass its own bound, and every judgement would copy them all.
 */
export const maxClients = 16_000;

export const nothingKnown: Known = { clocks: new Map(), deletes: new Map() };

/** The state vector in Yjs' own encoding, as sync step 1 carries it. */
export function stateVectorOf(known: Known): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  writeClocks(encoder, known.clocks);
  return encoding.toUint8Array(encoder);
}

/** Bytes to keep beside a document's updates; `decodeKnown` reads them back. */
export function encodeKnown(known: Known): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  writeClocks(encoder, known.clocks);
  encoding.writeVarUint(encoder, known.deletes.size);
  for (const [client, ranges] of known.deletes) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const { clock, length } of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, length);
    }
  }
  return encoding.toUint8Array(encoder);
}

/** Reads what `encodeKnown` wrote. Throws on anything else, and on more client ids than `mostClients`. */
export function decodeKnown(bytes: Uint8Array, mostClients = Infinity): Known {
  const decoder = decoding.createDecoder(bytes);
  const clocks = new Map<number, number>();
  for (let left = readCount(decoder, mostClients); left > 0; left--) {
    clocks.set(decoding.readVarUint(decoder), decoding.readVarUint(decoder));
  }
  const deletes = new Map<number, readonly DeletedRange[]>();
  for (let left = readCount(decoder, mostClients); left > 0; left--) {
    const client = decoding.readVarUint(decoder);
    const ranges: DeletedRange[] = [];
    for (let more = decoding.readVarUint(decoder); more > 0; more--) {
      ranges.push({ clock: decoding.readVarUint(decoder), length: decoding.readVarUint(decoder) });
    }
    deletes.set(client, ranges);
  }
  return { clocks, deletes };
}

/** Roughly the bytes that it takes in memory. */
export function weightOf(known: Known): number {
  return (8 + entriesOf(known)) * 32;
}

/** Client ids and ranges of deletes, counted together. */
export function entriesOf({ clocks, deletes }: Known): number {
  let entries = clocks.size + deletes.size;
  for (const ranges of deletes.values()) entries += ranges.length;
  return entries;
}

/** Whether everything in `part` is in `whole` too. */
export function covers(whole: Known, part: Known): boolean {
  for (const [client, clock] of part.clocks) {
    if ((whole.clocks.get(client) ?? 0) < clock) return false;
  }
  for (const [client, ranges] of part.deletes) {
    const known = whole.deletes.get(client) ?? [];
    for (const range of ranges) if (!coversRange(known, range)) return false;
  }
  return true;
}

/**
 * Ranges are disjoint and do not touch, so a range is covered by one of them or not at all: the last that starts at or
 * below it. Looked for by halving, since a long-lived note has tens of thousands, and every resync brings them all.
 */
export function coversRange(known: readonly DeletedRange[], range: DeletedRange): boolean {
  let [from, to] = [0, known.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((known[middle]?.clock ?? Infinity) <= range.clock) from = middle + 1;
    else to = middle;
  }
  const last = known[from - 1];
  return last !== undefined && range.clock + range.length <= last.clock + last.length;
}

/** Sorts and joins ranges so that none touches another. */
export function joinRanges(ranges: readonly DeletedRange[]): readonly DeletedRange[] {
  const sorted = ranges.filter(({ length }) => length > 0).sort((a, b) => a.clock - b.clock);
  const joined: DeletedRange[] = [];
  for (const range of sorted) {
    const last = joined.at(-1);
    if (last && range.clock <= last.clock + last.length) {
      const end = Math.max(last.clock + last.length, range.clock + range.length);
      joined[joined.length - 1] = { clock: last.clock, length: end - last.clock };
    } else {
      joined.push(range);
    }
  }
  return joined;
}

function readCount(decoder: decoding.Decoder, most: number): number {
  const count = decoding.readVarUint(decoder);
  if (count > most) throw new Error('more client ids than may be');
  return count;
}

function writeClocks(encoder: encoding.Encoder, clocks: ReadonlyMap<number, number>): void {
  encoding.writeVarUint(encoder, clocks.size);
  for (const [client, clock] of clocks) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
  }
}
