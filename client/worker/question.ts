import type { Change } from '../../shared/model/facts.ts';
import type { OrderRow, Shelf } from '../../shared/model/rows.ts';
import type { Found } from '../../shared/rules/found-row.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { CalendarKey } from '../../shared/views/date-field.ts';
import type { Day, Span } from '../../shared/views/days.ts';
import type { Layout, Section } from '../../shared/views/listing.ts';
import type { QueryProblem } from '../../shared/views/query.ts';
import type { Series } from '../../shared/views/series.ts';
import type { OnTime, SailingDay } from '../../shared/views/sailings.ts';
import type { MatterGroup } from '../../shared/views/today.ts';
import type { MatterList } from '../../shared/views/today-list.ts';
import type { SearchResult } from '../../shared/views/search.ts';

/** What a tab asks of all orders, and what the worker answers, again at each change. */

/** The orders from one place of a section to before another. */
export interface Window {
  readonly group: string;
  readonly lane: string;
  readonly from: number;
  readonly to: number;
}

/** Where an order stands: so many in its section are before it. */
export interface Place {
  readonly id: EntityId;
  readonly group: string;
  readonly lane: string;
  readonly index: number;
}

/** What a person may be reading: it decides names and their order, and what 'today' means. */
export interface Reader {
  readonly language: 'zh' | 'en';
  readonly today: string;
}

export type Question =
  /** What is written of orders, as it is written. */
  | { readonly kind: 'changes' }
  /** What the checks find, as it is written, by the day it is where the person is. */
  | { readonly kind: 'found'; readonly today: string }
  /** Orders in which the checks would find something else if a customer or product were changed so. */
  | { readonly kind: 'touched'; readonly entity: EntityId; readonly change: Change; readonly most: number }
  /** Orders found by a query, laid out; `windows` says which of them are to be named. */
  | {
      readonly kind: 'list';
      readonly query: string;
      /** Looked through where the query asks for none. */
      readonly shelf: Shelf;
      readonly layout: Layout;
      readonly windows: readonly Window[];
      /** Orders whose place is wanted. */
      readonly find: readonly EntityId[];
      readonly reader: Reader;
    }
  /** Dates of the orders found by a query, in a span of days (day numbers, both included), at most so many of each day. */
  | ({
      readonly kind: 'days';
      readonly query: string;
      readonly shelf: Shelf;
      readonly keys: readonly CalendarKey[];
      readonly most: number;
      readonly reader: Reader;
    } & Span)
  /** Figures of the orders found by a query, for the weeks of a span; `zone` as in `SeriesAsked`. */
  | ({
      readonly kind: 'series';
      readonly query: string;
      /** Looked through where the query asks for none. */
      readonly shelves: readonly Shelf[];
      readonly zone: number;
      readonly reader: Reader;
    } & Span)
  /** The highest order number in use, and who has one of these. */
  | { readonly kind: 'numbers'; readonly like: readonly string[] }
  /** What needs somebody today; so many of each group are to be named. */
  | {
      readonly kind: 'today';
      /** Whose orders; null for everybody's. */
      readonly mine: string | null;
      readonly first: Readonly<Record<MatterGroup, number>>;
      readonly reader: Reader;
    }
  /** Orders, customers and products at once, open and archived. */
  | { readonly kind: 'search'; readonly text: string; readonly limit: number; readonly reader: Reader };

export type Answer =
  /** The rows that were written just now; null, the first time too, where any may have been. */
  | {
      readonly kind: 'changes';
      readonly rows: readonly OrderRow[] | null;
      /** Instead of many rows: the orders whose they are. */
      readonly of?: readonly EntityId[];
    }
  /** Likewise. */
  | { readonly kind: 'found'; readonly rows: readonly Found[] | null }
  /** How many, and of the first ones what would be found in them. Answered once. */
  | { readonly kind: 'touched'; readonly count: number; readonly first: readonly Found[] }
  | {
      readonly kind: 'list';
      /** What was looked for: a later question may stand already. An older version that leads does not say. */
      readonly query?: string;
      readonly problems: readonly QueryProblem[];
      readonly count: number;
      readonly sections: readonly Section[];
      readonly windows: readonly (Window & { readonly ids: readonly EntityId[] })[];
      /** Of those asked for the ones that are in it. */
      readonly found: readonly Place[];
    }
  | {
      readonly kind: 'days';
      readonly problems: readonly QueryProblem[];
      readonly count: number;
      /** Those that have any. */
      readonly days: readonly Day[];
    }
  | {
      readonly kind: 'series';
      readonly problems: readonly QueryProblem[];
      readonly count: number;
      readonly series: Series;
    }
  | { readonly kind: 'numbers'; readonly highest: string | null; readonly holders: readonly EntityId[] }
  | {
      readonly kind: 'today';
      readonly groups: readonly MatterList[];
      readonly week: readonly SailingDay[];
      readonly onTime: OnTime;
    }
  | ({
      readonly kind: 'search';
      /** What was asked: a later question may stand already. */
      readonly text: string;
      readonly problems: readonly QueryProblem[];
    } & SearchResult);

/** The answer to a kind of question. */
export type AnswerTo<Q extends Question> = Extract<Answer, { readonly kind: Q['kind'] }>;
