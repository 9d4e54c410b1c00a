import type { EntityKind } from '../../shared/model/field.ts';
import type { ReadOnly } from '../../shared/model/read-only.ts';
import type { Step, UndoPlan } from '../../shared/model/undo.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';

/** What one action of this tab wrote into the facts of an entity. */
export interface Written {
  readonly kind: EntityKind;
  readonly id: EntityId;
  readonly step: Step;
  /** It made the entity. */
  readonly born: boolean;
}

/** The undo of one note, as its editor keeps it: takes back what this tab wrote there, step by step. */
export interface NoteSteps {
  readonly undoable: number;
  readonly redoable: number;
  undo(): void;
  redo(): void;
  /** What is written from now on is a step of its own. */
  pause(): void;
  forgetRedo(): void;
  end(): void;
}

export type Action =
  | ({ readonly type: 'facts' } & Written)
  /** The same done to several entities at once; `kind` and `id` are those of the first. */
  | {
      readonly type: 'many';
      readonly kind: EntityKind;
      readonly id: EntityId;
      readonly parts: readonly [Written, ...Written[]];
    }
  | { readonly type: 'note'; readonly kind: EntityKind; readonly id: EntityId };

/** What became of one press of undo or redo. */
export interface Outcome {
  readonly direction: 'undo' | 'redo';
  readonly action: Action;
  /** null for a note. */
  readonly plan: UndoPlan | null;
  /** Why nothing was done. */
  readonly readOnly: ReadOnly | null;
  /** Of an action on several entities: how many were left as they are, for a colleague's sake or because they cannot be changed. */
  readonly untouched?: number;
}

export interface TakenBack {
  readonly plan: UndoPlan;
  /** Nothing was written, for nothing can be. */
  readonly readOnly: ReadOnly | null;
  readonly wrote: Step;
  /** Another step of the same entity, with the names of the records that stand there now. */
  readonly follow: (step: Step) => Step;
}

/** Takes an action back in its documents; null when that could not be written. */
export type TakeBack = (action: Written, mine: ReadonlySet<string>) => Promise<TakenBack | null>;

/** Whether a note can be changed; null where it can. */
export type Locked = (note: Pick<Written, 'kind' | 'id'>) => Promise<ReadOnly | null>;

interface HeldNote {
  readonly kind: EntityKind;
  readonly steps: NoteSteps;
  shown: number;
}

const longest = 200;

/**
 * One person's actions in this tab since it was opened, in the order they were made, over orders, customers, products
 * and their notes. What was taken back can be done again until something new is done.
 */
export class UndoStack {
  #past: readonly Action[] = $state.raw([]);
  #future: readonly Action[] = $state.raw([]);
  #outcome: Outcome | null = $state.raw(null);
  readonly #takeBack: TakeBack;
  readonly #locked: Locked;
  /** Told of each action on one entity, once it is written; not of taking one back. */
  readonly #see: (written: Written) => void;
  readonly #mine = new Map<EntityId, Set<string>>();
  readonly #notes = new Map<EntityId, HeldNote>();
  #turning: Promise<void> = Promise.resolve();
  /** How much has been done: something new ends what could be done again. */
  #done = 0;

  constructor(takeBack: TakeBack, locked: Locked, see: (written: Written) => void = () => undefined) {
    this.#takeBack = takeBack;
    this.#locked = locked;
    this.#see = see;
  }

  /** What undo would take back next; null when there is nothing. */
  get next(): Action | null {
    return this.#past.at(-1) ?? null;
  }

  /** What redo would do next. */
  get again(): Action | null {
    return this.#future.at(-1) ?? null;
  }

  /** What the last press did, until the next action. */
  get outcome(): Outcome | null {
    return this.#outcome;
  }

  dismiss(): void {
    this.#outcome = null;
  }

  /** An action has been written. */
  did(written: Written): void {
    if (written.step.length === 0) return;
    this.#own(written.id, written.step);
    for (const { steps } of this.#notes.values()) steps.pause();
    this.#push({ type: 'facts', ...written });
    this.#see(written);
  }

  /** A part of an action on several entities has been written: what is written there next has seen it. */
  didPart(part: Written): void {
    this.#own(part.id, part.step);
  }

  /** An action on several entities has been written, all its parts of which are told already. */
  didMany(parts: readonly Written[]): void {
    const [first, ...others] = parts.filter(({ step }) => step.length > 0);
    if (!first) return;
    for (const { steps } of this.#notes.values()) steps.pause();
    if (others.length === 0) this.#push({ type: 'facts', ...first });
    else this.#push({ type: 'many', kind: first.kind, id: first.id, parts: [first, ...others] });
  }

  /** Keeps a note's steps from its first opening until none of them is left to take back. */
  note(kind: EntityKind, id: EntityId, make: (did: () => void) => NoteSteps): NoteSteps {
    const held = this.#notes.get(id) ?? {
      kind,
      steps: make(() => this.#push({ type: 'note', kind, id })),
      shown: 0,
    };
    held.shown += 1;
    this.#notes.set(id, held);
    return held.steps;
  }

  /** The note is not shown any more. */
  leaveNote(id: EntityId): void {
    const held = this.#notes.get(id);
    if (!held) return;
    held.shown -= 1;
    this.#tidy();
  }

  undo(): Promise<void> {
    return this.#turn('undo');
  }

  redo(): Promise<void> {
    return this.#turn('redo');
  }

  /** Somebody else sits here now: what was done before is not hers to take back. */
  clear(): void {
    this.#past = [];
    this.#future = [];
    this.#outcome = null;
    this.#mine.clear();
    this.#tidy();
  }

  #push(action: Action): void {
    if (this.#future.length > 0) for (const { steps } of this.#notes.values()) steps.forgetRedo();
    this.#past = [...this.#past, action].slice(-longest);
    this.#future = [];
    this.#done++;
    this.#outcome = null;
    this.#tidy();
  }

  /** The dots of what this person has written in an entity, in this tab. */
  mine(id: EntityId): ReadonlySet<string> {
    return this.#own(id, []);
  }

  #own(id: EntityId, step: Step): Set<string> {
    const mine = this.#mine.get(id) ?? new Set();
    for (const { wrote } of step)
      for (const { dots } of wrote) for (const [writer, clock] of dots) mine.add(`${writer}.${clock}`);
    this.#mine.set(id, mine);
    return mine;
  }

  /** One after the other, however fast the key is pressed. */
  #turn(direction: Outcome['direction']): Promise<void> {
    const turned = this.#turning.then(() => this.#step(direction));
    // One that fails unexpectedly is told to who pressed the key, and does not stop the next.
    this.#turning = turned.catch(() => undefined);
    return turned;
  }

  async #step(direction: Outcome['direction']): Promise<void> {
    const action = direction === 'undo' ? this.next : this.again;
    if (!action) return;
    if (action.type === 'note') {
      const readOnly = await this.#locked(action);
      const latest = (direction === 'undo' ? this.next : this.again) === action;
      if (latest) this.#stepNote(direction, action, readOnly);
      return;
    }
    if (action.type === 'many') return this.#stepMany(direction, action);
    const taken = await this.#takeBack(action, this.mine(action.id));
    if (!taken) return;
    // Something new may have been done meanwhile: then there is nothing to redo.
    const latest = (direction === 'undo' ? this.next : this.again) === action;
    this.#drop(action);
    this.#follow(action.id, taken);
    if (latest && taken.wrote.length > 0)
      this.#turned(direction, { ...action, step: taken.wrote, born: false });
    this.#outcome = { direction, action, plan: taken.plan, readOnly: taken.readOnly };
  }

  /** One entity after the other. What cannot be written now can be taken back by another press. */
  async #stepMany(
    direction: Outcome['direction'],
    action: Action & { readonly type: 'many' },
  ): Promise<void> {
    const before = this.#done;
    this.#drop(action);
    const turned: Written[] = [];
    const left: Written[] = [];
    const plans: UndoPlan[] = [];
    let untouched = 0;
    for (const [index, part] of action.parts.entries()) {
      const taken = await this.#takeBack(part, this.mine(part.id));
      if (!taken) {
        left.push(...action.parts.slice(index));
        break;
      }
      this.#follow(part.id, taken);
      plans.push(taken.plan);
      if (taken.wrote.length === 0) untouched += 1;
      else turned.push({ ...part, step: taken.wrote, born: false });
    }
    const latest = this.#done === before;
    const [first, ...others] = turned;
    if (latest && first) this.#turned(direction, manyOf(first, others));
    const [again, ...rest] = left;
    if (again && direction === 'undo') this.#past = [...this.#past, manyOf(again, rest)];
    else if (again && latest) this.#future = [...this.#future, manyOf(again, rest)];
    if (turned.length + untouched === 0) return;
    const plan = {
      reverts: plans.flatMap(({ reverts }) => reverts),
      blocked: plans.flatMap(({ blocked }) => blocked),
    };
    this.#outcome = { direction, action, plan, readOnly: null, untouched };
  }

  #drop(action: Action): void {
    this.#past = this.#past.filter((one) => one !== action);
    this.#future = this.#future.filter((one) => one !== action);
  }

  /** What was taken back can be done again, and the other way round. */
  #turned(direction: Outcome['direction'], action: Action): void {
    if (direction === 'redo') this.#past = [...this.#past, action];
    else this.#future = [...this.#future, action];
  }

  /** Other steps of the entity get the names of the records that stand there now. */
  #follow(id: EntityId, taken: TakenBack): void {
    this.#own(id, taken.wrote);
    const part = (one: Written): Written => (one.id === id ? { ...one, step: taken.follow(one.step) } : one);
    const follow = (one: Action): Action => {
      switch (one.type) {
        case 'facts':
          return one.id === id ? { ...one, step: taken.follow(one.step) } : one;
        case 'many': {
          const [first, ...others] = one.parts;
          return one.parts.some((some) => some.id === id)
            ? { ...one, parts: [part(first), ...others.map(part)] }
            : one;
        }
        case 'note':
          return one;
      }
    };
    this.#past = this.#past.map(follow);
    this.#future = this.#future.map(follow);
  }

  #stepNote(
    direction: Outcome['direction'],
    action: Action & { readonly type: 'note' },
    readOnly: ReadOnly | null,
  ): void {
    if (readOnly !== null) {
      // It is left where it stands, and no step before it waits for that.
      if (direction === 'undo') this.#past = this.#past.slice(0, -1);
      else this.#future = this.#future.slice(0, -1);
      this.#outcome = { direction, action, plan: null, readOnly };
      this.#tidy();
      return;
    }
    const steps = this.#notes.get(action.id)?.steps;
    if (direction === 'undo') steps?.undo();
    else steps?.redo();
    this.#past = this.#as(this.#past, action, steps?.undoable ?? 0);
    this.#future = this.#as(this.#future, action, steps?.redoable ?? 0);
    this.#outcome = { direction, action, plan: null, readOnly: null };
  }

  /** As many of a note's steps as its editor has: it passes over those whose words are gone. The latest are last. */
  #as(actions: readonly Action[], action: Action, count: number): readonly Action[] {
    const mine = (one: Action): boolean => one.type === 'note' && one.id === action.id;
    let excess = actions.filter(mine).length - count;
    if (excess < 0) return [...actions, ...Array.from({ length: -excess }, () => action)];
    return actions
      .toReversed()
      .filter((one) => !(mine(one) && excess-- > 0))
      .toReversed();
  }

  #tidy(): void {
    for (const [id, { steps, shown }] of this.#notes) {
      const left = [...this.#past, ...this.#future].some((one) => one.type === 'note' && one.id === id);
      if (left || shown > 0) continue;
      this.#notes.delete(id);
      steps.end();
    }
  }
}

function manyOf(first: Written, others: readonly Written[]): Action {
  return { type: 'many', kind: first.kind, id: first.id, parts: [first, ...others] };
}
