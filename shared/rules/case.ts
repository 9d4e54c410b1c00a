import { only } from '../model/cell-values.ts';
import type { FieldCell } from '../model/cell.ts';
import type { CustomerView } from '../model/customer.ts';
import type { Path } from '../model/facts.ts';
import type { OrderView } from '../model/order.ts';
import type { ProductView } from '../model/product.ts';
import type { Commodity, Figure, Reference } from '../knowledge/reference.ts';
import type { EntityId } from '../sync/document-name.ts';
import type { Reason } from './finding.ts';

/**
 * What a check takes: an order and what the team knows, as they were read out of the documents. Every value is a cell:
 * `none` is unknown and `many` is in dispute, and neither is ever taken for safe.
 */
export interface OrderCase {
  readonly order: OrderView;
  /** null: the order names none, or nothing is known of her. */
  readonly customer: CustomerView | null;
  /** Of the products the order names, those that are known. */
  readonly products: ReadonlyMap<EntityId, ProductView>;
  readonly reference: Reference;
  /** `2026-11-23` where the team is. */
  readonly today: string;
  /** Every product of the team: the words of a habit name goods that the order need not contain. */
  readonly allProducts: readonly ProductView[];
  /** Other orders; those in a container of the same number share its load. */
  readonly companions: readonly OrderView[];
  /** false for whoever may not see prices: what is commercial is then hidden, not missing. */
  readonly pricesKnown: boolean;
  /** Cargo in kg that the roads on the way allow, as the team entered it; null: nobody did. */
  readonly roadLimitKg: string | null;
}

/**
 * The order as a case, with what is seldom given left out: the order's products are all
 * there are, no companions, prices seen, no road limit.
 */
export function orderCase(
  given: Pick<OrderCase, 'order' | 'customer' | 'products' | 'reference' | 'today'> & Partial<OrderCase>,
): OrderCase {
  const allProducts = [...given.products.values()];
  return { allProducts, companions: [], pricesKnown: true, roadLimitKg: null, ...given };
}

/** The value that stands alone, as it was written; null where there is none, or more than one. */
export function sole(field: FieldCell): string | null {
  const value = only(field.cell);
  return value === '' ? null : value;
}

/** The commodity of a product in the reference tables. */
export function commodityOf(
  { reference }: Pick<OrderCase, 'reference'>,
  product: ProductView,
): Commodity | null {
  const name = sole(product.fields.commodity);
  return name === null ? null : (reference.commodity(name) ?? null);
}

/** A product's name in both languages, under the names that messages use; its id where it has none. */
export function named(product: ProductView): { readonly product_zh: string; readonly product_en: string } {
  const [zh, en] = [sole(product.fields.name_zh), sole(product.fields.name_en)];
  return { product_zh: zh ?? en ?? product.id, product_en: en ?? zh ?? product.id };
}

/** A figure of the team's own for a product. */
export function houseReason(product: ProductView, field: FieldCell, basis: FieldCell | null): Reason {
  return {
    kind: 'product',
    product: product.id,
    path: field.path,
    value: sole(field) ?? '',
    basis: basis && sole(basis),
  };
}

/** What the order itself says. */
export function orderReason(field: FieldCell): Reason {
  return { kind: 'order', path: field.path, value: sole(field) ?? '' };
}

/** A figure of a commodity with its sources: a published one, or the team's own where it chose one. */
export function referenceReason(
  commodity: Commodity,
  field: string,
  value: string,
  figure: Pick<Figure<unknown>, 'sources' | 'recalled' | 'chosen'>,
): Reason {
  const { sources, recalled, chosen } = figure;
  if (chosen) return { kind: 'figure', field, value, ...chosen };
  const names = { commodity: commodity.nameEn, commodityZh: commodity.nameZh };
  return { kind: 'reference', ...names, field, value, sources, recalled };
}

/** The paths of fields, for a finding. */
export function pathsOf(...fields: readonly FieldCell[]): readonly Path[] {
  return fields.map(({ path }) => path);
}
