import type { Facts } from '../../shared/model/facts.ts';
import { noFacts } from '../../shared/model/facts.ts';
import { readCustomer, type CustomerView } from '../../shared/model/customer.ts';
import { kindOf } from '../../shared/model/documents.ts';
import { readProduct, type ProductView } from '../../shared/model/product.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { Knowledge } from './check-orders.ts';

/** Customers and products kept in memory: the busy ones of a team, and its orders name few others. */
const mostKept = 400;

/** The facts of an entity's documents. */
export interface BothFacts {
  readonly home: Facts;
  readonly commercial: Facts | null;
}

interface Known extends BothFacts {
  readonly customer: CustomerView | null;
  readonly product: ProductView | null;
}

function known(id: EntityId, { home, commercial }: BothFacts): Known {
  const kind = home.paths.size === 0 ? null : kindOf(id);
  return {
    home,
    commercial,
    customer: kind === 'customer' ? readCustomer(id, home, commercial) : null,
    product: kind === 'product' ? readProduct(id, home, commercial) : null,
  };
}

/** What the team knows of customers and products, read when it is asked for and kept until it changes. */
export class KnowledgeCache implements Knowledge {
  readonly #read: (ids: readonly EntityId[]) => Promise<ReadonlyMap<EntityId, BothFacts>>;
  readonly #known = new Map<EntityId, Known>();
  /** Changed since they were read: they stand until they are read again. */
  readonly #old = new Set<EntityId>();

  constructor(read: (ids: readonly EntityId[]) => Promise<ReadonlyMap<EntityId, BothFacts>>) {
    this.#read = read;
  }

  /** Reads those that are not known yet: from here to the next call they can be asked for. */
  async have(ids: ReadonlySet<EntityId>): Promise<void> {
    const missing = [...ids].filter((id) => !this.#known.has(id) || this.#old.has(id));
    // The one that was asked for last stands last.
    for (const id of ids) {
      const kept = this.#known.get(id);
      if (!kept) continue;
      this.#known.delete(id);
      this.#known.set(id, kept);
    }
    if (missing.length > 0) {
      for (const id of missing) this.#old.delete(id);
      const read = await this.#read(missing).catch((error: unknown) => {
        for (const id of missing) this.#old.add(id);
        throw error;
      });
      for (const id of missing)
        this.#known.set(id, known(id, read.get(id) ?? { home: noFacts, commercial: null }));
    }
    for (const id of this.#known.keys()) {
      if (this.#known.size <= Math.max(mostKept, ids.size)) break;
      this.#known.delete(id);
    }
  }

  forget(id: EntityId): void {
    this.#old.add(id);
  }

  customer(id: EntityId): CustomerView | null {
    return this.#known.get(id)?.customer ?? null;
  }

  product(id: EntityId): ProductView | null {
    return this.#known.get(id)?.product ?? null;
  }

  factsOf(id: EntityId): BothFacts {
    return this.#known.get(id) ?? { home: noFacts, commercial: null };
  }

  /** The same knowledge with one entity as it would be. */
  with(id: EntityId, facts: BothFacts): Knowledge {
    const supposed = known(id, facts);
    return {
      customer: (one) => (one === id ? supposed.customer : this.customer(one)),
      product: (one) => (one === id ? supposed.product : this.product(one)),
    };
  }
}
