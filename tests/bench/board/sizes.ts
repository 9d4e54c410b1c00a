import type { Efforts } from './interactions.ts';
import type { Rate } from './remote.ts';

/** How much is asked of the board; `quick` is a look whether everything still runs. */
export interface BoardSizes {
  readonly runs: number;
  /** Orders of a usual team, and of a large one. */
  readonly few: number;
  readonly many: number;
  /** The naive page needs its half minute and a gigabyte with many orders: fewer runs than ours. */
  readonly naiveManyRuns: number;
  readonly changes: Rate;
  readonly efforts: Efforts;
  readonly searches: number;
}

const perSecond = 50;

export const full: BoardSizes = {
  runs: 5,
  few: 10_000,
  many: 100_000,
  naiveManyRuns: 2,
  changes: { perSecond, seconds: 30 },
  efforts: { wheels: 60, drags: 4, keys: 100, rate: { perSecond, seconds: 10 } },
  searches: 25,
};

export const quick: BoardSizes = {
  runs: 1,
  few: 300,
  many: 900,
  naiveManyRuns: 1,
  changes: { perSecond, seconds: 2 },
  efforts: { wheels: 6, drags: 1, keys: 10, rate: { perSecond, seconds: 1 } },
  searches: 2,
};
