// The simulation at length, over all processors.
//   npm run simulate -- [--runs 2000] [--seed 1] [--jobs 2]
// Prints each seed that fails, which `npm run simulate -- --seed N --runs 1` replays, and ends with 1 when one did.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { inShares, parseShare, progressLine, tell } from '../run/shares.ts';
import { play } from './play.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
    share: { type: 'string' },
  },
});
const runs = Number(values.runs);
const first = Number(values.seed);

if (values.share === undefined) await all();
else await share(values.share);

async function all(): Promise<void> {
  const started = performance.now();
  const faults = (
    await inShares<readonly string[]>(
      fileURLToPath(import.meta.url),
      [`--runs=${String(runs)}`, `--seed=${String(first)}`],
      Math.min(runs, Number(values.jobs)),
      progressLine('seeds', runs),
    )
  ).flat();
  const failing = new Set(faults.map((fault) => /^seed \d+/.exec(fault)?.[0] ?? fault));
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(
    `${String(runs)} seeds from ${String(first)} on in ${seconds} s: ${String(failing.size)} failed`,
  );
  process.exitCode = failing.size > 0 ? 1 : 0;
}

/** In a process of its own: every seed that falls to this share. What fails is told at once. */
async function share(text: string): Promise<void> {
  const { index, of } = parseShare(text);
  const faults: string[] = [];
  let done = 0;
  for (let run = index; run < runs; run += of) {
    const found = await play(first + run);
    for (const fault of found) console.error(fault);
    faults.push(...found);
    tell({ kind: 'progress', done: ++done });
  }
  tell({ kind: 'end', result: faults });
  process.disconnect?.();
}
