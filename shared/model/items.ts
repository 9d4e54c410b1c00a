import { cellAt, isStanding, type FieldCell } from './cell.ts';
import { valuesOf } from './cell-values.ts';
import { homeOf, schema } from './schema.ts';
import type { EntityKind, Field } from './field.ts';
import type { Facts, Path } from './facts.ts';
import { parsePath, patternOf } from './path.ts';
import { removedAndChangedIn } from './removal.ts';

/** A standing item of a collection, with its fields by name. */
export interface ItemView<Name extends string> {
  readonly id: string;
  readonly path: Path;
  /** Removed by one person and changed by another who had not seen it (F3): shown until somebody settles it. */
  readonly removedAndChanged: boolean;
  readonly fields: Readonly<Record<Name, FieldCell>>;
}

/** The facts of an entity's documents; `commercial` is null for whoever may not see prices. */
export interface EntityFacts {
  readonly kind: EntityKind;
  readonly home: Facts;
  readonly commercial: Facts | null;
}

/**
 * Whether an item stands, for all documents of its entity: home says, as for the items that are shown, for a line had
 * back there may still be gone beside its prices. Until home has something of it, the other document says.
 */
export function standingIn({
  home,
  commercial,
}: Pick<EntityFacts, 'home' | 'commercial'>): (item: Path) => boolean {
  const disputed = removedAndChangedIn(home, commercial);
  return (item) => disputed.has(item) || isStanding(home.paths.has(item) ? home : (commercial ?? home), item);
}

/** The cells of all fields directly under a place: `''` for the entity itself, an item's path for an item. */
export function cellsUnder(facts: EntityFacts, place: string): Readonly<Record<string, FieldCell>> {
  const prefix = place === '' ? '' : `${place}/`;
  const cells: Record<string, FieldCell> = {};
  for (const [name, field] of fieldsUnder(facts.kind, place === '' ? '' : `${patternOf(place)}/`)) {
    const source = field.compartment === homeOf[facts.kind] ? facts.home : facts.commercial;
    cells[name] = cellAt(source, field, `${prefix}${name}` as Path);
  }
  return cells;
}

/** By kind and pattern: a board of ten thousand orders asks for the same few again and again. */
const known = new Map<string, readonly (readonly [name: string, field: Field])[]>();

function fieldsUnder(kind: EntityKind, patternPrefix: string): readonly (readonly [string, Field])[] {
  const key = `${kind} ${patternPrefix}`;
  const found =
    known.get(key) ??
    Object.entries<Field>(schema[kind])
      .filter(([pattern]) => pattern.startsWith(patternPrefix))
      .map(([pattern, field]) => [pattern.slice(patternPrefix.length), field] as const)
      .filter(([name]) => !name.includes('/'));
  // Patterns of a hostile document are as many as it likes.
  if (found.length > 0) known.set(key, found);
  return found;
}

/**
 * The standing items of a collection (`lines`, `instructions/r2/acks`), in the order of their positions, then ids.
 */
export function itemsOf<Name extends string>(
  facts: EntityFacts,
  collection: string,
): readonly ItemView<Name>[] {
  const items: ItemView<Name>[] = [];
  const disputed = removedAndChangedIn(facts.home, facts.commercial);
  for (const id of idsUnder(facts.home, collection)) {
    const path = parsePath(`${collection}/${id}`);
    if (path === null) continue;
    const removedAndChanged = disputed.has(path);
    if (!removedAndChanged && !isStanding(facts.home, path)) continue;
    const fields = cellsUnder(facts, path) as Readonly<Record<Name, FieldCell>>;
    items.push({ id, path, removedAndChanged, fields });
  }
  return items.sort((a, b) => compareText(sortKey(a), sortKey(b)) || compareText(a.id, b.id));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Items without a position stand before those with one: whatever is added gets one, and comes last. */
function sortKey(item: ItemView<string>): string {
  const { position } = item.fields as Readonly<Record<string, FieldCell | undefined>>;
  return position === undefined ? '' : (valuesOf(position.cell)[0] ?? '');
}

function idsUnder(facts: Facts, collection: string): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const path of facts.paths.keys()) {
    if (!path.startsWith(`${collection}/`)) continue;
    const end = path.indexOf('/', collection.length + 1);
    ids.add(path.slice(collection.length + 1, end < 0 ? undefined : end));
  }
  return ids;
}
