import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asDocumentName, parseWorkspace, type DocumentName } from '../../shared/sync/document-name.ts';
import type { Known } from '../../shared/sync/known.ts';
import type { Append, Cursor, DeviceStore, Sequence, Store, StoreId } from '../../shared/sync/store.ts';

/** A store under test. `reopen` closes what is open and opens the same data again, as a restart does. */
export interface OpenedStore<S extends Store> {
  readonly store: S;
  reopen(): Promise<S>;
}

/** An empty store of its own for each call. */
export type OpenStore<S extends Store> = () => Promise<OpenedStore<S>>;

const order = name('team/board/order_a/note');
const product = name('team/products/product_b/facts');
const neighbour = name('team-2/board/order_a/note');
const team = workspace('team');
const start = 0 as Sequence;
const everything = [start, 1000, Number.MAX_SAFE_INTEGER] as const;

/** What every Store promises, whatever it keeps its bytes in. */
export function storeContract(title: string, open: OpenStore<Store>): void {
  describe(title, () => {
    let store: Store;
    let reopen: () => Promise<Store>;

    beforeEach(async () => {
      const opened = await open();
      store = opened.store;
      reopen = async () => (store = await opened.reopen());
    });
    afterEach(() => store.close());

    const feed = (of = team) => store.feed(of, ...everything);

    test('is empty at first', async () => {
      expect(await store.head()).toBeNull();
      expect(await store.known(order)).toBeNull();
      expect(await store.read(order)).toBeNull();
      expect(await store.documents(team)).toEqual([]);
      expect(await feed()).toEqual([]);
    });

    test('gives an entry for each append, in their order, and reads them back', async () => {
      const [first, second, third] = [append(order, 1), append(product, 2), append(order, 3)];
      const entries = await store.commit({ appends: [first, second, third] });
      expect(entries.map(({ document }) => document)).toEqual([order, product, order]);
      expect(entries.map(({ update }) => update)).toEqual([bytes(1), bytes(2), bytes(3)]);
      expect(await feed()).toEqual(entries);
      expect((await store.read(order))?.updates).toEqual([bytes(1), bytes(3)]);
      expect((await store.read(product))?.updates).toEqual([bytes(2)]);
    });

    test('[H14] says how many bytes it would read, before and after compaction', async () => {
      expect(await store.storedBytes(order)).toBe(0);
      const sized = (size: number) => ({ ...append(order, 1), update: new Uint8Array(size) });
      const entries = await store.commit({ appends: [sized(100), append(product, 2), sized(30)] });
      expect(await store.storedBytes(order)).toBe(130);
      const base = new Uint8Array(40);
      const through = entries.at(-1)?.sequence ?? start;
      expect(await store.compact({ document: order, through, replaces: 2, base })).toBe(true);
      await store.commit({ appends: [sized(5)] });
      expect(await store.storedBytes(order)).toBe(45);
    });

    test('keeps a view of a larger buffer as the bytes it shows', async () => {
      const frame = new Uint8Array(1000).fill(9);
      await store.commit({ appends: [{ ...append(order, 1), update: frame.subarray(10, 13) }] });
      await reopen();
      expect((await store.read(order))?.updates).toEqual([Uint8Array.of(9, 9, 9)]);
    });

    test('[H1] a batch that fails stores nothing of itself and takes nothing from what was there', async () => {
      await store.commit({ appends: [append(order, 1)] });
      const before = await contents(store);
      await expect(
        attempt(() => store.commit({ appends: [append(order, 2), broken(product)] })),
      ).rejects.toThrow('broken');
      expect(await contents(store)).toEqual(before);
      await store.commit({ appends: [append(product, 3)] });
      await reopen();
      expect((await feed()).map(({ update }) => update)).toEqual([bytes(1), bytes(3)]);
    });

    test('commits that are begun together are all stored, one after the other', async () => {
      const commits = await Promise.all(
        [1, 2, 3, 4, 5].map((of) => store.commit({ appends: [append(order, of), append(product, of)] })),
      );
      const stored = await feed();
      expect(stored).toHaveLength(10);
      for (const entries of commits) {
        const at = stored.findIndex(({ sequence }) => sequence === entries[0]?.sequence);
        expect(stored.slice(at, at + 2)).toEqual(entries);
      }
    });

    test('[H5] what is known moves with the bytes, document by document', async () => {
      expect(
        await store.commit({ appends: [append(order, 1), append(order, 2), append(product, 1)] }),
      ).toHaveLength(3);
      expect(await store.known(order)).toEqual(known(2));
      expect(await store.known(product)).toEqual(known(1));
      expect(await store.read(order)).toMatchObject({ updates: [bytes(1), bytes(2)], known: known(2) });

      await expect(
        attempt(() => store.commit({ appends: [append(order, 7), broken(order)] })),
      ).rejects.toThrow();
      expect(await store.read(order)).toMatchObject({ updates: [bytes(1), bytes(2)], known: known(2) });
      await reopen();
      expect(await store.known(order)).toEqual(known(2));
    });

    test('[H8] sequences grow, also after reopening', async () => {
      const sequences: Sequence[] = [];
      for (let round = 0; round < 3; round++) {
        for (const of of [1, 2]) {
          const entries = await store.commit({ appends: [append(order, of), append(product, of)] });
          sequences.push(...entries.map(({ sequence }) => sequence));
        }
        await reopen();
      }
      expect(new Set(sequences).size).toBe(12);
      expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
      expect(sequences[0]).toBeGreaterThan(0);
    });

    test('[H8] each commit carries one mark of eight random bytes', async () => {
      const marks = new Set<string>();
      for (const of of [1, 2, 3]) {
        const entries = await store.commit({ appends: [append(order, of), append(product, of)] });
        const [mark = '', ...others] = new Set(entries.map((entry) => entry.mark));
        expect(others).toEqual([]);
        expect(mark).toMatch(/^[0-9a-f]{16}$/);
        marks.add(mark);
      }
      expect(marks.size).toBe(3);
    });

    test('[H8] the store has a random id for life', async () => {
      const { id } = store;
      expect(id).toMatch(/^[0-9a-f]{32}$/);
      expect((await reopen()).id).toBe(id);
      const other = await open();
      expect(other.store.id).not.toBe(id);
      await other.store.close();
    });

    test('[H9] it knows the commits it made, and only these', async () => {
      const [entry] = await store.commit({ appends: [append(order, 1)] });
      const [next] = await store.commit({ appends: [append(order, 2)] });
      if (!entry || !next) throw new Error('nothing was committed');
      await reopen();
      expect(await store.holds(entry.sequence, entry.mark)).toBe(true);
      expect(await store.holds(next.sequence, next.mark)).toBe(true);
      expect(await store.holds(entry.sequence, next.mark)).toBe(false);
      expect(await store.holds(entry.sequence, '0000000000000000')).toBe(false);
      expect(await store.holds((next.sequence + 1) as Sequence, next.mark)).toBe(false);
      expect(await store.holds(start, '')).toBe(false);
    });

    test('its head is the last commit', async () => {
      await store.commit({ appends: [append(order, 1)] });
      const [last] = (await store.commit({ appends: [append(neighbour, 2)] })).slice(-1);
      const head = { sequence: last?.sequence, mark: last?.mark };
      expect(await store.head()).toMatchObject(head);
      expect(await reopen().then((again) => again.head())).toMatchObject(head);
    });

    test('documents and feed belong to a workspace, and a longer name is another one', async () => {
      await store.commit({ appends: [append(order, 1), append(neighbour, 2), append(product, 3)] });
      expect((await store.documents(team)).toSorted()).toEqual([order, product]);
      expect(await store.documents(workspace('team-2'))).toEqual([neighbour]);
      expect(await store.documents(workspace('tea'))).toEqual([]);
      expect((await feed()).map(({ document }) => document)).toEqual([order, product]);
      expect((await feed(workspace('team-2'))).map(({ document }) => document)).toEqual([neighbour]);
    });

    test('the feed goes on after a sequence, oldest first, with no entry left out or given twice', async () => {
      const all = [];
      for (let of = 1; of <= 7; of++) {
        all.push(...(await store.commit({ appends: [append(of % 2 ? order : product, of)] })));
        await store.commit({ appends: [append(neighbour, of)] });
      }
      const read = [];
      for (let after = start; ;) {
        const page = await store.feed(team, after, 3, Number.MAX_SAFE_INTEGER);
        if (page.length === 0) break;
        expect(page.length).toBeLessThanOrEqual(3);
        read.push(...page);
        after = page.at(-1)?.sequence ?? after;
      }
      expect(read).toEqual(all);
    });

    test('the feed stops at about so many bytes, and still gives one entry that is larger', async () => {
      const large = (of: number) => ({ ...append(order, of), update: new Uint8Array(1000).fill(of) });
      await store.commit({ appends: [1, 2, 3, 4].map(large) });
      expect(await store.feed(team, start, 1000, 1500)).toHaveLength(2);
      expect(await store.feed(team, start, 1000, 10)).toHaveLength(1);
      expect(await store.feed(team, start, 1000, 1_000_000)).toHaveLength(4);
    });

    test('[H6] one entry takes the place of those before it, and what came behind it stays', async () => {
      const [first, other, last] = await store.commit({
        appends: [append(order, 1), append(product, 2), append(order, 3)],
      });
      const [behind] = await store.commit({ appends: [append(order, 4)] });
      if (!first || !other || !last || !behind) throw new Error('four were committed');
      const through = last.sequence;
      expect((await store.read(product))?.through).toBe(other.sequence);
      expect(await store.compact({ document: order, through, replaces: 2, base: bytes(9) })).toBe(true);
      for (const again of [false, true]) {
        if (again) await reopen();
        expect(await store.read(order)).toEqual({
          updates: [bytes(9), bytes(4)],
          through: behind.sequence,
          known: known(4),
        });
        expect(await feed()).toEqual([other, { ...last, update: bytes(9), merged: true }, behind]);
        expect(await store.feed(team, first.sequence, 1, 1)).toEqual([other]);
        expect(await store.head()).toMatchObject({ sequence: behind.sequence, mark: behind.mark });
        expect((await store.documents(team)).toSorted()).toEqual([order, product]);
      }
    });

    test('[H6] [H9] a commit whose entry was compacted away was made all the same', async () => {
      const [first] = await store.commit({ appends: [append(order, 1)] });
      const [last] = await store.commit({ appends: [append(order, 2)] });
      if (!first || !last) throw new Error('two were committed');
      const compacted = await store.compact({
        document: order,
        through: last.sequence,
        replaces: 2,
        base: bytes(9),
      });
      expect(compacted).toBe(true);
      for (const again of [false, true]) {
        if (again) await reopen();
        expect(await store.holds(first.sequence, first.mark)).toBe(true);
        expect(await store.holds(last.sequence, last.mark)).toBe(true);
        expect(await store.holds(first.sequence, last.mark)).toBe(false);
      }
      const [next] = await store.commit({ appends: [append(order, 3)] });
      expect(next?.sequence).toBeGreaterThan(last.sequence);
    });

    test('[H6] nothing is replaced when it is no longer what was read', async () => {
      const [first, last] = await store.commit({ appends: [append(order, 1), append(order, 2)] });
      if (!first || !last) throw new Error('two were committed');
      const before = await contents(store);
      const replacement = { document: order, through: last.sequence, replaces: 2, base: bytes(9) };
      const wrong = [
        { ...replacement, replaces: 1 },
        { ...replacement, replaces: 3 },
        { ...replacement, through: first.sequence },
        { ...replacement, through: (last.sequence + 1) as Sequence },
        { ...replacement, document: product },
      ];
      for (const one of wrong) expect(await store.compact(one)).toBe(false);
      expect(await contents(store)).toEqual(before);
      expect(await store.compact(replacement)).toBe(true);
      expect(await store.compact(replacement)).toBe(false);
    });

    test('[H6] a base is compacted again with what has come behind it', async () => {
      for (let round = 1; round <= 3; round++) {
        const entries = await store.commit({ appends: [append(order, round), append(order, round + 10)] });
        const through = entries.at(-1)?.sequence ?? start;
        const replaces = round === 1 ? 2 : 3;
        expect(await store.compact({ document: order, through, replaces, base: bytes(round) })).toBe(true);
        expect((await store.read(order))?.updates).toEqual([bytes(round)]);
      }
      expect(await feed()).toHaveLength(1);
    });

    test('[H6] documents with a long tail are named, by updates or by bytes', async () => {
      const bounds = { updates: 100, bytes: 100_000 };
      const heavy = () => store.heavy(bounds, 10);
      const many = Array.from({ length: bounds.updates }, () => append(order, 1));
      await store.commit({ appends: many.slice(1) });
      await store.commit({ appends: [append(neighbour, 1)] });
      expect(await heavy()).toEqual([]);
      await store.commit({ appends: [append(order, 1)] });
      expect(await heavy()).toEqual([order]);
      await store.commit({ appends: [{ ...append(product, 1), update: new Uint8Array(bounds.bytes) }] });
      await reopen();
      expect((await heavy()).toSorted()).toEqual([order, product]);
      expect(await store.heavy(bounds, 1)).toHaveLength(1);

      const stored = await store.read(order);
      if (!stored) throw new Error('it is there');
      await store.commit({ appends: many.slice(1) });
      const { through } = stored;
      expect(await store.compact({ document: order, through, replaces: many.length, base: bytes(9) })).toBe(
        true,
      );
      expect(await heavy()).toEqual([product]);
      await store.commit({ appends: [append(order, 1)] });
      expect((await heavy()).toSorted()).toEqual([order, product]);
    });

    test('[H6] thousands of entries are replaced while others are written', async () => {
      const through = (
        await store.commit({ appends: Array.from({ length: 2_000 }, () => append(order, 1)) })
      ).at(-1)?.sequence;
      if (through === undefined) throw new Error('nothing was committed');
      const [compacted, [written]] = await Promise.all([
        store.compact({ document: order, through, replaces: 2_000, base: bytes(9) }),
        store.commit({ appends: [append(order, 2)] }),
      ]);
      expect(compacted).toBe(true);
      expect(await feed()).toMatchObject([
        { sequence: through, merged: true },
        { sequence: written?.sequence },
      ]);
    });

    test('reopening keeps everything', async () => {
      await store.commit({ appends: [append(order, 1), append(product, 2)] });
      await store.commit({ appends: [append(order, 3)] });
      const before = await contents(store);
      await reopen();
      expect(await contents(store)).toEqual(before);
    });
  });
}

/** What a store promises besides when it stands on a device, below an upstream relay. */
export function deviceStoreContract(title: string, open: OpenStore<DeviceStore>): void {
  describe(`${title}, on a device`, () => {
    let store: DeviceStore;
    let reopen: () => Promise<DeviceStore>;

    beforeEach(async () => {
      const opened = await open();
      store = opened.store;
      reopen = async () => (store = await opened.reopen());
    });
    afterEach(() => store.close());

    const outbox = () => store.outbox(0, 1000);
    const numbers = async () => (await outbox()).map(({ number }) => number);

    test('own updates wait in the outbox in their order, those from upstream do not', async () => {
      await store.commit({ appends: [append(order, 1), upstream(order, 2), append(product, 3)] });
      await store.commit({ appends: [upstream(order, 4)] });
      await store.commit({ appends: [append(order, 5)] });
      const waiting = await outbox();
      expect(waiting.map(({ document }) => document)).toEqual([order, product, order]);
      expect(waiting.map(({ update }) => update)).toEqual([bytes(1), bytes(3), bytes(5)]);
      expect(await store.outboxCount()).toBe(3);
      const [first, second] = waiting;
      expect(await store.outbox(first?.number ?? 0, 1)).toEqual([second]);
      await reopen();
      expect(await outbox()).toEqual(waiting);
    });

    test('[H1] a batch that fails leaves outbox and cursor as they were', async () => {
      await store.commit({ appends: [append(order, 1)], cursor: cursor(1) });
      const before = await outbox();
      const failing = { appends: [append(order, 2), broken(order)], cursor: cursor(2) };
      await expect(attempt(() => store.commit(failing))).rejects.toThrow('broken');
      expect(await outbox()).toEqual(before);
      expect(await store.upstreamCursor()).toEqual(cursor(1));
      await reopen();
      expect(await outbox()).toEqual(before);
      expect(await store.upstreamCursor()).toEqual(cursor(1));
    });

    test('[H1] the cursor moves with the updates it stands for, or alone', async () => {
      expect(await store.upstreamCursor()).toBeNull();
      await store.commit({ appends: [upstream(order, 1)], cursor: cursor(1) });
      expect(await store.upstreamCursor()).toEqual(cursor(1));
      await store.commit({ appends: [append(order, 2)] });
      expect(await store.upstreamCursor()).toEqual(cursor(1));
      await store.commit({ appends: [], cursor: cursor(3) });
      await reopen();
      expect(await store.upstreamCursor()).toEqual(cursor(3));
      expect(await store.outboxCount()).toBe(1);
    });

    test('[H10] an entry leaves on acknowledgement, and only the one that was named', async () => {
      await store.commit({ appends: [1, 2, 3].map((of) => append(order, of)) });
      const [first, second, third] = await numbers();
      if (!first || !second || !third) throw new Error('three wait');
      await store.acknowledged([second, third + 1000]);
      expect(await numbers()).toEqual([first, third]);
      await store.acknowledged([]);
      await reopen();
      expect(await numbers()).toEqual([first, third]);
      expect((await store.read(order))?.updates).toHaveLength(3);
    });

    test('[H10] numbers grow and are not used again after their entries are gone', async () => {
      const used: number[] = [];
      for (let round = 0; round < 3; round++) {
        await store.commit({ appends: [append(order, 1), append(order, 2)] });
        const waiting = await numbers();
        used.push(...waiting);
        await store.acknowledged(waiting);
        expect(await store.outboxCount()).toBe(0);
        await reopen();
      }
      expect(new Set(used).size).toBe(6);
      expect(used).toEqual(used.toSorted((a, b) => a - b));
    });

    test('[H12] what is set aside leaves the queue, is counted, and stays in the document', async () => {
      await store.commit({ appends: [1, 2, 3].map((of) => append(order, of)) });
      const [first, second, third] = await numbers();
      if (!first || !second || !third) throw new Error('three wait');
      await store.setAside(first, 'refused');
      expect(await numbers()).toEqual([second, third]);
      expect(await store.setAsideCount()).toBe(1);
      await store.setAside(first, 'refused');
      await store.setAside(third + 1000, 'nobody has it');
      expect(await store.setAsideCount()).toBe(1);
      await store.acknowledged([first, second, third]);
      await reopen();
      expect(await store.setAsideCount()).toBe(1);
      expect(await store.outboxCount()).toBe(0);
      expect((await store.read(order))?.updates).toHaveLength(3);
      await store.commit({ appends: [append(order, 4)] });
      expect((await numbers())[0]).toBeGreaterThan(third);
    });

    test('[H12] a document that was not taken as a whole is counted until it is', async () => {
      await store.commit({ appends: [upstream(order, 1), append(product, 1)] });
      const [first = 0] = await numbers();
      await store.setAside(first, 'refused');
      expect(await store.documentsAside()).toEqual([]);
      await store.setDocumentAside(order, 'too large');
      await store.setDocumentAside(order, 'still too large');
      await store.setDocumentAside(product, 'too large');
      for (const again of [false, true]) {
        if (again) await reopen();
        expect((await store.documentsAside()).toSorted()).toEqual([order, product]);
        expect(await store.setAsideCount()).toBe(3);
      }
      await store.takeBack();
      expect(await store.outboxCount()).toBe(1);
      expect(await store.setAsideCount()).toBe(2);
      await store.documentTaken(order);
      await store.documentTaken(neighbour);
      await reopen();
      expect(await store.documentsAside()).toEqual([product]);
      expect(await store.setAsideCount()).toBe(1);
    });

    test('[H12] what was set aside can wait again, behind what waits already and in its order', async () => {
      await store.commit({ appends: [append(order, 1), append(product, 1), append(order, 2)] });
      const [first = 0, second = 0, third = 0] = await numbers();
      await store.setAside(first, 'refused');
      await store.setAside(second, 'refused');
      await store.takeBack();
      expect(await store.setAsideCount()).toBe(0);
      await reopen();
      const waiting = await store.outbox(0, 9);
      expect(waiting.map(({ document }) => document)).toEqual([order, order, product]);
      expect(waiting[0]?.number).toBe(third);
      expect(waiting[1]?.update).toEqual(append(order, 1).update);
      expect(waiting[1]?.number).toBeGreaterThan(third);
      await store.takeBack();
      expect(await store.outboxCount()).toBe(3);
    });
  });
}

/** All that a store gives of one workspace. */
async function contents(store: Store) {
  const documents = (await store.documents(team)).toSorted();
  return {
    id: store.id,
    head: await store.head(),
    feed: await store.feed(team, ...everything),
    documents: await Promise.all(documents.map(async (of) => [of, await store.read(of)] as const)),
  };
}

function append(document: DocumentName, of: number): Append {
  return { document, update: bytes(of), known: known(of), source: 'own' };
}

function upstream(document: DocumentName, of: number): Append {
  return { ...append(document, of), source: 'upstream' };
}

/** Fails a batch when its turn comes, after what stands before it. */
function broken(document: DocumentName): Append {
  return {
    document,
    update: bytes(0),
    source: 'own',
    get known(): Known {
      throw new Error('broken');
    },
  };
}

/** A store may fail at once or later; a caller that awaits sees the same. */
async function attempt(work: () => Promise<unknown>): Promise<unknown> {
  return work();
}

function bytes(of: number): Uint8Array {
  return Uint8Array.of(of, 0, 255);
}

function known(of: number): Known {
  return { clocks: new Map([[7, of]]), deletes: new Map([[7, [{ clock: 0, length: of }]]]) };
}

function cursor(of: number): Cursor {
  return { store: 'f'.repeat(32) as StoreId, sequence: of as Sequence, mark: `000000000000000${of}` };
}

function name(text: string): DocumentName {
  const found = asDocumentName(text);
  if (!found) throw new Error(`not a document name: ${text}`);
  return found;
}

function workspace(text: string) {
  const found = parseWorkspace(text);
  if (!found) throw new Error(`not a workspace: ${text}`);
  return found;
}
