import type { CustomerRow, OrderRow, ProductRow, TextRow } from '../../shared/model/rows.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { snippet } from '../../shared/views/marks.ts';
import type { QueryProblem } from '../../shared/views/query.ts';
import type { SearchHit, SearchKind } from '../../shared/views/search.ts';
import { language } from '../i18n/language.svelte.ts';
import type { Standing } from '../local/local-relay.ts';
import { rowsOf } from '../local/rows.ts';
import type { AnswerTo, Question } from '../worker/question.ts';
import { wall } from './ports.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** A hit with what is shown of it; `snippet` is the line of its note or habits where it was found there. */
export type Found = { readonly snippet: string | null } & (
  | { readonly kind: 'order'; readonly row: OrderRow }
  | { readonly kind: 'customer'; readonly row: CustomerRow }
  | { readonly kind: 'product'; readonly row: ProductRow }
);

type SearchQuestion = Question & { readonly kind: 'search' };
type SearchAnswer = AnswerTo<SearchQuestion>;

const none = { order: 0, customer: 0, product: 0 };
const snippetWidth = 60;

/** What the worker finds for a text, with the rows of it. What is shown stays until the next answer is whole. */
export class Search {
  readonly #workspace: Workspace;
  readonly #limit: number;
  #standing: Standing<SearchQuestion> | null = null;
  #text = '';
  #shown: { readonly answer: SearchAnswer; readonly found: readonly Found[] } | null = $state.raw(null);

  constructor(workspace: Workspace, limit: number) {
    this.#workspace = workspace;
    this.#limit = limit;
  }

  ask(text: string): void {
    this.#text = text;
    const reader = { language: language.value, today: wall.today };
    const question: SearchQuestion = { kind: 'search', text, limit: this.#limit, reader };
    if (this.#standing) this.#standing.ask(question);
    else
      this.#standing = this.#workspace.relay.watch<SearchQuestion>(
        question,
        (answer) => void this.#answered(answer),
      );
  }

  stop(): void {
    this.#standing?.stop();
  }

  get found(): readonly Found[] {
    return this.#shown?.found ?? [];
  }

  get counts(): Readonly<Record<SearchKind, number>> {
    return this.#shown?.answer.counts ?? none;
  }

  /** What is to be marked. */
  get marks(): readonly string[] {
    return this.#shown?.answer.marks ?? [];
  }

  get problems(): readonly QueryProblem[] {
    return this.#shown?.answer.problems ?? [];
  }

  /** Whether what is shown answers what was asked last. */
  get answered(): boolean {
    return this.#shown?.answer.text === this.#text;
  }

  async #answered(answer: SearchAnswer): Promise<void> {
    if (answer.text !== this.#text) return;
    const rows = rowsOf(this.#workspace.id);
    const ofOrders = answer.hits.filter((hit) => hit.kind === 'order').map((hit) => hit.id);
    const inNotes = answer.hits.filter((hit) => hit.where === 'note').map((hit) => hit.id);
    try {
      const [orders, texts] = await Promise.all([
        ofOrders.length > 0 ? rows.ordersOf(ofOrders) : [],
        inNotes.length > 0 ? rows.texts.bulkGet(inNotes) : [],
      ]);
      if (answer.text !== this.#text) return;
      const orderRows = new Map(orders.flatMap((row) => (row ? [[row.id, row] as const] : [])));
      const textRows = new Map(texts.flatMap((row) => (row ? [[row.id, row] as const] : [])));
      const found = answer.hits.flatMap((hit) => this.#found(hit, answer.marks, orderRows, textRows));
      this.#shown = { answer, found };
    } catch {
      // The tables are gone; `rows.lost` says so in words.
    }
  }

  #found(
    { kind, id }: SearchHit,
    marks: readonly string[],
    orders: ReadonlyMap<EntityId, OrderRow>,
    texts: ReadonlyMap<EntityId, TextRow>,
  ): readonly Found[] {
    const text = texts.get(id)?.text;
    const line = text === undefined ? null : snippet(text, marks, snippetWidth);
    switch (kind) {
      case 'order': {
        const row = orders.get(id);
        return row ? [{ kind, row, snippet: line }] : [];
      }
      case 'customer': {
        const row = this.#workspace.customers.get(id);
        return row ? [{ kind, row, snippet: line }] : [];
      }
      case 'product': {
        const row = this.#workspace.products.get(id);
        return row ? [{ kind, row, snippet: line }] : [];
      }
    }
  }
}
