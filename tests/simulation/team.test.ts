import { describe, expect, test } from 'vitest';
import { play } from './play.ts';

/** `SEED=17 npm test -- simulation` replays one run; `npm run simulate -- --runs 2000` makes more of them. */
const only = process.env['SEED'];
const runs = Number(process.env['RUNS'] ?? 400);
const batch = 20;

describe('[H1] [H4] [H7] [H9] [H10] a team under faults', () => {
  const seeds = only ? [Number(only)] : Array.from({ length: runs }, (_, index) => index + 1);
  for (let start = 0; start < seeds.length; start += batch) {
    const some = seeds.slice(start, start + batch);
    test(`converges and keeps every promise, seeds ${String(some[0])} to ${String(some.at(-1))}`, async () => {
      for (const seed of some) expect(await play(seed)).toEqual([]);
    });
  }
});
