import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { canonicalValue } from '../../shared/model/canonical.ts';
import { dotKey } from '../../shared/model/dot.ts';
import { isStanding } from '../../shared/model/cell.ts';
import { fieldOf, splitChange } from '../../shared/model/documents.ts';
import type { Change, Facts, FactValue, Path } from '../../shared/model/facts.ts';
import { fold } from '../../shared/model/fold.ts';
import { isPresence, itemsAround, wholeEntity } from '../../shared/model/path.ts';
import { readRecords, type StoredRecord } from '../../shared/model/read.ts';
import { appendChange } from '../../shared/model/record.ts';
import { restoreTo, type Restoring } from '../../shared/model/restore-time.ts';
import { outOfTrash, toTrash } from '../../shared/model/trash.ts';
import type { Compartment } from '../../shared/sync/document-name.ts';

const author = (person: string) => ({ person, device: person });
const places = ['board', 'commercial'] as const;
type Pair = Readonly<Record<(typeof places)[number], Y.Doc>>;

const pair = (): Pair => ({ board: new Y.Doc(), commercial: new Y.Doc() });
const recordsOf = (docs: Pair): ReadonlyMap<Compartment, readonly StoredRecord[]> =>
  new Map(places.map((place) => [place, readRecords(docs[place])]));

function write(docs: Pair, person: string, at: number, change: Change): void {
  for (const [place, part] of splitChange('order', change))
    if (place === 'board' || place === 'commercial')
      appendChange(docs[place], author(person), at, part, 'order');
}

function send(from: Pair, to: Pair): void {
  for (const place of places) Y.applyUpdate(to[place], Y.encodeStateAsUpdate(from[place]));
}

function restore(docs: Pair, at: number): Restoring {
  const restoring = restoreTo('order', recordsOf(docs), at);
  for (const place of places) {
    const change = restoring.changes.get(place);
    if (change) appendChange(docs[place], author('丁'), 1_000, change, 'order');
  }
  return restoring;
}

/** Whether the author of one record had the other before her, as far as the records tell. */
function restsOn(one: StoredRecord, other: StoredRecord): boolean {
  if (one.dot[0] === other.dot[0] && other.dot[1] < one.dot[1]) return true;
  const named = one.entries.flatMap(({ seen, seenFields }) => [...seen, ...seenFields]);
  return [...named, ...(one.after ? [one.after] : [])].some((dot) => dotKey(dot) === dotKey(other.dot));
}

/** What was written by a time, and all it rests on, told slowly. */
function recordsBy(records: readonly StoredRecord[], at: number): readonly StoredRecord[] {
  const there = records.filter((record) => record.at <= at);
  for (let index = 0; index < there.length; index++)
    for (const other of records) {
      const one = there[index];
      if (one && !there.includes(other) && restsOn(one, other)) there.push(other);
    }
  return there;
}

/** What a reader sees of an order: every value, fields of items only where the item stands; cleared is as never set. */
function shown(docs: Pair, at = Infinity): ReadonlyMap<string, string> {
  const folded = (doc: Y.Doc): Facts => fold(recordsBy(readRecords(doc), at), 'order');
  const home = folded(docs.board);
  const seen = new Map<string, string>();
  for (const place of places)
    for (const [path, { heads }] of folded(docs[place]).paths) {
      if (!itemsAround(path).every((item) => home.paths.has(item) && isStanding(home, item))) continue;
      const values = isPresence(path)
        ? ['true']
        : heads
            .filter(({ value }) => value !== null)
            .map(({ value }) => canonicalValue(fieldOf('order', path), value));
      if (values.length > 0) seen.set(path, values.toSorted().join(' | '));
    }
  return seen;
}

const paths = [
  'cartons',
  'etd',
  'currency',
  'lines/a/cartons',
  'lines/a/unit_price',
  'lines/b/count',
  'lines/b/amount',
];
const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(...paths), fc.constantFrom('1', '1.0', '2', '3', null))
      .map(([path, value]) => ({ set: { [path]: value } })),
  },
  { weight: 1, arbitrary: fc.constantFrom('lines/a', 'lines/b').map((item) => ({ remove: [item] })) },
);

/** Three people, each with a clock of her own. */
const step = fc.record({
  who: fc.nat({ max: 2 }),
  at: fc.nat({ max: 30 }),
  change,
  to: fc.nat({ max: 5 }),
});

describe('the whole order as of a time', () => {
  test('[F6] stands as it stood, by one record per document, and nothing where nothing differs', () => {
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 25, size: 'max' }),
        fc.nat({ max: 25 }),
        (changes, at) => {
          const docs = pair();
          for (const [index, one] of changes.entries()) write(docs, '甲', index, one);
          const then = shown(docs, at);
          const before = recordsOf(docs);
          const restoring = restore(docs, at);
          expect(restoring.open).toEqual([]);
          expect(shown(docs)).toEqual(then);
          for (const [place, records] of recordsOf(docs)) {
            const added = records.length - (before.get(place)?.length ?? 0);
            expect(added).toBe(restoring.changes.has(place) ? 1 : 0);
            expect(records.slice(0, records.length - added)).toEqual(before.get(place));
          }
          expect(restoreTo('order', recordsOf(docs), 1_000).changes.size).toBe(0);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('[F6] what was in conflict then keeps its present value, whoever wrote with whatever clock', () => {
    let open = 0;
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 8, maxLength: 30, size: 'max' }),
        fc.nat({ max: 30 }),
        (steps, at) => {
          const desks = [pair(), pair(), pair()];
          for (const one of steps) {
            const [desk, other] = [desks[one.who], desks[one.to]];
            if (!desk) continue;
            write(desk, `p${one.who}`, one.at, one.change);
            if (other) send(desk, other);
          }
          const [docs = pair(), ...others] = desks;
          for (const other of others) send(other, docs);
          const [then, before] = [shown(docs, at), shown(docs)];
          const restoring = restore(docs, at);
          const after = shown(docs);
          const left = (path: string) =>
            [path, ...itemsAround(path)].some((one) => restoring.open.some((other) => other === one));
          for (const path of new Set([...then.keys(), ...before.keys()])) {
            // A line that comes back shows again what was open in it.
            const kept = before.has(path) ? before.get(path) : after.get(path);
            expect([path, after.get(path)]).toEqual([path, left(path) ? kept : then.get(path)]);
          }
          open += restoring.open.length;
        },
      ),
      { numRuns: 400 },
    );
    // Without conflicts the law would be the one above.
    expect(open).toBeGreaterThan(50);
  });
});

test('[F6] going back clears no value that somebody had seen by then, whatever clock it was written by', () => {
  let late = 0;
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 8, maxLength: 30, size: 'max' }),
      fc.nat({ max: 30 }),
      (steps, at) => {
        const desks = [pair(), pair(), pair()];
        for (const one of steps) {
          const [desk, other] = [desks[one.who], desks[one.to]];
          if (!desk) continue;
          // Nobody clears anything: what is empty had never been set.
          const set: Record<string, FactValue> = {};
          for (const [path, value] of Object.entries(one.change.set ?? {})) set[path] = value ?? '4';
          write(desk, `p${one.who}`, one.at, { ...one.change, set });
          if (other) send(desk, other);
        }
        const [docs = pair(), ...others] = desks;
        for (const other of others) send(other, docs);
        const all = recordsOf(docs);
        for (const [place, { set = {} }] of restoreTo('order', all, at).changes) {
          const there = recordsBy(all.get(place) ?? [], at);
          const seen = new Set<string>(there.flatMap(({ entries }) => entries.map(({ path }) => path)));
          late += there.filter((record) => record.at > at).length;
          for (const [path, value] of Object.entries(set))
            if (value === null) expect([path, seen.has(path)]).toEqual([path, false]);
        }
      },
    ),
    { numRuns: 400 },
  );
  // With all clocks right the law would be the first one.
  expect(late).toBeGreaterThan(100);
});

describe('[F6] a value written by a clock that is ahead', () => {
  const ahead = 500;
  /** What the office does at 2, on the order that came from the yard; at 9 it empties the field. */
  test.each<[string, Change, Change, string]>([
    [
      'was there when a colleague wrote elsewhere',
      { set: { cartons: '5' } },
      { set: { etd: '2026-12-06' } },
      'cartons',
    ],
    [
      'was there when a colleague removed its line, which came back',
      { set: { 'lines/a/cartons': '5' } },
      { remove: ['lines/a'] },
      'lines/a/cartons',
    ],
  ])('[F6] %s', (_name, yards, offices, path) => {
    const [office, yard] = [pair(), pair()];
    write(office, '甲', 1, { set: { number: 'SO-1' } });
    send(office, yard);
    write(yard, '乙', ahead, yards);
    send(yard, office);
    write(office, '甲', 2, offices);
    if (offices.remove) write(office, '甲', 3, { set: { 'lines/a': true } });
    write(office, '甲', 9, { set: { [path]: null } });
    expect(restoreTo('order', recordsOf(office), 4).differences).toContainEqual({
      path: path as Path,
      now: [null],
      then: '5',
    });
  });

  test('[F6] was there when its writer, with her clock set right, went on', () => {
    const docs = pair();
    write(docs, '乙', ahead, { set: { cartons: '5' } });
    write(docs, '乙', 2, { set: { etd: '2026-12-06' } });
    expect(restoreTo('order', recordsOf(docs), 2).differences).toEqual([]);
  });

  test('[F6] is no conflict with the one it followed, nor with the one that followed it', () => {
    const docs = pair();
    for (const [at, cartons] of [
      [1, '4'],
      [ahead, '5'],
      [2, '6'],
      [3, '7'],
    ] as const) {
      // Each by a writer of her own, who has seen what stands.
      const next = pair();
      send(docs, next);
      write(next, '乙', at, { set: { cartons } });
      send(next, docs);
    }
    const { differences, open } = restoreTo('order', recordsOf(docs), 2);
    expect([differences, open]).toEqual([[{ path: 'cartons', now: ['7'], then: '6' }], []]);
  });

  test('[F6] that nobody is known to have seen was not there', () => {
    const [office, yard] = [pair(), pair()];
    write(office, '甲', 1, { set: { number: 'SO-1' } });
    send(office, yard);
    write(yard, '乙', ahead, { set: { cartons: '5' } });
    write(office, '甲', 2, { set: { etd: '2026-12-06' } });
    send(yard, office);
    expect(restoreTo('order', recordsOf(office), 2).differences).toEqual([
      { path: 'cartons', now: ['5'], then: null },
    ]);
  });

  test('[F6] nor does a record that cannot be read, and so has no time, bring anything with it', () => {
    const docs = pair();
    write(docs, '甲', 1, { set: { number: 'SO-1' } });
    write(docs, '甲', 5, { set: { cartons: '5' } });
    docs.board.getArray('records').push(['?']);
    expect(restoreTo('order', recordsOf(docs), 2).differences).toEqual([
      { path: 'cartons', now: ['5'], then: null },
    ]);
  });
});

test('[F6] says field by field what would change, and an item once', () => {
  const docs = pair();
  write(docs, '甲', 1, { set: { cartons: '1630', 'lines/a/cartons': '500', 'lines/a/unit_price': '9.5' } });
  write(docs, '乙', 2, { set: { cartons: '1590', etd: '2026-12-06' } });
  write(docs, '乙', 3, { remove: ['lines/a'] });
  write(docs, '丙', 4, { set: { 'lines/b/cartons': '20', 'lines/b/unit_price': '10' } });
  const { differences } = restoreTo('order', recordsOf(docs), 1);
  expect(differences.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
    { path: 'cartons', now: ['1590'], then: '1630' },
    { path: 'etd', now: ['2026-12-06'], then: null },
    { path: 'lines/a', now: [false], then: true },
    { path: 'lines/b', now: [true], then: false },
  ]);
});

test('[F6] going back says nothing of the trash: an order taken out of it stays out', () => {
  const docs = pair();
  write(docs, '甲', 1, { set: { cartons: '1', total: '2' } });
  write(docs, '甲', 2, toTrash);
  write(docs, '乙', 3, outOfTrash);
  write(docs, '乙', 4, { set: { cartons: '3' } });
  expect(restore(docs, 2).differences).toEqual([{ path: 'cartons', now: ['3'], then: '1' }]);
  for (const place of places) expect(isStanding(fold(readRecords(docs[place])), wholeEntity)).toBe(true);
});

test('[F6] 20,000 lines that somebody sent are taken away, each by its own name', () => {
  const docs = pair();
  const ids = Array.from({ length: 20_000 }, (_none, index) => `lines/l${index}`);
  docs.board.getArray('records').push([
    {
      a: '丙',
      d: 'c',
      t: 5,
      s: ids.flatMap((id) => [
        [id, true],
        [`${id}/cartons`, '5'],
      ]),
    },
  ]);
  const { changes, differences } = restoreTo('order', recordsOf(docs), 1);
  expect([changes.get('board')?.remove?.length, differences.length]).toEqual([ids.length, ids.length]);
});
