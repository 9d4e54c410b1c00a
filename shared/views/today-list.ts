import type { OrderEntry } from './entry.ts';
import { Sailings, type OnTime, type SailingDay } from './sailings.ts';
import {
  compareMatters,
  matterGroups,
  mattersOf,
  type Matter,
  type MatterGroup,
  type StageOrder,
} from './today.ts';

/** How many of a group there are, and the first of them. */
export interface MatterList {
  readonly group: MatterGroup;
  readonly count: number;
  readonly first: readonly Matter[];
}

/** What needs somebody today in all orders, or in one person's, kept in step as orders change. */
export class TodayList {
  readonly #today: number;
  readonly #stages: StageOrder;
  readonly #mine: string | null;
  readonly #sailings: Sailings;
  readonly #groups: Readonly<Record<MatterGroup, Matter[]>> = { settle: [], due: [], waiting: [] };

  /** Takes a day number, and the name of the person whose orders count; null for everybody's. */
  constructor(
    entries: Iterable<OrderEntry>,
    { today, stages, mine }: { today: number; stages: StageOrder; mine: string | null },
  ) {
    this.#today = today;
    this.#stages = stages;
    this.#mine = mine;
    this.#sailings = new Sailings(today);
    for (const entry of entries) {
      if (!this.#counts(entry)) continue;
      this.#sailings.add(entry);
      for (const matter of this.#of(entry)) this.#groups[matter.group].push(matter);
    }
    for (const matters of Object.values(this.#groups)) matters.sort(compareMatters);
  }

  /** An order changed from `old` to `next`, null where there is none. Gives whether anything here may be different now. */
  replace(old: OrderEntry | null, next: OrderEntry | null): boolean {
    const was = old !== null && this.#counts(old);
    const is = next !== null && this.#counts(next);
    if (was) {
      this.#sailings.remove(old);
      for (const matter of this.#of(old)) this.#take(matter);
    }
    if (is) {
      this.#sailings.add(next);
      for (const matter of this.#of(next)) this.#put(matter);
    }
    return was || is;
  }

  /** The groups in their order, each with as many of its first matters as are asked for. */
  groups(first: Readonly<Record<MatterGroup, number>>): readonly MatterList[] {
    return matterGroups.map((group) => ({
      group,
      count: this.#groups[group].length,
      first: this.#groups[group].slice(0, first[group]),
    }));
  }

  week(): readonly SailingDay[] {
    return this.#sailings.week();
  }

  onTime(): OnTime {
    return this.#sailings.onTime();
  }

  #counts(entry: OrderEntry): boolean {
    return this.#mine === null || entry.owners.includes(this.#mine);
  }

  #of(entry: OrderEntry): readonly Matter[] {
    return mattersOf(entry, this.#today, this.#stages);
  }

  #put(matter: Matter): void {
    this.#groups[matter.group].splice(this.#placeOf(matter), 0, matter);
  }

  #take(matter: Matter): void {
    const matters = this.#groups[matter.group];
    const at = this.#placeOf(matter);
    const found = matters[at];
    if (found && compareMatters(found, matter) === 0) matters.splice(at, 1);
  }

  /** The first place that does not come before it. */
  #placeOf(matter: Matter): number {
    const matters = this.#groups[matter.group];
    let [low, high] = [0, matters.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = matters[middle];
      if (other && compareMatters(other, matter) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
