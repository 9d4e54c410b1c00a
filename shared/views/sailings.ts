import { dateOfDay, weekStart } from './calendar-day.ts';
import type { OrderEntry } from './entry.ts';
import { dayOf } from './today.ts';

/** Days back over which sailings are judged. */
export const onTimeDays = 90;

/** What sails on a day of the week: by the day it sailed, else by its ETD. */
export interface SailingDay {
  readonly date: string;
  readonly containers: number;
  /** Of them after the promise. */
  readonly late: number;
  /** Orders whose containers nobody has entered. */
  readonly unknown: number;
}

/** So many of those that have such a date. */
export interface Share {
  readonly met: number;
  readonly of: number;
}

/** Orders that sailed in the last `onTimeDays`, and how many of them not after three dates. */
export interface OnTime {
  readonly sailed: number;
  readonly promised: Share;
  readonly latest: Share;
  readonly requested: Share;
}

const targets = { promised: 'promisedEtd', latest: 'latestShipment', requested: 'requestedEtd' } as const;
type Target = keyof typeof targets;

/** Sailings of the week of a day and what was on time, kept in step as orders come and go; orders in the trash do not count. */
export class Sailings {
  readonly #today: number;
  readonly #monday: number;
  readonly #week = Array.from({ length: 7 }, () => ({ containers: 0, late: 0, unknown: 0 }));
  readonly #met: Record<Target, { met: number; of: number }> = {
    promised: { met: 0, of: 0 },
    latest: { met: 0, of: 0 },
    requested: { met: 0, of: 0 },
  };
  #sailed = 0;

  /** Takes a day number. */
  constructor(today: number) {
    this.#today = today;
    this.#monday = weekStart(today);
  }

  add(entry: OrderEntry): void {
    this.#count(entry, 1);
  }

  /** Takes out what was added. */
  remove(entry: OrderEntry): void {
    this.#count(entry, -1);
  }

  /** Seven days, Monday first. */
  week(): readonly SailingDay[] {
    return this.#week.map((day, index) => ({ date: dateOfDay(this.#monday + index), ...day }));
  }

  onTime(): OnTime {
    const { promised, latest, requested } = this.#met;
    return {
      sailed: this.#sailed,
      promised: { ...promised },
      latest: { ...latest },
      requested: { ...requested },
    };
  }

  #count(entry: OrderEntry, sign: 1 | -1): void {
    if (entry.shelf === 'trash') return;
    const sailed = dayOf(entry, 'sailed');
    const leaves = sailed ?? dayOf(entry, 'etd');
    const day = leaves === null ? undefined : this.#week[leaves - this.#monday];
    if (day && leaves !== null) {
      const containers = entry.containers.reduce((sum, [, count]) => sum + count, 0);
      const promised = dayOf(entry, 'promisedEtd');
      day.containers += sign * containers;
      if (promised !== null && leaves > promised) day.late += sign * containers;
      if (containers === 0) day.unknown += sign;
    }
    if (sailed === null || sailed > this.#today || sailed <= this.#today - onTimeDays) return;
    this.#sailed += sign;
    for (const target of Object.keys(targets) as Target[]) {
      const date = dayOf(entry, targets[target]);
      if (date === null) continue;
      this.#met[target].of += sign;
      if (sailed <= date) this.#met[target].met += sign;
    }
  }
}
