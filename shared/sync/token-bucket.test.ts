import { expect, test } from 'vitest';
import { TokenBucket } from './token-bucket.ts';

test('a full bucket gives all it holds at once, then as much as time brings', () => {
  const bucket = new TokenBucket(10, 3);
  expect([1, 2, 3, 4].map(() => bucket.take(1000))).toEqual([true, true, true, false]);
  expect(bucket.wait(1000)).toBe(100);
  expect(bucket.take(1099)).toBe(false);
  expect(bucket.take(1100)).toBe(true);
  expect(bucket.wait(1100)).toBe(100);
});

test('what is spent beforehand is made up for', () => {
  const bucket = new TokenBucket(10, 2);
  expect([1, 2, 3, 4].map(() => bucket.spend(0))).toEqual([0, 0, 100, 200]);
  expect(bucket.wait(200)).toBe(100);
  expect(bucket.spend(300)).toBe(0);
});

test('a pause fills it and does not overfill it, and a clock that goes back takes nothing away', () => {
  const bucket = new TokenBucket(10, 2);
  bucket.spend(5_000);
  expect(bucket.wait(1_000)).toBe(0);
  expect([1, 2, 3].map(() => bucket.take(100_000))).toEqual([true, true, false]);
});
