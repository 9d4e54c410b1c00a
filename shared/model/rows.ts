import type { EntityId } from '../sync/document-name.ts';
import type { Author, FactValue, Path } from './facts.ts';

/**
 * Projection rows: what the views read. Derived from documents by pure functions, can be thrown away and rebuilt.
 * A field in conflict holds every value, in the order of its heads; nobody reads one of them by mistake.
 */
export type Cell<T> =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly value: T }
  | { readonly kind: 'many'; readonly values: readonly T[] };

/** A path in conflict, or an item removed by one and changed by another: its presence path with false and true. */
export interface Conflict {
  readonly path: Path;
  readonly values: readonly FactValue[];
}

/** Where an entity stands: on the board and the lists, put away, or deleted and to be had back for a while. */
export type Shelf = 'open' | 'archived' | 'trash';

export interface Trashed {
  /** By the clock of who put it there, and not before the newest change she had seen; ISO. */
  readonly since: string;
  readonly by: Author;
}

export interface LineRow {
  readonly id: string;
  readonly product: Cell<EntityId>;
  /** Size, count or grade: `113`, `5.0-5.5 cm`. */
  readonly count: Cell<string>;
  readonly cartons: Cell<string>;
}

export interface ContainerRow {
  readonly id: string;
  /** `MSKU1234565` */
  readonly number: Cell<string>;
  /** `40RH` */
  readonly type: Cell<string>;
  readonly cartons: Cell<string>;
  /** °C, exact decimal */
  readonly setPoint: Cell<string>;
  /** `closed` or m³/h as an exact decimal */
  readonly ventilation: Cell<string>;
}

/** When an order first came into a stage. */
export interface StageStep {
  readonly stage: string;
  /** By the clock of who moved it; ISO. */
  readonly at: string;
}

export interface OrderRow {
  readonly id: EntityId;
  readonly number: Cell<string>;
  readonly customer: Cell<EntityId>;
  /** Stage id. In a conflict the row stands in the first of `stages`, with both named. */
  readonly stage: string;
  readonly stages: readonly string[];
  /** Fractional index within the stage; a tie is broken by id. */
  readonly position: string;
  readonly steps: readonly StageStep[];
  readonly owner: Cell<string>;
  readonly incoterm: Cell<string>;
  readonly portOfLoading: Cell<string>;
  readonly portOfDischarge: Cell<string>;
  readonly lines: readonly LineRow[];
  readonly containers: readonly ContainerRow[];
  readonly cartons: Cell<string>;
  readonly netKg: Cell<string>;
  readonly grossKg: Cell<string>;
  /** As agreed, else reckoned from the lines; none for whoever may not see prices. */
  readonly amount: Cell<string>;
  readonly currency: Cell<string>;
  readonly enquiry: Cell<string>;
  readonly requestedEtd: Cell<string>;
  readonly latestShipment: Cell<string>;
  readonly etd: Cell<string>;
  readonly promisedEtd: Cell<string>;
  readonly sailed: Cell<string>;
  readonly eta: Cell<string>;
  /** The day by which papers must be presented. */
  readonly papersDue: Cell<string>;
  /** The day by which the buyer must pay; none for whoever may not see prices. */
  readonly paymentDue: Cell<string>;
  /** Whom an answer is awaited from, and until when. */
  readonly waitingFor: Cell<string>;
  readonly answerDue: Cell<string>;
  readonly shelf: Shelf;
  readonly trashed: Trashed | null;
  /** Written in part by a newer version: read-only here. */
  readonly newer: boolean;
  /** 1 where there is something to settle and the order is not deleted: what the inbox finds it by. */
  readonly toSettle?: 1;
  /** Every customer and product named in it, once each: what the tables find it by. */
  readonly customers: readonly EntityId[];
  readonly products: readonly EntityId[];
  /** Paths in conflict or removed-and-changed, for the card's mark and the inbox. */
  readonly conflicts: readonly Conflict[];
  /** One of them stands in the way of papers, loading or payment. */
  readonly critical: boolean;
}

export interface CustomerRow {
  readonly id: EntityId;
  readonly name: Cell<string>;
  readonly country: Cell<string>;
  readonly portOfLoading: Cell<string>;
  readonly portOfDischarge: Cell<string>;
  readonly usualIncoterm: Cell<string>;
  /** None for whoever may not see them, like the currency. */
  readonly payment: Cell<string>;
  readonly currency: Cell<string>;
  readonly habits: number;
  readonly products: readonly EntityId[];
  readonly shelf: Shelf;
  readonly trashed: Trashed | null;
  /** Written in part by a newer version: read-only here. */
  readonly newer: boolean;
  readonly conflicts: readonly Conflict[];
}

export interface PackingRow {
  /** `10 kg mesh bag` */
  readonly package: Cell<string>;
  readonly netKg: Cell<string>;
  readonly cartons40rh: Cell<string>;
}

export interface ProductRow {
  readonly id: EntityId;
  readonly nameZh: Cell<string>;
  readonly nameEn: Cell<string>;
  /** Of the first packing spec: `18 kg telescopic carton`. */
  readonly packing: Cell<string>;
  readonly net: Cell<string>;
  readonly cartons40rh: Cell<string>;
  readonly packings: readonly PackingRow[];
  /** Sizes, counts or grades it is sold in; of lists in conflict every part. */
  readonly counts: readonly string[];
  readonly setPoint: Cell<string>;
  readonly ventilation: Cell<string>;
  readonly commodity: Cell<string>;
  readonly shelf: Shelf;
  readonly trashed: Trashed | null;
  /** Written in part by a newer version: read-only here. */
  readonly newer: boolean;
  readonly conflicts: readonly Conflict[];
}

/** What people wrote of an entity in sentences: its note, and a customer's habits. */
export interface TextRow {
  readonly id: EntityId;
  /** A line for each paragraph. */
  readonly text: string;
  /** The same as it is compared with what somebody looks for. */
  readonly folded: string;
}

export interface StageRow {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly position: string;
  /** How many open orders should stand in it at most; null where the team sets none, or does not agree on one. */
  readonly limit: number | null;
}

/** A way to look at the orders that the team has given a name. */
export interface ViewRow {
  readonly id: string;
  readonly name: string;
  /** The query part of an address, without its question mark. */
  readonly search: string;
  readonly position: string;
}

/** The one row of `<workspace>/team/team_board/facts`. */
export interface TeamRow {
  readonly id: EntityId;
  /** In the order of the board. */
  readonly stages: readonly StageRow[];
  /** Taken out of use: orders that still stand in one must be moved. */
  readonly retired: readonly StageRow[];
  /** In their order. */
  readonly views: readonly ViewRow[];
  readonly conflicts: readonly Conflict[];
  readonly newer: boolean;
  readonly members: readonly { readonly id: string; readonly name: string }[];
}
