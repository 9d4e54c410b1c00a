import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** The thread that moves the write-ahead log into the file of the store. */
const port = parentPort;
if (!port) throw new Error('not a worker thread');
const database = new DatabaseSync(String(workerData), { timeout: 1_000 });
const checkpoint = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');
port.on('message', () => {
  checkpoint.get();
  port.postMessage('done');
});
