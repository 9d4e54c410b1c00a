import { describe, expect, test } from 'vitest';
import { Scenario } from './scenario.ts';

/** `SEED=17 npm test -- simulation` replays one run; `RUNS=2000` makes more of them. */
const only = process.env['SEED'];
const runs = Number(process.env['RUNS'] ?? 400);
const batch = 20;

async function play(seed: number): Promise<void> {
  const scenario = new Scenario(seed);
  await scenario.live(60);
  await scenario.heal();
  for (const document of scenario.documents) {
    const contents = scenario.contents(document);
    expect(new Set(contents).size, `seed ${String(seed)}: replicas of ${document} differ`).toBe(1);
    for (const token of scenario.promised.get(document) ?? []) {
      expect(contents[0], `seed ${String(seed)}: ${token} was called saved and is gone`).toContain(token);
    }
  }
  await scenario.closeAll();
  expect(scenario.relay.hub.roomCount(), `seed ${String(seed)}: rooms leak`).toBe(0);
}

describe('[H1] [H4] [H7] [H9] [H10] a team under faults', () => {
  const seeds = only ? [Number(only)] : Array.from({ length: runs }, (_, index) => index + 1);
  for (let start = 0; start < seeds.length; start += batch) {
    const some = seeds.slice(start, start + batch);
    test(`converges and keeps every promise, seeds ${String(some[0])} to ${String(some.at(-1))}`, async () => {
      for (const seed of some) await play(seed);
    });
  }
});
