import type { MatterGroup } from '../../shared/views/today.ts';
import type { Standing } from '../local/local-relay.ts';
import type { AnswerTo, Question } from '../worker/question.ts';
import { remember, remembered } from './remembered.ts';
import type { Workspace } from './workspace.svelte.ts';

type TodayQuestion = Question & { readonly kind: 'today' };

const storageKey = 'gendan.today';
/** Matters of a group that are listed before anybody asks for more, and how many more then. */
export const firstMatters = 20;
export const moreMatters = 50;

/** What needs somebody today, as the worker reckons it: counts for the rail, and the first of each group for the page. */
export class Today {
  readonly #workspace: Workspace;
  #standing: Standing<TodayQuestion> | null = null;
  #answer: AnswerTo<TodayQuestion> | null = $state.raw(null);
  #mine = $state(remembered(storageKey) === 'mine');
  #first: Readonly<Record<MatterGroup, number>> = $state.raw({ settle: 0, due: 0, waiting: 0 });

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** Asks what is shown now; to be called again where person, day or what is listed has changed. */
  ask(today: string): void {
    const question: TodayQuestion = {
      kind: 'today',
      mine: this.mine ? this.#workspace.person : null,
      first: this.#first,
      // Names play no part in it.
      reader: { language: 'en', today },
    };
    if (this.#standing) this.#standing.ask(question);
    else
      this.#standing = this.#workspace.relay.watch(question, (answer) => {
        this.#answer = answer;
      });
  }

  /** null before the worker has answered. */
  get answer(): AnswerTo<TodayQuestion> | null {
    return this.#answer;
  }

  /** What must be settled before anything else. */
  get toSettle(): number {
    return this.#answer?.groups.find(({ group }) => group === 'settle')?.count ?? 0;
  }

  /** Only this person's own orders; who has no name has none. */
  get mine(): boolean {
    return this.#mine && this.#workspace.person !== null;
  }

  choose(mine: boolean): void {
    this.#mine = mine;
    remember(storageKey, mine ? 'mine' : 'all');
  }

  /** The page is open: it lists the first of each group. */
  list(): void {
    this.#first = { settle: firstMatters, due: firstMatters, waiting: firstMatters };
  }

  more(group: MatterGroup): void {
    this.#first = { ...this.#first, [group]: this.#first[group] + moreMatters };
  }

  stop(): void {
    this.#standing?.stop();
  }
}

/** The name of a matter in the page: of each kind an order has one. */
export function matterKey({ order, kind }: { readonly order: string; readonly kind: string }): string {
  return `${order}-${kind}`;
}
