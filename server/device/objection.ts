import { isStanding, textOf } from '../../shared/model/cell.ts';
import { fieldOf } from '../../shared/model/documents.ts';
import type { Change, FactValue, Path } from '../../shared/model/facts.ts';
import { isPresence, itemsAround, liesUnder } from '../../shared/model/path.ts';
import { readOnlyOf } from '../../shared/model/read-only.ts';
import { removedAndChangedIn } from '../../shared/model/removal.ts';
import { standingValues } from '../../shared/model/standing.ts';
import type { Assignment } from './command.ts';
import { isSame, valueAt, type Ground } from './edit.ts';
import type { Entity } from './entity.ts';
import { nameOf } from './names.ts';
import type { Choice } from './shown-table.ts';

/** Why a change is not made. `shows`: the line that says so shows these values. */
export interface Objection {
  readonly message: string;
  readonly shows?: Choice;
}

/** What an entity is called in a line. */
export function wordsFor(entity: Entity): string {
  return nameOf(entity) || entity.id;
}

/** How it is called up once more: as it was the last time, where that is one word of a command line. */
export function callFor({ id }: Entity, asked: string): string {
  return /^[\p{L}\p{N}_.-]+$/u.test(asked) ? asked : id;
}

export function wordOf(value: FactValue): string {
  return textOf(value) || 'cleared';
}

/** Why nothing can be changed in an entity, in a line; null where it can. */
export function refusal(entity: Entity): string | null {
  const what = wordsFor(entity);
  switch (readOnlyOf(entity.facts.home, entity.facts.commercial)) {
    case 'newer':
      return `${what} cannot be changed here: a newer version of gendan wrote some of it; update this device`;
    case 'trash':
      return `${what} cannot be changed: it is in the trash; the app restores it`;
    case null:
      return null;
  }
}

/**
 * Why a change cannot be made to an entity as it stands. Nobody who calls this has been shown what it would do besides
 * what it says: choose between several values, or take back that somebody removed the item. `asked`: what was typed
 * for the entity.
 */
export function objectionTo(
  entity: Entity,
  { set = {}, remove = [] }: Change,
  asked: string,
): Objection | null {
  const refused = refusal(entity);
  if (refused !== null) return { message: refused };
  const written = Object.keys(set);
  for (const [path, values] of severalValues(entity)) {
    if (!written.includes(path) && !remove.some((item) => item === path || liesUnder(item, path))) continue;
    return { message: disputeWords(entity, path, values, asked), shows: { entity: entity.id, path, values } };
  }
  for (const path of written) {
    const gone = itemsAround(path).find((item) => isRemoved(entity, item) && set[item] !== true);
    if (gone !== undefined) return { message: goneWords(entity, gone) };
  }
  const unknown = remove.find((item) => !isKnown(entity, item));
  return unknown === undefined ? null : { message: `${wordsFor(entity)} has no ${unknown} to be removed` };
}

/** That a path is in conflict, with its values in the order that `--take` counts, and how it is settled. */
export function disputeWords(
  entity: Entity,
  path: string,
  values: readonly FactValue[],
  asked: string,
): string {
  const all = values.map(wordOf).join(' | ');
  return `${path} is in conflict (${all}): settle it with resolve ${callFor(entity, asked)} ${path} --take N`;
}

/** Paths that somebody has to choose a value for: in conflict, or not all of their history is here. */
export function severalValues(entity: Entity): ReadonlyMap<Path, readonly FactValue[]> {
  const found = [...standingValues(entity.facts)].filter(([path, values]) => {
    if (values.length < 2) return false;
    if (isPresence(path)) return true;
    const field = fieldOf(entity.kind, path);
    return field !== null && !field.quiet;
  });
  return new Map(found);
}

/** The removed item that a path lies in, in a line. */
export function removedAround(entity: Entity, path: string): string | null {
  const gone = itemsAround(path).find((item) => item !== path && isRemoved(entity, item));
  return gone === undefined ? null : goneWords(entity, gone);
}

function goneWords({ facts: { home } }: Entity, item: Path): string {
  const person = home.paths.get(item)?.heads[0]?.author.person ?? '';
  return `${item} was removed${person === '' ? '' : ` by ${person}`}; ${item}=true has it back`;
}

function isRemoved({ facts: { home, commercial } }: Entity, item: Path): boolean {
  return !isStanding(home, item) && !removedAndChangedIn(home, commercial).has(item);
}

/** Whether there is, or was, such an item. */
export function isKnown({ parts }: Entity, item: string): boolean {
  return [...parts.values()].some(({ facts }) =>
    [...facts.paths.keys()].some((path) => path === item || liesUnder(item, path)),
  );
}

/** Which of the values that must still stand does not, in a line. */
export function unlike(entity: Entity, was: readonly Assignment[], ground: Ground): string | null {
  const standing = standingValues(entity.facts);
  for (const { path, text } of was) {
    const expected = valueAt(path, text, ground);
    if (!expected.ok) return `--was: ${expected.error}`;
    const values = standing.get(path as Path) ?? [isPresence(path) ? false : null];
    const [only] = values;
    if (values.length === 1 && only !== undefined && isSame(entity.kind, path, only, expected.value))
      continue;
    return `${path} is ${values.map(wordOf).join(' | ')}, not ${wordOf(expected.value)}; nothing is changed`;
  }
  return null;
}
