import type { Reference } from '../../../shared/knowledge/reference.ts';
import type { OrderView } from '../../../shared/model/order.ts';
import type { ProductView } from '../../../shared/model/product.ts';
import { orderCase, sole } from '../../../shared/rules/case.ts';
import { containerType } from '../../../shared/rules/container-type.ts';
import { loadsOf, productTotals } from '../../../shared/rules/load.ts';
import { goodsOf, packingFor } from '../../../shared/rules/plan/goods.ts';
import { planContainer } from '../../../shared/rules/plan/plan-container.ts';
import type { EntityId } from '../../../shared/sync/document-name.ts';
import type { PlannedContainer, PlannedGoods } from '../../../shared/views/plan-state.ts';

const usualType = '40RH';

/**
 * What a plan begins with: the containers of the order with the goods that are known to be in each, or a container of the
 * product, full. What cannot be told is left open.
 */
export function beginningOf(
  id: EntityId | null,
  order: OrderView | null,
  products: ReadonlyMap<EntityId, ProductView>,
  reference: Reference,
  today: string,
): readonly PlannedContainer[] {
  if (order) return ofOrder(order, products, reference, today);
  const view = id === null ? undefined : products.get(id);
  return [{ type: usualType, goods: view ? [fullOf(view, reference)] : [] }];
}

function ofOrder(
  order: OrderView,
  products: ReadonlyMap<EntityId, ProductView>,
  reference: Reference,
  today: string,
): readonly PlannedContainer[] {
  const planned = (product: EntityId, cartons: string | null): PlannedGoods => ({
    product,
    packing: null,
    cartons,
  });
  const loads = loadsOf(orderCase({ order, customer: null, products, reference, today }));
  if (loads.length > 0)
    return loads.map(({ container, parts, sure }) => ({
      type: sole(container.fields.type) ?? usualType,
      goods: parts.map(({ product, cartons }) => planned(product, sure ? cartons : null)),
    }));
  const totals = productTotals(order) ?? [];
  return [{ type: usualType, goods: totals.map(({ product, cartons }) => planned(product, cartons)) }];
}

function fullOf(view: ProductView, reference: Reference): PlannedGoods {
  const type = containerType(usualType, reference);
  const planned = { product: view.id, packing: null, cartons: null };
  if (type === null) return planned;
  const goods = goodsOf(view.id, packingFor(view, null), type, '0');
  const [plan] = planContainer({
    type,
    goods: [goods],
    onPallets: false,
    roadLimit: null,
    packaging: null,
  }).goods;
  const full = plan?.smallest.kind === 'known' ? String(plan.smallest.value.cartons) : goods.house;
  return { ...planned, cartons: full };
}
