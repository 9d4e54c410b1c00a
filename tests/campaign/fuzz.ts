import * as prng from 'lib0/prng';
import * as Y from 'yjs';
import { judge, judgeRun, type Verdict } from '../../shared/sync/closed-log.ts';
import { nothingKnown, stateVectorOf, type Known } from '../../shared/sync/known.ts';
import { step2Frame, updateFrame } from '../../shared/sync/stock-frame.ts';
import { honestUpdates, linkFrames, stockFrames, typedInARow } from './corpus.ts';
import { mutate } from './mutate.ts';
import { facts, note, Team, type Stranger } from './team.ts';

export const slowFrame = 100;
export const mutationsPerRound = 200;
const corpus = honestUpdates();
const surfaces = ['update', 'stock', 'link'] as const;
export type Surface = (typeof surfaces)[number];

export interface FuzzReport {
  mutations: number;
  /** By surface and by what became of the frame. */
  readonly outcomes: Record<string, number>;
  slowest: number;
  /** Each names the seed that shows it again. */
  readonly failures: string[];
}

export function emptyReport(): FuzzReport {
  return { mutations: 0, outcomes: {}, slowest: 0, failures: [] };
}

/** One hub, one surface, `mutationsPerRound` spoilt frames beside honest edits. Everything follows from the seed. */
export async function fuzzRound(seed: number, report: FuzzReport): Promise<void> {
  const gen = prng.create(seed);
  const surface = surfaces[seed % surfaces.length] ?? 'update';
  const fail = (what: string) => {
    report.failures.push(`${surface} round, --seed ${String(seed)} --rounds 1: ${what}`);
  };
  try {
    if (surface === 'update') fuzzJudge(gen, report, fail);
    else await fuzzHub(gen, surface, report, fail);
  } catch (error) {
    fail(`uncaught: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  report.mutations += mutationsPerRound;
}

/** Spoilt updates through the guard; whatever extends must be a document that anyone can load. */
function fuzzJudge(gen: prng.PRNG, report: FuzzReport, fail: (what: string) => void): void {
  const stored: Record<'note' | 'facts', Uint8Array[]> = { note: [], facts: [] };
  const known: Record<'note' | 'facts', Known> = { note: nothingKnown, facts: nothingKnown };
  const keep = (part: 'note' | 'facts', verdict: Verdict) => {
    if (verdict.kind === 'extends') {
      known[part] = verdict.known;
      stored[part].push(verdict.update);
    }
    return verdict.kind;
  };
  const take = (part: 'note' | 'facts', update: Uint8Array) => keep(part, judge(known[part], update, part));
  for (const update of corpus) {
    if (prng.bool(gen)) for (const part of ['note', 'facts'] as const) take(part, update);
  }
  for (let count = 0; count < mutationsPerRound; count++) {
    const part = prng.bool(gen) ? 'note' : 'facts';
    if (prng.int32(gen, 0, 3) === 0) {
      const run = spoiltRun(gen, part);
      const started = process.threadCpuUsage().user;
      const together = judgeRun(known[part], run, part);
      const kind = together ? keep(part, together) : 'none';
      time(started, report, fail);
      tally(report, `run ${kind}`);
      continue;
    }
    const update = mutate(gen, prng.oneOf(gen, [...corpus]), prng.oneOf(gen, [...corpus]));
    const started = process.threadCpuUsage().user;
    const kind = take(part, update);
    time(started, report, fail);
    tally(report, `update ${kind}`);
  }
  for (const part of ['note', 'facts'] as const) {
    const doc = new Y.Doc({ gc: false });
    for (const update of stored[part]) Y.applyUpdate(doc, update);
    if (doc.store.pendingStructs || doc.store.pendingDs) fail('something waits for ever');
    if (Y.encodeStateVector(doc).length !== stateVectorOf(known[part]).length)
      fail('known is not what is there');
    Y.applyUpdate(new Y.Doc(), Y.encodeStateAsUpdate(doc));
    if (stored[part].length > 0) Y.applyUpdate(new Y.Doc(), Y.mergeUpdates(stored[part]));
  }
}

/** What a stranger typed in a row, one of it spoilt. */
function spoiltRun(gen: prng.PRNG, part: 'note' | 'facts'): Uint8Array[] {
  const run = [...typedInARow(prng.uint32(gen, 1, 0xffffffff), part, prng.int32(gen, 2, 8))];
  const at = prng.int32(gen, 0, run.length - 1);
  const honest = run[at];
  if (honest) run[at] = mutate(gen, honest, prng.oneOf(gen, [...corpus]));
  return run;
}

/** Spoilt frames over a stock connection or a link, honest editors beside. */
async function fuzzHub(
  gen: prng.PRNG,
  surface: 'stock' | 'link',
  report: FuzzReport,
  fail: (what: string) => void,
): Promise<void> {
  const random = () => prng.real53(gen);
  const team = new Team(random);
  await team.settle();
  let stranger: Stranger | null = null;
  for (let count = 0; count < mutationsPerRound; count++) {
    if (prng.int32(gen, 0, 9) === 0) for (const editor of team.editors) editor.write(random);
    if (stranger === null || stranger.closed !== null) {
      stranger = surface === 'stock' ? team.stranger(prng.bool(gen) ? note : facts) : team.strangeLink();
      const [hello] = linkFrames([]);
      if (surface === 'link' && hello && prng.int32(gen, 0, 9) > 0) stranger.send(hello);
      await team.hub.flush();
    }
    const updates = [...corpus.slice(0, 6), ...team.editors.flatMap((editor) => editor.updates.slice(-2))];
    const framesOf = surface === 'stock' ? stockFrames : linkFrames;
    const oneOf = (some: readonly Uint8Array[]) => prng.oneOf(gen, [...some]);
    // Spoilt as a whole, or a spoilt update in a good frame, which gets further.
    const frame = prng.bool(gen)
      ? mutate(gen, oneOf(framesOf(updates)), oneOf(framesOf(updates)))
      : oneOf(framesOf([mutate(gen, oneOf(updates), oneOf(updates))]));
    // At times several in one tick, which the hub may take as one.
    const frames =
      surface === 'stock' && prng.int32(gen, 0, 3) === 0
        ? spoiltRun(gen, prng.bool(gen) ? 'note' : 'facts').map((update) => updateFrame(update))
        : [frame];
    const started = process.threadCpuUsage().user;
    stranger.send(...frames);
    await team.hub.flush();
    time(started, report, fail);
    tally(report, `${surface} ${stranger.closed === null ? 'kept' : String(stranger.closed)}`);
  }
  for (const editor of team.editors) editor.write(random);
  for (const fault of new Set(await team.faults('any'))) fail(fault);
}

/** By the processor's time of this thread: other work on the machine is not the frame's. */
function time(started: number, report: FuzzReport, fail: (what: string) => void): void {
  const took = (process.threadCpuUsage().user - started) / 1000;
  report.slowest = Math.max(report.slowest, took);
  if (took > slowFrame) fail(`a frame took ${took.toFixed(0)} ms`);
}

function tally(report: FuzzReport, outcome: string): void {
  report.outcomes[outcome] = (report.outcomes[outcome] ?? 0) + 1;
}

/** For those who send forged updates by hand. */
export function eitherFrame(gen: prng.PRNG, update: Uint8Array): Uint8Array {
  return prng.bool(gen) ? updateFrame(update) : step2Frame(update);
}
