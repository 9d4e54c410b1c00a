import { statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runRelay, startRelayProcess, type RelayProcess } from '../../integration/relay-process.ts';
import { comes, Crew, newRow, type Fault, type FaultContext, type FaultRow } from './crew.ts';
import { RealDevice } from './real-device.ts';
import { storedTokens } from './link-writer.ts';

/**
 * The end of SQLite's log is lost. What was acknowledged before that end was written is there, or the relay refuses to
 * start with one line; what was lost comes back from the devices, which find that their cursor does not fit (H9).
 */
export const cutLog: Fault = async (context) => {
  const row = newRow('log cut short');
  const rounds = Math.max(1, Math.min(20, Math.ceil(context.runs / 10)));
  const counts = { started: 0, refused: 0 };
  for (let round = 0; round < rounds; round++) {
    await behindCut(context, row, counts);
    await broughtBack(context, row, counts);
    row.rounds += 2;
  }
  row.note = `started ${String(counts.started)}, refused with one line ${String(counts.refused)}`;
  return row;
};

interface Counts {
  started: number;
  refused: number;
}

async function behindCut({ random, fail }: FaultContext, row: FaultRow, counts: Counts): Promise<void> {
  const relay = await startRelayProcess({ args: ['--open'] });
  const before = new Crew(5, relay.port);
  await sleep(50 + random() * 300);
  before.pause();
  if (!(await comes(() => before.waiting === 0))) fail('log cut short: the first part is never acknowledged');
  const log = join(relay.data, 'gendan.db-wal');
  const kept = statSync(log).size;
  const after = new Crew(5, relay.port);
  await sleep(50 + random() * 300);
  await relay.stop('SIGKILL');
  await Promise.all([before.end(), after.end()]);
  truncateSync(log, kept + Math.floor(random() * Math.max(0, statSync(log).size - kept)));
  const again = await startAfterCut(relay, counts, fail);
  if (!again) return;
  await before.check(again.port, row, fail);
  await again.stop();
}

async function broughtBack({ random, fail }: FaultContext, row: FaultRow, counts: Counts): Promise<void> {
  const relay = await startRelayProcess({ args: ['--open'] });
  const devices = [0, 1].map((index) => new RealDevice(index, relay.port));
  const end = performance.now() + 100 + random() * 300;
  while (performance.now() < end) await Promise.all(devices.map((device) => device.write()));
  if (!(await comes(() => devices.every((device) => device.isSaved())))) fail('log cut short: never saved');
  await relay.stop('SIGKILL');
  const log = join(relay.data, 'gendan.db-wal');
  truncateSync(log, Math.floor(random() * statSync(log).size));
  const again = await startAfterCut(relay, counts, fail);
  if (again) {
    const tokens = devices.flatMap((device) => device.tokens);
    const isBack = async () => {
      if (!devices.every((device) => device.isSaved())) return false;
      const stored = await storedTokens(again.port);
      return tokens.every((token) => stored.has(token));
    };
    const back = await comes(isBack);
    const stored = await storedTokens(again.port);
    const lost = tokens.filter((token) => !stored.has(token)).length;
    row.acknowledged += tokens.length;
    row.present += tokens.length - lost;
    row.lost += lost;
    if (!back) fail(`log cut short: ${String(lost)} were not brought back`);
    await again.stop();
  }
  await Promise.all(devices.map((device) => device.stop()));
}

/** null when it refuses, which it may, with one line. */
async function startAfterCut(
  relay: RelayProcess,
  counts: Counts,
  fail: (what: string) => void,
): Promise<RelayProcess | null> {
  try {
    const again = await relay.restart();
    counts.started++;
    return again;
  } catch {
    const refusal = await runRelay(['--port', '0', '--open', '--data', relay.data]);
    if (refusal.code !== 1 || !/^gendan: [^\n]+\n$/.test(refusal.stderr)) {
      fail(`log cut short: met with ${JSON.stringify(refusal)}`);
    }
    counts.refused++;
    return null;
  }
}
