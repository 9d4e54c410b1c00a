import { setTimeout as sleep } from 'node:timers/promises';
import { startRelayProcess } from '../../integration/relay-process.ts';
import { comes, Crew, newRow, type Fault } from './crew.ts';

const seconds = 40;

/** SIGSTOP under writers, as of a machine that sleeps; everyone goes on when it wakes. */
export const stopped: Fault = async ({ fail }) => {
  const row = newRow(`SIGSTOP ${String(seconds)} s`);
  const relay = await startRelayProcess({ args: ['--open'] });
  const crew = new Crew(10, relay.port);
  await comes(() => crew.ledger.acknowledged.size > 50);
  process.kill(relay.pid, 'SIGSTOP');
  await sleep(seconds * 1000);
  const during = crew.ledger.acknowledged.size;
  process.kill(relay.pid, 'SIGCONT');
  if (!(await comes(() => crew.ledger.acknowledged.size > during + 50))) fail('SIGSTOP: it does not go on');
  crew.pause();
  if (!(await comes(() => crew.waiting === 0))) fail('SIGSTOP: some are never acknowledged');
  await relay.stop('SIGKILL');
  await crew.end();
  const again = await relay.restart();
  await crew.check(again.port, row, fail);
  row.rounds++;
  await again.stop();
  return row;
};
