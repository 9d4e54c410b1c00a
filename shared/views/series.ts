import { weekStart } from './calendar-day.ts';
import { dateKeys, type DateKey, type OrderEntry } from './entry.ts';
import { shipmentDay } from './grouping.ts';
import { mondays } from './weeks.ts';

/** What charts are drawn from: figures by week, and by port. */
export interface Series {
  /** Mondays, as day numbers. */
  readonly weeks: readonly number[];
  /** Shipments of each week: as promised (else planned), and as they sailed. */
  readonly planned: readonly number[];
  readonly sailed: readonly number[];
  /** Containers of the orders shipped, or to be shipped, in these weeks, by port of discharge; the most first. */
  readonly ports: readonly PortFigure[];
  /** Orders that stood in each stage at the end of each week; null for weeks to come. */
  readonly stages: readonly StageFigure[];
}

export interface PortFigure {
  /** Empty where none is set. */
  readonly port: string;
  readonly containers: number;
  readonly shipments: number;
}

export interface StageFigure {
  readonly stage: string;
  readonly counts: readonly (number | null)[];
}

export interface SeriesAsked {
  /** Day numbers: the weeks of both are included. */
  readonly from: number;
  readonly to: number;
  readonly today: number;
  /** Minutes that the reader's clock is ahead of UTC: an order came into a stage on her day. */
  readonly zone: number;
}

const at = (key: DateKey) => dateKeys.indexOf(key);
const plan = [at('promisedEtd'), at('etd'), at('requestedEtd'), at('latestShipment')] as const;
const atSailed = at('sailed');

/** The day an order is planned to be shipped on: what was promised, else the ETD, what was asked for, the latest day. */
export function plannedDay({ days }: Pick<OrderEntry, 'days'>): number | null {
  for (const index of plan) {
    const day = days[index] ?? null;
    if (day !== null) return day;
  }
  return null;
}

/**
 * The figures of the orders given. Where an order stood in a week is read from when it first came into each stage; where it
 * stands this week is where it stands now. When an order was put away nobody kept: an archived one counts until it came
 * into its last stage.
 */
export function seriesOf(
  entries: Iterable<OrderEntry>,
  stages: readonly string[],
  { from, to, today, zone }: SeriesAsked,
): Series {
  const weeks = mondays(from, to);
  const first = weeks[0] ?? 0;
  const place = (day: number | null): number => (day === null ? -1 : (weekStart(day) - first) / 7);
  const zeros = (): number[] => weeks.map(() => 0);
  const [planned, sailed] = [zeros(), zeros()];
  const ports = new Map<string, { containers: number; shipments: number }>();
  const standing = new Map<string, number[]>(stages.map((stage) => [stage, zeros()]));
  const now = place(today);

  const count = (figures: number[], index: number): void => {
    const figure = figures[index];
    if (figure !== undefined) figures[index] = figure + 1;
  };
  const stand = (stage: string, begin: number, end: number): void => {
    const figures = standing.get(stage) ?? zeros();
    standing.set(stage, figures);
    for (let week = Math.max(0, begin); week < Math.min(end, weeks.length); week++) count(figures, week);
  };

  for (const entry of entries) {
    count(planned, place(plannedDay(entry)));
    count(sailed, place(entry.days[atSailed] ?? null));
    const shipped = place(shipmentDay(entry));
    if (shipped >= 0 && shipped < weeks.length) {
      const port = entry.ports[0] ?? '';
      const figure = ports.get(port) ?? { containers: 0, shipments: 0 };
      for (const [, containers] of entry.containers) figure.containers += containers;
      figure.shipments++;
      ports.set(port, figure);
    }
    const since = entry.since.map((hour) => place(Math.floor((hour + zone / 60) / 24)));
    const passed = entry.path === '' ? [] : entry.path.split('/');
    for (const [step, stage] of passed.entries()) {
      const last = step === passed.length - 1;
      if (last && entry.shelf !== 'open') continue;
      stand(stage, since[step] ?? 0, Math.min(now, (last ? null : since[step + 1]) ?? now));
    }
    if (entry.shelf === 'open') stand(entry.stage, now, now + 1);
  }
  return {
    weeks,
    planned,
    sailed,
    ports: [...ports]
      .map(([port, figure]) => ({ port, ...figure }))
      .sort((a, b) => b.containers - a.containers || b.shipments - a.shipments || (a.port < b.port ? -1 : 1)),
    stages: [...standing].map(([stage, counts]) => ({
      stage,
      counts: counts.map((figure, week) => (week > now ? null : figure)),
    })),
  };
}
