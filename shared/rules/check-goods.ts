import { sumDecimals } from '../model/decimal.ts';
import { partsOf } from '../model/cell.ts';
import { valuesOf } from '../model/cell-values.ts';
import type { ProductView } from '../model/product.ts';
import { houseReason, named, orderReason, pathsOf, sole, type OrderCase } from './case.ts';
import { isEqual, isMore } from './compare.ts';
import { finding, type Finding, type Reason } from './finding.ts';
import { productTotals, sumOf } from './load.ts';
import { packingOf, weightOf } from './packing.ts';
import type { EntityId } from '../sync/document-name.ts';
import { sameSize } from './size.ts';

/** Weights against cartons, and sizes against what the product is sold in. */
export function checkGoods(given: OrderCase): readonly Finding[] {
  return [...weights(given), ...packings(given), ...sizes(given)];
}

function weights(given: OrderCase): readonly Finding[] {
  const { net_kg, gross_kg } = given.order.fields;
  const [net, gross] = [sole(net_kg), sole(gross_kg)];
  const found: Finding[] = [];
  if (net !== null && gross !== null && isMore(net, gross))
    found.push(
      finding('error', 'net_over_gross', { fields: pathsOf(net_kg, gross_kg), values: { net, gross } }),
    );
  const [netDue, grossDue] = [due(given, 'net_kg'), due(given, 'gross_kg')];
  if (net !== null && netDue !== null && !netDue.weights.some((weight) => isEqual(net, weight)))
    found.push(
      finding('error', 'net_differs', {
        fields: pathsOf(net_kg),
        values: { net, due: netDue.weight },
        because: netDue.because,
        suggestion: { path: net_kg.path, value: netDue.weight },
      }),
    );
  if (gross !== null && grossDue !== null && !grossDue.weights.some((weight) => isEqual(gross, weight)))
    found.push(
      finding('error', 'gross_differs', {
        fields: pathsOf(gross_kg),
        values: { gross, due: grossDue.weight },
        because: grossDue.because,
        suggestion: { path: gross_kg.path, value: grossDue.weight },
      }),
    );
  return found;
}

/**
 * What the cartons weigh by their packing. The order's own number of cartons counts where it has one product; a number in
 * dispute leaves the weight open. Where that number is not the lines', the weight of either is right: the cartons are what
 * is wrong, and that is said of them.
 */
function due(
  { order, products }: OrderCase,
  figure: 'net_kg' | 'gross_kg',
): {
  readonly weight: string;
  readonly weights: readonly string[];
  readonly because: readonly Reason[];
} | null {
  const totals = productTotals(order);
  const cartons = order.fields.cartons;
  if (totals === null || totals.length === 0 || cartons.cell.kind === 'many') return null;
  const [first, ...others] = totals;
  const own = sole(cartons);
  const counted = first && others.length === 0 && own !== null ? [{ ...first, cartons: own }] : totals;
  const parts = counted.map((total) => ({ ...total, view: products.get(total.product) ?? null }));
  const weight = sumOf(parts.map((part) => weightOf(part, figure)));
  if (weight === null) return null;
  const byLines = sumOf(
    totals.map((total) => weightOf({ ...total, view: products.get(total.product) ?? null }, figure)),
  );
  const because = parts.flatMap(({ view }) => {
    const packing = view && packingOf(view);
    return packing ? [houseReason(view, packing.fields[figure], packing.fields.basis)] : [];
  });
  return { weight, weights: byLines === null ? [weight] : [weight, byLines], because };
}

/** Net + tare = gross of each product's packing. */
function packings({ products }: OrderCase): readonly Finding[] {
  return [...products.values()].flatMap((product) =>
    product.packings.flatMap(({ fields }) => {
      const [net, tare, gross] = [sole(fields.net_kg), sole(fields.tare_kg), sole(fields.gross_kg)];
      if (net === null || tare === null || gross === null) return [];
      const sum = sumDecimals([net, tare]);
      if (sum === null || isEqual(sum, gross)) return [];
      return [
        finding('warning', 'packing_does_not_add_up', {
          fields: [],
          values: { net, tare, gross, ...named(product) },
          because: [fields.net_kg, fields.tare_kg, fields.gross_kg].map((field) =>
            houseReason(product, field, fields.basis),
          ),
        }),
      ];
    }),
  );
}

function sizes({ order, products }: OrderCase): readonly Finding[] {
  return order.lines.flatMap(({ fields }, index) => {
    const count = sole(fields.count);
    const id = sole(fields.product);
    const product: ProductView | undefined = id === null ? undefined : products.get(id as EntityId);
    if (count === null || !product || product.fields.counts.cell.kind === 'many') return [];
    const sized = product.sizes.flatMap((size) => valuesOf(size.fields.count.cell));
    const counts = [...new Set([...partsOf(product.fields.counts), ...sized])];
    if (counts.length === 0 || counts.some((one) => sameSize(one, count))) return [];
    return [
      finding('warning', 'count_unknown', {
        fields: pathsOf(fields.count),
        values: { line: String(index + 1), count, counts: counts.join(' / '), ...named(product) },
        because: [houseReason(product, product.fields.counts, null), orderReason(fields.count)],
      }),
    ];
  });
}
