import type { EntityId } from '../../shared/sync/document-name.ts';

/** Rows read at a time: more of them would hold the page up. */
const atOnce = 96;
/** What comes into view is read beside what is being read already. */
const mostReadings = 2;
/** Rows kept though nobody shows them: whoever scrolls or looks for something often comes back. */
const mostKept = 512;

interface Follower<Row> {
  readonly ids: readonly EntityId[];
  readonly read: (rows: readonly (Row | undefined)[]) => void;
  told: boolean;
  stopped: boolean;
}

/**
 * The rows that a tab shows of orders, each read once and then kept in step by what the worker says it has written. Where
 * two parts of the page show an order they have the same object, and it is another one only when something in it is.
 */
export class OrderRows<Row extends { readonly id: EntityId }> {
  readonly #read: (ids: readonly EntityId[]) => Promise<readonly (Row | undefined)[]>;
  /** As they were read; null for one that is not here. */
  readonly #rows = new Map<EntityId, Row | null>();
  readonly #followers = new Map<EntityId, Set<Follower<Row>>>();
  /** Known, and nobody shows them any more: the one that was left first stands first. */
  readonly #left = new Set<EntityId>();
  readonly #primed = new Map<EntityId, Row>();
  readonly #due = new Set<EntityId>();
  /** Being read, and not heard of since; those of one reading together. */
  readonly #readings = new Set<Set<EntityId>>();
  #asked = false;

  constructor(read: (ids: readonly EntityId[]) => Promise<readonly (Row | undefined)[]>) {
    this.#read = read;
  }

  /** Gives these rows when all of them are read, never at once, and again when one changes, until what it gives is called. */
  watch(ids: readonly EntityId[], read: Follower<Row>['read']): () => void {
    const follower: Follower<Row> = { ids, read, told: false, stopped: false };
    for (const id of ids) {
      const followers = this.#followers.get(id) ?? new Set();
      this.#followers.set(id, followers.add(follower));
      this.#left.delete(id);
      if (!this.#rows.has(id)) this.#due.add(id);
    }
    this.#ask();
    queueMicrotask(() => {
      if (!follower.told) this.#tell(follower);
    });
    return () => this.#stop(follower);
  }

  /** What is known of an order at once, to begin with: whoever shows it watches it too. */
  peek(id: EntityId): Row | undefined {
    return this.#rows.get(id) ?? this.#primed.get(id);
  }

  /** Somebody has read these beside something else. They may be a moment old: whoever watches them reads them again. */
  prime(rows: readonly (Row | undefined)[]): void {
    for (const row of rows) {
      if (!row) continue;
      this.#primed.delete(row.id);
      this.#primed.set(row.id, row);
    }
    for (const id of this.#primed.keys()) {
      if (this.#primed.size <= mostKept) break;
      this.#primed.delete(id);
    }
  }

  /** The worker has written these rows. */
  written(rows: readonly Row[]): void {
    const touched = new Set<Follower<Row>>();
    for (const row of rows) {
      if (this.#primed.has(row.id)) this.#primed.set(row.id, row);
      this.#due.delete(row.id);
      // What is being read of it may be older.
      this.#heardOf(row.id);
      if (this.#isKept(row.id)) this.#keep(row.id, row, touched);
    }
    for (const follower of touched) this.#tell(follower);
  }

  /** Any row may have been written. */
  allOld(): void {
    this.#primed.clear();
    this.old([...this.#left, ...this.#followers.keys()]);
  }

  /** The rows of these have been written. */
  old(ids: readonly EntityId[]): void {
    for (const id of ids) {
      this.#primed.delete(id);
      if (this.#left.delete(id)) this.#rows.delete(id);
      if (this.#followers.has(id)) this.#due.add(id);
    }
    this.#ask();
  }

  #ask(): void {
    if (this.#asked || this.#due.size === 0 || this.#readings.size >= mostReadings) return;
    this.#asked = true;
    // Many parts of a page ask in one turn.
    queueMicrotask(() => void this.#readDue());
  }

  async #readDue(): Promise<void> {
    this.#asked = false;
    while (this.#due.size > 0) {
      const ids = this.#nextDue();
      // What an earlier reading brings of them is older.
      for (const id of ids) this.#heardOf(id);
      const reading = new Set(ids);
      this.#readings.add(reading);
      try {
        const found = await this.#read(ids);
        const touched = new Set<Follower<Row>>();
        ids.forEach((id, at) => {
          // Nobody would hear of a row that was left before it was known.
          if (reading.has(id) && this.#isKept(id)) this.#keep(id, found[at] ?? null, touched);
        });
        for (const follower of touched) this.#tell(follower);
      } catch {
        // The tables are gone; `rows.lost` says so in words.
        break;
      } finally {
        this.#readings.delete(reading);
      }
    }
  }

  #heardOf(id: EntityId): void {
    for (const reading of this.#readings) reading.delete(id);
  }

  #nextDue(): readonly EntityId[] {
    const ids: EntityId[] = [];
    for (const id of this.#due) {
      if (ids.length === atOnce) break;
      this.#due.delete(id);
      if (this.#followers.has(id)) ids.push(id);
    }
    return ids;
  }

  /** Whether it is kept in step. */
  #isKept(id: EntityId): boolean {
    return this.#followers.has(id) || this.#left.has(id);
  }

  #keep(id: EntityId, row: Row | null, touched: Set<Follower<Row>>): void {
    const old = this.#rows.get(id);
    if (old !== undefined && same(old, row)) return;
    this.#rows.set(id, row);
    for (const follower of this.#followers.get(id) ?? []) touched.add(follower);
  }

  #tell(follower: Follower<Row>): void {
    if (follower.stopped || !follower.ids.every((id) => this.#rows.has(id))) return;
    follower.told = true;
    follower.read(follower.ids.map((id) => this.#rows.get(id) ?? undefined));
  }

  #stop(follower: Follower<Row>): void {
    follower.stopped = true;
    for (const id of follower.ids) {
      const followers = this.#followers.get(id);
      followers?.delete(follower);
      if (followers?.size !== 0) continue;
      this.#followers.delete(id);
      // One that was to be read again is not, now that nobody shows it.
      if (this.#due.delete(id)) this.#rows.delete(id);
      else if (this.#rows.has(id)) this.#left.add(id);
    }
    for (const id of this.#left) {
      if (this.#left.size <= mostKept) break;
      this.#left.delete(id);
      this.#rows.delete(id);
    }
  }
}

/** Rows are plain data of one make: their keys stand in one order. */
function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
