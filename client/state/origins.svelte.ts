import { createContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { only } from '../../shared/model/cell-values.ts';
import type { FieldCell } from '../../shared/model/cell.ts';
import { readCustomer } from '../../shared/model/customer.ts';
import type { Path } from '../../shared/model/facts.ts';
import type { OrderView } from '../../shared/model/order.ts';
import { confirmed, standingOrigins, type Origin } from '../../shared/rules/prefilled.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { t } from '../i18n/language.svelte.ts';
import type { OpenEntity } from './entity.svelte.ts';
import { firstValue } from './goods.ts';
import { Part } from './part.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What looks into documents and fills; fetched with the first order that is opened. */
export const filling = new Part(() => import('./fill-order.ts'));

/** A field that was filled, until somebody has looked at it. */
export interface FilledField {
  readonly field: FieldCell;
  readonly origin: Origin;
}

/** The fields of an open order that were filled from what is known, and where each came from. */
export class OrderOrigins {
  readonly #workspace: Workspace;
  readonly #entity: OpenEntity;
  readonly #view: () => OrderView;
  readonly #standing: readonly FilledField[] = $derived.by(() => standingOrigins(this.#view()));
  readonly #byPath = $derived(new Map(this.#standing.map((one) => [one.field.path, one])));
  /** Words of habits by customer and habit, as far as they were asked for. */
  readonly #habits = new SvelteMap<string, string>();
  readonly #asked = new Set<EntityId>();

  constructor(workspace: Workspace, entity: OpenEntity, view: () => OrderView) {
    this.#workspace = workspace;
    this.#entity = entity;
    this.#view = view;
    $effect(() => {
      for (const { origin } of this.#standing) if (origin.kind === 'habit') void this.#read(origin.customer);
    });
  }

  /** All of them, in the order of the panel. */
  get all(): readonly FilledField[] {
    return this.#standing;
  }

  at(path: Path): FilledField | null {
    return this.#byPath.get(path) ?? null;
  }

  /** Those of an item's fields. */
  under(item: Path): readonly FilledField[] {
    return this.#standing.filter(({ field }) => field.path.startsWith(`${item}/`));
  }

  /** Where it came from, in a few words. */
  words(origin: Origin): string {
    switch (origin.kind) {
      case 'order': {
        const row = this.#workspace.order(origin.order);
        return t('filled.order', { number: (row && firstValue(row.number)) || t('order.another') });
      }
      case 'habit': {
        const text = this.#habits.get(`${origin.customer} ${origin.habit}`);
        return text === undefined ? t('filled.someHabit') : t('filled.habit', { text });
      }
      case 'term':
        return t('filled.term');
      case 'product':
        return t('filled.product');
      case 'containers':
        return t('filled.containers');
    }
  }

  /** Somebody has looked at them and leaves them as they are. */
  confirm(fields: readonly FilledField[]): void {
    this.#entity.change({ set: confirmed(fields.map(({ field }) => field.path)) });
  }

  async #read(customer: EntityId): Promise<void> {
    if (this.#asked.has(customer)) return;
    this.#asked.add(customer);
    const { factsOf } = await filling.load();
    const view = readCustomer(customer, ...(await factsOf(this.#workspace, customer)));
    for (const { id, fields } of view.habits) {
      const text = only(fields.text.cell);
      if (text !== null) this.#habits.set(`${customer} ${id}`, text);
    }
  }
}

const [origins, provideOrigins, areTold] = createContext<OrderOrigins>();
export { provideOrigins };

/** Where the values of the order around came from; null where that is not told. */
export function useOrigins(): OrderOrigins | null {
  return areTold() ? origins() : null;
}
