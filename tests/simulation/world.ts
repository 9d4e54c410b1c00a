import type { Clock } from '../../shared/sync/clock.ts';

interface Event {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** One seeded scheduler, one fake clock and one source of chance: a run replays exactly from its seed. */
export class World {
  readonly seed: number;
  #state: number;
  #now = 1_800_000_000_000;
  #order = 0;
  #events: Event[] = [];

  constructor(seed: number) {
    this.seed = seed;
    this.#state = (seed * 2654435761) >>> 0;
  }

  get now(): number {
    return this.#now;
  }

  /** [0, 1), by mulberry32. */
  readonly random = (): number => {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  at(delay: number, run: () => void): () => void {
    let live = true;
    const event = {
      at: this.#now + delay,
      order: this.#order++,
      run: () => {
        if (live) run();
      },
    };
    // Times are few and distinct by order, so a sorted insert is enough.
    let index = this.#events.length;
    for (; index > 0; index--) {
      const before = this.#events[index - 1];
      if (!before || before.at < event.at || (before.at === event.at && before.order < event.order)) break;
    }
    this.#events.splice(index, 0, event);
    return () => {
      live = false;
    };
  }

  /**
   * A clock of one process: what it scheduled does not run once the process is dead. `skew` is by how many milliseconds
   * its machine is wrong; time that passes is right all the same.
   */
  clock(alive: () => boolean, skew: () => number): Clock {
    const guarded = (task: () => void) => () => {
      if (alive()) task();
    };
    return {
      now: () => this.#now + skew(),
      soon: (task) => {
        this.at(this.below(3), guarded(task));
      },
      after: (milliseconds, task) => this.at(milliseconds, guarded(task)),
    };
  }

  /** Runs events until `milliseconds` of world time have passed; promises settle between events. */
  async run(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    for (;;) {
      const next = this.#events[0];
      if (!next || next.at > end) break;
      this.#events.shift();
      this.#now = next.at;
      next.run();
      await settled();
    }
    this.#now = end;
  }

  /** Runs until `condition` holds; throws after `milliseconds` of world time. */
  async until(
    condition: () => boolean | Promise<boolean>,
    milliseconds: number,
    what: string,
  ): Promise<void> {
    const end = this.#now + milliseconds;
    while (!(await condition())) {
      if (this.#now >= end) throw new Error(`seed ${String(this.seed)}: not reached: ${what}`);
      await this.run(200);
    }
  }
}

/** All promise reactions that are due have run. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
