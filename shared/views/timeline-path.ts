import { valuesOf } from '../model/cell-values.ts';
import type { OrderRow } from '../model/rows.ts';
import { dayNumber } from './calendar-day.ts';
import type { DateKey } from './entry.ts';

/** The days an order is planned by, as they follow each other when all goes well. */
export const plannedKeys = [
  'enquiry',
  'requestedEtd',
  'promisedEtd',
  'etd',
  'latestShipment',
  'eta',
  'papersDue',
  'paymentDue',
] as const satisfies readonly DateKey[];

/** A planned day, or one of those people disagree about. */
export interface PlannedMark {
  readonly key: DateKey;
  readonly day: number;
  readonly open: boolean;
}

/** When an order came into a stage, or sailed. */
export interface ActualMark {
  /** null for the sailing. */
  readonly stage: string | null;
  /** A day number with its part of the day. */
  readonly day: number;
}

/** An order's way through time. Marks are in the order of time. */
export interface OrderPath {
  readonly planned: readonly PlannedMark[];
  readonly actual: readonly ActualMark[];
  /** Where the line of what happened ends: today while the order is being followed, else with its last mark. */
  readonly until: number | null;
  /** Days that the ETD, or the sailing, lies after the promise; 0 where it does not, or nothing is promised. */
  readonly late: number;
}

const day = 86_400_000;

/** The way of an order as of `today` (day number); `zone` is how many minutes the reader's clock is ahead of UTC. */
export function orderPath(row: OrderRow, today: number, zone: number): OrderPath {
  const daysOf = (key: DateKey) => valuesOf(row[key]).flatMap((date) => dayNumber(date) ?? []);
  const planned = plannedKeys
    .flatMap((key) => daysOf(key).map((one) => ({ key, day: one, open: row[key].kind === 'many' })))
    .sort((a, b) => a.day - b.day);
  const actual: ActualMark[] = [
    ...row.steps.map(({ stage, at }) => ({ stage, day: (Date.parse(at) + zone * 60_000) / day })),
    ...daysOf('sailed').map((one) => ({ stage: null, day: one })),
  ].sort((a, b) => a.day - b.day);
  const [promise] = daysOf('promisedEtd');
  const [ships] = [...daysOf('sailed'), ...daysOf('etd')];
  const last = actual.at(-1)?.day ?? null;
  return {
    planned,
    actual,
    until: last === null ? null : row.shelf === 'open' ? Math.max(last, today) : last,
    late: promise === undefined || ships === undefined ? 0 : Math.max(0, ships - promise),
  };
}

/** A label under a mark: where it would stand, and how wide it is, px. */
export interface Label {
  readonly at: number;
  readonly width: number;
}

/**
 * Which labels have room, as places in the list: the earlier in the list the sooner it gets its place; the rest are left
 * out. Labels stand to the right of their marks; one that would stick out of `width` has no room.
 */
export function labelsWithRoom(labels: readonly Label[], width: number, gap: number): ReadonlySet<number> {
  const placed: Label[] = [];
  const found = new Set<number>();
  for (const [index, label] of labels.entries()) {
    if (label.at < 0 || label.at + label.width > width) continue;
    const free = placed.every(
      (other) => label.at >= other.at + other.width + gap || label.at + label.width + gap <= other.at,
    );
    if (!free) continue;
    placed.push(label);
    found.add(index);
  }
  return found;
}
