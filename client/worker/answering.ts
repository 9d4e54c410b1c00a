import { nothingFound } from '../../shared/rules/found-row.ts';
import type { Checker } from './checker.ts';
import type { FoundChange } from './judge.ts';
import type { Answer, Question } from './question.ts';
import type { Roster } from './roster.ts';

/** Of more findings than these, written at once, a tab is told no more than that they were: it reads those it shows. */
const mostRows = 48;

/** Who answers the questions of the tabs. */
export type Answering = Pick<Roster, 'watch' | 'unwatch'>;

interface FoundAnswering extends Answering {
  wrote(change: FoundChange): void;
}

/** The roster answers out of all orders, the checker what is about findings. */
export function createAnswering({
  roster,
  checker,
}: {
  readonly roster: Answering;
  readonly checker: Pick<Checker, 'touched' | 'judgeBy'>;
}): FoundAnswering {
  const listeners = new Map<string, { readonly today: string; readonly answer: (answer: Answer) => void }>();
  /** The question that each key asks now: what an earlier one would have been answered nobody wants to know. */
  const asked = new Map<string, Question>();

  /** The latest: a tab that the browser froze still has the day of then, and the next leader is asked by it, too. */
  function dayNow(): string {
    return [...listeners.values()].reduce((latest, { today }) => (today > latest ? today : latest), '');
  }

  return {
    watch(key, question, answer) {
      asked.set(key, question);
      switch (question.kind) {
        case 'found':
          listeners.set(key, { today: question.today, answer });
          checker.judgeBy(dayNow());
          answer({ kind: 'found', rows: null });
          break;
        case 'touched':
          checker.touched(question.entity, question.change, question.most).then(
            (touched) => {
              if (asked.get(key) === question) answer({ kind: 'touched', ...touched });
            },
            // Without an answer the tab lets her save.
            (error: unknown) => console.error(error),
          );
          break;
        case 'changes':
        case 'list':
        case 'days':
        case 'series':
        case 'numbers':
        case 'today':
        case 'search':
          roster.watch(key, question, answer);
      }
    },

    unwatch(key) {
      asked.delete(key);
      listeners.delete(key);
      roster.unwatch(key);
    },

    wrote({ found, gone }) {
      const rows = found.length + gone.length > mostRows ? null : [...found, ...gone.map(nothingFound)];
      for (const { answer } of listeners.values()) answer({ kind: 'found', rows });
    },
  };
}
