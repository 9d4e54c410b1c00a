import type { Change, Facts, FactValue, Path, PathState } from './facts.ts';
import { itemsAround } from './path.ts';

/**
 * What stands in a document, without who wrote it and when: enough for every view and every check, a tenth as large, and
 * read without Yjs. `s`: paths with their standing values, and 1 where a part of their history has not arrived; `r`: items
 * removed and changed; `u`, `n`: what could not be read.
 */
export interface StandingFacts {
  readonly s: readonly (readonly [path: string, values: readonly FactValue[], incomplete?: 1])[];
  readonly r?: readonly string[];
  readonly u?: number;
  readonly n?: number;
}

const noDot = [0, 0] as const;
const nobody = { person: '', device: '' };
const noTime = '1970-01-01T00:00:00.000Z';

function head(value: FactValue) {
  return { dot: noDot, value, author: nobody, at: noTime };
}

function stateOf(values: readonly FactValue[], incomplete: boolean): PathState {
  const [first, second, ...others] = values.map(head);
  if (incomplete || !first) return { kind: 'incomplete', heads: values.map(head), missing: [] };
  return second
    ? { kind: 'conflict', heads: [first, second, ...others] }
    : { kind: 'agreed', heads: [first] };
}

/** The standing facts of a document as plain data; null for a document that is not here. */
export function standingFacts(facts: Facts | null): StandingFacts | null {
  if (facts === null) return null;
  const s = Array.from(facts.paths, ([path, { kind, heads }]) => {
    const values = heads.map(({ value }) => value);
    return kind === 'incomplete' ? ([path, values, 1] as const) : ([path, values] as const);
  });
  return {
    s,
    ...(facts.removedAndChanged.size > 0 && { r: [...facts.removedAndChanged] }),
    ...(facts.unreadable > 0 && { u: facts.unreadable }),
    ...(facts.newer > 0 && { n: facts.newer }),
  };
}

/** Facts out of what `standingFacts` gave: authors are nobody, times none. */
export function factsStanding(written: StandingFacts | null): Facts | null {
  if (written === null) return null;
  return {
    paths: new Map(
      written.s.map(([path, values, incomplete]) => [path as Path, stateOf(values, incomplete === 1)]),
    ),
    removedAndChanged: new Set((written.r ?? []) as readonly Path[]),
    unreadable: written.u ?? 0,
    newer: written.n ?? 0,
  };
}

/** The facts as a change would leave them, written by somebody who has seen all of them. Nothing is written. */
export function supposing(facts: Facts, change: Change): Facts {
  const paths = new Map(facts.paths);
  const removedAndChanged = new Set(facts.removedAndChanged);
  for (const item of change.remove ?? []) {
    paths.set(item as Path, stateOf([false], false));
    removedAndChanged.delete(item as Path);
  }
  for (const [path, value] of Object.entries(change.set ?? {})) {
    // What says so already is not written.
    if (saysOnly(paths.get(path as Path), value)) continue;
    paths.set(path as Path, stateOf([value], false));
    // Whoever writes into an item that is gone brings it back.
    for (const item of itemsAround(path))
      if (item !== path && paths.get(item)?.heads.every((one) => one.value === false))
        paths.set(item, stateOf([true], false));
  }
  return { ...facts, paths, removedAndChanged };
}

function saysOnly(state: PathState | undefined, value: FactValue): boolean {
  if (!state) return value === null;
  return JSON.stringify(state.heads.map((one) => one.value)) === JSON.stringify([value]);
}
