import { parentPort, workerData } from 'node:worker_threads';
import { answerCompaction, type CompactionRequest } from '../shared/sync/compaction-thread.ts';
import { joinSqliteStore } from './sqlite-store.ts';

/** The thread in which the relay compacts: a connection of its own to the file of the store. */
const port = parentPort;
if (!port) throw new Error('not a worker thread');
const store = joinSqliteStore(String(workerData));
port.on('message', (request: CompactionRequest) => {
  void answerCompaction(store, request).then((answer) => {
    port.postMessage(answer);
  });
});
