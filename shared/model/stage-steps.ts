import type { StoredRecord } from './read.ts';
import type { StageStep } from './rows.ts';

/**
 * When an order first came into each stage, out of the records of its board document, oldest first. Times are those of the
 * people who moved it, so they are for the eye and decide nothing.
 */
export function stageSteps(records: readonly StoredRecord[]): readonly StageStep[] {
  const first = new Map<string, number>();
  for (const { at, entries } of records)
    for (const { path, value } of entries) {
      if (path !== 'stage' || typeof value !== 'string' || value === '') continue;
      first.set(value, Math.min(first.get(value) ?? Infinity, at));
    }
  return [...first]
    .sort(([a, at], [b, other]) => at - other || (a < b ? -1 : 1))
    .map(([stage, at]) => ({ stage, at: new Date(at).toISOString() }));
}
