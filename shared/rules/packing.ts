import { multiplyDecimals } from '../model/decimal.ts';
import type { ProductView } from '../model/product.ts';
import { sole } from './case.ts';
import { sumOf, type Load, type Part } from './load.ts';

export type PackingView = ProductView['packings'][number];

/**
 * The packing an order of this product is in. An order does not name one, so a product that is packed in several ways has
 * none that can be reckoned with.
 */
export function packingOf(product: ProductView): PackingView | null {
  const [first, ...others] = product.packings;
  return first !== undefined && others.length === 0 && !first.removedAndChanged ? first : null;
}

/** Cartons × a figure of the packing in kg; null where one of them is unknown. */
export function weightOf({ view, cartons }: Part, figure: 'net_kg' | 'gross_kg'): string | null {
  const packing = view && packingOf(view);
  const each = packing && sole(packing.fields[figure]);
  return each === null || cartons === null ? null : multiplyDecimals(cartons, each);
}

/** Gross weight of what is in a container; null where it cannot be told. */
export function cargoOf(load: Load): string | null {
  return load.sure && load.parts.length > 0
    ? sumOf(load.parts.map((part) => weightOf(part, 'gross_kg')))
    : null;
}
