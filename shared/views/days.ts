import type { EntityId } from '../sync/document-name.ts';
import type { CalendarKey } from './date-field.ts';
import { dateState, type DateState } from './deadline.ts';
import { dateKeys, type OrderEntry } from './entry.ts';
import { compareNumbers } from './sorting.ts';

/** A date of an order on a day. */
export interface DayEvent {
  readonly id: EntityId;
  readonly key: CalendarKey;
  readonly number: string;
  /** null for an order without one. */
  readonly customer: EntityId | null;
  readonly state: DateState;
  /** People disagree about this date; it stands on the earliest of theirs. */
  readonly open: boolean;
}

/** What lies on a day: its first events, and how many there are. */
export interface Day {
  readonly day: number;
  readonly count: number;
  readonly events: readonly DayEvent[];
}

/** A span of days, both included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** How the dates of a day are told, and ordered. */
export interface DayGround {
  readonly today: number;
  /** The place of each stage on the board. */
  readonly stages: ReadonlyMap<string, number>;
}

interface Dated {
  readonly entry: OrderEntry;
  readonly key: CalendarKey;
}

/** The dates of the orders that pass, by day; kept in step as orders change, each at the cost of its own days. */
export class DayIndex {
  readonly #passes: (entry: OrderEntry) => boolean;
  readonly #keys: readonly CalendarKey[];
  readonly #days = new Map<number, Map<string, Dated>>();
  #count = 0;

  constructor(
    entries: Iterable<OrderEntry>,
    passes: (entry: OrderEntry) => boolean,
    keys: readonly CalendarKey[],
  ) {
    this.#passes = passes;
    this.#keys = keys;
    for (const entry of entries) if (passes(entry)) this.#put(entry);
  }

  /** Orders that pass, with a date or without. */
  get count(): number {
    return this.#count;
  }

  /** An order changed from `old` to `next`, null where there is none. Gives whether anything here may be different now. */
  replace(old: OrderEntry | null, next: OrderEntry | null): boolean {
    const was = old !== null && this.#passes(old);
    const is = next !== null && this.#passes(next);
    if (was) this.#take(old);
    if (is) this.#put(next);
    return was || is;
  }

  /** The days of a span that have any, at most `most` events of each: what ends first, then by order number. */
  within({ from, to }: Span, most: number, { today, stages }: DayGround): readonly Day[] {
    const found: Day[] = [];
    for (let day = from; day <= to; day++) {
      const dated = this.#days.get(day);
      if (!dated) continue;
      const events = [...dated.values()]
        .sort((a, b) => this.#compare(a, b))
        .slice(0, most)
        .map(({ entry, key }) => ({
          id: entry.id,
          key,
          number: entry.number,
          customer: entry.customers[0] ?? null,
          state: dateState(entry, key, today, stages),
          open: entry.openDays.includes(dateKeys.indexOf(key)),
        }));
      found.push({ day, count: dated.size, events });
    }
    return found;
  }

  #compare(a: Dated, b: Dated): number {
    return (
      this.#keys.indexOf(a.key) - this.#keys.indexOf(b.key) ||
      compareNumbers(a.entry.number, b.entry.number) ||
      (a.entry.id < b.entry.id ? -1 : 1)
    );
  }

  #put(entry: OrderEntry): void {
    this.#count++;
    for (const [key, day] of this.#datesOf(entry)) {
      const dated = this.#days.get(day) ?? new Map<string, Dated>();
      this.#days.set(day, dated.set(nameOf(entry, key), { entry, key }));
    }
  }

  #take(entry: OrderEntry): void {
    this.#count--;
    for (const [key, day] of this.#datesOf(entry)) {
      const dated = this.#days.get(day);
      dated?.delete(nameOf(entry, key));
      if (dated?.size === 0) this.#days.delete(day);
    }
  }

  #datesOf({ days }: OrderEntry): readonly (readonly [CalendarKey, number])[] {
    return this.#keys.flatMap((key) => {
      const day = days[dateKeys.indexOf(key)] ?? null;
      return day === null ? [] : [[key, day] as const];
    });
  }
}

function nameOf({ id }: OrderEntry, key: CalendarKey): string {
  return `${id} ${key}`;
}
