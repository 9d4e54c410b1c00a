import type { OrderEntry } from '../../shared/views/entry.ts';
import type { Filter } from '../../shared/views/condition.ts';
import { Listing } from '../../shared/views/listing.ts';
import { matcher, narrows } from '../../shared/views/matcher.ts';
import { parseQuery, type QueryProblem } from '../../shared/views/query.ts';
import type { Answer, Question } from './question.ts';
import type { Ground, StandingAnswer, StandingQuestion } from './standing.ts';

type ListQuestion = Question & { readonly kind: 'list' };

/** Orders put to the test in one go: some milliseconds, in which no newer question is heard. */
const piece = 4_000;
/**
 * A wider answer of more than this part of all orders is no help: as they lie in memory one after the other all of them are
 * looked through sooner than a board's columns in their order.
 */
const few = 1 / 4;

/** Orders laid out, and found among those of a wider answer where there is one. */
export class ListAnswer implements StandingAnswer {
  readonly #ground: Ground;
  readonly #filter: Filter;
  readonly #problems: readonly QueryProblem[];
  readonly #listing: Listing;
  readonly #first: ListQuestion;
  #question: ListQuestion;
  /** What is still to be looked through; null when all was. */
  #rest: { readonly entries: readonly OrderEntry[]; at: number } | null;
  /** Orders that changed since it was begun: what is looked through is as it was then. */
  readonly #changed: (readonly [OrderEntry | null, OrderEntry])[] = [];

  constructor(question: ListQuestion, ground: Ground, wider: readonly (StandingAnswer | null)[]) {
    this.#ground = ground;
    this.#question = this.#first = question;
    const { filter, problems } = parseQuery(question.query, question.reader.today);
    this.#filter = filter;
    this.#problems = problems;
    const passes = matcher(filter, question.shelf, ground.finding());
    this.#listing = new Listing([], passes, question.layout, ground.ranks(question.reader));
    const among = wider.find((one) => one instanceof ListAnswer && this.#isWithin(one));
    // As they are now: while findings are read in, a list does not hear of each.
    const entries =
      among instanceof ListAnswer
        ? among.#listing.passing().flatMap(({ id }) => ground.entry(id) ?? [])
        : [...ground.entries()];
    this.#rest = { entries, at: 0 };
  }

  /** Nothing is looked for: whoever looks for something comes back to it. */
  get isWhole(): boolean {
    return this.#filter.length === 0;
  }

  advance(): boolean {
    const rest = this.#rest;
    if (rest === null) return true;
    const end = Math.min(rest.entries.length, rest.at + piece);
    for (; rest.at < end; rest.at++) {
      const entry = rest.entries[rest.at];
      if (entry) this.#listing.add(entry);
    }
    if (rest.at < rest.entries.length) return false;
    this.#rest = null;
    for (const [old, next] of this.#changed.splice(0)) this.#listing.replace(old, next);
    return true;
  }

  /** A board of many is sorted column by column, while nobody waits; what somebody looks for is soon another thing. */
  prepare(): boolean {
    return !this.isWhole || this.#rest !== null || this.#listing.sortNext();
  }

  replace(old: OrderEntry | null, next: OrderEntry): boolean {
    if (this.#rest === null) return this.#listing.replace(old, next);
    this.#changed.push([old, next]);
    return true;
  }

  turnTo(other: StandingQuestion): boolean {
    // Other windows into it.
    if (other.kind !== 'list' || unwindowed(other) !== unwindowed(this.#first)) return false;
    this.#question = other;
    return true;
  }

  answer(): Answer {
    const { query, windows, find } = this.#question;
    const listing = this.#listing;
    return {
      kind: 'list',
      query,
      problems: this.#problems,
      count: listing.count,
      sections: listing.sections(),
      windows: windows.map((window) => ({
        ...window,
        ids: listing.window(window.group, window.lane, window.from, window.to).map(({ id }) => id),
      })),
      found: find.flatMap((id) => {
        const entry = this.#ground.entry(id);
        const place = entry && listing.placeOf(entry);
        return place ? [{ id, ...place }] : [];
      }),
    };
  }

  #isWithin(other: ListAnswer): boolean {
    return (
      other.#rest === null &&
      other.#listing.count <= this.#ground.count * few &&
      other.#first.shelf === this.#first.shelf &&
      narrows(this.#filter, other.#filter, this.#ground.finding())
    );
  }
}

function unwindowed(question: ListQuestion): string {
  return JSON.stringify({ ...question, windows: [], find: [] });
}
