import type { Shelf } from '../../shared/model/rows.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { Layout } from '../../shared/views/listing.ts';
import type { QueryProblem } from '../../shared/views/query.ts';
import type { Standing } from '../local/local-relay.ts';
import type { AnswerTo, Place, Question } from '../worker/question.ts';
import { whenIdle } from './idle.ts';
import { keyOf, OrderSection } from './order-section.svelte.ts';
import { painted } from './painted.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What a view shows of the orders. */
export interface ListAsked {
  /** As somebody typed it. */
  readonly query: string;
  readonly shelf: Shelf;
  readonly layout: Layout;
  /** Orders whose place is wanted. */
  readonly find: readonly EntityId[];
  readonly language: 'zh' | 'en';
  readonly today: string;
}

type ListQuestion = Question & { readonly kind: 'list' };
type ListAnswer = AnswerTo<ListQuestion>;

/**
 * Orders as the worker lays them out, of which this tab reads only the windows it shows. Before the worker knows its orders
 * a plain board comes straight out of the tables, so that its first window need not wait.
 */
export class OrderList {
  readonly #workspace: Workspace;
  readonly #sections = new Map<string, OrderSection>();
  /** Groups in view; null where nobody says which are. */
  #seen: ReadonlySet<string> | null = null;
  /** Sections that are not in view and show what was found before, and such as lack the rows that are not in view. */
  readonly #later = new Map<OrderSection, 'window' | 'rest'>();
  /** Sections whose rows are being read. */
  readonly #awaited = new Set<OrderSection>();
  #waiting = false;
  /** The query of the answer that is shown. */
  #found: string | null = null;
  #answer: ListAnswer | null = $state.raw(null);
  /** Of the answer, by section. */
  #totals = new Map<string, ListAnswer['sections'][number][]>();
  #windows = new Map<string, ListAnswer['windows'][number][]>();
  #asked: ListAsked;
  readonly #standing: Standing<ListQuestion>;

  constructor(workspace: Workspace, asked: ListAsked) {
    this.#workspace = workspace;
    this.#asked = asked;
    this.#standing = workspace.relay.watch<ListQuestion>(this.#question(), (answer) =>
      this.#answered(answer),
    );
  }

  /** Shows something else from here on; what is shown now stays until the answer comes. */
  ask(asked: ListAsked): void {
    if (JSON.stringify(asked) === JSON.stringify(this.#asked)) return;
    // What nobody sees is not drawn for an answer that is old already.
    if (asked.query !== this.#asked.query) this.#later.clear();
    this.#asked = asked;
    this.#standing.ask(this.#question());
  }

  /** Groups that are in view: what is found stands there first, and elsewhere when the page has a moment. */
  see(groups: ReadonlySet<string>): void {
    this.#seen = groups;
    for (const [section, due] of [...this.#later])
      if (due === 'window' && groups.has(section.group)) this.#bring(section, true);
  }

  /** The worker has answered. */
  get loaded(): boolean {
    return this.#answer !== null;
  }

  get count(): number | null {
    return this.#answer?.count ?? null;
  }

  get problems(): readonly QueryProblem[] {
    return this.#answer?.problems ?? [];
  }

  /** Groups and lanes in their order, with totals. */
  get sections(): ListAnswer['sections'] {
    return this.#answer?.sections ?? [];
  }

  /** Where an order stands that was asked for. */
  placeOf(id: EntityId): Place | null {
    return this.#answer?.found.find((place) => place.id === id) ?? null;
  }

  /** One section; the same object at each call. */
  section(group: string, lane = ''): OrderSection {
    const key = keyOf(group, lane);
    const known = this.#sections.get(key);
    if (known) return known;
    const section = new OrderSection(
      this.#workspace,
      group,
      lane,
      () => this.#standing.ask(this.#question()),
      (settled, lacks) => this.#settled(settled, lacks),
    );
    this.#sections.set(key, section);
    if (this.#answer) this.#bring(section, false);
    else if (isPlain(this.#asked)) section.readFirst(this.#asked.shelf);
    // Asked for in one: many sections are made at once.
    queueMicrotask(() => this.#standing.ask(this.#question()));
    return section;
  }

  /** A section that nobody looks at any more: its orders are read no longer. */
  release(group: string, lane = ''): void {
    const section = this.#sections.get(keyOf(group, lane));
    if (!section) return;
    section.stop();
    this.#later.delete(section);
    this.#settled(section, false);
    this.#sections.delete(keyOf(group, lane));
  }

  stop(): void {
    this.#standing.stop();
    this.#later.clear();
    for (const section of this.#sections.values()) section.stop();
  }

  #question(): ListQuestion {
    const { query, shelf, layout, find, language, today } = this.#asked;
    const windows = [...this.#sections.values()].map(({ group, lane, window: { from, to } }) => ({
      group,
      lane,
      from,
      to,
    }));
    return { kind: 'list', query, shelf, layout, windows, find, reader: { language, today } };
  }

  #answered(answer: ListAnswer): void {
    const { query = this.#asked.query } = answer;
    // What was asked since is being answered: nobody need draw this.
    if (query !== this.#asked.query) return;
    this.#answer = answer;
    // A board of many lanes has thousands of sections.
    this.#totals = Map.groupBy(answer.sections, ({ group, lane }) => keyOf(group, lane));
    this.#windows = Map.groupBy(answer.windows, ({ group, lane }) => keyOf(group, lane));
    const found = query !== this.#found;
    this.#found = query;
    for (const section of this.#sections.values()) {
      section.counted(this.#totals.get(section.key)?.[0]?.totals ?? null);
      if (found && this.#seen?.has(section.group) === false) this.#put(section, 'window');
      else if (this.#later.get(section) !== 'window') this.#bring(section, found);
    }
  }

  /** Shows what the answer says of a section. */
  #bring(section: OrderSection, found: boolean): void {
    this.#later.delete(section);
    section.counted(this.#totals.get(section.key)?.[0]?.totals ?? null);
    this.#awaited.add(section);
    section.laidOut(this.#windows.get(section.key)?.[0] ?? null, found);
  }

  #put(section: OrderSection, due: 'window' | 'rest'): void {
    this.#later.set(section, due);
    this.#goOn();
  }

  #settled(section: OrderSection, lacks: boolean): void {
    this.#awaited.delete(section);
    if (lacks) this.#later.set(section, 'rest');
    this.#goOn();
  }

  /** One section at a time, behind what is seen: a key that is pressed meanwhile must not wait for all of them. */
  #goOn(): void {
    if (this.#waiting || this.#later.size === 0 || this.#awaited.size > 0) return;
    this.#waiting = true;
    void painted()
      .then(whenIdle)
      .then(() => {
        this.#waiting = false;
        const [next] = this.#later;
        if (next && this.#awaited.size === 0) {
          const [section, due] = next;
          this.#later.delete(section);
          if (due === 'window') this.#bring(section, true);
          else section.readRest();
        }
        this.#goOn();
      });
  }
}

/** What the tables' own order gives: the board as it is when nobody looks for anything. */
function isPlain({ query, layout: { group, lane, sort } }: ListAsked): boolean {
  return (
    query.trim() === '' && group === 'stage' && lane === null && sort.key === 'position' && !sort.descending
  );
}
