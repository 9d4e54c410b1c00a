import type { Series } from '../../../shared/views/series.ts';
import type { QueryProblem } from '../../../shared/views/query.ts';
import type { Span } from '../../../shared/views/days.ts';
import type { Standing } from '../../local/local-relay.ts';
import type { AnswerTo, Question } from '../../worker/question.ts';
import type { Workspace } from '../workspace.svelte.ts';

type SeriesQuestion = Question & { readonly kind: 'series' };

/** What figures are asked of. */
export interface FiguresAsked extends Span {
  readonly query: string;
  readonly language: 'zh' | 'en';
  readonly today: string;
}

/** Figures of the orders a query finds, open and archived; kept in step by the worker. */
export class Figures {
  readonly #standing: Standing<SeriesQuestion>;
  #answer: AnswerTo<SeriesQuestion> | null = $state.raw(null);

  constructor(workspace: Workspace, asked: FiguresAsked) {
    this.#standing = workspace.relay.watch<SeriesQuestion>(questionOf(asked), (answer) => {
      this.#answer = answer;
    });
  }

  ask(asked: FiguresAsked): void {
    this.#standing.ask(questionOf(asked));
  }

  get problems(): readonly QueryProblem[] {
    return this.#answer?.problems ?? [];
  }

  /** null before the worker has answered. */
  get series(): Series | null {
    return this.#answer?.series ?? null;
  }

  stop(): void {
    this.#standing.stop();
  }
}

function questionOf({ query, from, to, language, today }: FiguresAsked): SeriesQuestion {
  return {
    kind: 'series',
    query,
    shelves: ['open', 'archived'],
    from,
    to,
    zone: -new Date().getTimezoneOffset(),
    reader: { language, today },
  };
}
