import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { clockOf } from './clock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('ticks are so far apart, and the one after a pause is at once', () => {
  const { soon } = clockOf(16);
  const start = performance.now();
  const ran: number[] = [];
  const tick = () => ran.push(Math.round(performance.now() - start));
  soon(tick);
  vi.advanceTimersByTime(2);
  soon(tick);
  vi.advanceTimersByTime(100);
  soon(tick);
  vi.advanceTimersByTime(1);
  expect(ran).toEqual([0, 16, 102]);
});
