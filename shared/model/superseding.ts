import { dotKey } from './dot.ts';
import type { Dot } from './facts.ts';

/** What a record says at one path: its name, and the names it has for what its author saw there. */
interface Writing {
  readonly record: { readonly dot: Dot };
  readonly entry: { readonly seen: readonly Dot[] };
}

/**
 * The writings of one path that no other supersedes (F2), in the order given; takes all that are here, at least one.
 * Names within a ring do not count: nobody can have seen what was written above her own record, so a forger closed it.
 */
export function unsuperseded<W extends Writing>(written: readonly W[]): readonly W[] {
  if (written.length === 1) return written;
  const places = new Map(written.map(({ record }, place) => [dotKey(record.dot), place]));
  const named = written.map(({ record, entry }) =>
    entry.seen.flatMap((dot) => (isOwnFuture(dot, record.dot) ? [] : (places.get(dotKey(dot)) ?? []))),
  );
  const rings = ringsOf(named);
  const superseded = new Set<number>();
  for (const [namer, targets] of named.entries())
    for (const target of targets) if (rings[target] !== rings[namer]) superseded.add(target);
  return written.filter((_one, place) => !superseded.has(place));
}

/** A writer cannot have seen its own later record: such a name supersedes nothing. */
function isOwnFuture(named: Dot, author: Dot): boolean {
  return named[0] === author[0] && named[1] >= author[1];
}

/**
 * By place, a number that the records of one ring share; who is in no ring has one of its own. Gabow's path-based
 * search for strong components, without recursion: a path may have as many records as a document holds.
 */
function ringsOf(named: readonly (readonly number[])[]): readonly number[] {
  const rings: number[] = named.map(() => -1);
  const visits: number[] = named.map(() => -1);
  /** Visited, of a ring not known yet; and of these the ones that may be a ring's first. */
  const open: number[] = [];
  const firsts: number[] = [];
  const way: { readonly at: number; next: number }[] = [];
  let visited = 0;
  const visit = (at: number): void => {
    visits[at] = visited++;
    open.push(at);
    firsts.push(at);
    way.push({ at, next: 0 });
  };
  const visitOf = (at: number | undefined): number => visits[at ?? -1] ?? -1;
  for (const start of named.keys()) {
    if (visitOf(start) < 0) visit(start);
    for (let step = way.at(-1); step; step = way.at(-1)) {
      const to = named[step.at]?.[step.next++];
      if (to === undefined) {
        way.pop();
        if (firsts.at(-1) !== step.at) continue;
        firsts.pop();
        for (const one of open.splice(open.lastIndexOf(step.at))) rings[one] = step.at;
      } else if (visitOf(to) < 0) visit(to);
      else if (rings[to] === -1) while (visitOf(firsts.at(-1)) > visitOf(to)) firsts.pop();
    }
  }
  return rings;
}
