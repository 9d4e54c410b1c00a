import { valuesOf } from './cell-values.ts';
import type { FigureName } from './figure-names.ts';
import { figureName, parseFigure } from './figures.ts';
import type { ItemView } from './items.ts';
import type { ProductView } from './product.ts';
import type { ItemField } from './schema.ts';

export type FigureItem = ItemView<ItemField<'product', 'figures'>>;

/** What the team goes by for a figure. */
export type HouseFigure =
  /** Nobody chose: the reference tables stand. */
  | { readonly kind: 'none' }
  /** Somebody chose the reference tables. */
  | { readonly kind: 'reference' }
  | { readonly kind: 'chosen'; readonly item: FigureItem; readonly value: string }
  /** Two choices or two values stand, or what was chosen is gone or no such figure. */
  | { readonly kind: 'unsettled' };

/** The choice that stands for the reference tables. */
export const referenceChoice = 'reference';

/** The path of the one record that says which of its figures the team goes by. */
export function housePath(name: FigureName): string {
  return `house/${name}/figure`;
}

/** The figures of a name, as people entered them. */
export function figuresOf(product: ProductView, name: FigureName): readonly FigureItem[] {
  return product.figures.filter(({ fields }) => valuesOf(fields.name.cell).includes(name));
}

/** What the team goes by for a figure of a product. */
export function houseFigure(product: ProductView, name: FigureName): HouseFigure {
  const choice = product.house.find(({ id }) => id === name)?.fields.figure.cell ?? { kind: 'none' };
  if (choice.kind === 'none') return choice;
  if (choice.kind === 'many') return { kind: 'unsettled' };
  if (choice.value === referenceChoice) return { kind: 'reference' };
  const item = product.figures.find(({ id }) => id === choice.value);
  if (!item || item.removedAndChanged) return { kind: 'unsettled' };
  const { name: named, value } = item.fields;
  if (named.cell.kind !== 'one' || figureName(named.cell.value) !== name) return { kind: 'unsettled' };
  if (value.cell.kind !== 'one') return { kind: 'unsettled' };
  const parsed = parseFigure(name, value.cell.value);
  return parsed.ok && typeof parsed.value === 'string'
    ? { kind: 'chosen', item, value: parsed.value }
    : { kind: 'unsettled' };
}
