import * as v from 'valibot';
import type { FactValue } from '../../shared/model/facts.ts';
import { fieldOf } from '../../shared/model/documents.ts';
import { newItemId, type Random } from '../../shared/model/ids.ts';
import { itemsAround, wholeEntity } from '../../shared/model/path.ts';
import { positionBetween } from '../../shared/model/position.ts';
import { failure, success, type Result } from '../../shared/model/result.ts';
import { schema } from '../../shared/model/schema.ts';
import type { Assignment } from './command.ts';

type Values = Readonly<Record<string, unknown>>;

const scalar = v.nullable(v.union([v.string(), v.boolean()]));
const texts = v.array(v.string());
/** A record alone takes lists as well. */
const object = v.pipe(
  v.custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
  v.record(v.string(), v.unknown()),
);

/**
 * What a file says of a new order: an object of paths to values, a value alone or in a list of one, as `get --json`
 * gives them, and items without ids in a list: `"lines": [{ "count": "113", "cartons": "300" }]`.
 */
export function readOrderFile(text: string, random: Random): Result<readonly Assignment[], string> {
  const found = v.safeParse(object, parseJson(text));
  if (!found.success) return failure('it is not a JSON object of paths and values');
  const given = pathsIn(found.output);
  if (!given.ok) return given;
  const assignments: Assignment[] = [];
  for (const [path, value] of Object.entries(given.value)) {
    if (path === wholeEntity || isOfRemoved(path, given.value)) continue;
    const more = isCollection(path) ? itemsIn(path, value, random) : valueIn(path, value);
    if (!more.ok) return more;
    assignments.push(...more.value);
  }
  return success(assignments);
}

/** The paths themselves, or under `paths` as `get --json` and `orders --json` give them. */
function pathsIn(found: Values): Result<Values, string> {
  const given = v.safeParse(object, found['paths']);
  if (!given.success) return success(found);
  const { paths: _paths, id: _id, kind, number: _number, ...others } = found;
  if (kind !== undefined && kind !== 'order') return failure('it is not an order');
  const [stray] = Object.keys(others);
  return stray === undefined ? success(given.output) : failure(`'${stray}' stands beside 'paths', not in it`);
}

/** An item that was removed keeps its fields (F3); a new order has nothing of it. */
function isOfRemoved(path: string, paths: Values): boolean {
  return itemsAround(path).some((item) => {
    const [value, ...others] = [paths[item]].flat();
    return value === false && others.length === 0;
  });
}

function isCollection(path: string): boolean {
  return Object.keys(schema.order).some((pattern) => pattern.startsWith(`${path}/*/`));
}

function itemsIn(collection: string, value: unknown, random: Random): Result<readonly Assignment[], string> {
  const items = v.safeParse(v.array(object), value);
  if (!items.success) return failure(`${collection} takes a list of objects`);
  const assignments: Assignment[] = [];
  let position: string | null = null;
  for (const item of items.output) {
    const place = `${collection}/${newItemId(random)}`;
    if (fieldOf('order', `${place}/position`)) {
      position = positionBetween(position, null, random);
      assignments.push({ path: `${place}/position`, text: position });
    }
    for (const [name, field] of Object.entries(item)) {
      if (name === 'position') continue;
      const more = valueIn(`${place}/${name}`, field);
      if (!more.ok) return failure(more.error.replace(place, collection));
      assignments.push(...more.value);
    }
  }
  return success(assignments);
}

/** A value as it would be typed; none for what is empty. */
function valueIn(path: string, value: unknown): Result<readonly Assignment[], string> {
  const list = fieldOf('order', path)?.type.kind === 'list';
  const only = Array.isArray(value) && !(list && v.is(texts, value)) ? value : [value];
  if (only.length !== 1) return failure(`${path} takes one value, not ${only.length}`);
  const [one] = only as readonly unknown[];
  if (list && v.is(texts, one)) return success(assigned(path, one.join(',')));
  return v.is(scalar, one) ? success(assigned(path, one)) : failure(`${path} takes a text, not an object`);
}

function assigned(path: string, value: Exclude<FactValue, readonly string[]>): readonly Assignment[] {
  return value === null || value === '' ? [] : [{ path, text: String(value) }];
}

/** Numbers stay the text that was written: a float would change long ones without a word. */
function parseJson(text: string): unknown {
  const asWritten = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === 'number' ? (context?.source ?? String(value)) : value;
  try {
    return JSON.parse(text, asWritten);
  } catch {
    return undefined;
  }
}
