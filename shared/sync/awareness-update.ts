import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** One client's presence as y-protocols encodes it; `state` is JSON text, 'null' for one who left. */
export interface AwarenessEntry {
  readonly client: number;
  readonly clock: number;
  readonly state: string;
}

/**
 * Entries of an awareness update, at most `limit`; null when the bytes are anything else. Reading JSON could take long:
 * an entry whose state is longer than `stateLength` is left out, and so is what lies beyond the first `mostBytes`.
 */
export function decodeAwareness(
  update: Uint8Array,
  limit: number,
  stateLength: number,
  mostBytes = Infinity,
): readonly AwarenessEntry[] | null {
  try {
    const decoder = decoding.createDecoder(update);
    const count = decoding.readVarUint(decoder);
    if (count > limit) return null;
    const entries: AwarenessEntry[] = [];
    for (let i = 0; i < count && decoder.pos < mostBytes; i++) {
      const client = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      const state = decoding.readVarString(decoder);
      if (state.length > stateLength) continue;
      JSON.parse(state); // what one client cannot parse would throw in all of them
      entries.push({ client, clock, state });
    }
    return entries;
  } catch {
    return null;
  }
}

export function encodeAwareness(entries: readonly AwarenessEntry[]): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, entries.length);
  for (const { client, clock, state } of entries) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, state);
  }
  return encoding.toUint8Array(encoder);
}
