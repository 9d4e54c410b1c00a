import type { WorkspaceId } from '../../shared/sync/document-name.ts';
import {
  DeviceDatabase,
  NewerSchema,
  openDatabase,
  readMeta,
  writeMeta,
  type Meta,
} from '../local/device-database.ts';
import type { Lock, LockEvents } from './lock.ts';

type Lease = Meta['lease'];

/** A lease that was not renewed for so many milliseconds is free. */
const leaseLength = 5_000;
const renewEvery = 1_000;

/** What a worker does about a lease it finds: pure. */
export function judgeLease(
  lease: Lease | undefined,
  self: string,
  now: number,
  wish: 'queue' | 'steal' | 'renew',
): 'take' | 'wait' | 'lost' {
  const mine = lease?.holder === self;
  if (wish === 'renew') return mine ? 'take' : 'lost';
  if (wish === 'steal' || mine || lease === undefined) return 'take';
  // A clock that was set back must not keep it for ever.
  return Math.abs(now - lease.beat) > leaseLength ? 'take' : 'wait';
}

/**
 * Stands in for the Web Lock on an address that is not secure (W5): a line in the database with its holder and the
 * time of its last beat, read and written in one transaction. The epoch makes it safe, as with the lock.
 */
export function createLease(
  workspace: WorkspaceId,
  self: string,
  events: LockEvents & { failed(reason: 'upgraded' | 'unavailable'): void },
): Lock {
  const db = new DeviceDatabase(workspace, 'relaxed');
  const opened = openDatabase(db, (reason) => {
    if (held) lose();
    if (reason === 'upgraded') events.failed('upgraded');
  });
  opened.catch((error: unknown) => events.failed(error instanceof NewerSchema ? 'upgraded' : 'unavailable'));
  let wish: 'none' | 'queue' | 'steal' = 'none';
  let held = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;

  async function act(wanted: 'queue' | 'steal' | 'renew'): Promise<ReturnType<typeof judgeLease>> {
    await opened;
    return db.transaction('rw', db.meta, async () => {
      const now = Date.now();
      const verdict = judgeLease(await readMeta(db, 'lease'), self, now, wanted);
      if (verdict === 'take') await writeMeta(db, 'lease', { holder: self, beat: now });
      return verdict;
    });
  }

  function lose(): void {
    held = false;
    clearTimeout(timer);
    events.lost();
  }

  function run(): void {
    clearTimeout(timer);
    const wanted = held ? 'renew' : wish;
    if (wanted === 'none') return;
    const mine = ++attempt;
    const again = (): void => {
      if (mine === attempt) timer = setTimeout(run, renewEvery);
    };
    act(wanted).then((verdict) => {
      if (mine !== attempt) return;
      again();
      if (verdict === 'lost') lose();
      if (verdict !== 'take' || held) return;
      held = true;
      wish = 'none';
      events.granted();
    }, again);
  }

  return {
    queue() {
      wish = 'queue';
      run();
    },
    steal() {
      wish = 'steal';
      run();
    },
    release() {
      wish = 'none';
      attempt++;
      clearTimeout(timer);
      if (!held) return;
      held = false;
      db.transaction('rw', db.meta, async () => {
        if ((await readMeta(db, 'lease'))?.holder === self) await db.meta.delete('lease');
      }).catch(() => undefined);
    },
  };
}
