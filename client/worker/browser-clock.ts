import type { Clock } from '../../shared/sync/clock.ts';

/** Time in a browser. `soon` goes by a message: a timer of 0 ms is stretched to 4 ms when nested. */
export function createBrowserClock(): Clock {
  const { port1, port2 } = new MessageChannel();
  let tasks: (() => void)[] = [];
  port1.onmessage = () => {
    const due = tasks;
    tasks = [];
    for (const task of due) task();
  };
  return {
    now: () => Date.now(),
    soon(task) {
      tasks.push(task);
      if (tasks.length === 1) port2.postMessage(null);
    },
    after(milliseconds, task) {
      const timer = setTimeout(task, milliseconds);
      return () => clearTimeout(timer);
    },
  };
}
