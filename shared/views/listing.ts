import type { OrderEntry } from './entry.ts';
import { groupOrder, groupsOf, type GroupKey, type GroupRanks } from './grouping.ts';
import { comparison, type Sort } from './sorting.ts';
import { RunningTotals, type Totals } from './totals.ts';

/** How a view lays its orders out: columns or sections by `group`, lanes across them by `lane`. */
export interface Layout {
  readonly group: GroupKey | null;
  readonly lane: GroupKey | null;
  readonly sort: Sort;
}

/** One section of a layout: the orders of a group, within a lane where there are lanes. */
export interface Section {
  readonly group: string;
  readonly lane: string;
  readonly totals: Totals;
}

/**
 * The orders that pass, laid out in sections; kept in step as orders change, each at the cost of its own place. Every
 * stage of the board has its section even when nothing is in it; of the other keys only what occurs.
 */
export class Listing {
  readonly #passes: (entry: OrderEntry) => boolean;
  readonly #layout: Layout;
  readonly #ranks: GroupRanks;
  readonly #compare: (a: OrderEntry, b: OrderEntry) => number;
  readonly #cells = new Map<string, Map<string, Cell>>();
  #count = 0;

  constructor(
    entries: Iterable<OrderEntry>,
    passes: (entry: OrderEntry) => boolean,
    layout: Layout,
    ranks: GroupRanks,
  ) {
    this.#passes = passes;
    this.#layout = layout;
    this.#ranks = ranks;
    this.#compare = comparison(layout.sort, ranks);
    for (const entry of entries) this.add(entry);
  }

  /** Lays out an order that is not in it yet, where it passes. */
  add(entry: OrderEntry): void {
    if (this.#passes(entry)) this.#put(entry);
  }

  /** Each order that passes, once, in no order. */
  passing(): readonly OrderEntry[] {
    const cells = [...this.#cells.values()].flatMap((lanes) => [...lanes.values()]);
    const all = cells.flatMap((cell) => cell.unsorted);
    return all.length === this.#count ? all : [...new Set(all)];
  }

  get count(): number {
    return this.#count;
  }

  /** An order changed from `old` to `next`, null where there is none. Gives whether anything here is different now. */
  replace(old: OrderEntry | null, next: OrderEntry | null): boolean {
    const was = old !== null && this.#passes(old);
    const is = next !== null && this.#passes(next);
    if (was) this.#take(old);
    if (is) this.#put(next);
    return was || is;
  }

  /**
   * Sections in the order of their groups, then lanes. The first group names every lane; of the others only what holds
   * orders, and one for a group that holds none: customers by products would be more empty sections than anybody sends.
   */
  sections(): readonly Section[] {
    const { group, lane } = this.#layout;
    const columns = new Set(this.#cells.keys());
    if (group === 'stage') for (const stage of this.#ranks.stages.keys()) columns.add(stage);
    if (group === null) columns.add('');
    const lanes = new Set([...this.#cells.values()].flatMap((cells) => [...cells.keys()]));
    if (lanes.size === 0) lanes.add('');
    const inOrder = (keys: ReadonlySet<string>, by: GroupKey | null) =>
      by === null ? [...keys] : [...keys].sort(groupOrder(by, this.#ranks));
    const rows = inOrder(lanes, lane);
    return inOrder(columns, group).flatMap((column, index) => {
      const cells = this.#cells.get(column);
      const named = index === 0 ? rows : rows.filter((row) => cells?.has(row));
      return (named.length > 0 ? named : rows.slice(0, 1)).map((row) => ({
        group: column,
        lane: row,
        totals: cells?.get(row)?.totals ?? noTotals,
      }));
    });
  }

  /** Sorts one section that is not sorted yet, so that it need not be when one of its orders changes; true where all are. */
  sortNext(): boolean {
    for (const lanes of this.#cells.values())
      for (const cell of lanes.values()) if (cell.sort()) return false;
    return true;
  }

  /** The sorted orders of one section. */
  entries(group: string, lane: string): readonly OrderEntry[] {
    return this.#cells.get(group)?.get(lane)?.entries ?? [];
  }

  /** Those from one place of a section to before another. */
  window(group: string, lane: string, from: number, to: number): readonly OrderEntry[] {
    return this.#cells.get(group)?.get(lane)?.window(from, to) ?? [];
  }

  /** Where an order stands, first of all; null where it is not among them. */
  placeOf(
    entry: OrderEntry,
  ): { readonly group: string; readonly lane: string; readonly index: number } | null {
    if (!this.#passes(entry)) return null;
    for (const group of this.#columnsOf(entry))
      for (const lane of this.#rowsOf(entry)) {
        const index = this.#cells.get(group)?.get(lane)?.indexOf(entry) ?? -1;
        if (index >= 0) return { group, lane, index };
      }
    return null;
  }

  #columnsOf(entry: OrderEntry): readonly string[] {
    const { group } = this.#layout;
    return group === null ? onlyOne : groupsOf(entry, group);
  }

  #rowsOf(entry: OrderEntry): readonly string[] {
    const { lane } = this.#layout;
    return lane === null ? onlyOne : groupsOf(entry, lane);
  }

  #put(entry: OrderEntry): void {
    this.#count++;
    const rows = this.#rowsOf(entry);
    for (const column of this.#columnsOf(entry)) {
      let cells = this.#cells.get(column);
      if (!cells) this.#cells.set(column, (cells = new Map<string, Cell>()));
      for (const row of rows) {
        let cell = cells.get(row);
        if (!cell) cells.set(row, (cell = new Cell(this.#compare)));
        cell.put(entry);
      }
    }
  }

  #take(entry: OrderEntry): void {
    this.#count--;
    const rows = this.#rowsOf(entry);
    for (const column of this.#columnsOf(entry)) {
      const cells = this.#cells.get(column);
      if (!cells) continue;
      for (const row of rows) {
        const cell = cells.get(row);
        cell?.take(entry);
        if (cell?.size === 0) cells.delete(row);
      }
      if (cells.size === 0) this.#cells.delete(column);
    }
  }
}

/** What a layout without columns has of them, and one without lanes. */
const onlyOne: readonly string[] = [''];
/** A window that ends before such a part of a cell is found without sorting the cell. */
const fraction = 1 / 8;

const noTotals = new RunningTotals().read();

/**
 * People look at a few windows of a listing: the rest is summed, and not sorted before somebody does. Who types what he
 * looks for wants no more than the first window, once: that alone is found. What is asked again is sorted.
 */
class Cell {
  readonly #compare: (a: OrderEntry, b: OrderEntry) => number;
  readonly #entries: OrderEntry[] = [];
  readonly #totals = new RunningTotals();
  #sorted = false;
  #asked = false;

  constructor(compare: (a: OrderEntry, b: OrderEntry) => number) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#entries.length;
  }

  get totals(): Totals {
    return this.#totals.read();
  }

  /** In the order in which they happen to lie. */
  get unsorted(): readonly OrderEntry[] {
    return this.#entries;
  }

  get entries(): readonly OrderEntry[] {
    this.sort();
    return this.#entries;
  }

  /** False when it was sorted. */
  sort(): boolean {
    if (this.#sorted) return false;
    this.#entries.sort(this.#compare);
    this.#sorted = true;
    return true;
  }

  window(from: number, to: number): readonly OrderEntry[] {
    const few = !this.#sorted && !this.#asked && to <= this.#entries.length * fraction;
    this.#asked = true;
    return few ? this.#first(to).slice(from) : this.entries.slice(from, to);
  }

  #first(count: number): readonly OrderEntry[] {
    const first: OrderEntry[] = [];
    for (const entry of this.#entries) {
      const last = first[count - 1];
      if (last && this.#compare(last, entry) < 0) continue;
      first.splice(this.#placeIn(first, entry), 0, entry);
      if (first.length > count) first.pop();
    }
    return first;
  }

  put(entry: OrderEntry): void {
    this.#totals.add(entry);
    if (this.#sorted) this.#entries.splice(this.#placeIn(this.#entries, entry), 0, entry);
    else this.#entries.push(entry);
  }

  indexOf(entry: OrderEntry): number {
    const entries = this.entries;
    const index = this.#placeIn(entries, entry);
    return entries[index]?.id === entry.id ? index : -1;
  }

  take(entry: OrderEntry): void {
    // Sorted once, for what changes changes again: to look through all of it each time took a tenth of a busy worker.
    const index = this.indexOf(entry);
    if (index < 0) return;
    this.#entries.splice(index, 1);
    this.#totals.remove(entry);
  }

  /** The first place that does not come before it. No two orders are equal: their ids decide last. */
  #placeIn(sorted: readonly OrderEntry[], entry: OrderEntry): number {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = sorted[middle];
      if (other && this.#compare(other, entry) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
