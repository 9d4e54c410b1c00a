import type { Shelf } from '../../shared/model/rows.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { Layout, Section } from '../../shared/views/listing.ts';
import type { QueryProblem } from '../../shared/views/query.ts';
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
  /** The highest order number in use, and who has one of these. */
  | { readonly kind: 'numbers'; readonly like: readonly string[] }
  /** Orders, customers and products at once, open and archived. */
  | { readonly kind: 'search'; readonly text: string; readonly limit: number; readonly reader: Reader };

export type Answer =
  | {
      readonly kind: 'list';
      readonly problems: readonly QueryProblem[];
      readonly count: number;
      readonly sections: readonly Section[];
      readonly windows: readonly (Window & { readonly ids: readonly EntityId[] })[];
      /** Of those asked for the ones that are in it. */
      readonly found: readonly Place[];
    }
  | { readonly kind: 'numbers'; readonly highest: string | null; readonly holders: readonly EntityId[] }
  | ({
      readonly kind: 'search';
      /** What was asked: a later question may stand already. */
      readonly text: string;
      readonly problems: readonly QueryProblem[];
    } & SearchResult);

/** The answer to a kind of question. */
export type AnswerTo<Q extends Question> = Extract<Answer, { readonly kind: Q['kind'] }>;
