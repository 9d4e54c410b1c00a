// Campaigns against the relay, longer than a test run has time for.
//   npm run campaign -- fuzz [--runs 1000000] [--histories 100000] [--seed 1] [--jobs 2]
//   npm run campaign -- faults [--runs 200] [--seed 1] [--only kill,disk-full,…]
// Each prints a table and JSON (--json FILE puts that in a file), and ends with 1 when something did not hold.
// What a failure names replays it: npm run campaign -- fuzz --seed N --rounds 1
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runFaults } from './faults.ts';
import { runFuzz, runFuzzShare } from './fuzz-run.ts';
import { printTable, type Outcome } from './table.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string' },
    histories: { type: 'string' },
    rounds: { type: 'string' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
    only: { type: 'string' },
    json: { type: 'string' },
    share: { type: 'string' },
  },
});
const number = (text: string | undefined, otherwise: number) =>
  text === undefined ? otherwise : Number(text);
const seed = Number(values.seed);

switch (positionals[0]) {
  case 'fuzz': {
    const plan = {
      seed,
      runs: number(values.runs, 1_000_000),
      histories: number(values.histories, 100_000),
      rounds: values.rounds === undefined ? null : Number(values.rounds),
      jobs: Number(values.jobs),
    };
    if (values.share === undefined) finish(await runFuzz(plan));
    else await runFuzzShare(plan, values.share);
    break;
  }
  case 'faults':
    finish(await runFaults({ seed, runs: number(values.runs, 200), only: values.only?.split(',') ?? null }));
    break;
  default:
    console.error('npm run campaign -- fuzz | faults; tests/campaign/run.ts says with what options');
    process.exitCode = 1;
}

function finish(outcome: Outcome): void {
  printTable(outcome.rows);
  const json = JSON.stringify(outcome);
  if (values.json === undefined) console.log(json);
  else writeFileSync(values.json, `${json}\n`);
  for (const failure of outcome.failures.slice(0, 20)) console.error(failure);
  console.log(`${String(outcome.failures.length)} failures`);
  process.exitCode = outcome.failures.length > 0 ? 1 : 0;
}
