import * as prng from 'lib0/prng';
import { cleanUp } from '../integration/relay-process.ts';
import { asRow, type Fault } from './faults/crew.ts';
import { cutLog } from './faults/cut-log.ts';
import { diskFull } from './faults/disk-full.ts';
import { kill } from './faults/kill.ts';
import { stopped } from './faults/stopped.ts';
import { unwritable } from './faults/unwritable.ts';
import type { Outcome } from './table.ts';

const faults: Readonly<Record<string, Fault>> = {
  kill,
  'disk-full': diskFull,
  unwritable,
  stop: stopped,
  'cut-log': cutLog,
};

interface Plan {
  readonly seed: number;
  readonly runs: number;
  readonly only: readonly string[] | null;
}

/** Real processes, files and signals, one fault after the other. The seed fixes the moments, the system the rest. */
export async function runFaults({ seed, runs, only }: Plan): Promise<Outcome> {
  const rows: Outcome['rows'][number][] = [];
  const failures: string[] = [];
  const unknown = only?.filter((name) => !(name in faults)) ?? [];
  if (unknown.length > 0)
    throw new Error(`no such fault: ${unknown.join(', ')}; there are ${Object.keys(faults).join(', ')}`);
  try {
    for (const [name, fault] of Object.entries(faults)) {
      if (only && !only.includes(name)) continue;
      const gen = prng.create(seed);
      const fail = (what: string) => {
        failures.push(what);
      };
      rows.push(asRow(await fault({ random: () => prng.real53(gen), runs, fail })));
      console.log(`${name}: done`);
    }
  } finally {
    await cleanUp();
  }
  return { campaign: 'faults', seed, rows, failures };
}
