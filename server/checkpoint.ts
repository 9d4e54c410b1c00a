import { Worker } from 'node:worker_threads';
import type { Hub } from '../shared/sync/hub.ts';
import { log } from './log.ts';

/** About 10 MB of log, which the store's own checkpoint would hold everybody up for. */
const commitsBetween = 500;

/**
 * Moves the write-ahead log into the file behind the hub: done by a commit it would make that one wait, and all that come
 * meanwhile. Where the thread is not there the store does it by itself, later.
 */
export function checkpointBehind(hub: Pick<Hub, 'onCommitted'>, file: string): { stop(): Promise<void> } {
  let thread: Worker | null = null;
  let commits = 0;
  let asked = false;

  function begin(): Worker {
    const worker = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), { workerData: file });
    worker.on('message', () => {
      asked = false;
    });
    worker.on('error', (error) => {
      log(
        `the log is not moved behind the commits: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
    // `asked` stays as it is: what has died once is not begun at every tick.
    worker.unref();
    return worker;
  }

  const unsubscribe = hub.onCommitted(() => {
    if (++commits < commitsBetween || asked) return;
    commits = 0;
    asked = true;
    thread ??= begin();
    thread.postMessage('checkpoint');
  });
  return {
    async stop() {
      unsubscribe();
      await thread?.terminate();
    },
  };
}
