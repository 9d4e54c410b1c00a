import { expect, test } from 'vitest';
import { emptyReport, fuzzRound, mutationsPerRound } from './fuzz.ts';
import { historiesPerRound, historiesRound } from './histories.ts';

/** `npm run campaign -- fuzz` makes a million of them. */
const rounds = 30;

test('[H12] 6,000 spoilt frames and updates: no error, nothing slow, every room can be joined, edits as written', async () => {
  const report = emptyReport();
  for (let seed = 1; seed <= rounds; seed++) await fuzzRound(seed, report);
  expect(report.failures).toEqual([]);
  expect(report.mutations).toBe(rounds * mutationsPerRound);
  // Spoilt frames that are all refused, or all taken, would show nothing.
  for (const outcome of [
    'update extends',
    'update gap',
    'update refused',
    'stock kept',
    'stock 4400',
    'link kept',
  ]) {
    expect(report.outcomes[outcome], outcome).toBeGreaterThan(0);
  }
});

test('[H4] [H12] 600 forged histories beside honest edits: honest edits as written', async () => {
  const report = emptyReport();
  for (let seed = 1; seed <= 30; seed++) await historiesRound(seed, report);
  expect(report.failures).toEqual([]);
  expect(report.mutations).toBe(30 * historiesPerRound);
  expect(Object.keys(report.outcomes)).toHaveLength(14);
});
