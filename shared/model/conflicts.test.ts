import { expect, test } from 'vitest';
import { allConflicts, blocksIssuing } from './conflicts.ts';
import type { Change, Facts } from './facts.ts';
import { fold } from './fold.ts';
import type { EntityFacts } from './items.ts';
import { readRecords } from './read.ts';
import { factsOf, meanwhile } from './test-documents.ts';
import { toTrash } from './trash.ts';

const base = meanwhile(
  'order',
  [],
  [{ set: { number: 'SO-1', cartons: '1', owner: 'x', 'lines/a/cartons': '5' } }],
);
const apart = (...changes: Change[]) =>
  factsOf(
    'order',
    changes.map((change) => meanwhile('order', [base], [change])),
  );

const order = (home: Facts, commercial: Facts | null = null): EntityFacts => ({
  kind: 'order',
  home,
  commercial,
});

test.each<[string, Change, Change, readonly string[]]>([
  ['a critical field', { set: { cartons: '2' } }, { set: { cartons: '3' } }, ['cartons']],
  ['one that no paper rests on', { set: { owner: 'y' } }, { set: { owner: 'z' } }, []],
  ['equal values', { set: { cartons: '2' } }, { set: { cartons: '2.0' } }, []],
  ['a line', { set: { 'lines/a/cartons': '6' } }, { set: { 'lines/a/cartons': '7' } }, ['lines/a/cartons']],
  ['a line removed and changed', { remove: ['lines/a'] }, { set: { 'lines/a/cartons': '7' } }, ['lines/a']],
  ['the order deleted and changed', toTrash, { set: { owner: 'y' } }, ['entity/self']],
])('[F2] %s: whether papers wait for it', (_what, one, other, blocked) => {
  expect(blocksIssuing(order(apart(one, other))).map(({ path }) => path)).toEqual(blocked);
});

test('[F2] a conflict in a line that is gone blocks nothing', () => {
  const both = ['6', '7'].map((value) => meanwhile('order', [base], [{ set: { 'lines/a/cartons': value } }]));
  const gone = factsOf('order', [meanwhile('order', both, [{ remove: ['lines/a'] }])]);
  expect(allConflicts(order(gone))).toEqual([]);
  expect(blocksIssuing(order(gone))).toEqual([]);
});

test('[F2] a field in the document of another compartment is nothing to settle', () => {
  const both = (path: string) =>
    ['1', '2'].map((value) => meanwhile('order', [], [{ set: { [path]: value } }]));
  const strays = order(factsOf('order', [base, ...both('total')]), factsOf('order', both('cartons')));
  expect(allConflicts(strays)).toEqual([]);
  expect(blocksIssuing(strays)).toEqual([]);
  const [, ...later] = readRecords(meanwhile('order', both('total').slice(1), [{ set: { total: '3' } }]));
  expect(blocksIssuing(order(fold(later, 'order')))).toEqual([]);
});

test('[F2] a price in conflict blocks too, and a history that has not arrived', () => {
  const prices = ['1', '2'].map((total) => meanwhile('order', [], [{ set: { total } }]));
  expect(blocksIssuing(order(apart(), factsOf('order', prices)))).toEqual([
    { path: 'total', why: 'conflict' },
  ]);
  const [first, ...later] = readRecords(meanwhile('order', [base], [{ set: { cartons: '2' } }]));
  expect(first).toBeDefined();
  expect(blocksIssuing(order(fold(later, 'order')))).toEqual([{ path: 'cartons', why: 'incomplete' }]);
});
