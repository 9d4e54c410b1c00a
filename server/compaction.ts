import { Worker } from 'node:worker_threads';
import { compactInThread, type CompactionAnswer } from '../shared/sync/compaction-thread.ts';
import { createCompactor, type Compactor, type CompactorSettings } from '../shared/sync/compactor.ts';
import type { Hub } from '../shared/sync/hub.ts';
import type { Store } from '../shared/sync/store.ts';
import { systemClock } from './clock.ts';
import { log } from './log.ts';

/** Keeps a relay's documents short, in a worker thread (H6). */
export function compactBehind(
  hub: Hub,
  store: Store,
  file: string,
  settings: Partial<CompactorSettings> = {},
): Compactor {
  const place = compactInThread((events) => {
    const worker = new Worker(new URL('./compaction-worker.ts', import.meta.url), { workerData: file });
    worker.on('message', (answer: CompactionAnswer) => {
      events.answered(answer);
    });
    worker.on('error', (error) => {
      events.died(error instanceof Error ? error.message : String(error));
    });
    worker.on('exit', () => {
      events.died('the compaction thread ended');
    });
    // It alone keeps no process alive.
    worker.unref();
    return {
      ask: (request) => {
        worker.postMessage(request);
      },
      end: () => worker.terminate(),
    };
  }, hub.limits.documentBytes);
  return createCompactor({
    hub,
    store,
    clock: systemClock,
    place,
    settings,
    refused: (document, reason) => {
      log(`${document} is not compacted: ${reason}`);
    },
  });
}
