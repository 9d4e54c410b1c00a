import type { FieldCell } from '../model/cell.ts';
import type { Path } from '../model/facts.ts';
import { itemsAround } from '../model/path.ts';
import type { Cell } from '../model/rows.ts';
import { schema, type TopField } from '../model/schema.ts';
import type { EntityId } from '../sync/document-name.ts';

/** What stands in an order that is to be filled: an open one, or one that is only thought of. */
export interface FillTarget {
  /** null: it is not born yet. */
  readonly id: EntityId | null;
  readonly fields: Readonly<Record<TopField<'order'>, { readonly cell: Cell<string> }>>;
  readonly lines: readonly TargetItem[];
  readonly containers: readonly TargetItem[];
}

export interface TargetItem {
  readonly path: Path;
  readonly fields: Readonly<Record<string, Pick<FieldCell, 'cell'> | undefined>>;
}

/** What stands in a field of an item. */
export function cellUnder({ fields }: TargetItem, name: string): Cell<string> {
  return fields[name]?.cell ?? { kind: 'none' };
}

/** What stands in it and is agreed on, by path. */
export function standingIn({ fields, lines, containers }: FillTarget): Readonly<Record<string, string>> {
  const agreed = (
    place: string,
    cells: Readonly<Record<string, Pick<FieldCell, 'cell'> | undefined>>,
  ): readonly (readonly [string, string])[] =>
    Object.entries(cells).flatMap(([name, field]) =>
      field?.cell.kind === 'one' ? [[place + name, field.cell.value] as const] : [],
    );
  return Object.fromEntries([
    ...agreed('', fields),
    ...[...lines, ...containers].flatMap((item) => agreed(`${item.path}/`, item.fields)),
  ]);
}

const topFields = Object.keys(schema.order).filter((name): name is TopField<'order'> => !name.includes('/'));

/** An order that will be born by these paths. */
export function unbornOrder(set: Readonly<Record<string, string>>): FillTarget {
  const cellAt = (path: string): { readonly cell: Cell<string> } => {
    const value = set[path];
    return { cell: value === undefined || value === '' ? { kind: 'none' } : { kind: 'one', value } };
  };
  const itemsIn = (collection: string): readonly TargetItem[] => {
    const paths = new Set(
      Object.keys(set)
        .filter((path) => path.startsWith(`${collection}/`))
        .flatMap((path) => itemsAround(path).slice(0, 1)),
    );
    return [...paths].map((path) => ({
      path,
      fields: Object.fromEntries(
        Object.keys(set)
          .filter((one) => one.startsWith(`${path}/`))
          .map((one) => [one.slice(path.length + 1), cellAt(one)] as const),
      ),
    }));
  };
  const fields = Object.fromEntries(topFields.map((name) => [name, cellAt(name)])) as FillTarget['fields'];
  return { id: null, fields, lines: itemsIn('lines'), containers: itemsIn('containers') };
}
