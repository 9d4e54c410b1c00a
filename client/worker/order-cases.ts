import { only, valuesOf } from '../../shared/model/cell-values.ts';
import type { Facts } from '../../shared/model/facts.ts';
import { readOrder, type OrderView } from '../../shared/model/order.ts';
import { factsStanding, standingFacts, type StandingFacts } from '../../shared/model/standing-facts.ts';
import { noFacts } from '../../shared/model/facts.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';

/** What the checks take of an open order, kept beside its row: to check it again nobody opens its documents. */
export interface OrderCaseRow {
  readonly id: EntityId;
  /** Numbers of its containers: open orders that name the same one share its load. */
  readonly numbers: readonly string[];
  /** Those orders. */
  readonly companions: readonly EntityId[];
  /** Customers and products it names itself. */
  readonly own: readonly EntityId[];
  /** The same with those of its companions: when what is known of one of these changes, the order is checked again. */
  readonly names: readonly EntityId[];
  /** Standing facts of both its documents, as JSON: a text is read from the tables in a fraction of the time. */
  readonly facts: string;
}

/** As ISO 6346 writes it. What people put there meanwhile, such as TBA, is shared by orders that share nothing. */
const containerNumber = /^[A-Z]{4}\d{7}$/;

/** The case of an order before its companions are looked up; null for one that is not open. */
export function caseOf(id: EntityId, home: Facts, commercial: Facts | null): OrderCaseRow | null {
  if (home.paths.size === 0) return null;
  const view = readOrder(id, home, commercial);
  if (view.trashed !== null || only(view.fields.archived.cell) === 'true') return null;
  const numbers = view.containers.flatMap(({ fields }) => valuesOf(fields.number.cell));
  const products = view.lines.flatMap(({ fields }) => valuesOf(fields.product.cell));
  const own = [...new Set([...valuesOf(view.fields.customer.cell), ...products])] as EntityId[];
  return {
    id,
    numbers: [...new Set(numbers.filter((number) => containerNumber.test(number)))],
    companions: [],
    own,
    names: own,
    facts: JSON.stringify([standingFacts(home), standingFacts(commercial)]),
  };
}

/** The order as the checks take it. */
export function viewIn({ id, facts }: OrderCaseRow): OrderView {
  const [home, commercial] = JSON.parse(facts) as readonly [StandingFacts | null, StandingFacts | null];
  return readOrder(id, factsStanding(home) ?? noFacts, factsStanding(commercial));
}

/** The case with the orders it shares a container with. */
export function withCompanions(row: OrderCaseRow, companions: readonly OrderCaseRow[]): OrderCaseRow {
  return {
    ...row,
    companions: companions.map(({ id }) => id),
    names: [...new Set([...row.own, ...companions.flatMap(({ own }) => own)])],
  };
}
