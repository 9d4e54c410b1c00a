import { medianOf, type Results } from './results.ts';

/** One figure that the relay is to reach: `ratio` of ours to theirs, or a value of ours alone. */
export interface Figure {
  readonly figure: string;
  readonly against: string;
  readonly ours: number;
  readonly theirs: number | null;
  readonly ratio: number;
  readonly reach: string;
  readonly reached: boolean;
}

type Bound = { readonly atLeast: number } | { readonly atMost: number };
type Rival = string | { readonly best: readonly string[] };

interface Wanted {
  readonly figure: string;
  readonly part: string;
  readonly metric: string;
  readonly ours?: string;
  readonly against: Rival;
  readonly theirPart?: string;
  readonly theirMetric?: string;
  readonly bound: Bound;
  /** Added to what the rival took: our promise costs one commit. */
  readonly grace?: { readonly part: string; readonly server: string; readonly metric: string };
}

const y = 'y-websocket-server';
const peers = { best: [y, 'hocuspocus'] };
const commit = { part: 'commit', server: 'disk', metric: 'milliseconds' };

const wanted: readonly Wanted[] = [
  ...[
    { against: y, atLeast: 15 },
    { against: 'hocuspocus', atLeast: 3 },
    { against: 'broadcast', atLeast: 0.8 },
  ].map(({ against, atLeast }) => ({
    figure: '(a) deliveries a second, saturated',
    part: 'a saturated',
    metric: 'deliveriesPerSecond',
    against,
    bound: { atLeast },
  })),
  ...[
    { rate: 400, atMost: 1 },
    { rate: 20, atMost: 0.85 },
  ].flatMap(({ rate, atMost }) => [
    {
      figure: `(a) CPU-seconds for 100,000 deliveries at ${rate} updates a second`,
      part: `a at ${rate}`,
      metric: 'cpuPer100k',
      against: peers,
      bound: { atMost },
    },
    {
      figure: `(a) p50 in ms at ${rate} updates a second, against theirs and one commit`,
      part: `a at ${rate}`,
      metric: 'p50',
      against: peers,
      grace: commit,
      bound: { atMost: 1 },
    },
    {
      figure: `(a) p99 in ms at ${rate} updates a second`,
      part: `a at ${rate}`,
      metric: 'p99',
      against: peers,
      bound: { atMost: 1 },
    },
  ]),
  {
    figure: '(a) CPU-seconds for 100,000 deliveries at 400, with a tick of 16 ms',
    part: 'a at 400',
    metric: 'cpuPer100k',
    ours: 'gendan 16 ms',
    against: peers,
    bound: { atMost: 0.6 },
  },
  ...[
    { against: y, atLeast: 1.5 },
    { against: 'hocuspocus', atLeast: 3 },
  ].map(({ against, atLeast }) => ({
    figure: '(b) updates a second, 1,000 documents × 2 clients',
    part: 'b sockets',
    metric: 'updatesPerSecond',
    against,
    bound: { atLeast },
  })),
  {
    figure: '(b) the same over 20 links of 100 documents',
    part: 'b link',
    metric: 'updatesPerSecond',
    against: y,
    theirPart: 'b sockets',
    bound: { atLeast: 4 },
  },
  {
    figure: '(c) bytes of RSS for an idle document of 50 kB',
    part: 'c idle',
    metric: 'rssPerDocument',
    against: peers,
    bound: { atMost: 1 / 15 },
  },
  ...[
    { metric: 'first', atMost: 0.5 },
    { metric: 'second', atMost: 1 },
  ].map(({ metric, atMost }) => ({
    figure: `(d) ms until the ${metric} joiner holds 5 MB`,
    part: 'd large',
    metric,
    against: 'hocuspocus',
    bound: { atMost },
  })),
  {
    figure: '(g) ms until a fresh device holds 10,000 documents',
    part: 'g catch-up',
    metric: 'milliseconds',
    against: 'hocuspocus',
    bound: { atMost: 0.1 },
  },
  {
    figure: 'ms to start with 100,000 documents, against 100',
    part: 'start',
    metric: 'many',
    against: 'gendan',
    theirMetric: 'few',
    bound: { atMost: 1.2 },
  },
];

/** The figures for which there are measurements. */
export function figuresOf(results: Results): readonly Figure[] {
  const compared = wanted.flatMap((want): Figure[] => {
    const {
      part,
      metric,
      ours: server = 'gendan',
      theirPart = part,
      theirMetric = metric,
      grace,
      bound,
    } = want;
    const ours = medianOf(results, part, server, metric);
    const lower = 'atMost' in bound;
    const rival = rivalOf(results, want.against, theirPart, theirMetric, lower);
    if (ours === null || rival === null) return [];
    const extra = grace ? (medianOf(results, grace.part, grace.server, grace.metric) ?? 0) : 0;
    const ratio = ours / (rival.value + extra);
    return [
      {
        figure: want.figure,
        against: rival.name,
        ours,
        theirs: rival.value + extra,
        ratio,
        reach: lower ? `≤ ${short(bound.atMost)}` : `≥ ${bound.atLeast}`,
        reached: lower ? ratio <= bound.atMost : ratio >= bound.atLeast,
      },
    ];
  });
  return [...compared, ...absolute(results)];
}

/** What stands for itself: nothing lost, and a tick of 16 ms within 10 ms. */
function absolute(results: Results): readonly Figure[] {
  return [
    {
      figure: '(a) p50 in ms at 400 with a tick of 16 ms',
      part: 'a at 400',
      server: 'gendan 16 ms',
      metric: 'p50',
      atMost: 10,
    },
    { figure: '(f) lost when killed', part: 'f killed', server: 'gendan', metric: 'lost', atMost: 0 },
  ].flatMap(({ figure, part, server, metric, atMost }): Figure[] => {
    const ours = medianOf(results, part, server, metric);
    if (ours === null) return [];
    return [
      {
        figure,
        against: 'itself',
        ours,
        theirs: null,
        ratio: ours,
        reach: `≤ ${atMost}`,
        reached: ours <= atMost,
      },
    ];
  });
}

function rivalOf(results: Results, rival: Rival, part: string, metric: string, lower: boolean) {
  const names = typeof rival === 'string' ? [rival] : rival.best;
  let best: { readonly name: string; readonly value: number } | null = null;
  for (const name of names) {
    const value = medianOf(results, part, name, metric);
    if (value === null) continue;
    if (best === null || (lower ? value < best.value : value > best.value)) best = { name, value };
  }
  return best;
}

function short(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
