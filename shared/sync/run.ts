import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** Updates that one client wrote in a row, as one update: their structs stand behind each other under one head. */
export interface Run {
  readonly update: Uint8Array;
  /** For each update, how many structs stand before its first and at which clock that one began. */
  readonly starts: readonly { readonly structs: number; readonly clock: number }[];
}

interface Head {
  readonly structs: number;
  readonly client: number;
  readonly clock: number;
  /** Where the structs begin. */
  readonly end: number;
}

/**
 * Joins updates of one client that delete nothing; null when they are anything else. Only heads are read: whether the
 * structs follow each other without a gap is for the one who decodes the run, by its `starts`.
 */
export function joinRun(updates: readonly Uint8Array[]): Run | null {
  const heads: Head[] = [];
  const starts: { structs: number; clock: number }[] = [];
  let structs = 0;
  let bytes = 0;
  for (const update of updates) {
    const head = headOf(update);
    if (head === null || head.client !== (heads[0]?.client ?? head.client)) return null;
    starts.push({ structs, clock: head.clock });
    structs += head.structs;
    bytes += update.byteLength - head.end - 1;
    heads.push(head);
  }
  const [first] = heads;
  if (!first) return null;

  const out = encoding.createEncoder();
  encoding.writeVarUint(out, 1);
  encoding.writeVarUint(out, structs);
  encoding.writeVarUint(out, first.client);
  encoding.writeVarUint(out, first.clock);
  const head = encoding.toUint8Array(out);
  // A delete set of no clients ends it, and is zero already.
  const update = new Uint8Array(head.byteLength + bytes + 1);
  update.set(head);
  let at = head.byteLength;
  updates.forEach((one, index) => {
    const body = one.subarray(heads[index]?.end, -1);
    update.set(body, at);
    at += body.byteLength;
  });
  return { update, starts };
}

/** null unless the update is one client's block before an empty delete set. */
function headOf(update: Uint8Array): Head | null {
  if (update[0] !== 1 || update[update.byteLength - 1] !== 0) return null;
  try {
    const decoder = decoding.createDecoder(update);
    decoder.pos = 1;
    const structs = decoding.readVarUint(decoder);
    const client = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    return structs > 0 && decoder.pos < update.byteLength - 1
      ? { structs, client, clock, end: decoder.pos }
      : null;
  } catch {
    return null;
  }
}
