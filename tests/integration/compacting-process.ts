import { compactBehind } from '../../server/compaction.ts';
import { systemClock } from '../../server/clock.ts';
import { openSqliteStore } from '../../server/sqlite-store.ts';
import { createHub } from '../../shared/sync/hub.ts';

/** A process that compacts the store it is given at once, and can be killed at it. */
const [file = ''] = process.argv.slice(2);
const store = openSqliteStore(file);
const hub = createHub({ store, clock: systemClock });
compactBehind(hub, store, file, { lookAfter: 0 });
process.stdout.write('compacting\n');
setInterval(() => undefined, 1_000);
