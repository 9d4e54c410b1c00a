import type { Shelf, StageRow } from '../../shared/model/rows.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { OrderEntry } from '../../shared/views/entry.ts';
import type { GroupRanks } from '../../shared/views/grouping.ts';
import type { Finding } from '../../shared/views/matcher.ts';
import type { Answer, Question, Reader } from './question.ts';

/** What answers rest on: all orders, and the names they stand under, as they are at the moment. */
export interface Ground {
  entries(): IterableIterator<OrderEntry>;
  readonly count: number;
  entry(id: EntityId): OrderEntry | undefined;
  readonly stages: readonly StageRow[];
  readonly retired: readonly StageRow[];
  finding(): Finding;
  ranks(reader: Reader): GroupRanks;
  shelfOf(id: EntityId): Shelf;
}

/** The answer to a question, kept in step at the cost of what changed where that can be. */
export interface StandingAnswer {
  /** Does a piece of what goes before the first answer; true when none of it is left. */
  advance(): boolean;
  /** An order changed. Gives whether the answer may be another now. */
  replace(old: OrderEntry | null, next: OrderEntry): boolean;
  /** Takes a question of the same kind where it asks of the same orders; false where an answer must be made anew. */
  turnTo(question: StandingQuestion): boolean;
  /** Only when all that goes before it is done. */
  answer(): Answer;
  /** Does a piece of what later changes would have to wait for; true when none of it is left. */
  prepare(): boolean;
  /** Worth keeping while something else is asked in its place: it comes back, and others are found among it. */
  readonly isWhole: boolean;
}

/** What is answered out of all orders. */
export type StandingQuestion = Exclude<Question, { readonly kind: 'changes' | 'found' | 'touched' }>;
