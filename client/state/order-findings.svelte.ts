import { createContext, untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { loadReference } from '../../shared/knowledge/load.ts';
import { valuesOf } from '../../shared/model/cell-values.ts';
import { readCustomer } from '../../shared/model/customer.ts';
import { kindOf } from '../../shared/model/documents.ts';
import type { Path } from '../../shared/model/facts.ts';
import { readOrder, type OrderView } from '../../shared/model/order.ts';
import { itemsAround } from '../../shared/model/path.ts';
import { readProduct, type ProductView } from '../../shared/model/product.ts';
import { acceptanceOf, type Accepted } from '../../shared/rules/accepted.ts';
import { sole } from '../../shared/rules/case.ts';
import type { Finding, Reason } from '../../shared/rules/finding.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { rowsOf } from '../local/rows.ts';
import { language } from '../i18n/language.svelte.ts';
import { OpenEntity } from './entity.svelte.ts';
import { Live } from './live.svelte.ts';
import { Part } from './part.svelte.ts';
import { wall } from './ports.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

const rules = new Part(async () => {
  const [checks, reference] = await Promise.all([import('./check-order.ts'), loadReference()]);
  return { ...checks, reference };
});

/** A finding as the panel shows it. */
export interface ShownFinding {
  readonly key: string;
  readonly finding: Finding;
  readonly sentence: string;
  readonly reasons: readonly { readonly reason: Reason; readonly words: string }[];
  readonly accepted: Accepted | null;
}

/** What the checks say of an open order, as it is typed: upon what is known of its customer and its products. */
export class OrderFindings {
  readonly #workspace: Workspace;
  readonly #view: () => OrderView;
  readonly #knowledge = new SvelteMap<EntityId, OpenEntity>();
  /** Places of the panel that show what is found there, and how many do. */
  readonly #places = new SvelteMap<string, number>();
  /** Open orders with goods in the same container, as the worker found them. */
  readonly #sharing: Live<readonly EntityId[]>;
  readonly #companions = $derived.by(() =>
    [...this.#knowledge.values()]
      .filter(({ kind, ready, isBlank }) => kind === 'order' && ready && !isBlank)
      .map(({ id, home, commercial }) => readOrder(id, home, commercial)),
  );
  readonly #named = $derived.by(() => {
    const { fields, lines } = this.#view();
    const goods = [...lines, ...this.#companions.flatMap((order) => order.lines)];
    const products = goods.flatMap((line) => valuesOf(line.fields.product.cell));
    const orders = this.#sharing.value;
    // As text, so that it is another only when an id is.
    return [...new Set([...valuesOf(fields.customer.cell), ...products, ...orders])].sort().join('\n');
  });
  readonly #found = $derived.by(() => this.#check());

  /** To be made while a component begins; it is over with the component. */
  constructor(workspace: Workspace, view: () => OrderView) {
    this.#workspace = workspace;
    this.#view = view;
    const { id } = untrack(view);
    this.#sharing = new Live(async () => (await rowsOf(workspace.id).cases.get(id))?.companions ?? [], []);
    void rules.load();
    $effect(() => {
      const named = this.#named.split('\n').filter(Boolean) as EntityId[];
      untrack(() => this.#open(named));
    });
    $effect(() => () => {
      this.#sharing.stop();
      untrack(() => this.#open([]));
    });
  }

  #open(named: readonly EntityId[]): void {
    for (const [id, entity] of this.#knowledge) {
      if (named.includes(id)) continue;
      entity.close();
      this.#knowledge.delete(id);
    }
    for (const id of named) {
      const kind = kindOf(id);
      if (kind === null || this.#knowledge.has(id)) continue;
      this.#knowledge.set(id, new OpenEntity(this.#workspace.relay, kind, id, () => this.#workspace.author));
    }
  }

  #check(): readonly ShownFinding[] {
    const { value } = rules;
    const open = [...this.#knowledge.values()];
    // Who has not arrived yet would be called unknown for a moment.
    if (value === null || open.some(({ ready }) => !ready)) return [];
    const order = this.#view();
    const there = open.filter(({ isBlank }) => !isBlank);
    const buyer = sole(order.fields.customer);
    const customer = there.find(({ id }) => id === buyer);
    const products = new Map<EntityId, ProductView>(
      there
        .filter(({ kind }) => kind === 'product')
        .map(({ id, home, commercial }) => [id, readProduct(id, home, commercial)]),
    );
    const given = value.orderCase({
      order,
      customer: customer ? readCustomer(customer.id, customer.home, customer.commercial) : null,
      products,
      companions: this.#companions,
      reference: value.reference,
      today: wall.today,
    });
    // What is in dispute stands above with all its values.
    const found = value.checkOrder(given).filter(({ code }) => !value.isDispute(code));
    return found.map((finding) => ({
      key: JSON.stringify([finding.code, finding.fields, finding.values]),
      finding,
      sentence: value.sayFinding(finding, language.value, wall.today),
      reasons: finding.because
        .map((reason) => ({ reason, words: value.sayReason(reason, language.value, wall.today, finding) }))
        .filter(({ words }) => words !== ''),
      accepted: acceptanceOf(order, finding),
    }));
  }

  /** Tells that a field or an item is on the screen; gives what takes that back. */
  show(place: string): () => void {
    const count = (by: number): void =>
      untrack(() => {
        const left = (this.#places.get(place) ?? 0) + by;
        if (left > 0) this.#places.set(place, left);
        else this.#places.delete(place);
      });
    count(1);
    return () => count(-1);
  }

  /** Findings that stand under this place. */
  at(place: string): readonly ShownFinding[] {
    return this.#found.filter(({ finding }) => this.#placeOf(finding) === place);
  }

  /** How many errors and warnings nobody has accepted. */
  get open(): { readonly errors: number; readonly warnings: number } {
    const open = this.#found.filter(({ accepted }) => accepted === null);
    const count = (severity: Finding['severity']): number =>
      open.filter(({ finding }) => finding.severity === severity).length;
    return { errors: count('error'), warnings: count('warning') };
  }

  /** Those that stand under no place on the screen. */
  get elsewhere(): readonly ShownFinding[] {
    return this.#found.filter(({ finding }) => this.#placeOf(finding) === null);
  }

  #placeOf({ fields }: Finding): string | null {
    for (const path of fields) {
      const places: readonly Path[] = [path, ...itemsAround(path)];
      const shown = places.find((place) => this.#places.has(place));
      if (shown !== undefined) return shown;
    }
    return null;
  }
}

const [findings, provideFindings, areChecked] = createContext<OrderFindings>();
export { provideFindings };

/** The findings of the order around; null where nothing is checked. */
export function useFindings(): OrderFindings | null {
  return areChecked() ? findings() : null;
}
