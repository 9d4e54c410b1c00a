import { ensureClient } from '../../../server/build.ts';
import { openingSize } from '../../build/client-files.ts';
import { cleanUp as stopRelays } from '../../integration/relay-process.ts';
import { record, type Results } from '../results.ts';
import { cleanUp } from '../servers.ts';
import { closeBrowsers } from './browser.ts';
import { partNames, servers, type Letter } from './figures.ts';
import { naiveFirstPaint, ourFirstPaint } from './first-paint.ts';
import { interact } from './interactions.ts';
import { naiveJoin, ourJoin } from './join.ts';
import { closeNaive } from './naive-site.ts';
import { remoteChanges } from './remote.ts';
import { searchAnswers } from './search.ts';
import type { BoardSizes } from './sizes.ts';

/** One of those who are compared, and how it is measured. */
interface Candidate {
  readonly server: string;
  readonly measure: () => Promise<Readonly<Record<string, number>>>;
}

const ours = (measure: Candidate['measure']): Candidate => ({ server: servers.ours, measure });
const plain = (measure: Candidate['measure']): Candidate => ({ server: servers.plain, measure });
const markup = (measure: Candidate['measure']): Candidate => ({ server: servers.markup, measure });

/** Who is measured in a part, in this order. */
const parts: Readonly<Record<Letter, (sizes: BoardSizes, run: number) => readonly Candidate[]>> = {
  a: ({ few }) => [
    ours(() => ourFirstPaint(few)),
    plain(() => naiveFirstPaint(few, 'plain')),
    markup(() => naiveFirstPaint(few, 'markup')),
  ],
  b: ({ many, naiveManyRuns }, run) => [
    ours(() => ourFirstPaint(many)),
    ...(run < naiveManyRuns ? [plain(() => naiveFirstPaint(many, 'plain'))] : []),
  ],
  c: ({ few }) => [ours(() => ourJoin(few)), plain(() => naiveJoin(few, 'plain'))],
  d: ({ many, changes }) => [ours(() => remoteChanges(many, changes))],
  e: ({ few, efforts }) => [ours(() => interact(few, efforts))],
  f: ({ few, searches }) => [ours(() => searchAnswers(few, searches))],
  g: ({ many, searches }) => [ours(() => searchAnswers(many, searches))],
  h: (_sizes, run) => (run === 0 ? [ours(shell)] : []),
};

async function shell(): Promise<{ readonly bytes: number }> {
  await ensureClient();
  return { bytes: openingSize() };
}

export const letters = Object.keys(parts) as readonly Letter[];

/**
 * Measures the parts that were asked for, round after round, so that ours and the naive page have the same hour. What
 * fails is told and lost for its round; the rest goes on.
 */
export async function measureBoard(
  sizes: BoardSizes,
  runs: number,
  asked: readonly Letter[],
): Promise<{ readonly results: Results; readonly failures: readonly string[] }> {
  const results: Results = {};
  const failures: string[] = [];
  try {
    for (let run = 0; run < runs; run++) {
      for (const letter of asked) {
        const part = partNames[letter];
        for (const { server, measure } of parts[letter](sizes, run)) {
          process.stderr.write(`run ${run + 1} of ${runs}: ${part}: ${server}\n`);
          try {
            record(results, part, server, await measure());
          } catch (error) {
            const failure = `${part}, ${server}, run ${run + 1}: ${wordsOf(error)}`;
            failures.push(failure);
            process.stderr.write(`${failure}\n`);
          }
          await tidyUp();
        }
      }
    }
  } finally {
    await closeNaive();
    await tidyUp();
  }
  return { results, failures };
}

/** Takes copies of profiles and folders away, and whatever still runs on them. */
export async function tidyUp(): Promise<void> {
  await closeBrowsers();
  await stopRelays();
  await cleanUp();
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}
