import { distinctDots, dotsOf } from './dot.ts';
import type { Dot, Facts, Path, PathState } from './facts.ts';
import { liesUnder } from './path.ts';

/** Every standing record of a path, each once; none of a path that nobody set. */
export function headsOf(state: PathState | undefined): readonly Dot[] {
  return state ? distinctDots(state.heads.flatMap(dotsOf)) : [];
}

/** Every standing record under an item: what whoever removes it now has seen (F3). */
export function headsUnder(facts: Facts, item: Path): readonly Dot[] {
  const dots: Dot[] = [];
  for (const [path, state] of facts.paths) if (liesUnder(item, path)) dots.push(...headsOf(state));
  return distinctDots(dots);
}
