import { expect, test } from 'vitest';
import { ByteCache } from './byte-cache.ts';

const bytes = (length: number, of = 0) => new Uint8Array(length).fill(of);

test('[H14] never holds more than its limit, keys included', () => {
  const cache = new ByteCache(1_000);
  for (let i = 0; i < 200; i++) {
    cache.set(`key ${String(i % 37)}`, bytes((i * 31) % 400));
    expect(cache.size).toBeLessThanOrEqual(1_000);
  }
  cache.set('fits', bytes(1_000 - 8));
  expect(cache.size).toBe(1_000);
  expect(cache.get('fits')).toHaveLength(992);
});

test('drops what was not asked for the longest', () => {
  const cache = new ByteCache(306);
  for (const key of ['a', 'b', 'c']) cache.set(key, bytes(100));
  cache.get('a');
  cache.set('d', bytes(100));
  expect(['a', 'b', 'c', 'd'].filter((key) => cache.get(key))).toEqual(['a', 'c', 'd']);
});

test('a key set again counts once, and what is too large is not kept', () => {
  const cache = new ByteCache(300);
  cache.set('a', bytes(100, 1));
  cache.set('a', bytes(200, 2));
  expect(cache.size).toBe(202);
  cache.set('a', bytes(300, 3));
  expect(cache.get('a')).toBeNull();
  expect(cache.size).toBe(0);
});

test('a view counts with all of its buffer', () => {
  const cache = new ByteCache(300);
  cache.set('a', bytes(1_000).subarray(0, 10));
  expect(cache.get('a')).toBeNull();
});

test('with a limit of zero it keeps nothing', () => {
  const cache = new ByteCache(0);
  cache.set('a', bytes(1));
  expect(cache.get('a')).toBeNull();
});
