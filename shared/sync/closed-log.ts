import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import type { Part } from './document-name.ts';
import { factsRefusal } from './facts-guard.ts';
import { GuardedDecoder } from './guarded-decoder.ts';
import { noteRefusal } from './note-guard.ts';
import { canIntegrate } from './integration-order.ts';
import { joinRun } from './run.ts';
import {
  coversRange,
  joinRanges,
  maxClients,
  stateVectorOf,
  type DeletedRange,
  type Known,
} from './known.ts';

/**
 * What becomes of an update that arrives for a document.
 * extends: store `update` (what was known is cut off it); `known` is the document's state after it.
 * nothingNew: acknowledge, do not store, do not pass on (H7).
 * gap: it rests on something that is not here (H4): answer sync step 1, store nothing until the resync.
 * refused: no honest client sends it (H12).
 */
export type Verdict =
  | {
      readonly kind: 'extends';
      readonly update: Uint8Array;
      readonly known: Known;
      /** Client ids that got new clocks. */
      readonly writers: readonly number[];
    }
  | { readonly kind: 'nothingNew' }
  | { readonly kind: 'gap' }
  | { readonly kind: 'refused'; readonly reason: string };

type Decoded = ReturnType<typeof Y.decodeUpdate>;

/**
 * Judges an update against what its document contains: rules H4, H5, H7 and H12.
 * Pure; never throws, whatever the bytes are.
 */
export function judge(known: Known, update: Uint8Array, part: Part): Verdict {
  const decoded = decode(update);
  return decoded
    ? judgeDecoded(known, update, decoded, part)
    : { kind: 'refused', reason: 'not a Yjs update' };
}

/**
 * Judges updates of one writer as one, which costs much less; null when each must be judged for itself: they are no run,
 * or not all of it is new and fits.
 */
export function judgeRun(known: Known, updates: readonly Uint8Array[], part: Part): Verdict | null {
  const run = joinRun(updates);
  const decoded = run && decode(run.update);
  if (!decoded) return null;
  if (run.starts.some(({ structs, clock }) => decoded.structs[structs]?.id.clock !== clock)) return null;
  const verdict = judgeDecoded(known, run.update, decoded, part);
  return verdict.kind === 'extends' ? verdict : null;
}

function decode(update: Uint8Array): Decoded | null {
  try {
    return Y.decodeUpdateV2(update, GuardedDecoder);
  } catch {
    return null;
  }
}

function judgeDecoded(known: Known, update: Uint8Array, decoded: Decoded, part: Part): Verdict {
  const refusal = part === 'facts' ? factsRefusal(decoded) : noteRefusal(decoded);
  if (refusal !== null) return { kind: 'refused', reason: refusal };

  const clocks = clocksAfter(known, blocksOf(update), decoded);
  if (clocks.kind !== 'clocks') return clocks;
  // Yjs writes none, and fails on one that lies at the end of what is there: nobody could join any more.
  const ranges = [...decoded.ds.clients.values()].flat();
  if (ranges.some(({ len }) => len === 0)) return { kind: 'refused', reason: 'a delete without length' };
  if (!isClosed(known, decoded, clocks.after)) return { kind: 'gap' };

  const deletes = deletesAfter(known, decoded);
  if (clocks.writers.length === 0 && deletes === known.deletes) return { kind: 'nothingNew' };
  return {
    kind: 'extends',
    update: clocks.overlaps ? Y.diffUpdate(update, stateVectorOf(known)) : update,
    known: { clocks: clocks.after, deletes },
    writers: clocks.writers,
  };
}

type Clocks =
  | {
      readonly kind: 'clocks';
      readonly after: ReadonlyMap<number, number>;
      readonly writers: readonly number[];
      readonly overlaps: boolean;
    }
  | { readonly kind: 'gap' }
  | { readonly kind: 'refused'; readonly reason: string };

/** How many blocks an update says it has: what stands first in it. */
function blocksOf(update: Uint8Array): number {
  return decoding.readVarUint(decoding.createDecoder(update));
}

/** Walks the structs client by client; each must start at or below the clock known so far (H4). */
function clocksAfter(known: Known, blocks: number, decoded: Decoded): Clocks {
  // In a note of thousands of client ids a copy costs more than all else: it is made for what is new alone.
  let moved: Map<number, number> | null = null;
  const seen = new Set<number>();
  const writers: number[] = [];
  let overlaps = false;
  for (const struct of decoded.structs) {
    const { client, clock } = struct.id;
    seen.add(client);
    if (struct instanceof Y.Skip) continue;
    const next = (moved ?? known.clocks).get(client) ?? 0;
    if (clock > next) return { kind: 'gap' };
    if (struct.length === 0) return { kind: 'refused', reason: 'a struct without length' };
    if (struct instanceof Y.Item && looksAhead(struct)) {
      return { kind: 'refused', reason: 'a struct that rests on a later one' };
    }
    const end = clock + struct.length;
    if (!Number.isSafeInteger(end)) return { kind: 'refused', reason: 'clock beyond all bounds' };
    if (clock < next) overlaps = true;
    if (end > next) {
      moved ??= new Map(known.clocks);
      moved.set(client, end);
      if (writers.at(-1) !== client) writers.push(client);
    }
  }
  // Of two blocks of one client Yjs reads the last alone, and it may be empty.
  if (blocks !== seen.size) return { kind: 'refused', reason: 'not one block for each client' };
  const after = moved ?? known.clocks;
  if (after.size > maxClients && after.size > known.clocks.size) {
    return { kind: 'refused', reason: 'more client ids than a document may have' };
  }
  return { kind: 'clocks', after, writers, overlaps };
}

/** Nobody can put something beside what the same client writes later; Yjs would fail on it without end. */
function looksAhead({ id, origin, rightOrigin, parent }: Y.Item): boolean {
  return [origin, rightOrigin, parent].some(
    (on) => on instanceof Y.ID && on.client === id.client && on.clock >= id.clock,
  );
}

/**
 * Origins, parents and deletes lie within what is known after the update (H4), and the structs can be put in one after
 * the other: of a ring across clients, each resting on the other, Yjs would never integrate any.
 */
function isClosed(known: Known, decoded: Decoded, after: ReadonlyMap<number, number>): boolean {
  if (!canIntegrate(known, decoded.structs)) return false;
  for (const [client, ranges] of decoded.ds.clients) {
    const end = after.get(client) ?? 0;
    for (const { clock, len } of ranges) if (clock + len > end) return false;
  }
  return true;
}

/** The delete set after the update; the very same object when it adds no delete. */
function deletesAfter(known: Known, decoded: Decoded): Known['deletes'] {
  const added = new Map<number, DeletedRange[]>();
  for (const [client, ranges] of decoded.ds.clients) {
    const before = known.deletes.get(client) ?? [];
    const fresh = joinRanges(ranges.map(({ clock, len }) => ({ clock, length: len }))).filter(
      (range) => !coversRange(before, range),
    );
    if (fresh.length > 0) added.set(client, fresh);
  }
  if (added.size === 0) return known.deletes;
  const deletes = new Map(known.deletes);
  for (const [client, fresh] of added) {
    deletes.set(client, joinRanges([...(known.deletes.get(client) ?? []), ...fresh]));
  }
  return deletes;
}
