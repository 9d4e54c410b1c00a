import { equalityDeep } from 'lib0/function';
import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { loadReference } from '../../../shared/knowledge/load.ts';
import type { Reference } from '../../../shared/knowledge/reference.ts';
import { valuesOf } from '../../../shared/model/cell-values.ts';
import { kindOf } from '../../../shared/model/documents.ts';
import { readOrder, type OrderView } from '../../../shared/model/order.ts';
import { readProduct, type ProductView } from '../../../shared/model/product.ts';
import { containerType } from '../../../shared/rules/container-type.ts';
import { advise, type Advice } from '../../../shared/rules/plan/advise.ts';
import { packingFor } from '../../../shared/rules/plan/goods.ts';
import { usePlan, type UsedPlan } from '../../../shared/rules/plan/use-plan.ts';
import type { EntityId } from '../../../shared/sync/document-name.ts';
import {
  emptyPlan,
  type PlannedContainer,
  type PlannedGoods,
  type PlanState,
} from '../../../shared/views/plan-state.ts';
import type { App } from '../app.ts';
import { Drafting } from '../drafting.svelte.ts';
import { OpenEntity } from '../entity.svelte.ts';
import { wall } from '../ports.svelte.ts';
import { beginningOf } from './beginning.ts';
import { fillOf, loadedContainer, type LoadedContainer } from './loaded.ts';

/** An address is written when somebody has stopped typing, ms. */
const addressAfter = 300;

/** A load plan: what its address says, or what its order or product says as long as nobody has changed it. */
export class Planner {
  readonly #app: App;
  readonly #id: EntityId | null;
  readonly #drafting: Drafting;
  /** Its order, where it is one's. */
  readonly order: OpenEntity | null;
  readonly #products = new SvelteMap<EntityId, OpenEntity>();
  #reference: Reference | null = $state.raw(null);
  /** Typed, and not yet in the address. */
  #own: PlanState | null = $state.raw(null);
  #later: ReturnType<typeof setTimeout> | undefined;
  readonly #named = $derived.by(() => this.#productsNamed().join('\n'));
  readonly #views: ReadonlyMap<EntityId, ProductView> = $derived.by(() => this.#read());
  readonly #beginning: PlanState = $derived.by(() => this.#begin());
  readonly #containers: readonly LoadedContainer[] = $derived.by(() => this.#load());
  readonly #advice: readonly Advice[] = $derived.by(() => this.#advise());

  /** To be made while a component begins; it is over with the component. */
  constructor(app: App, id: EntityId | null) {
    this.#app = app;
    this.#id = id;
    this.#drafting = new Drafting(app.workspace);
    this.order = id !== null && kindOf(id) === 'order' ? this.#entity('order', id) : null;
    void loadReference().then((loaded) => (this.#reference = loaded));
    $effect(() => {
      const named = this.#named.split('\n').filter(Boolean) as EntityId[];
      untrack(() => this.#open(named));
    });
    $effect(() => {
      const { plan } = app.router.route;
      // Back and forward bring another plan.
      untrack(() => {
        if (this.#own !== null && this.#later === undefined && !equalityDeep(plan, this.#own))
          this.#own = null;
      });
    });
    $effect(() => () => {
      clearTimeout(this.#later);
      untrack(() => this.#open([]));
      this.order?.close();
    });
  }

  #entity(kind: 'order' | 'product', id: EntityId): OpenEntity {
    const { workspace } = this.#app;
    return new OpenEntity(
      workspace.relay,
      kind,
      id,
      () => workspace.author,
      (written) => workspace.actions.did(written),
    );
  }

  #open(named: readonly EntityId[]): void {
    for (const [id, entity] of this.#products) {
      if (named.includes(id)) continue;
      entity.close();
      this.#products.delete(id);
    }
    for (const id of named) if (!this.#products.has(id)) this.#products.set(id, this.#entity('product', id));
  }

  #productsNamed(): readonly EntityId[] {
    const ordered = this.orderView?.lines.flatMap(({ fields }) => valuesOf(fields.product.cell)) ?? [];
    const planned =
      this.#planned?.containers.flatMap(({ goods }) => goods.map(({ product }) => product)) ?? [];
    const own = this.#id !== null && kindOf(this.#id) === 'product' ? [this.#id] : [];
    return [...new Set([...ordered, ...planned, ...own])].sort() as EntityId[];
  }

  #read(): ReadonlyMap<EntityId, ProductView> {
    return new Map(
      [...this.#products.values()]
        .filter(({ ready, isBlank }) => ready && !isBlank)
        .map(({ id, home, commercial }) => [id, readProduct(id, home, commercial)]),
    );
  }

  /** What the address or somebody typing says; null where nobody has said anything. */
  get #planned(): PlanState | null {
    const plan = this.#own ?? this.#app.router.route.plan;
    return plan.containers.length > 0 ? plan : null;
  }

  #begin(): PlanState {
    const { plan } = this.#app.router.route;
    const containers =
      this.#reference === null
        ? []
        : beginningOf(this.#id, this.orderView, this.#views, this.#reference, wall.today);
    return { ...(this.#own ?? plan), containers };
  }

  /** Everything it needs has arrived. */
  get ready(): boolean {
    return (
      this.#reference !== null &&
      (this.order?.ready ?? true) &&
      this.#productsNamed().every((id) => this.#products.get(id)?.ready === true)
    );
  }

  get orderView(): OrderView | null {
    const { order } = this;
    return order?.ready && !order.isBlank ? readOrder(order.id, order.home, order.commercial) : null;
  }

  get products(): readonly { readonly entity: OpenEntity; readonly view: ProductView }[] {
    return [...this.#products.values()].flatMap((entity) => {
      const view = this.#views.get(entity.id);
      return view ? [{ entity, view }] : [];
    });
  }

  get state(): PlanState {
    return this.#planned ?? this.#beginning;
  }

  get containers(): readonly LoadedContainer[] {
    return this.#containers;
  }

  get advice(): readonly Advice[] {
    return this.#advice;
  }

  /** Products of the plan in the order they are met: what their letters and patterns are given by. */
  get letters(): readonly EntityId[] {
    return [...new Set(this.state.containers.flatMap(({ goods }) => goods.map(({ product }) => product)))];
  }

  #load(): readonly LoadedContainer[] {
    const reference = this.#reference;
    if (reference === null) return [];
    return this.state.containers.map((container, index) =>
      loadedContainer(container, index, this.state, this.#views, reference),
    );
  }

  #advise(): readonly Advice[] {
    const reference = this.#reference;
    const { state } = this;
    const [first] = state.containers;
    const type = first && reference ? containerType(first.type, reference) : null;
    if (reference === null || !first || type === null) return [];
    const totals = new Map<EntityId, { packing: string | null; cartons: string | null }>();
    for (const { goods } of state.containers)
      for (const { product, packing, cartons } of goods) {
        const before = totals.get(product);
        const sum =
          before === undefined
            ? cartons
            : before.cartons === null || cartons === null
              ? null
              : String(Number(before.cartons) + Number(cartons));
        totals.set(product, { packing: before?.packing ?? packing, cartons: sum });
      }
    const goods = [...totals].flatMap(([id, { packing, cartons }]) => {
      const product = this.#views.get(id);
      return product ? [{ product, packing: packingFor(product, packing), cartons }] : [];
    });
    return advise(
      {
        goods,
        type,
        containers: state.containers.length,
        onPallets: state.onPallets,
        roadLimit: state.roadLimit,
        setPoint: state.setPoint,
        days: state.days,
      },
      reference,
    );
  }

  change(part: Partial<PlanState>): void {
    const next = { ...this.state, ...part };
    this.#own = next;
    clearTimeout(this.#later);
    this.#later = setTimeout(() => {
      this.#later = undefined;
      const { router } = this.#app;
      router.go(router.plan(this.#id, next), true);
    }, addressAfter);
  }

  changeContainer(at: number, part: Partial<PlannedContainer>): void {
    this.change({
      containers: this.state.containers.map((one, index) => (index === at ? { ...one, ...part } : one)),
    });
  }

  changeGoods(at: number, which: number, part: Partial<PlannedGoods>): void {
    const goods = this.state.containers[at]?.goods ?? [];
    this.changeContainer(at, {
      goods: goods.map((one, index) => (index === which ? { ...one, ...part } : one)),
    });
  }

  addGoods(at: number, product: EntityId): void {
    const goods = this.state.containers[at]?.goods ?? [];
    this.changeContainer(at, { goods: [...goods, { product, packing: null, cartons: null }] });
  }

  removeGoods(at: number, which: number): void {
    const goods = this.state.containers[at]?.goods ?? [];
    this.changeContainer(at, { goods: goods.filter((_, index) => index !== which) });
  }

  addContainer(): void {
    const last = this.state.containers.at(-1);
    this.change({
      containers: [...this.state.containers, { type: last?.type ?? '40RH', goods: last?.goods ?? [] }],
    });
  }

  removeContainer(at: number): void {
    this.change({ containers: this.state.containers.filter((_, index) => index !== at) });
  }

  /** As many of these goods as fit beside the others; false where that cannot be told. */
  fill(at: number, which: number): boolean {
    const most = fillOf(this.#containers[at], which);
    if (most === null) return false;
    this.changeGoods(at, which, { cartons: String(most) });
    return true;
  }

  /** A line such as `Fuji 600 ctns carrot 1000 ctns 1x40RH` as the plan; false where it names no goods. */
  say(line: string): boolean {
    const { goods, containers, setPoint } = this.#drafting.wish(line);
    if (goods.length === 0) return false;
    const types = containers.length > 0 ? containers : ['40RH'];
    const share = (cartons: string | null, index: number): string | null => {
      if (cartons === null) return null;
      const [whole, rest] = [Math.floor(Number(cartons) / types.length), Number(cartons) % types.length];
      return String(whole + (index < rest ? 1 : 0));
    };
    this.change({
      ...emptyPlan,
      roadLimit: this.state.roadLimit,
      packaging: this.state.packaging,
      onPallets: this.state.onPallets,
      days: this.state.days,
      setPoint: setPoint ?? this.state.setPoint,
      containers: types.map((type, index) => ({
        type,
        goods: goods.map(({ product, cartons }) => ({
          product,
          packing: null,
          cartons: share(cartons, index),
        })),
      })),
    });
    return true;
  }

  /** Writes the counts into the order, one step; null where one is missing. */
  use(): UsedPlan | null {
    const { order, orderView } = this;
    const used = orderView ? usePlan(orderView, this.state, Math.random) : null;
    if (order && used && Object.keys(used.set).length > 0) order.change({ set: used.set });
    return used;
  }
}
