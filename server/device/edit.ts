import type { Change, FactValue } from '../../shared/model/facts.ts';
import { canonicalValue } from '../../shared/model/canonical.ts';
import { fieldOf } from '../../shared/model/documents.ts';
import type { EntityKind, Field } from '../../shared/model/field.ts';
import { parseValue } from '../../shared/model/parse-value.ts';
import { isPresence, itemsAround, parsePath, patternOf } from '../../shared/model/path.ts';
import { isPositionKey } from '../../shared/model/position.ts';
import { failure, success, type Result } from '../../shared/model/result.ts';
import { departments, schema } from '../../shared/model/schema.ts';
import type { Assignment } from './command.ts';
import { explain } from './explain.ts';
import { quoted } from './quoted.ts';

/** What typed values have to be judged by. */
export interface Ground {
  readonly kind: EntityKind;
  /** `2026-11-23` */
  readonly today: string;
  /** Ids of the team's stages. */
  readonly stages: readonly string[];
}

/** One change out of all that was typed, or why not; the parsers are the app's. */
export function changeOf(assignments: readonly Assignment[], ground: Ground): Result<Change, string> {
  const set: Record<string, FactValue> = {};
  const remove: string[] = [];
  for (const { path, text } of assignments) {
    const value = valueAt(path, text, ground);
    if (!value.ok) return value;
    if (value.value === false && isPresence(path)) remove.push(path);
    else set[path] = value.value;
  }
  const torn = Object.keys(set).find((path) => itemsAround(path).some((item) => remove.includes(item)));
  if (torn !== undefined) return failure(`${torn} cannot be set while its item is removed`);
  return success({ set, remove });
}

/** What was typed for a path, as the value to store. */
export function valueAt(path: string, text: string, ground: Ground): Result<FactValue, string> {
  const { kind, today, stages } = ground;
  if (parsePath(path) === null)
    return failure(`${quoted(path)} is not a path, such as cartons or lines/x1/cartons`);
  const ack = ackOf(kind, path);
  if (ack !== null && !departments.some((one) => one === ack))
    return failure(`${path} is of no department: it is one of ${departments.join(', ')}`);
  if (isPresence(path)) {
    if (!isItem(kind, path)) return failure(`${one(kind)} has no ${quoted(path)}`);
    return text === 'true' || text === 'false'
      ? success(text === 'true')
      : failure(`${path} takes true or false, not ${quoted(text)}`);
  }
  const field: Field | null = fieldOf(kind, path);
  if (field === null) return failure(`${one(kind)} has no field ${quoted(path)}`);
  const plain = text.replaceAll('\r\n', '\n');
  const unfit = unfitSigns(patternOf(path), field, plain.trim());
  if (unfit !== null) return failure(`${path} cannot be ${quoted(text)}: ${unfit}`);
  const parsed = parseValue(field, plain, today);
  if (!parsed.ok) return failure(`${path} cannot be ${quoted(text)}: ${explain(parsed.error)}`);
  const { value } = parsed;
  if (field.type.kind === 'entity' && typeof value === 'string' && !entityId.test(value))
    return failure(`${path} cannot be ${quoted(text)}: ${explain({ code: 'not_entity' })}`);
  if (ack !== null && value !== ack) return failure(`${path} can only be ${ack}`);
  // Beside another nobody could place a card.
  if (patternOf(path).endsWith('position') && typeof value === 'string' && !isPositionKey(value))
    return failure(`${path} cannot be ${quoted(text)}: it is a key such as a0V`);
  // A card in a stage that the team does not have would stand in no column.
  if (path === 'stage' && typeof value === 'string' && !stages.includes(value))
    return failure(`stage cannot be ${quoted(text)}: it is one of ${stages.join(', ')}`);
  return success(value);
}

const entityId = /^[a-z]+_[a-z0-9]{1,40}$/;

/** Whether two values of a path are the same to everybody (F4). */
export function isSame(kind: EntityKind, path: string, a: FactValue, b: FactValue): boolean {
  const field = fieldOf(kind, path);
  return canonicalValue(field, a) === canonicalValue(field, b);
}

/** The id of an acknowledgement that a path lies in: a department. */
function ackOf(kind: EntityKind, path: string): string | null {
  return kind === 'order' ? (/^instructions\/[^/]+\/acks\/([^/]+)/.exec(path)?.[1] ?? null) : null;
}

/** What people write in a box of one line, or of several as the app gives terms of payment and long texts. */
function unfitSigns(pattern: string, { type }: Field, text: string): string | null {
  if (!text.isWellFormed()) return 'a character of it is cut in two';
  const several = type.kind === 'list' || (type.kind === 'text' && (type.max > 200 || pattern === 'payment'));
  const signs = several ? text.replace(/[\n\t]/g, '') : text;
  if (!/[\p{Cc}\u2028\u2029]/u.test(signs)) return null;
  return several ? 'it holds a control character' : 'it is one line without control characters';
}

function isItem(kind: EntityKind, path: string): boolean {
  return Object.keys(schema[kind]).some((pattern) => pattern.startsWith(`${patternOf(path)}/`));
}

function one(kind: EntityKind): string {
  return kind === 'order' ? 'an order' : `a ${kind}`;
}
