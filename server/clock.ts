import type { Clock } from '../shared/sync/clock.ts';

/**
 * Ticks at least so many milliseconds apart: more updates share one commit and one write to each socket. What comes
 * after a pause does not wait.
 */
export function clockOf(tick: number): Clock {
  if (tick === 0) return systemClock;
  let last = -Infinity;
  return {
    ...systemClock,
    soon: (task) => {
      const run = () => {
        last = performance.now();
        task();
      };
      const wait = last + tick - performance.now();
      if (wait <= 0) setImmediate(run);
      else setTimeout(run, wait);
    },
  };
}

/** A tick of the relay is a turn of Node's event loop. */
export const systemClock: Clock = {
  now: () => Date.now(),
  soon: (task) => {
    setImmediate(task);
  },
  after: (milliseconds, task) => {
    const timer = setTimeout(task, milliseconds);
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  },
};
