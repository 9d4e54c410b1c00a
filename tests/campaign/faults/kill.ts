import { setTimeout as sleep } from 'node:timers/promises';
import { startRelayProcess, type RelayProcess } from '../../integration/relay-process.ts';
import { Crew, newRow, type Fault } from './crew.ts';

const writers = 20;
/** Now and then a new folder, so that what each round reads through stays small. */
const roundsPerFolder = 20;

/** kill -9 at any moment under twenty writers. */
export const kill: Fault = async ({ random, runs, fail }) => {
  const row = newRow('kill -9');
  let relay: RelayProcess | null = null;
  for (let round = 0; round < runs; round++) {
    if (relay === null || round % roundsPerFolder === 0) {
      await relay?.stop();
      relay = await startRelayProcess({ args: ['--open'] });
    }
    const crew = new Crew(writers, relay.port);
    await sleep(20 + random() * 400);
    await relay.stop('SIGKILL');
    await crew.end();
    relay = await relay.restart();
    await crew.check(relay.port, row, (what) => {
      fail(`round ${String(round)}: ${what}`);
    });
    row.rounds++;
    if (round % 10 === 9) console.log(`kill -9: ${String(row.rounds)} rounds, ${String(row.lost)} lost`);
  }
  await relay?.stop();
  return row;
};
