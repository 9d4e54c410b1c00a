import * as Y from 'yjs';
import { dotKey } from '../../shared/model/dot.ts';
import type { Change, Facts, Path } from '../../shared/model/facts.ts';
import { fold } from '../../shared/model/fold.ts';
import { readRecords } from '../../shared/model/read.ts';
import { appendChange } from '../../shared/model/record.ts';
import { planUndo, stepOf, type Step, type UndoPlan } from '../../shared/model/undo.ts';
import { appendUndo, followUndo } from '../../shared/model/undo-write.ts';

type Turn = UndoPlan & { readonly wrote: Step };

/** One order's board document on one person's screen, with her stack. */
export class Desk {
  readonly doc = new Y.Doc();
  readonly mine = new Set<string>();
  past: Step[] = [];
  future: Step[] = [];
  readonly #person: string;

  constructor(person: string) {
    this.#person = person;
  }

  get author() {
    return { person: this.#person, device: this.#person };
  }

  get facts(): Facts {
    return fold(readRecords(this.doc), 'order');
  }

  values(path: string): readonly unknown[] {
    return this.facts.paths.get(path as Path)?.heads.map((head) => head.value) ?? [];
  }

  do(change: Change, seen?: Facts): void {
    const wrote = appendChange(this.doc, this.author, 1, change, 'order', seen && { seen });
    if (wrote.kind !== 'written') return;
    const { dot } = wrote;
    this.mine.add(dotKey(dot));
    this.past.push(stepOf('order', 'board', readRecords(this.doc), dot));
    this.future = [];
  }

  undo(): Turn {
    return this.#turn(this.past, this.future);
  }

  redo(): Turn {
    return this.#turn(this.future, this.past);
  }

  #turn(from: Step[], to: Step[]): Turn {
    const step = from.pop();
    if (!step) throw new Error('nothing to take back');
    const standing = { records: readRecords(this.doc), facts: this.facts };
    const plan = planUndo(step, new Map([['board' as const, standing]]), this.mine);
    const undoing = appendUndo(this.doc, this.author, 2, plan.reverts);
    for (const one of undoing) for (const { dots } of one.wrote) this.mine.add(dotKey(dots[0] ?? [0, 0]));
    for (const stack of [this.past, this.future])
      stack.forEach((one, index) => (stack[index] = followUndo(one, step, undoing, this.mine)));
    if (undoing.length > 0) to.push(undoing);
    return { ...plan, wrote: undoing };
  }
}

export function meet(a: Desk, b: Desk): void {
  Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc));
  Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc));
}
