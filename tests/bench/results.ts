import { median } from './statistics.ts';

/** What was measured of each server, run by run: `results['a saturated']['hocuspocus']['deliveriesPerSecond']`. */
export type Results = Record<string, Record<string, Record<string, number[]>>>;

export function record(
  results: Results,
  part: string,
  server: string,
  measured: Readonly<Record<string, number>>,
): void {
  const of = ((results[part] ??= {})[server] ??= {});
  for (const [metric, value] of Object.entries(measured)) (of[metric] ??= []).push(value);
}

/** The median of a metric, null when it was not measured. */
export function medianOf(results: Results, part: string, server: string, metric: string): number | null {
  const values = results[part]?.[server]?.[metric];
  return values === undefined || values.length === 0 ? null : median(values);
}

/** Medians of all, in the same shape. */
export function medians(results: Results): Record<string, Record<string, Record<string, number>>> {
  return mapValues(results, (servers) => mapValues(servers, (metrics) => mapValues(metrics, median)));
}

function mapValues<T, U>(of: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(of).map(([key, value]) => [key, change(value)]));
}
