import { multiplyDecimals } from '../model/decimal.ts';
import type { Pattern } from '../model/schema.ts';
import type { EntityId } from '../sync/document-name.ts';
import type { Capture } from './capture.ts';
import { valueOf } from './find-measures.ts';
import type { Incoterm, KnownProduct } from './known.ts';
import { customerIn, type Lexicon } from './lexicon.ts';
import { usualProduct } from './order-lines.ts';
import { packingOf } from './products.ts';
import { placeOf, sketchOf, type Sketch } from './sketch.ts';

/** A value that the line does not say: a habit of the customer, a figure of the product, or reckoned from containers. */
export interface Fill {
  /** Under a collection it is meant for each of its items. */
  readonly pattern: Pattern<'order'>;
  readonly value: string;
  readonly from: 'customer' | 'product' | 'containers';
}

/** What is known adds to a capture; each is to be shown as such, and may be turned down before the draft is made. */
export function fillsOf(capture: Capture, lexicon: Lexicon): readonly Fill[] {
  const customer = customerIn(capture.pieces, lexicon);
  const usual = usualOf(capture, lexicon);
  const order = sketchOf(capture, lexicon, usual);
  const goods = [...new Set(order.lines.map(({ product }) => product))].map((id) =>
    id === null ? undefined : lexicon.products.get(id),
  );
  const fills: Fill[] = [];
  const fill = (pattern: Pattern<'order'>, value: string | null | undefined, from: Fill['from']): void => {
    if (typeof value === 'string' && value !== '' && !(pattern in order.set))
      fills.push({ pattern, value, from });
  };
  if (customer) {
    const habits = { port_of_loading: customer.portOfLoading, port_of_discharge: customer.portOfDischarge };
    const incoterm = (order.set['incoterm'] ?? customer.usualIncoterm ?? undefined) as Incoterm | undefined;
    const ports = Object.fromEntries(
      Object.entries(habits).map(([name, port]) => [name, order.set[name] ?? port ?? undefined]),
    );
    fill('incoterm', customer.usualIncoterm, 'customer');
    fill('incoterm_place', placeOf(ports, incoterm), 'customer');
    fill('port_of_loading', habits.port_of_loading, 'customer');
    fill('port_of_discharge', habits.port_of_discharge, 'customer');
    fill('payment', customer.payment, 'customer');
    fill('currency', customer.currency, 'customer');
    fill('lines/*/product', usual, 'customer');
  }
  if (order.containers.length > 0) {
    if (!order.settings.has('set_point')) fill('containers/*/set_point', same(goods, 'setPoint'), 'product');
    if (!order.settings.has('ventilation'))
      fill('containers/*/ventilation', same(goods, 'ventilation'), 'product');
    const counted = order.lines.some(({ cartons }) => cartons !== null) || 'cartons' in order.set;
    const cartons = counted ? null : cartonsIn(order, goods, capture);
    fill(order.lines.length === 1 ? 'lines/*/cartons' : 'cartons', cartons, 'containers');
  }
  return fills;
}

/** The product of a line that names none, by the customer's habits. */
export function usualOf(capture: Capture, lexicon: Lexicon): EntityId | null {
  if (capture.pieces.some(({ reading }) => reading.kind === 'product')) return null;
  const usual = customerIn(capture.pieces, lexicon)?.products ?? [];
  return usualProduct(
    capture,
    usual.flatMap((id) => lexicon.products.get(id) ?? []),
  );
}

/** What several products have in common; null where they differ or one is not known. */
function same(goods: readonly (KnownProduct | undefined)[], name: 'setPoint' | 'ventilation'): string | null {
  const values = new Set(goods.map((product) => product?.[name] ?? null));
  const [value = null] = values;
  return values.size === 1 ? value : null;
}

/** As many cartons as the containers take: said for each of them, or by the packing where one product fills 40RH. */
function cartonsIn(
  order: Sketch,
  goods: readonly (KnownProduct | undefined)[],
  { pieces }: Capture,
): string | null {
  const [product] = goods;
  if (!product || goods.length !== 1) return null;
  const written = pieces.flatMap(({ reading }) => (reading.kind === 'packing' ? [reading] : []));
  const [packing] = [...written.flatMap((one) => packingOf(product, one) ?? []), ...product.packings];
  const fits = order.containers.every((type) => type === '40RH') ? packing?.cartons40rh : null;
  const each = order.settings.get('cartons') ?? fits ?? null;
  const cartons = each === null ? null : multiplyDecimals(each, String(order.containers.length));
  return cartons === null ? null : valueOf('cartons', cartons);
}
