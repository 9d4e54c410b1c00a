import type { Doc } from 'yjs';
import { dotKey } from './dot.ts';
import type { Author, Dot } from './facts.ts';
import { isPresence, liesUnder } from './path.ts';
import { appendRecord, flatDots, nextClock, type Entry } from './record.ts';
import type { PathStep, Revert, Step, Stood } from './undo.ts';

/**
 * Writes what a plan says for one document and gives it as a step: undone in turn, that is redo. Mostly one record; as
 * many as there are values where a conflict comes back, for a record has one value for a path.
 */
export function appendUndo(doc: Doc, author: Author, at: number, reverts: readonly Revert[]): Step {
  const written = reverts.map((): Stood[] => []);
  const rounds = Math.max(0, ...reverts.map(({ values }) => values.length));
  const first = nextClock(doc);
  const coming = Array.from({ length: rounds }, (_none, round): Dot => [doc.clientID, first + round]);
  const brought = new Set(reverts.map(({ step }) => step.path));
  for (const [round, dot] of coming.entries()) {
    const entries: Entry[] = [];
    for (const [index, { step, values, supersedes, seenFields, brings }] of reverts.entries()) {
      const value = values[round];
      if (value === undefined) continue;
      const { path } = step;
      for (const one of brings) {
        if (brought.has(one.item)) continue;
        brought.add(one.item);
        entries.push([one.item, true, flatDots(one.supersedes, doc.clientID)]);
      }
      // An item that goes has seen the fields that are set back along with it.
      const along = reverts.some((other) => liesUnder(path, other.step.path)) ? coming : [];
      const fields = value === false && isPresence(path) ? [...seenFields, ...along] : [];
      const seen = flatDots(supersedes, doc.clientID);
      entries.push(
        fields.length > 0 ? [path, value, seen, flatDots(fields, doc.clientID)] : [path, value, seen],
      );
      written[index]?.push({ value, dots: [dot], seenFields: fields });
    }
    appendRecord(doc, author, at, entries);
  }
  return reverts.map(({ step, dispute, yields }, index): PathStep => ({
    compartment: step.compartment,
    path: step.path,
    wrote: written[index] ?? [],
    before: step.wrote,
    joined: yields !== null,
    dispute,
  }));
}

/**
 * Older steps of a path speak of records that an undone step had superseded and that its undoing wrote anew: gives
 * them with the new records' names. What was a colleague's before is not theirs after.
 */
export function followUndo(step: Step, undone: Step, undoing: Step, mine: ReadonlySet<string>): Step {
  const renamed = new Map<string, Dot>();
  for (const now of undoing) {
    const was = undone.find((one) => one.compartment === now.compartment && one.path === now.path);
    if (!was || now.joined) continue;
    for (const [index, { dots }] of was.before.entries()) {
      const [dot] = now.wrote[index]?.dots ?? [];
      if (dot && dots.every((one) => mine.has(dotKey(one))))
        for (const one of dots) renamed.set(`${now.compartment} ${now.path} ${dotKey(one)}`, dot);
    }
  }
  if (renamed.size === 0) return step;
  return step.map((one) => ({
    ...one,
    wrote: one.wrote.map((stood) => ({
      ...stood,
      dots: stood.dots.map((dot) => renamed.get(`${one.compartment} ${one.path} ${dotKey(dot)}`) ?? dot),
    })),
  }));
}
