import { SvelteMap } from 'svelte/reactivity';
import type { Change } from '../../shared/model/facts.ts';
import { checksRestOn } from '../../shared/rules/rests-on.ts';
import type { AnswerTo, Question } from '../worker/question.ts';
import type { OpenEntity, Seen } from './entity.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

type TouchedQuestion = Question & { readonly kind: 'touched' };
export type TouchedAnswer = AnswerTo<TouchedQuestion>;

/** Orders that are named. */
const mostNamed = 6;
/** Until then nobody need know that the worker is still looking, ms. */
const unnoticed = 400;

/** What became of a change: `refused` where the entity cannot be changed now, `dropped` where it was thought better of. */
export type Outcome = 'written' | 'refused' | 'dropped';

/** A change that waits for a word of the person who made it. */
export interface Waiting {
  readonly change: Change;
  /** null while the worker is looking. */
  readonly touched: TouchedAnswer | null;
  save(): void;
  drop(): void;
}

interface Asked {
  readonly end: (outcome: Outcome) => void;
  readonly write: () => void;
}

/**
 * Stands before changes of a customer or a product on which checks of orders rest: one that touches no open order is written
 * at once, another when the person has seen which ones and says so.
 */
export class AskBefore {
  readonly #workspace: Workspace;
  readonly #entity: OpenEntity;
  readonly #waiting = new SvelteMap<string, Waiting>();
  readonly #asked = new Map<string, Asked>();

  constructor(workspace: Workspace, entity: OpenEntity) {
    this.#workspace = workspace;
    this.#entity = entity;
  }

  /** Whether a change of this path is asked about. */
  concerns(path: string): boolean {
    return checksRestOn(this.#entity.kind, path);
  }

  /** The change that waits under this name; null where none does, or nobody need know yet. */
  at(name: string): Waiting | null {
    return this.#waiting.get(name) ?? null;
  }

  /** Writes a change, sooner or later or not at all. A later one under the same name stands for the earlier one. */
  write(name: string, change: Change, seen?: Seen): Promise<Outcome> {
    this.#asked.get(name)?.end('dropped');
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const write = (): void => end(this.#entity.change(change, seen) ? 'written' : 'refused');
    const end = (outcome: Outcome): void => {
      if (!this.#asked.delete(name)) return;
      clearTimeout(timer);
      standing.stop();
      this.#waiting.delete(name);
      resolve(outcome);
    };
    const show = (touched: TouchedAnswer | null): void => {
      this.#waiting.set(name, { change, touched, save: write, drop: () => end('dropped') });
    };
    const timer = setTimeout(() => show(null), unnoticed);
    const standing = this.#workspace.relay.watch<TouchedQuestion>(
      { kind: 'touched', entity: this.#entity.id, change, most: mostNamed },
      (answer) => {
        clearTimeout(timer);
        if (answer.count === 0) write();
        else show(answer);
      },
    );
    this.#asked.set(name, { end, write });
    return promise;
  }

  /** What waits under this name is not written. */
  drop(name: string): void {
    this.#asked.get(name)?.end('dropped');
  }

  /** The page is left: what nobody was asked about yet is written, as it would have been without asking. */
  leave(): void {
    for (const [name, { end, write }] of this.#asked) {
      if (this.#waiting.has(name)) end('dropped');
      else write();
    }
  }
}
