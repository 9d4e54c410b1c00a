import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isStanding } from './cell.ts';
import { fieldOf } from './documents.ts';
import { dotKey, dotsOf } from './dot.ts';
import type { Dot, Facts, FactValue, Path } from './facts.ts';
import { fold } from './fold.ts';
import { isPresence, liesUnder, wholeEntity } from './path.ts';
import type { SetEntry, StoredRecord } from './read.ts';
import { removedAndChangedIn } from './removal.ts';
import { she } from './test-documents.ts';

const set = (path: string, value: FactValue, seen: readonly Dot[] = [], seenFields = seen): SetEntry => ({
  path: path as Path,
  value,
  seen,
  seenFields: value === false ? seenFields : [],
});
const stored = (dot: Dot, entries: readonly SetEntry[]): StoredRecord => ({
  dot,
  after: null,
  author: she,
  at: 0,
  entries,
  unread: 0,
});

/** The definition, item by item: removed, and a complete field under it has a head that no remover saw. */
function disputedIn({ paths }: Facts): ReadonlySet<Path> {
  const found = new Set<Path>();
  for (const [item, state] of paths) {
    if (!isPresence(item) || state.kind !== 'agreed' || state.heads[0].value !== false) continue;
    const seen = new Set((state.heads[0].seenFields ?? []).map(dotKey));
    for (const [path, field] of paths) {
      if (!liesUnder(item, path) || field.kind === 'incomplete') continue;
      if (item === wholeEntity && fieldOf('order', path)?.quiet) continue;
      if (field.heads.some((head) => dotsOf(head).some((dot) => !seen.has(dotKey(dot))))) found.add(item);
    }
  }
  return found;
}

/** And over two documents: gone at home, and the other has something under it and no word of the removal. */
function disputedInBoth(home: Facts, commercial: Facts): ReadonlySet<Path> {
  const found = new Set([...home.removedAndChanged, ...commercial.removedAndChanged]);
  for (const item of home.paths.keys()) {
    if (!isPresence(item) || isStanding(home, item)) continue;
    if (commercial.paths.get(item)?.heads.some((head) => head.value === false)) continue;
    for (const [path, field] of commercial.paths)
      if (!isPresence(path) && field.kind !== 'incomplete' && liesUnder(item, path)) found.add(item);
  }
  return found;
}

const fields = [
  'cartons',
  'position',
  'lines/a/cartons',
  'lines/a/position',
  'lines/ab/cartons',
  'lines/a/lots/x/count',
  'instructions/r/acks/x/text',
  'entity/self/cartons',
];
const items = [
  wholeEntity,
  'lines/a',
  'lines/ab',
  'lines/a/lots/x',
  'instructions/r',
  'instructions/r/acks/x',
];
/** Records 1 to 8 of a document, and sometimes the name of one that never arrives. */
const dot = fc.integer({ min: 1, max: 8 }).map((clock): Dot => [1, clock]);
const dots = fc.oneof(
  { weight: 6, arbitrary: fc.array(dot, { maxLength: 8 }) },
  { weight: 1, arbitrary: fc.constant<readonly Dot[]>([[1, 99]]) },
);
const entry = fc.oneof(
  fc.record({ path: fc.constantFrom(...fields), value: fc.constantFrom('1', '2'), seen: dots, under: dots }),
  fc.record({
    path: fc.constantFrom(...items),
    value: fc.constantFrom(false, false, true),
    seen: dots,
    under: dots,
  }),
);
const facts = fc
  .array(
    fc.array(
      entry.map(({ path, value, seen, under }) => set(path, value, seen, under)),
      { minLength: 1, maxLength: 4 },
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((records) =>
    fold(
      records.map((entries, index) => stored([1, index + 1], entries)),
      'order',
    ),
  );

test('[F3] removed and changed is what the definition says, in one document and in two', () => {
  let [alone, together] = [0, 0];
  fc.assert(
    fc.property(facts, facts, (home, commercial) => {
      expect(home.removedAndChanged).toEqual(disputedIn(home));
      expect(removedAndChangedIn(home, commercial)).toEqual(disputedInBoth(home, commercial));
      alone += home.removedAndChanged.size;
      together += disputedInBoth(home, commercial).difference(home.removedAndChanged).size;
    }),
    { numRuns: 2_000 },
  );
  // Without such items the law would hold for want of cases.
  expect(Math.min(alone, together)).toBeGreaterThan(200);
});

test('[F3] a document of 20,000 removed items is folded, and judged beside its other one', () => {
  const ids = Array.from({ length: 20_000 }, (_none, index) => `lines/l${index}`);
  const removed = fold(
    [
      stored(
        [1, 1],
        ids.map((item) => set(`${item}/cartons`, '5')),
      ),
      stored(
        [2, 1],
        ids.map((item, index) => set(item, false, [], index % 2 === 0 ? [[1, 1]] : [])),
      ),
    ],
    'order',
  );
  expect(removed.removedAndChanged.size).toBe(ids.length / 2);
  const prices = fold(
    [
      stored(
        [1, 1],
        ids.map((item) => set(`${item}/unit_price`, '5')),
      ),
    ],
    'order',
  );
  expect(removedAndChangedIn(removed, prices).size).toBe(ids.length);
});
