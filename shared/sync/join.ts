import * as Y from 'yjs';
import type { ByteCache } from './byte-cache.ts';
import { covers, type Known } from './known.ts';
import type { Room } from './room.ts';

/** An update without content: what sync step 2 carries when everything went before it. */
export const emptyUpdate: Uint8Array = Uint8Array.of(0, 0);

/**
 * The updates that bring one with this state vector up to date, oldest first; null when it is no state vector.
 * Whoever has nothing gets the stored bytes as they lie (H3); for anyone else the true difference is computed, once for
 * all who come with the same state vector, as after a relay's restart.
 */
export async function joinUpdates(
  room: Room,
  stateVector: Uint8Array,
  cache: ByteCache,
): Promise<readonly Uint8Array[] | null> {
  const clocks = readStateVector(stateVector);
  if (clocks === null) return null;
  const stored = await room.read();
  if (stored === null) return [];
  if (clocks.size === 0) return stored.updates;
  const nothingDeleted = stored.known.deletes.size === 0;
  const theirs: Known = { clocks, deletes: new Map() };
  if (nothingDeleted && covers(theirs, stored.known)) return [];
  const key = `${room.document} ${stored.through} ${stateVector.join()}`;
  const cached = cache.get(key);
  if (cached) return [cached];
  const difference = Y.diffUpdate(Y.mergeUpdates([...stored.updates]), stateVector);
  cache.set(key, difference);
  return [difference];
}

function readStateVector(bytes: Uint8Array): Map<number, number> | null {
  try {
    return Y.decodeStateVector(bytes);
  } catch {
    return null;
  }
}
