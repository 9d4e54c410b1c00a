import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../server/clock.ts';
import { openSqliteStore } from '../../../server/sqlite-store.ts';
import { createHub } from '../../../shared/sync/hub.ts';
import { cached } from './cache.ts';
import { factsDocument, factsUpdate, naiveUpdate, teamEntities } from './team.ts';

const atOnce = 500;

/** A relay's data folder with a team of so many orders, written as the relay itself would have; never write in it. */
export function relayFolder(orders: number): Promise<string> {
  return cached(`relay-${orders}`, async (folder) => {
    process.stderr.write(`making a team of ${orders} orders …\n`);
    const store = openSqliteStore(join(folder, 'gendan.db'));
    const hub = createHub({ store, clock: systemClock });
    let writes: Promise<unknown>[] = [];
    let writer = 0;
    for (const entity of teamEntities(orders)) {
      writes.push(hub.write(factsDocument(entity.kind, entity.id), factsUpdate(entity, writer++)));
      if (writes.length < atOnce) continue;
      await Promise.all(writes);
      writes = [];
    }
    await Promise.all(writes);
    await hub.stop(4503, 'done');
    await store.close();
  });
}

const naiveFile = 'document.bin';

/** The same team as one document; its bytes. */
export async function naiveDocument(orders: number): Promise<Uint8Array> {
  const folder = await cached(`naive-${orders}`, (making) => {
    process.stderr.write(`making one document of ${orders} orders …\n`);
    writeFileSync(join(making, naiveFile), naiveUpdate(orders));
    return Promise.resolve();
  });
  return readFileSync(join(folder, naiveFile));
}
