import { judge, judgeRun, type Verdict } from './closed-log.ts';
import { nothingKnown, type Known } from './known.ts';
import type { HubLimits } from './limits.ts';
import type { Held, LiveWriters } from './live-writers.ts';
import type { Room } from './room.ts';
import type { Append, Cursor } from './store.ts';

/** A write that waits for its tick. */
export interface Waiting {
  readonly room: Room;
  readonly update: Uint8Array;
  readonly source: Append['source'];
  readonly origin: object | null;
  readonly cursor: Cursor | null;
  /** Its client ids are the origin's, while that is here. */
  readonly live: boolean;
}

/** What is to become of writes: of one, or of several that were judged and are stored as one update. */
export interface Judged<W extends Waiting> {
  readonly of: readonly W[];
  readonly verdict:
    | Verdict
    | { readonly kind: 'held'; readonly held: Held }
    /** Something of the same feed before it was not stored: storing this one would move the cursor past the hole. */
    | { readonly kind: 'behindHole' }
    | typeof tooLarge;
}

const tooLarge = { kind: 'tooLarge', reason: 'larger than a document may be' } as const;

/** So many bytes of one writer are joined at most: a run is decoded in one go. */
const runBytes = 256 * 1024;

interface Context {
  /** What each room contains; moved on by what is judged to extend it. */
  readonly known: Map<Room, Known>;
  readonly limits: HubLimits;
  readonly writers: LiveWriters;
  /** Upstream links of whose feed something was not stored. */
  readonly interrupted: WeakSet<object>;
}

/** Judges what one tick brought, each document's updates in their order. */
export function judgeTick<W extends Waiting>(taken: readonly W[], context: Context): readonly Judged<W>[] {
  const judged: Judged<W>[] = [];
  for (const run of runsOf(taken)) {
    const [first] = run;
    if (!first) continue;
    const { room } = first;
    const together =
      run.length > 1
        ? judgeRun(
            context.known.get(room) ?? nothingKnown,
            run.map(({ update }) => update),
            room.part,
          )
        : null;
    const verdict = together && accept(first, together, context);
    // Of what is too much together the first may still have their place.
    if (verdict && verdict.kind !== 'tooLarge') judged.push({ of: run, verdict });
    else for (const one of run) judged.push({ of: [one], verdict: judgeOne(one, context) });
  }
  return judged;
}

/**
 * What one writer wrote in one document with nobody else's in between. Of different documents the order is free; what
 * moves a cursor keeps its place.
 */
function runsOf<W extends Waiting>(taken: readonly W[]): readonly (readonly W[])[] {
  const runs: W[][] = [];
  const last = new Map<Room, { readonly run: W[]; bytes: number }>();
  for (const one of taken) {
    const open = last.get(one.room);
    const [before] = open?.run ?? [];
    if (
      open &&
      before?.origin &&
      before.origin === one.origin &&
      before.live === one.live &&
      one.source === 'own' &&
      open.bytes + one.update.byteLength <= runBytes
    ) {
      open.run.push(one);
      open.bytes += one.update.byteLength;
      continue;
    }
    const run = [one];
    runs.push(run);
    last.set(one.room, { run, bytes: one.update.byteLength });
  }
  return runs;
}

function judgeOne(one: Waiting, context: Context): Judged<Waiting>['verdict'] {
  const { known, limits, interrupted } = context;
  const { room, update, source, origin } = one;
  const fromFeed = source === 'upstream' ? origin : null;
  if (fromFeed && interrupted.has(fromFeed)) return { kind: 'behindHole' };
  const verdict =
    update.byteLength > limits.documentBytes
      ? tooLarge
      : accept(one, judge(known.get(room) ?? nothingKnown, update, room.part), context);
  if (fromFeed && verdict.kind !== 'extends' && verdict.kind !== 'nothingNew') interrupted.add(fromFeed);
  return verdict;
}

/** Client ids and the document's size are looked at last (H12, H14): only of what could be stored. */
function accept(one: Waiting, verdict: Verdict, { known, writers }: Context): Judged<Waiting>['verdict'] {
  if (verdict.kind !== 'extends') return verdict;
  const held = heldFor(one, verdict, writers);
  if (held) return { kind: 'held', held };
  // What only deletes makes a document smaller, once it is compacted; and a team relay has bounds of its own.
  const anyhow = verdict.writers.length === 0 || one.source === 'upstream';
  if (!one.room.admit(verdict.update.byteLength, anyhow)) return tooLarge;
  const [writer, ...others] = verdict.writers;
  if (one.live && one.origin && writer !== undefined && others.length === 0)
    writers.claim(writer, one.origin);
  known.set(one.room, verdict.known);
  return verdict;
}

/**
 * Who else is here and writes under one of these ids (H12): who wrote under it first and is still here, else whoever
 * shows presence under it. What a team relay passed down was judged there. Of several the first: once that one is no
 * longer in the way, the update is asked for again, and what is lacking by then is less.
 */
function heldFor(
  { room, origin, source }: Waiting,
  verdict: Extract<Verdict, { kind: 'extends' }>,
  writers: LiveWriters,
): Held | null {
  if (source === 'upstream') return null;
  for (const client of verdict.writers) {
    const presenter = room.presenterOf(client);
    if (presenter && !writers.owner(client)) writers.claim(client, presenter);
    const owner = writers.owner(client);
    const clock = verdict.known.clocks.get(client) ?? 0;
    if (owner && owner !== origin) return { by: owner, document: room.document, client, clock };
  }
  return null;
}

/** The furthest cursor of the writes that were taken; a gap in between must not be skipped over. */
export function lastCursor(judged: readonly Judged<Waiting>[]): Cursor | null {
  let last: Cursor | null = null;
  for (const { of, verdict } of judged) {
    for (const { cursor } of of) {
      if (cursor === null) continue;
      if (verdict.kind !== 'extends' && verdict.kind !== 'nothingNew') return last;
      last = cursor;
    }
  }
  return last;
}
