import type { Figure } from '../figures.ts';
import { number } from '../report.ts';
import { medianOf, type Results } from '../results.ts';
import type { BoardSizes } from './sizes.ts';

/** The parts of the measurement by their letter; results stand under these names. */
export const partNames = {
  a: 'first paint, few',
  b: 'first paint, many',
  c: 'join',
  d: 'remote change',
  e: 'interactions',
  f: 'search, few',
  g: 'search, many',
  h: 'shell',
} as const;
export type Letter = keyof typeof partNames;

/** Ours, and the naive page with either kind of cards: the better of the two is the rival. */
export const servers = { ours: 'gendan', plain: 'naive', markup: 'naive, our markup' } as const;

interface Wanted {
  readonly figure: string;
  readonly letter: Letter;
  readonly metric: string;
  /** What it is compared with: the naive page's same part, or our own one of another part; null: with nothing. */
  readonly against: 'naive' | Letter | null;
  readonly bound: { readonly atMost: number } | { readonly atLeast: number };
}

function wantedOf({ few, many, changes }: BoardSizes): readonly Wanted[] {
  const [fewOrders, manyOrders] = [number(few), number(many)];
  const window = 'ms to the first window of every column';
  const heap = "MB on the page's thread after it";
  const rate = `at ${changes.perSecond} changes a second`;
  return [
    wanted(`${window}, ${fewOrders} orders`, 'a', 'windows', 'naive', 1 / 4),
    wanted(`${window}, ${manyOrders} orders`, 'b', 'windows', 'a', 1.5),
    wanted(`${window}, ${manyOrders} orders`, 'b', 'windows', 'naive', 1 / 20),
    wanted(`${heap}, ${fewOrders} orders`, 'a', 'page', 'naive', 1 / 6),
    wanted(`${heap}, ${manyOrders} orders`, 'b', 'page', 'a', 1.3),
    wanted(`MB in the worker, ${manyOrders} orders, nothing open`, 'b', 'worker', null, 150),
    wanted(`per cent arrived when a fresh device paints its first card`, 'c', 'arrived', null, 5),
    wanted(`ms until a fresh device has all of ${fewOrders} orders`, 'c', 'all', 'naive', 2),
    {
      figure: 'figures of progress told meanwhile',
      letter: 'c',
      metric: 'steps',
      against: null,
      bound: { atLeast: 2 },
    },
    wanted(
      `ms from relay to painted card, p50, ${rate}, ${manyOrders} orders`,
      'd',
      'p50',
      null,
      1000 / 60 + 15,
    ),
    wanted(`ms from relay to painted card, p99, ${rate}, ${manyOrders} orders`, 'd', 'p99', null, 100),
    ...(['scrolling', 'dragging', 'typing'] as const).map((doing) =>
      wanted(`longest task while ${doing}, ms`, 'e', doing, null, 50),
    ),
    wanted(`longest task ${rate}, ms`, 'e', 'others', null, 50),
    wanted('ms of script for a key in a field, p95', 'e', 'keyScript', null, 16),
    wanted(`ms from key to painted answer of the search, p99, ${fewOrders} orders`, 'f', 'p99', null, 30),
    wanted(`ms from key to painted answer of the search, p99, ${manyOrders} orders`, 'g', 'p99', null, 60),
    wanted('bytes of JavaScript to open with, gzip', 'h', 'bytes', null, 90_000),
  ];
}

function wanted(
  figure: string,
  letter: Letter,
  metric: string,
  against: Wanted['against'],
  atMost: number,
): Wanted {
  return { figure, letter, metric, against, bound: { atMost } };
}

/** The figures of the parts that were asked for. What could not be measured is not reached. */
export function boardFigures(
  results: Results,
  sizes: BoardSizes,
  asked: readonly Letter[],
): readonly Figure[] {
  return wantedOf(sizes)
    .filter(({ letter }) => asked.includes(letter))
    .map(({ figure, letter, metric, against, bound }): Figure => {
      const ours = medianOf(results, partNames[letter], servers.ours, metric) ?? NaN;
      const rival = against === null ? null : rivalOf(results, letter, metric, against);
      const ratio = rival === null ? ours : ours / rival.value;
      const lower = 'atMost' in bound;
      return {
        figure,
        against: rival?.name ?? 'itself',
        ours,
        theirs: rival?.value ?? null,
        ratio,
        reach: lower ? `≤ ${number(bound.atMost)}` : `≥ ${number(bound.atLeast)}`,
        reached: lower ? ratio <= bound.atMost : ratio >= bound.atLeast,
      };
    });
}

function rivalOf(results: Results, letter: Letter, metric: string, against: 'naive' | Letter) {
  if (against !== 'naive') {
    const value = medianOf(results, partNames[against], servers.ours, metric) ?? NaN;
    return { name: `ours, ${partNames[against]}`, value };
  }
  const rivals = [servers.plain, servers.markup].map((name) => ({
    name,
    value: medianOf(results, partNames[letter], name, metric) ?? NaN,
  }));
  return rivals.reduce((best, one) => (Number.isNaN(best.value) || one.value < best.value ? one : best));
}
