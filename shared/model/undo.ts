import type { Compartment } from '../sync/document-name.ts';
import { canonicalValue } from './canonical.ts';
import { isStanding } from './cell.ts';
import { fieldOf } from './documents.ts';
import { distinctDots, dotKey, dotsOf } from './dot.ts';
import { noFacts, type Author, type Dot, type Facts, type FactValue, type Path } from './facts.ts';
import type { EntityKind } from './field.ts';
import { fold } from './fold.ts';
import { headsOf, headsUnder } from './heads.ts';
import { standingIn, type EntityFacts } from './items.ts';
import { isPresence, itemsAround, liesUnder, wholeEntity } from './path.ts';
import { removedAndChangedIn } from './removal.ts';
import type { SetEntry, StoredRecord } from './read.ts';

/** A value and the records it stands or stood in. */
export interface Stood {
  readonly value: FactValue;
  readonly dots: readonly Dot[];
  /** Of a removal: the field heads under the item that were seen. */
  readonly seenFields: readonly Dot[];
}

/** What one action did to one path of one document. */
export interface PathStep {
  readonly compartment: Compartment;
  readonly path: Path;
  /** What it wrote there; more than one value where it brought a conflict back. */
  readonly wrote: readonly Stood[];
  /** What its author saw there; nothing where nothing had been set. */
  readonly before: readonly Stood[];
  /** It withdrew a value beside a colleague's by saying the same as she. */
  readonly joined: boolean;
  /** What it did about an item that is removed by one and changed by another (F3), as far as its document shows. */
  readonly dispute: 'settles' | 'reopens' | null;
}

/** One action of a person on one entity: what it wrote, in all of the entity's documents. */
export type Step = readonly PathStep[];

/** One document of an entity as it stands. */
export interface Standing {
  readonly records: readonly StoredRecord[];
  readonly facts: Facts;
}
export type Documents = ReadonlyMap<Compartment, Standing>;

/** A path to be set anew, superseding these own records and nothing else. */
export interface Revert {
  readonly step: PathStep;
  /** A value each; more than one brings a conflict back that the action had settled. */
  readonly values: readonly FactValue[];
  readonly supersedes: readonly Dot[];
  /** Of a removal: the field heads under the item. */
  readonly seenFields: readonly Dot[];
  readonly dispute: PathStep['dispute'];
  /** Whose value stays alone, where a colleague's stood beside the own one. */
  readonly yields: Author | null;
  /** Items around it that were had back in another document alone: this one gets them back along with the value. */
  readonly brings: readonly { readonly item: Path; readonly supersedes: readonly Dot[] }[];
}

/** A path that a colleague has changed since, which undo leaves as it is. */
export interface Blocked {
  readonly path: Path;
  /** null where it is not known here. */
  readonly by: Author | null;
}

export interface UndoPlan {
  readonly reverts: readonly Revert[];
  readonly blocked: readonly Blocked[];
}

/**
 * What an action was, out of the record it wrote: to be called with all records of the document, its own among them.
 * `waiting` are items that the action found removed and changed by what the entity's documents said together (F3).
 */
export function stepOf(
  kind: EntityKind,
  compartment: Compartment,
  records: readonly StoredRecord[],
  dot: Dot,
  waiting: ReadonlySet<Path> = new Set(),
): Step {
  const key = dotKey(dot);
  const record = records.find((one) => dotKey(one.dot) === key);
  const others = records.filter((one) => one !== record);
  const presence = record?.entries.some(({ path }) => isPresence(path)) ?? false;
  const disputed = presence ? fold(others, kind).removedAndChanged.union(waiting) : waiting;
  return (record?.entries ?? []).map(({ path, value, seen, seenFields }) => ({
    compartment,
    path,
    wrote: [{ value, dots: [dot], seenFields }],
    before: stoodAt(kind, records, path, seen),
    joined: false,
    dispute: disputed.has(path) ? 'settles' : null,
  }));
}

function stoodAt(
  kind: EntityKind,
  records: readonly StoredRecord[],
  path: Path,
  seen: readonly Dot[],
): readonly Stood[] {
  const field = fieldOf(kind, path);
  const values = new Map<string, { value: FactValue; dots: Dot[]; seenFields: Dot[] }>();
  for (const { dot, entry } of entriesAt(records, path)) {
    if (!includes(seen, dot)) continue;
    const form = canonicalValue(field, entry.value);
    const stood = values.get(form);
    if (stood) {
      stood.dots.push(dot);
      stood.seenFields.push(...entry.seenFields);
    } else values.set(form, { value: entry.value, dots: [dot], seenFields: [...entry.seenFields] });
  }
  return [...values.values()];
}

/**
 * How to take an action back as the entity stands now (F6). Each path is judged by itself: only a head that this
 * person wrote (`mine` holds the dots of everything written in this run of the app) is superseded. What a colleague
 * has set since is left and named. Works for an undone action just as well: that is redo.
 */
export function planUndo(step: Step, documents: Documents, mine: ReadonlySet<string>): UndoPlan {
  const reverts: Revert[] = [];
  const blocked = new Map<Path, Blocked>();
  const coming = new Set<Path>();
  const seen = new Set(
    step.flatMap(({ before }) => before.flatMap(({ seenFields }) => seenFields.map(dotKey))),
  );
  const known = (dot: string): boolean => mine.has(dot) || seen.has(dot);
  const entity = entityIn(documents);
  const stands = standingIn(entity);
  const disputed = removedAndChangedIn(entity.home, entity.commercial);
  const absentAround = (path: Path): Blocked | null => {
    const absent = itemsAround(path).find((item) => item !== path && !coming.has(item) && !stands(item));
    return absent === undefined ? null : { path, by: removerOf(absent, entity) };
  };
  // Items first, outermost before what lies in them: their fields come and go with them.
  for (const one of step.toSorted((a, b) => rank(a.path) - rank(b.path))) {
    const place = documents.get(one.compartment);
    if (!place || itemsAround(one.path).some((item) => blocked.has(item))) continue;
    const opens = reopens(step, one);
    const goes = isPresence(one.path) && !opens && valuesBefore(one).every((value) => value === false);
    // With a colleague's work in it an item stays whole.
    const foreign = goes ? foreignUnder(documents, one.path, known) : null;
    const found = foreign
      ? { path: one.path, by: foreign }
      : (absentAround(one.path) ?? revertOf(one, place, mine, disputed, opens));
    if ('by' in found) blocked.set(one.path, found);
    else {
      reverts.push(found);
      if (isPresence(one.path) && (opens || found.values.includes(true))) coming.add(one.path);
    }
  }
  return { reverts, blocked: [...blocked.values()] };
}

/** What stood there, or what it means that nothing did: an item is not there, an entity is, a field is empty. */
function valuesBefore({ path, before }: PathStep): readonly FactValue[] {
  if (before.length > 0) return before.map(({ value }) => value);
  return [isPresence(path) ? path === wholeEntity : null];
}

/**
 * Whether taking it back removes an item that waits to be settled (F3) once more: then the removal of before must see
 * no more than it had. One document tells it for all: what was changed lies in one, and what was never removed there.
 */
function reopens(step: Step, one: PathStep): boolean {
  if (!isPresence(one.path) || !valuesBefore(one).includes(false)) return false;
  return step.some(
    ({ path, ...rest }) =>
      path === one.path &&
      (rest.dispute === 'settles' ||
        (rest.wrote.some(({ value }) => value === false) &&
          !valuesBefore({ path, ...rest }).includes(false))),
  );
}

function seenIn(stood: readonly Stood[]): readonly Dot[] {
  return distinctDots(stood.flatMap(({ seenFields }) => seenFields));
}

function rank(path: Path): number {
  return isPresence(path) ? path.length : Infinity;
}

/** An entity has one document beside its commercial one, its home. */
function entityIn(documents: Documents): Pick<EntityFacts, 'home' | 'commercial'> {
  const home = [...documents].find(([place]) => place !== 'commercial');
  return { home: home?.[1].facts ?? noFacts, commercial: documents.get('commercial')?.facts ?? null };
}

function removerOf(
  item: Path,
  { home, commercial }: Pick<EntityFacts, 'home' | 'commercial'>,
): Author | null {
  const [removal] = (home.paths.get(item) ?? commercial?.paths.get(item))?.heads ?? [];
  return removal?.author ?? null;
}

function revertOf(
  step: PathStep,
  { records, facts }: Standing,
  mine: ReadonlySet<string>,
  disputed: ReadonlySet<Path>,
  opens: boolean,
): Revert | Blocked {
  const { path } = step;
  const state = facts.paths.get(path);
  const written = step.wrote.flatMap(({ dots }) => dots);
  const heads = state?.heads ?? [];
  const own = heads.flatMap(dotsOf).filter((dot) => includes(written, dot));
  if (own.length === 0 || state?.kind === 'incomplete') return { path, by: lastOther(records, path, mine) };
  const beside = heads.find((head) => dotsOf(head).some((dot) => !includes(own, dot)));
  const other = step.joined ? undefined : beside;
  // A colleague set the same: what stands is hers as well.
  if (other && own.every((dot) => includes(dotsOf(other), dot)))
    return { path, by: lastOther(records, path, mine) };
  const values = other ? [other.value] : valuesBefore(step);
  const removes = isPresence(path) && values.includes(false);
  const seenFields = opens && !other ? seenIn(step.before) : headsUnder(facts, path);
  return {
    step,
    values,
    supersedes: own,
    seenFields: removes ? seenFields : [],
    dispute: opens ? 'reopens' : step.dispute === 'reopens' ? 'settles' : null,
    yields: other?.author ?? null,
    brings: itemsAround(path)
      .filter((item) => item !== path && !isStanding(facts, item) && !disputed.has(item))
      .map((item) => ({ item, supersedes: headsOf(facts.paths.get(item)) })),
  };
}

/**
 * Whoever else has a say in what stands under an item, in any document; null where all of it is this person's.
 */
function foreignUnder(documents: Documents, item: Path, known: (dot: string) => boolean): Author | null {
  for (const { facts } of documents.values())
    for (const [path, { heads }] of facts.paths)
      if (liesUnder(item, path))
        for (const head of heads) if (dotsOf(head).some((dot) => !known(dotKey(dot)))) return head.author;
  return null;
}

/** The author of the last record of a path that was not written in this run of the app. */
function lastOther(records: readonly StoredRecord[], path: Path, mine: ReadonlySet<string>): Author | null {
  let last: StoredRecord | null = null;
  for (const { record } of entriesAt(records, path))
    if (!mine.has(dotKey(record.dot)) && (last === null || record.at >= last.at)) last = record;
  return last?.author ?? null;
}

function* entriesAt(
  records: readonly StoredRecord[],
  path: Path,
): Generator<{ readonly record: StoredRecord; readonly dot: Dot; readonly entry: SetEntry }> {
  for (const record of records)
    for (const entry of record.entries) if (entry.path === path) yield { record, dot: record.dot, entry };
}

function includes(dots: readonly Dot[], dot: Dot): boolean {
  return dots.some((one) => dotKey(one) === dotKey(dot));
}
