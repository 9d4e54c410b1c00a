import type { Shelf } from '../../../shared/model/rows.ts';
import type { EntityId } from '../../../shared/sync/document-name.ts';
import { dateOfDay } from '../../../shared/views/calendar-day.ts';
import { dateFields, type CalendarKey } from '../../../shared/views/date-field.ts';
import type { Day, DayEvent, Span } from '../../../shared/views/days.ts';
import type { QueryProblem } from '../../../shared/views/query.ts';
import type { Standing } from '../../local/local-relay.ts';
import type { AnswerTo, Question } from '../../worker/question.ts';
import type { Workspace } from '../workspace.svelte.ts';

type DaysQuestion = Question & { readonly kind: 'days' };

/** What a calendar shows, but for the days it looks at. */
export interface CalendarAsked {
  readonly query: string;
  readonly shelf: Shelf;
  readonly keys: readonly CalendarKey[];
  /** Of each day at most so many are named. */
  readonly most: number;
  readonly language: 'zh' | 'en';
  readonly today: string;
}

/** A date that was put on another day. */
interface Moved {
  readonly event: DayEvent;
  readonly from: number;
  readonly to: number;
}

/** The name of one date of one order. */
export function plateName({ id, key }: Pick<DayEvent, 'id' | 'key'>): string {
  return `${id}.${key}`;
}

const nothing = (day: number): Day => ({ day, count: 0, events: [] });

/**
 * The dates of the orders a query finds, day by day. A date that is moved shows on its new day at once, and is held there
 * until the worker says where it lies.
 */
export class Calendar {
  readonly #workspace: Workspace;
  readonly #standing: Standing<DaysQuestion>;
  #asked: CalendarAsked;
  #span: Span;
  #answer: AnswerTo<DaysQuestion> | null = $state.raw(null);
  #moved: ReadonlyMap<string, Moved> = $state.raw(new Map());
  readonly #days = $derived.by(() => this.#withMoves());

  constructor(workspace: Workspace, asked: CalendarAsked, span: Span) {
    this.#workspace = workspace;
    this.#asked = asked;
    this.#span = span;
    this.#standing = workspace.relay.watch<DaysQuestion>(this.#question(), (answer) =>
      this.#answered(answer),
    );
  }

  ask(asked: CalendarAsked): void {
    if (JSON.stringify(asked) === JSON.stringify(this.#asked)) return;
    this.#asked = asked;
    this.#standing.ask(this.#question());
  }

  /** The days that are seen. */
  look(span: Span): void {
    if (span.from === this.#span.from && span.to === this.#span.to) return;
    this.#span = span;
    this.#standing.ask(this.#question());
  }

  get loaded(): boolean {
    return this.#answer !== null;
  }

  get problems(): readonly QueryProblem[] {
    return this.#answer?.problems ?? [];
  }

  day(day: number): Day {
    return this.#days.get(day) ?? nothing(day);
  }

  /** Days that have any, in their order. */
  get days(): readonly Day[] {
    return [...this.#days.values()].filter(({ count }) => count > 0).sort((a, b) => a.day - b.day);
  }

  /** The day a date is shown on; null where it is not among those named. */
  dayOf(plate: Pick<DayEvent, 'id' | 'key'>): number | null {
    for (const { day, events } of this.#days.values())
      if (events.some(({ id, key }) => id === plate.id && key === plate.key)) return day;
    return null;
  }

  find(id: EntityId, key: CalendarKey): DayEvent | null {
    for (const { events } of this.#days.values()) {
      const event = events.find((one) => one.id === id && one.key === key);
      if (event) return event;
    }
    return null;
  }

  /** Shows a date on another day and writes nothing, until it is moved or put back. */
  hold(event: DayEvent, to: number): void {
    const held = this.#moved.get(plateName(event));
    const from = held?.from ?? this.dayOf(event);
    if (from !== null) this.#moved = new Map(this.#moved).set(plateName(event), { event, from, to });
  }

  /** Shows a date where it lies. */
  putBack(event: Pick<DayEvent, 'id' | 'key'>): void {
    const moved = new Map(this.#moved);
    if (moved.delete(plateName(event))) this.#moved = moved;
  }

  /** Writes the day a date is held on: one record that supersedes the day shown, and no other (F2). */
  async move(event: DayEvent, to: number): Promise<boolean> {
    this.hold(event, to);
    const held = this.#moved.get(plateName(event));
    if (!held || held.from === to) {
      this.putBack(event);
      return false;
    }
    const path = dateFields[event.key];
    const written = await this.#workspace.change(
      'order',
      event.id,
      { set: { [path]: dateOfDay(to) } },
      { [path]: [dateOfDay(held.from)] },
    );
    if (!written && this.#moved.get(plateName(event)) === held) this.putBack(event);
    return written;
  }

  stop(): void {
    this.#standing.stop();
  }

  #question(): DaysQuestion {
    const { query, shelf, keys, most, language, today } = this.#asked;
    return { kind: 'days', query, shelf, keys, most, ...this.#span, reader: { language, today } };
  }

  /** A date is held where it was put as long as the worker still has it on the day it came from. */
  #answered(answer: AnswerTo<DaysQuestion>): void {
    this.#answer = answer;
    const still = [...this.#moved].filter(([name, { from }]) =>
      answer.days.some(({ day, events }) => day === from && events.some((one) => plateName(one) === name)),
    );
    if (still.length < this.#moved.size) this.#moved = new Map(still);
  }

  #withMoves(): ReadonlyMap<number, Day> {
    const days = new Map((this.#answer?.days ?? []).map((day) => [day.day, day]));
    for (const [name, { event, from, to }] of this.#moved) {
      const left = days.get(from);
      if (left)
        days.set(from, {
          day: from,
          count: left.count - 1,
          events: left.events.filter((one) => plateName(one) !== name),
        });
      const { count, events } = days.get(to) ?? nothing(to);
      days.set(to, { day: to, count: count + 1, events: [event, ...events] });
    }
    return days;
  }
}
