import { fileURLToPath } from 'node:url';
import { inShares, parseShare, progressLine, tell } from '../run/shares.ts';
import { emptyReport, fuzzRound, mutationsPerRound, type FuzzReport } from './fuzz.ts';
import { historiesPerRound, historiesRound } from './histories.ts';
import type { Outcome } from './table.ts';

interface Plan {
  readonly seed: number;
  readonly runs: number;
  readonly histories: number;
  /** So many rounds of each kind from the seed on, in place of `runs` and `histories`. */
  readonly rounds: number | null;
  readonly jobs: number;
}

interface Found {
  readonly frames: FuzzReport;
  readonly histories: FuzzReport;
}

const file = fileURLToPath(new URL('run.ts', import.meta.url));

export async function runFuzz(plan: Plan): Promise<Outcome> {
  const { frames, histories } = roundsOf(plan);
  const started = performance.now();
  const found = await inShares<Found>(
    file,
    [
      'fuzz',
      `--seed=${String(plan.seed)}`,
      `--runs=${String(plan.runs)}`,
      `--histories=${String(plan.histories)}`,
      ...(plan.rounds === null ? [] : [`--rounds=${String(plan.rounds)}`]),
    ],
    plan.jobs,
    progressLine('rounds', frames + histories),
  );
  const all = {
    frames: sum(found.map((one) => one.frames)),
    histories: sum(found.map((one) => one.histories)),
  };
  console.log(`${((performance.now() - started) / 1000).toFixed(0)} s, ${String(plan.jobs)} processes`);
  const row = (what: string, report: FuzzReport) => ({
    what,
    tried: report.mutations,
    'slowest frame, ms': report.slowest.toFixed(1),
    failures: report.failures.length,
  });
  for (const report of [all.frames, all.histories]) {
    for (const [name, count] of Object.entries(report.outcomes).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      console.log(`  ${name.padEnd(30)}${String(count)}`);
    }
  }
  return {
    campaign: 'fuzz',
    seed: plan.seed,
    outcomes: { ...all.frames.outcomes, ...all.histories.outcomes },
    rows: [row('spoilt frames and updates', all.frames), row('forged histories', all.histories)],
    failures: [...all.frames.failures, ...all.histories.failures],
  };
}

/** In a process of its own: every round that falls to this share. */
export async function runFuzzShare(plan: Plan, shareText: string): Promise<void> {
  const share = parseShare(shareText);
  const found: Found = { frames: emptyReport(), histories: emptyReport() };
  const { frames, histories } = roundsOf(plan);
  let done = 0;
  for (let round = share.index; round < Math.max(frames, histories); round += share.of) {
    const seed = plan.seed + round;
    if (round < frames) await fuzzRound(seed, found.frames);
    if (round < histories) await historiesRound(seed, found.histories);
    done += (round < frames ? 1 : 0) + (round < histories ? 1 : 0);
    tell<Found>({ kind: 'progress', done });
  }
  tell({ kind: 'end', result: found });
  process.disconnect?.();
}

function roundsOf({ runs, histories, rounds }: Plan): {
  readonly frames: number;
  readonly histories: number;
} {
  if (rounds !== null) return { frames: rounds, histories: rounds };
  return { frames: Math.ceil(runs / mutationsPerRound), histories: Math.ceil(histories / historiesPerRound) };
}

function sum(reports: readonly FuzzReport[]): FuzzReport {
  const total = emptyReport();
  for (const { mutations, outcomes, slowest, failures } of reports) {
    total.mutations += mutations;
    total.slowest = Math.max(total.slowest, slowest);
    total.failures.push(...failures);
    for (const [name, count] of Object.entries(outcomes)) {
      total.outcomes[name] = (total.outcomes[name] ?? 0) + count;
    }
  }
  return total;
}
