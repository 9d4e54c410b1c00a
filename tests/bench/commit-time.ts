import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { newFolder } from './servers.ts';
import { median } from './statistics.ts';

/** Milliseconds that one small commit takes on this disk with `synchronous=FULL`: what nobody who stores can go below. */
export async function commitTime(times: number): Promise<number> {
  const database = new DatabaseSync(join(newFolder(), 'commit.db'));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (bytes BLOB)');
  const insert = database.prepare('INSERT INTO t VALUES (?)');
  const row = new Uint8Array(30);
  const took: number[] = [];
  for (let time = 0; time < times; time++) {
    await setTimeout(2);
    const started = performance.now();
    insert.run(row);
    took.push(performance.now() - started);
  }
  database.close();
  return median(took);
}
