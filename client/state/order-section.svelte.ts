import type { OrderRow, Shelf } from '../../shared/model/rows.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { Totals } from '../../shared/views/totals.ts';
import { nextKeys, ownKey, type CardKeys } from './card-keys.ts';
import type { Workspace } from './workspace.svelte.ts';

/** Shown of a section before anybody scrolls in it. */
const firstWindow = 24;
/** Seen of it before that, as a rule; and read beyond what is seen, so that the next card is there. */
const firstSeen = 8;
const beyond = 3;
/** Windows begin and end at multiples of it, so that scrolling asks seldom. */
const step = 16;

/** Names a section of a layout. */
export function keyOf(group: string, lane: string): string {
  return `${group}\n${lane}`;
}

/** A column, a lane's part of one, or a whole table: how much is in it, and the rows of the window that is shown. */
export class OrderSection {
  readonly group: string;
  readonly lane: string;
  readonly key: string;
  readonly #workspace: Workspace;
  readonly #ask: () => void;
  readonly #settled: (section: OrderSection, lacks: boolean) => void;
  #window = { from: 0, to: firstWindow };
  /** The place behind the last that is seen. */
  #seen = firstSeen;
  #from = $state.raw(0);
  #ids: readonly EntityId[] = $state.raw([]);
  #keys: CardKeys = $state.raw(new Map());
  #totals: Totals | null = $state.raw(null);
  #length: number | null = $state.raw(null);
  #rows: ReadonlyMap<EntityId, OrderRow> = $state.raw(new Map());
  #wanted: { readonly from: number; readonly ids: readonly EntityId[] | null } = { from: 0, ids: null };
  /** Orders of the window, while only the rows of those in view are read. */
  #rest: readonly EntityId[] | null = null;
  #reading = false;
  /** What ends the reading of the rows shown, and of those to be shown next. */
  #shownBy: (() => void) | null = null;
  #pending: (() => void) | null = null;

  /**
   * `ask` is called for another window, `settled` when what was laid out is shown: `lacks` where only the rows that are in
   * view are read so far.
   */
  constructor(
    workspace: Workspace,
    group: string,
    lane: string,
    ask: () => void,
    settled: (section: OrderSection, lacks: boolean) => void,
  ) {
    this.#workspace = workspace;
    this.group = group;
    this.lane = lane;
    this.key = keyOf(group, lane);
    this.#ask = ask;
    this.#settled = settled;
  }

  get window(): { readonly from: number; readonly to: number } {
    return this.#window;
  }

  /** null before the worker has answered. */
  get totals(): Totals | null {
    return this.#totals;
  }

  /** How many are in it, as they are shown. */
  get length(): number {
    return this.#length ?? this.#ids.length;
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
      this.#name(
        rows.map(({ id }) => id),
        false,
      );
      this.#keep(rows);
    });
  }

  counted(totals: Totals | null): void {
    if (!same(this.#totals, totals)) this.#totals = totals;
  }

  /** Gives the orders of its window; null where the answer names none. `found`: something else was looked for. */
  laidOut(window: { readonly from: number; readonly ids: readonly EntityId[] } | null, found: boolean): void {
    const next = window ?? (this.#totals === null ? { from: 0, ids: [] } : null);
    if (next && (next.from !== this.#wanted.from || !same(next.ids, this.#wanted.ids))) {
      this.#show(next.from, next.ids, found);
    } else if (!this.#reading) {
      this.#length = this.#totals?.orders ?? null;
      this.#settled(this, this.#rest !== null);
    }
  }

  /** Reads the rows of the window that are not in view, where they are not read. */
  readRest(): void {
    const ids = this.#rest;
    this.#rest = null;
    if (ids) this.#read(ids, () => this.#settled(this, false));
  }

  /**
   * Shows other orders, from the moment the first of them are read as far as they are in view: until then what is shown
   * stays.
   */
  #show(from: number, ids: readonly EntityId[], found: boolean): void {
    this.#wanted = { from, ids };
    this.#rest = null;
    const seen = ids.slice(0, Math.max(0, this.#seen - from));
    const whole = seen.length === 0 || ids.every((id) => this.#rows.has(id) || seen.includes(id));
    this.#read(whole ? ids : seen, () => {
      this.#from = from;
      this.#name(ids, found);
      this.#length = this.#totals?.orders ?? null;
      if (!whole) this.#rest = ids;
      this.#settled(this, !whole);
    });
  }

  #name(ids: readonly EntityId[], found: boolean): void {
    const drawn = found ? Math.max(0, this.#seen - this.#from) : null;
    this.#keys = nextKeys(ids, { ids: this.#ids, keys: this.#keys }, drawn);
    this.#ids = ids;
  }

  #read(ids: readonly EntityId[], shown: () => void): void {
    this.#pending?.();
    this.#reading = true;
    let first = true;
    const stop = this.#workspace.watchOrders(ids, (found) => {
      this.#keep(found);
      if (!first) return;
      first = false;
      this.#reading = false;
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
