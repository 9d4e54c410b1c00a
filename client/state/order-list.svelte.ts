import type { OrderRow, Shelf } from '../../shared/model/rows.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { Layout } from '../../shared/views/listing.ts';
import type { QueryProblem } from '../../shared/views/query.ts';
import type { Totals } from '../../shared/views/totals.ts';
import type { Standing } from '../local/local-relay.ts';
import type { AnswerTo, Place, Question } from '../worker/question.ts';
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

/** Shown of a section before anybody scrolls in it. */
const firstWindow = 24;
/** Windows begin and end at multiples of it, so that scrolling asks seldom. */
const step = 16;

/**
 * Orders as the worker lays them out, of which this tab reads only the windows it shows. Before the worker knows its orders
 * a plain board comes straight out of the tables, so that its first window need not wait.
 */
export class OrderList {
  readonly #workspace: Workspace;
  readonly #sections = new Map<string, OrderSection>();
  #answer: AnswerTo<ListQuestion> | null = $state.raw(null);
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
    this.#asked = asked;
    this.#standing.ask(this.#question());
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
  get sections(): AnswerTo<ListQuestion>['sections'] {
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
    const section = new OrderSection(this.#workspace, group, () => this.#standing.ask(this.#question()));
    this.#sections.set(key, section);
    if (this.#answer) this.#give(key, section, this.#answer);
    else if (isPlain(this.#asked)) section.readFirst(this.#asked.shelf);
    // Asked for in one: many sections are made at once.
    queueMicrotask(() => this.#standing.ask(this.#question()));
    return section;
  }

  /** Nobody looks at a section any more: its rows are let go. */
  leave(group: string, lane = ''): void {
    const key = keyOf(group, lane);
    this.#sections.get(key)?.stop();
    this.#sections.delete(key);
  }

  stop(): void {
    this.#standing.stop();
    for (const section of this.#sections.values()) section.stop();
  }

  #question(): ListQuestion {
    const { query, shelf, layout, find, language, today } = this.#asked;
    const windows = [...this.#sections].map(([key, { window }]) => {
      const [group = '', lane = ''] = key.split('\n');
      return { group, lane, from: window.from, to: window.to };
    });
    return { kind: 'list', query, shelf, layout, windows, find, reader: { language, today } };
  }

  #answered(answer: AnswerTo<ListQuestion>): void {
    this.#answer = answer;
    for (const [key, section] of this.#sections) this.#give(key, section, answer);
  }

  #give(key: string, section: OrderSection, answer: AnswerTo<ListQuestion>): void {
    const totals = answer.sections.find((one) => keyOf(one.group, one.lane) === key)?.totals ?? null;
    const window = answer.windows.find((one) => keyOf(one.group, one.lane) === key);
    section.answered(totals, window ?? null);
  }
}

function keyOf(group: string, lane: string): string {
  return `${group}\n${lane}`;
}

/** What the tables' own order gives: the board as it is when nobody looks for anything. */
function isPlain({ query, layout: { group, lane, sort } }: ListAsked): boolean {
  return (
    query.trim() === '' && group === 'stage' && lane === null && sort.key === 'position' && !sort.descending
  );
}

/** A column, a lane's part of one, or a whole table: how much is in it, and the rows of the window that is shown. */
export class OrderSection {
  readonly #workspace: Workspace;
  readonly #group: string;
  readonly #ask: () => void;
  #window = { from: 0, to: firstWindow };
  #from = $state.raw(0);
  #ids: readonly EntityId[] = $state.raw([]);
  #totals: Totals | null = $state.raw(null);
  #rows: ReadonlyMap<EntityId, OrderRow> = $state.raw(new Map());
  #wanted: { readonly from: number; readonly ids: readonly EntityId[] | null } = { from: 0, ids: null };
  /** What ends the reading of the rows shown, and of those to be shown next. */
  #shownBy: (() => void) | null = null;
  #pending: (() => void) | null = null;

  constructor(workspace: Workspace, group: string, ask: () => void) {
    this.#workspace = workspace;
    this.#group = group;
    this.#ask = ask;
  }

  get window(): { readonly from: number; readonly to: number } {
    return this.#window;
  }

  /** null before the worker has answered. */
  get totals(): Totals | null {
    return this.#totals;
  }

  /** How many are in it, as far as is known. */
  get length(): number {
    return this.#totals?.orders ?? this.#ids.length;
  }

  /** The order at a place; null for one that is not read. */
  idAt(index: number): EntityId | null {
    return this.#ids[index - this.#from] ?? null;
  }

  rowAt(index: number): OrderRow | null {
    const id = this.idAt(index);
    return (id && this.#rows.get(id)) ?? null;
  }

  /** Where an order stands in the window; −1 where it does not. */
  indexOf(id: EntityId): number {
    const at = this.#ids.indexOf(id);
    return at < 0 ? -1 : this.#from + at;
  }

  /** The place of the first order of the window. */
  get start(): number {
    return this.#from;
  }

  /** Orders of the window, with their rows as far as they are read. */
  get shown(): readonly OrderRow[] {
    return this.#ids.flatMap((id) => this.#rows.get(id) ?? []);
  }

  /** What is seen: rows before and after it are read too. */
  look(first: number, last: number): void {
    const from = Math.max(0, Math.floor((first - step) / step) * step);
    const to = Math.max(from + firstWindow, Math.ceil((last + step) / step) * step);
    if (from === this.#window.from && to === this.#window.to) return;
    this.#window = { from, to };
    this.#ask();
  }

  /** Shows what the tables hold until the worker answers. */
  readFirst(shelf: Shelf): void {
    this.#pending = this.#workspace.watchFirst(shelf, this.#group, firstWindow, (rows) => {
      this.#ids = rows.map(({ id }) => id);
      this.#keep(rows);
    });
  }

  answered(
    totals: Totals | null,
    window: { readonly from: number; readonly ids: readonly EntityId[] } | null,
  ): void {
    if (!same(this.#totals, totals)) this.#totals = totals;
    if (window) this.#show(window.from, window.ids);
    else if (totals === null) this.#show(0, []);
  }

  /** Shows other orders, from the moment they are read: until then what is shown stays. */
  #show(from: number, ids: readonly EntityId[]): void {
    if (from === this.#wanted.from && same(ids, this.#wanted.ids)) return;
    this.#wanted = { from, ids };
    this.#pending?.();
    let first = true;
    const stop = this.#workspace.watchOrders(ids, (found) => {
      this.#keep(found);
      if (!first) return;
      first = false;
      this.#from = from;
      this.#ids = ids;
      this.#shownBy?.();
      this.#shownBy = stop;
      this.#pending = null;
    });
    this.#pending = stop;
  }

  /** The same object for a row in which nothing changed: then nothing is drawn anew. */
  #keep(found: readonly (OrderRow | undefined)[]): void {
    const rows = new Map<EntityId, OrderRow>();
    for (const row of found) {
      if (!row) continue;
      const old = this.#rows.get(row.id);
      rows.set(row.id, old && same(old, row) ? old : row);
    }
    this.#rows = rows;
  }

  stop(): void {
    this.#pending?.();
    this.#shownBy?.();
  }
}

/** Plain data of one make: its keys stand in one order. */
function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
