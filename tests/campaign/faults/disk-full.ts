import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startRelayProcess } from '../../integration/relay-process.ts';
import { closeCode } from '../../../shared/sync/close-code.ts';
import { comes, Crew, newRow, type Fault } from './crew.ts';
import { mountSmallDisk } from './mounts.ts';

const megabyte = 1024 * 1024;

/** A disk that runs full under writers, is cleared while the relay runs, and goes on; then a kill. */
export const diskFull: Fault = async ({ fail }) => {
  const row = newRow('disk full');
  const disk = mountSmallDisk(24);
  if (!disk) return { ...row, note: 'skipped: mounting a tmpfs is not allowed here' };
  try {
    const ballast = join(disk.path, 'ballast');
    writeFileSync(ballast, Buffer.alloc(18 * megabyte));
    const relay = await startRelayProcess({ args: ['--open'], data: join(disk.path, 'data') });
    const crew = new Crew(5, relay.port, 2_000);
    const isFull = () =>
      crew.writers.some(({ closed }) => closed.includes(closeCode.storeFailed)) && isUnhealthy(relay.origin);
    if (!(await comes(isFull))) fail('disk full: no writer heard of it');
    crew.pause();
    if (!relay.isAlive()) fail(`disk full: the relay died: ${relay.output().stderr}`);
    rmSync(ballast);
    if (!(await comes(() => crew.waiting === 0))) fail('disk full: nothing is stored after it was cleared');
    crew.resume();
    const before = crew.ledger.acknowledged.size;
    if (!(await comes(() => crew.ledger.acknowledged.size > before + 20)))
      fail('disk full: it does not go on');
    if (await isUnhealthy(relay.origin)) fail('disk full: not healthy again');
    const { stderr } = relay.output();
    if (!/cannot be stored[^\n]*\n(.*\n)*?.*stored again/.test(stderr))
      fail(`disk full: the log says: ${stderr}`);
    await relay.stop('SIGKILL');
    await crew.end();
    const again = await relay.restart();
    await crew.check(again.port, row, fail);
    row.rounds++;
    await again.stop();
  } finally {
    disk.unmount();
  }
  return row;
};

export async function isUnhealthy(origin: string): Promise<boolean> {
  return (await fetch(`${origin}/healthz`)).status !== 200;
}
