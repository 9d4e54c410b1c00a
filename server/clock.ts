import type { Clock } from '../shared/sync/clock.ts';

/** A tick of so many milliseconds: more updates share one commit and one write to each socket. */
export function clockOf(tick: number): Clock {
  if (tick === 0) return systemClock;
  return {
    ...systemClock,
    soon: (task) => {
      setTimeout(task, tick);
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
