import type { Clock } from '../../shared/sync/clock.ts';
import { compactHere } from '../../shared/sync/compaction-here.ts';
import {
  answerCompaction,
  compactInThread,
  type CompactionAnswer,
  type CompactionRequest,
} from '../../shared/sync/compaction-thread.ts';
import type { CompactionPlace } from '../../shared/sync/compactor.ts';
import type { WorkspaceId } from '../../shared/sync/document-name.ts';
import { openDeviceStorage, type DeviceStorage } from './dexie-store.ts';

/** Names the worker that compacts; those of tabs are named after their workspace, with a prefix. */
export const compactionWorkerName = 'compaction';

/** A request says whose tables and whose turn it is: one that has ended writes nothing (W1). */
interface WorkerRequest extends CompactionRequest {
  readonly workspace: WorkspaceId;
  readonly epoch: number;
}

interface Options {
  readonly storage: DeviceStorage;
  readonly workspace: WorkspaceId;
  readonly clock: Clock;
  readonly documentBytes: number;
}

/** A worker of its own where a worker may begin one (Chromium's SharedWorker may not), else slices here. */
export function compactionPlace({ storage, workspace, clock, documentBytes }: Options): CompactionPlace {
  if (typeof Worker !== 'function') return compactHere(storage.store, clock, documentBytes);
  const thread = compactInThread((events) => {
    // The same script once more: it is in the cache of the app already.
    const worker = new Worker(location.href, { type: 'module', name: compactionWorkerName });
    worker.onmessage = ({ data }: MessageEvent<CompactionAnswer>) => events.answered(data);
    worker.onerror = (event) => events.died(event.message);
    return {
      ask(request) {
        const ours: WorkerRequest = { ...request, workspace, epoch: storage.epoch };
        worker.postMessage(ours);
      },
      end() {
        worker.terminate();
        return Promise.resolve();
      },
    };
  }, documentBytes);
  return {
    ...thread,
    async compact(document) {
      try {
        return await thread.compact(document);
      } finally {
        storage.compacted(document);
      }
    },
  };
}

/** What that worker does: it opens the tables once, with the epoch of the hub that began it. */
export function serveCompaction(port: {
  postMessage(answer: CompactionAnswer): void;
  onmessage: ((event: MessageEvent<WorkerRequest>) => void) | null;
}): void {
  let storage: Promise<DeviceStorage> | null = null;
  port.onmessage = ({ data: request }) => {
    storage ??= openDeviceStorage(request.workspace, () => undefined, request.epoch);
    void storage.then(
      async ({ store }) => port.postMessage(await answerCompaction(store, request)),
      (error: unknown) => {
        storage = null;
        port.postMessage({ kind: 'failed', reason: String(error) });
      },
    );
  };
}
