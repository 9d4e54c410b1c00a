import type { OrderRow, Shelf } from '../../shared/model/rows.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { Layout } from '../../shared/views/listing.ts';
import type { QueryProblem } from '../../shared/views/query.ts';
import type { Totals } from '../../shared/views/totals.ts';
import type { Standing } from '../local/local-relay.ts';
import type { AnswerTo, Place, Question } from '../worker/question.ts';
import { nextKeys, ownKey, type CardKeys } from './card-keys.ts';
import { whenIdle } from './idle.ts';
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

/** Shown of a section before anybody scrolls in it. */
const firstWindow = 24;
/** Seen of it before that, as a rule; and read beyond what is seen, so that the next card is there. */
const firstSeen = 8;
const beyond = 3;
/** Windows begin and end at multiples of it, so that scrolling asks seldom. */
const step = 16;

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
      (lacking) => this.#put(lacking, 'rest'),
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
    section.laidOut(this.#windows.get(section.key)?.[0] ?? null, found);
  }

  #put(section: OrderSection, due: 'window' | 'rest'): void {
    this.#later.set(section, due);
    this.#goOn();
  }

  /** One section at a time: a key that is pressed meanwhile must not wait for all of them. */
  #goOn(): void {
    if (this.#waiting || this.#later.size === 0) return;
    this.#waiting = true;
    void whenIdle().then(() => {
      this.#waiting = false;
      const [next] = this.#later;
      if (!next) return;
      const [section, due] = next;
      this.#later.delete(section);
      if (due === 'window') this.#bring(section, true);
      else section.readRest();
      this.#goOn();
    });
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
  readonly group: string;
  readonly lane: string;
  readonly key: string;
  readonly #workspace: Workspace;
  readonly #ask: () => void;
  readonly #lacks: (section: OrderSection) => void;
  #window = { from: 0, to: firstWindow };
  /** The place behind the last that is seen. */
  #seen = firstSeen;
  #from = $state.raw(0);
  #ids: readonly EntityId[] = $state.raw([]);
  #keys: CardKeys = $state.raw(new Map());
  #totals: Totals | null = $state.raw(null);
  #rows: ReadonlyMap<EntityId, OrderRow> = $state.raw(new Map());
  #wanted: { readonly from: number; readonly ids: readonly EntityId[] | null } = { from: 0, ids: null };
  /** Orders of the window, while only the rows of those in view are read. */
  #rest: readonly EntityId[] | null = null;
  /** What ends the reading of the rows shown, and of those to be shown next. */
  #shownBy: (() => void) | null = null;
  #pending: (() => void) | null = null;

  /** `ask` is called for another window, `lacks` when the rows that are seen stand and the others may be read. */
  constructor(
    workspace: Workspace,
    group: string,
    lane: string,
    ask: () => void,
    lacks: (section: OrderSection) => void,
  ) {
    this.#workspace = workspace;
    this.group = group;
    this.lane = lane;
    this.key = keyOf(group, lane);
    this.#ask = ask;
    this.#lacks = lacks;
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

  /** Under which key the card of an order is drawn; no two have the same. */
  keyOf(id: EntityId): string {
    return this.#keys.get(id) ?? ownKey(id, new Set(this.#keys.values()));
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
    const seen = last + 1 + beyond;
    if (seen > this.#seen) this.readRest();
    this.#seen = seen;
    if (from === this.#window.from && to === this.#window.to) return;
    this.#window = { from, to };
    this.#ask();
  }

  /** Shows what the tables hold until the worker answers. */
  readFirst(shelf: Shelf): void {
    this.#pending = this.#workspace.watchFirst(shelf, this.group, firstWindow, (rows) => {
      this.#name(rows.map(({ id }) => id), false);
      this.#keep(rows);
    });
  }

  counted(totals: Totals | null): void {
    if (!same(this.#totals, totals)) this.#totals = totals;
  }

  /** Gives the orders of its window; null where the answer names none. `found`: something else was looked for. */
  laidOut(window: { readonly from: number; readonly ids: readonly EntityId[] } | null, found: boolean): void {
    if (window) this.#show(window.from, window.ids, found);
    else if (this.#totals === null) this.#show(0, [], found);
  }

  /** Reads the rows of the window that are not in view, where they are not read. */
  readRest(): void {
    const ids = this.#rest;
    this.#rest = null;
    if (ids) this.#read(ids, () => undefined);
  }

  /**
   * Shows other orders, from the moment the first of them are read as far as they are in view: until then what is shown
   * stays.
   */
  #show(from: number, ids: readonly EntityId[], found: boolean): void {
    if (from === this.#wanted.from && same(ids, this.#wanted.ids)) {
      if (this.#rest) this.#lacks(this);
      return;
    }
    this.#wanted = { from, ids };
    this.#rest = null;
    const seen = ids.slice(0, Math.max(0, this.#seen - from));
    const whole = seen.length === 0 || ids.every((id) => this.#rows.has(id) || seen.includes(id));
    this.#read(whole ? ids : seen, () => {
      this.#from = from;
      this.#name(ids, found);
      if (whole) return;
      this.#rest = ids;
      this.#lacks(this);
    });
  }

  #name(ids: readonly EntityId[], found: boolean): void {
    this.#keys = nextKeys(ids, { ids: this.#ids, keys: this.#keys }, found);
    this.#ids = ids;
  }

  #read(ids: readonly EntityId[], shown: () => void): void {
    this.#pending?.();
    let first = true;
    const stop = this.#workspace.watchOrders(ids, (found) => {
      this.#keep(found);
      if (!first) return;
      first = false;
      shown();
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
