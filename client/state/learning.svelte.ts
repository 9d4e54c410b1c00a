import type { EntityId, WorkspaceId } from '../../shared/sync/document-name.ts';
import { remember, remembered } from './remembered.ts';
import type { Written } from './undo.svelte.ts';

/** An order that was finished here, of which somebody is asked what it taught. */
export interface Finished {
  readonly order: EntityId;
  readonly claim: boolean;
}

/**
 * Asks once for each order that this person finishes, one after the other. What is being typed outlives the page; who has
 * begun to type is not asked about another order before she is done.
 */
export class Learning {
  readonly #key: string;
  #waiting: readonly Finished[] = $state.raw([]);
  #text = $state('');
  readonly #asked = new Set<EntityId>();

  constructor(workspace: WorkspaceId) {
    this.#key = `gendan.learnt.${workspace}`;
    const [order = '', claim = '', ...text] = (remembered(this.#key) ?? '').split('\n');
    if (!order.startsWith('order_') || text.join('\n') === '') return;
    this.#waiting = [{ order: order as EntityId, claim: claim === 'claim' }];
    this.#text = text.join('\n');
  }

  /** The order that is asked about now. */
  get current(): Finished | null {
    return this.#waiting[0] ?? null;
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    const now = this.current;
    remember(this.#key, now && text !== '' ? `${now.order}\n${now.claim ? 'claim' : ''}\n${text}` : '');
  }

  /** Looks at what was written: whether it finished an order. `last` is the last stage of the team's way. */
  see({ kind, id, step, born }: Written, last: string | undefined): void {
    if (kind !== 'order' || born || this.#asked.has(id)) return;
    const wrote = (path: string) => step.find((one) => one.path === path);
    const [stage, archived] = [wrote('stage'), wrote('archived')];
    const to = stage?.wrote[0]?.value;
    const claim = stage !== undefined && stage.before.some(({ value }) => value === 'claim') && to === last;
    const finished = (stage !== undefined && to === last) || archived?.wrote[0]?.value === true;
    if (!finished) return;
    this.#asked.add(id);
    const one = { order: id, claim };
    // Nobody has answered about the one before: it is asked about the newest.
    this.#waiting = this.#text === '' ? [one] : [...this.#waiting, one];
  }

  /** Answered, or not to be asked about any more. */
  done(): void {
    this.text = '';
    this.#waiting = this.#waiting.slice(1);
  }
}
