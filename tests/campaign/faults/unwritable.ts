import { join } from 'node:path';
import { runRelay, startRelayProcess, temporaryFolder } from '../../integration/relay-process.ts';
import { comes, Crew, newRow, type Fault, type FaultContext, type FaultRow } from './crew.ts';
import { isUnhealthy } from './disk-full.ts';
import { mountSmallDisk, setImmutable } from './mounts.ts';

/** Files that nobody may write: under writers, and at a start on a file system that has become read-only. */
export const unwritable: Fault = async (context) => {
  const row = newRow('unwritable');
  const notes = [await whileRunning(context, row), await atStart(context, row)].filter((note) => note !== '');
  return { ...row, note: notes.join('; ') };
};

async function whileRunning({ fail }: FaultContext, row: FaultRow): Promise<string> {
  const data = temporaryFolder();
  const relay = await startRelayProcess({ args: ['--open'], data });
  const crew = new Crew(5, relay.port);
  const log = join(data, 'gendan.db-wal');
  await comes(() => crew.ledger.acknowledged.size > 50);
  if (!setImmutable(log, true)) {
    await relay.stop('SIGKILL');
    await crew.end();
    return 'files in use: skipped, chattr is not allowed here';
  }
  try {
    if (!(await comes(() => isUnhealthy(relay.origin)))) fail('unwritable: the relay did not notice');
    if (!relay.isAlive()) fail('unwritable: the relay died');
  } finally {
    setImmutable(log, false);
  }
  crew.pause();
  if (!(await comes(() => crew.waiting === 0))) fail('unwritable: nothing is stored afterwards');
  await relay.stop('SIGKILL');
  await crew.end();
  const again = await relay.restart();
  await crew.check(again.port, row, fail);
  row.rounds++;
  await again.stop();
  return '';
}

async function atStart({ fail }: FaultContext, row: FaultRow): Promise<string> {
  const disk = mountSmallDisk(24);
  if (!disk) return 'read-only disk: skipped, mounting a tmpfs is not allowed here';
  try {
    const data = join(disk.path, 'data');
    const relay = await startRelayProcess({ args: ['--open'], data });
    const crew = new Crew(5, relay.port);
    await comes(() => crew.ledger.acknowledged.size > 50);
    await relay.stop('SIGKILL');
    await crew.end();
    if (!disk.readOnly(true)) return 'read-only disk: skipped, it cannot be mounted again';
    const refusal = await runRelay(['--port', '0', '--open', '--data', data]);
    if (refusal.code !== 1 || !/^gendan: Cannot write [^\n]+\n$/.test(refusal.stderr)) {
      fail(`unwritable: a read-only disk is met with: ${JSON.stringify(refusal)}`);
    }
    disk.readOnly(false);
    const again = await relay.restart();
    await crew.check(again.port, row, fail);
    row.rounds++;
    await again.stop();
    return '';
  } finally {
    disk.unmount();
  }
}
