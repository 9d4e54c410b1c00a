import type { Clock } from '../shared/sync/clock.ts';

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
