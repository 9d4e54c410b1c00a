import type { ContainerType, Reference } from '../../../shared/knowledge/reference.ts';
import type { ProductView } from '../../../shared/model/product.ts';
import { containerType } from '../../../shared/rules/container-type.ts';
import type { Finding } from '../../../shared/rules/finding.ts';
import { goodsOf, packingFor } from '../../../shared/rules/plan/goods.ts';
import { mostByHouse } from '../../../shared/rules/plan/most-by-house.ts';
import { mixedVerdicts } from '../../../shared/rules/plan/mixed.ts';
import {
  mostOf,
  planContainer,
  type ContainerInput,
  type ContainerPlan,
} from '../../../shared/rules/plan/plan-container.ts';
import type { EntityId } from '../../../shared/sync/document-name.ts';
import type { PlannedContainer, PlannedGoods, PlanState } from '../../../shared/views/plan-state.ts';

/** A container of the plan with what is reckoned of it. */
export interface LoadedContainer {
  readonly container: PlannedContainer;
  readonly goods: readonly { readonly planned: PlannedGoods; readonly view: ProductView | null }[];
  /** null: nothing is known of the type, and nothing is reckoned. */
  readonly reckoned: {
    readonly type: ContainerType;
    readonly input: ContainerInput;
    readonly plan: ContainerPlan;
  } | null;
  /** Of several goods: what the checks say of them together. */
  readonly mixed: readonly Finding[];
}

export function loadedContainer(
  container: PlannedContainer,
  index: number,
  state: PlanState,
  products: ReadonlyMap<EntityId, ProductView>,
  reference: Reference,
): LoadedContainer {
  const goods = container.goods.map((planned) => ({ planned, view: products.get(planned.product) ?? null }));
  const type = containerType(container.type, reference);
  const views = goods.flatMap(({ view }) => view ?? []);
  const mixed = mixedVerdicts(views, String(index + 1), reference);
  if (type === null) return { container, goods, reckoned: null, mixed };
  const input: ContainerInput = {
    type,
    // The same product may stand in two packings: a key for each.
    goods: goods.map(({ planned, view }, at) =>
      goodsOf(String(at), view && packingFor(view, planned.packing), type, planned.cartons),
    ),
    onPallets: state.onPallets,
    roadLimit: state.roadLimit,
    packaging: state.packaging,
  };
  return { container, goods, reckoned: { type, input, plan: planContainer(input) }, mixed };
}

/** As many of these goods as fit beside the others; null where that cannot be told. */
export function fillOf(loaded: LoadedContainer | undefined, which: number): number | null {
  if (!loaded?.reckoned) return null;
  const { input } = loaded.reckoned;
  // What has no count yet takes no room.
  const goods = input.goods.map((one) => ({ ...one, cartons: one.cartons ?? '0' }));
  const most = mostOf({ ...input, goods }, String(which));
  // Without a size the team's own figures can still say how much goes in.
  const told = most.kind === 'known' ? most : mostByHouse({ ...input, goods }, String(which));
  return told.kind === 'known' ? told.value : null;
}
