import * as v from 'valibot';

/** From and to, microseconds. */
type Span = readonly [from: number, to: number];

/** What the page's own thread did while it was traced. */
export interface Trace {
  readonly tasks: readonly Span[];
  /** Scripts and what runs them: events, timers, callbacks of frames, microtasks. */
  readonly scripts: readonly Span[];
  readonly keys: readonly number[];
  readonly painted: readonly number[];
}

export const categories = ['toplevel', 'devtools.timeline', 'blink.user_timing'];
/** The page sets this mark, so that its thread is found among all others. */
export const hereMark = 'bench-here';

const taskNames = new Set(['ThreadControllerImpl::RunTask', 'RunTask']);
const scriptNames = new Set([
  'EventDispatch',
  'EvaluateScript',
  'FireAnimationFrame',
  'FireIdleCallback',
  'FunctionCall',
  'RunMicrotasks',
  'TimerFire',
]);

const traceSchema = v.object({
  traceEvents: v.array(
    v.object({
      name: v.string(),
      ph: v.string(),
      pid: v.number(),
      tid: v.number(),
      ts: v.optional(v.number(), 0),
      dur: v.optional(v.number(), 0),
      args: v.optional(v.object({ data: v.optional(v.object({ type: v.optional(v.unknown()) })) }), {}),
    }),
  ),
});

/** Reads a trace as Chromium writes it; throws when the page left no mark in it. */
export function readTrace(json: Buffer): Trace {
  const { traceEvents } = v.parse(traceSchema, JSON.parse(json.toString()));
  const here = traceEvents.find(({ name }) => name === hereMark);
  if (!here) throw new Error('the page is not in the trace');
  const mine = traceEvents.filter(({ pid, tid }) => pid === here.pid && tid === here.tid);
  const spans = (names: ReadonlySet<string>): readonly Span[] =>
    mine.filter(({ name, ph }) => ph === 'X' && names.has(name)).map(({ ts, dur }): Span => [ts, ts + dur]);
  return {
    tasks: spans(taskNames),
    scripts: spans(scriptNames),
    keys: mine
      .filter(({ name, args }) => name === 'EventDispatch' && args.data?.type === 'keydown')
      .map(({ ts }) => ts),
    painted: mine.filter(({ name }) => name === 'bench-key-painted').map(({ ts }) => ts),
  };
}

/** Milliseconds. */
export function longestTask({ tasks }: Trace): number {
  return tasks.reduce((longest, [from, to]) => Math.max(longest, to - from), 0) / 1000;
}

/** Milliseconds of script from each key to the next paint. */
export function scriptPerKey({ keys, painted, scripts }: Trace): readonly number[] {
  const sorted = scripts.toSorted((a, b) => a[0] - b[0]);
  return keys.map((key) => {
    const end = painted.find((paint) => paint > key) ?? Infinity;
    let covered = key;
    let total = 0;
    for (const [from, to] of sorted) {
      const start = Math.max(from, covered);
      const stop = Math.min(to, end);
      if (stop <= start) continue;
      total += stop - start;
      covered = stop;
    }
    return total / 1000;
  });
}
