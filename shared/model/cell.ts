import { fieldOf } from './documents.ts';
import type { EntityKind, Field } from './field.ts';
import type { Facts, FactValue, Path, PathState } from './facts.ts';
import { isPresence, itemsAround } from './path.ts';
import type { Cell, Conflict } from './rows.ts';

/** One field of an open page: where it lives, what it may hold, and what stands there now. */
export interface FieldCell {
  readonly path: Path;
  readonly field: Field;
  /** null: nobody ever set it. Heads tell value, person and time. */
  readonly state: PathState | null;
  /** Every standing value as text; `none` where it was never set or is cleared. */
  readonly cell: Cell<string>;
}

/** A value as text for a view: a cleared one is empty, the parts of a list are joined by a comma. */
export function textOf(value: FactValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  return typeof value === 'boolean' ? String(value) : value.join(', ');
}

/** What stands at a path as a cell. Of a quiet field every replica takes the first head, so it is never `many`. */
function cellOf(state: PathState | null | undefined, field: Field | null): Cell<string> {
  const heads = state?.heads ?? [];
  const [first] = heads;
  if (!first || (heads.length === 1 && first.value === null)) return { kind: 'none' };
  if (heads.length === 1 || field?.quiet) return { kind: 'one', value: textOf(first.value) };
  return { kind: 'many', values: heads.map((head) => textOf(head.value)) };
}

export function fieldCell(facts: Facts | null, kind: EntityKind, path: Path): FieldCell {
  const field = fieldOf(kind, path);
  if (!field) throw new Error(`not a field of ${kind}: ${path}`);
  return cellAt(facts, field, path);
}

/** What stands at a path whose field is known. */
export function cellAt(facts: Facts | null, field: Field, path: Path): FieldCell {
  const state = facts?.paths.get(path) ?? null;
  return { path, field, state, cell: cellOf(state, field) };
}

/** Whether an item is to be shown: present, of unclear presence, or removed by one and changed by another. */
export function isStanding(facts: Facts, item: Path): boolean {
  const heads = facts.paths.get(item)?.heads ?? [];
  return (
    heads.length === 0 || heads.some((head) => head.value !== false) || facts.removedAndChanged.has(item)
  );
}

/**
 * What a person must settle in one document, by path: differing values, and items both removed and changed (values
 * false, true). Nothing in an item that does not stand.
 */
export function conflictsOf(
  facts: Facts,
  kind: EntityKind,
  stands: (item: Path) => boolean,
): readonly Conflict[] {
  const found: Conflict[] = [];
  for (const [path, state] of facts.paths) {
    if (facts.removedAndChanged.has(path)) found.push({ path, values: [false, true] });
    if (state.kind !== 'conflict') continue;
    const field = fieldOf(kind, path);
    if (!isPresence(path) && (field === null || field.quiet)) continue;
    const around = itemsAround(path).filter((item) => item !== path);
    if (around.every(stands)) found.push({ path, values: state.heads.map((head) => head.value) });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Every part of every standing list of a field that holds one. */
export function partsOf({ state }: FieldCell): readonly string[] {
  return (state?.heads ?? []).flatMap((head) => (typeof head.value === 'object' ? (head.value ?? []) : []));
}
