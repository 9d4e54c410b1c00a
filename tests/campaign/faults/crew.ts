import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '../table.ts';
import { Ledger } from './ledger.ts';
import { LinkWriter, storedTokens } from './link-writer.ts';

export interface FaultRow {
  readonly fault: string;
  rounds: number;
  acknowledged: number;
  seen: number;
  present: number;
  lost: number;
  note: string;
}

export interface FaultContext {
  readonly random: () => number;
  readonly runs: number;
  readonly fail: (what: string) => void;
}

export type Fault = (context: FaultContext) => Promise<FaultRow>;

export function newRow(fault: string): FaultRow {
  return { fault, rounds: 0, acknowledged: 0, seen: 0, present: 0, lost: 0, note: '' };
}

export function asRow(row: FaultRow): Outcome['rows'][number] {
  const { fault, rounds, acknowledged, seen, present, lost, note } = row;
  return {
    fault,
    rounds,
    acknowledged,
    'seen by others': seen,
    'present after': present,
    lost,
    note,
  };
}

/** Writers on one relay, with one ledger. */
export class Crew {
  readonly ledger = new Ledger();
  readonly writers: readonly LinkWriter[];

  constructor(count: number, port: number, padding = 0) {
    this.writers = Array.from(
      { length: count },
      (_, index) => new LinkWriter({ index, port, ledger: this.ledger, padding }),
    );
  }

  get waiting(): number {
    return this.writers.reduce((sum, { waiting }) => sum + waiting, 0);
  }

  pause(): void {
    for (const writer of this.writers) writer.pause();
  }

  resume(): void {
    for (const writer of this.writers) writer.resume();
  }

  async end(): Promise<void> {
    await Promise.all(this.writers.map((writer) => writer.end()));
  }

  /** Compares what was promised with what a new device gets, and puts it into the row. */
  async check(port: number, row: FaultRow, fail: (what: string) => void): Promise<void> {
    const { acknowledged, seen } = this.ledger;
    const stored = await storedTokens(port);
    const lost = this.ledger.lost(stored);
    row.acknowledged += acknowledged.size;
    row.seen += seen.size;
    row.present += [...acknowledged.union(seen)].length - lost.length;
    row.lost += lost.length;
    if (lost.length > 0) fail(`${row.fault}: lost ${lost.slice(0, 5).join(' ')}`);
    for (const { trouble } of this.writers) for (const one of trouble) fail(`${row.fault}: ${one}`);
  }
}

/** Waits for a condition; false when it does not come. */
export async function comes(condition: () => boolean | Promise<boolean>, within = 30_000): Promise<boolean> {
  const end = performance.now() + within;
  while (!(await condition())) {
    if (performance.now() > end) return false;
    await sleep(10);
  }
  return true;
}
