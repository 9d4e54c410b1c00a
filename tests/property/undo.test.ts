import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { dotKey, dotsOf } from '../../shared/model/dot.ts';
import type { Change } from '../../shared/model/facts.ts';
import { trashedOf } from '../../shared/model/read-only.ts';
import { readRecords } from '../../shared/model/read.ts';
import { appendChange } from '../../shared/model/record.ts';
import { toTrash } from '../../shared/model/trash.ts';
import type { UndoPlan } from '../../shared/model/undo.ts';
import { Desk, meet } from './desk.ts';

const blockers = (plan: UndoPlan) => plan.blocked.map(({ path, by }) => [path, by?.person]);

function two(...changes: Change[]): readonly [Desk, Desk] {
  const [me, colleague] = [new Desk('甲'), new Desk('乙')];
  for (const change of changes)
    appendChange(colleague.doc, { person: '丙', device: 'c' }, 0, change, 'order');
  meet(me, colleague);
  return [me, colleague];
}

test('[F6] step after step back and forth again, each as a new record', () => {
  const [me] = two({ set: { cartons: '1630' } });
  for (const cartons of ['1', '2', '3']) me.do({ set: { cartons } });
  const seen: unknown[] = [];
  for (let n = 0; n < 3; n++) {
    me.undo();
    seen.push(...me.values('cartons'));
  }
  for (let n = 0; n < 3; n++) {
    me.redo();
    seen.push(...me.values('cartons'));
  }
  for (let n = 0; n < 2; n++) {
    me.undo();
    seen.push(...me.values('cartons'));
  }
  expect(seen).toEqual(['2', '1', '1630', '1', '2', '3', '2', '1']);
  expect(Y.snapshot(me.doc).ds.clients.size).toBe(0);
});

test('[F3] [F6] an order goes into the trash, out of it by undo and in again by redo, unless a colleague wrote in it', () => {
  const [me, colleague] = two({ set: { cartons: '1630', 'lines/a/cartons': '5' } });
  const trashed = () => trashedOf(me.facts, null) !== null;
  me.do(toTrash);
  expect(trashed()).toBe(true);
  me.undo();
  expect(trashed()).toBe(false);
  me.redo();
  expect(trashed()).toBe(true);
  me.undo();
  meet(me, colleague);
  colleague.do({ set: { 'lines/a/cartons': '6' } });
  meet(me, colleague);
  expect(blockers(me.redo())).toEqual([['entity/self', '乙']]);
  expect([trashed(), me.values('lines/a/cartons')]).toEqual([false, ['6']]);
});

test('[F6] what was never set is cleared, and set again by redo', () => {
  const [me] = two();
  me.do({ set: { etd: '2026-12-06', cartons: '5' } });
  me.undo();
  expect([me.values('etd'), me.values('cartons')]).toEqual([[null], [null]]);
  me.redo();
  expect([me.values('etd'), me.values('cartons')]).toEqual([['2026-12-06'], ['5']]);
});

type Case = readonly [
  name: string,
  mine: Change,
  hers: Change,
  apart: boolean,
  after: Readonly<Record<string, readonly unknown[]>>,
  blocked: readonly (readonly [string, string])[],
];
const before: Change = { set: { cartons: '1630', 'lines/a/cartons': '500' } };
const cases: readonly Case[] = [
  [
    'her later value stands',
    { set: { cartons: '1590' } },
    { set: { cartons: '1605' } },
    false,
    { cartons: ['1605'] },
    [['cartons', '乙']],
  ],
  [
    'of two fields only the untouched one goes back',
    { set: { cartons: '1590', etd: '2026-12-06' } },
    { set: { cartons: '1605' } },
    false,
    { cartons: ['1605'], etd: [null] },
    [['cartons', '乙']],
  ],
  [
    'her value beside mine stays alone',
    { set: { cartons: '1590' } },
    { set: { cartons: '1605' } },
    true,
    { cartons: ['1605'] },
    [],
  ],
  [
    'the same value, set by both, stays',
    { set: { cartons: '1590' } },
    { set: { cartons: '1590' } },
    true,
    { cartons: ['1590'] },
    [['cartons', '乙']],
  ],
  [
    'a line with her count in it stays',
    { set: { 'lines/n/count': '113' } },
    { set: { 'lines/n/cartons': '20' } },
    false,
    { 'lines/n': [true], 'lines/n/count': ['113'], 'lines/n/cartons': ['20'] },
    [['lines/n', '乙']],
  ],
  [
    'a field of a line that she removed is not brought back with it',
    { set: { 'lines/a/cartons': '501' } },
    { remove: ['lines/a'] },
    false,
    { 'lines/a': [false], 'lines/a/cartons': ['501'] },
    [['lines/a/cartons', '乙']],
  ],
  [
    'a removal she has settled otherwise stands',
    { remove: ['lines/a'] },
    { set: { 'lines/a': true } },
    false,
    { 'lines/a': [true] },
    [['lines/a', '乙']],
  ],
  [
    'a removed line comes back, and her change of it meanwhile with it',
    { remove: ['lines/a'] },
    { set: { 'lines/a/cartons': '510' } },
    true,
    { 'lines/a': [true], 'lines/a/cartons': ['510'] },
    [],
  ],
];

test.each(cases)(
  "[F6] undo never touches a colleague's change: %s",
  (_name, mine, hers, apart, after, blocked) => {
    const [me, colleague] = two(before);
    me.do(mine);
    if (!apart) meet(me, colleague);
    colleague.do(hers);
    meet(me, colleague);
    const plan = me.undo();
    meet(me, colleague);
    expect(blockers(plan)).toEqual(blocked);
    for (const desk of [me, colleague])
      for (const [path, values] of Object.entries(after))
        expect([path, desk.values(path)]).toEqual([path, values]);
  },
);

test('[F6] a conflict that was settled comes back by undo, and goes by redo', () => {
  const [me, colleague] = two(before);
  const third = new Desk('丙');
  meet(third, me);
  third.do({ set: { cartons: '1590' } });
  colleague.do({ set: { cartons: '1605' } });
  meet(me, colleague);
  meet(me, third);
  me.do({ set: { cartons: '1600' } });
  me.undo();
  expect([...me.values('cartons')].toSorted()).toEqual(['1590', '1605']);
  me.redo();
  expect(me.values('cartons')).toEqual(['1600']);
  me.undo();
  expect([...me.values('cartons')].toSorted()).toEqual(['1590', '1605']);
});

test('[F6] redo brings back a value that was withdrawn beside another', () => {
  const [me, colleague] = two(before);
  me.do({ set: { cartons: '1590' } });
  colleague.do({ set: { cartons: '1605' } });
  meet(me, colleague);
  expect(me.undo().reverts.map(({ yields }) => yields?.person)).toEqual(['乙']);
  me.redo();
  expect([...me.values('cartons')].toSorted()).toEqual(['1590', '1605']);
});

test("[F6] a value that was a colleague's too is not hers to take back through a later step", () => {
  const [me, colleague] = two(before);
  me.do({ set: { cartons: '1590' } });
  colleague.do({ set: { cartons: '1590' } });
  meet(me, colleague);
  me.do({ set: { cartons: '1600' } });
  me.undo();
  expect(me.values('cartons')).toEqual(['1590']);
  expect(blockers(me.undo())).toEqual([['cartons', '乙']]);
  expect(me.values('cartons')).toEqual(['1590']);
});

test('[F6] adding and removing a line, back and forth', () => {
  const [me] = two(before);
  me.do({ set: { 'lines/n/count': '113', 'lines/n/cartons': '20' } });
  me.do({ set: { 'lines/n/cartons': '30' } });
  me.do({ remove: ['lines/a'] });
  const shown = () => [me.values('lines/a'), me.values('lines/n'), me.values('lines/n/cartons')];
  me.undo();
  me.undo();
  me.undo();
  expect(shown()).toEqual([[true], [false], [null]]);
  me.redo();
  me.redo();
  me.redo();
  expect(shown()).toEqual([[false], [true], ['30']]);
  expect(me.facts.removedAndChanged.size).toBe(0);
  for (const { heads } of me.facts.paths.values())
    expect(new Set(heads.flatMap(dotsOf).map(dotKey)).size).toBe(heads.flatMap(dotsOf).length);
});

type Act =
  | { readonly kind: 'change'; readonly who: number; readonly change: Change }
  | { readonly kind: 'undo' | 'redo'; readonly who: number }
  | { readonly kind: 'send'; readonly who: number; readonly to: number };
const who = fc.nat({ max: 2 });
const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom('cartons', 'etd', 'lines/a/cartons', 'lines/a/count', 'lines/b/cartons'),
        fc.constantFrom('1', '1.0', '2', '3'),
      )
      .map(([path, value]) => ({ set: { [path]: value } })),
  },
  { weight: 1, arbitrary: fc.constantFrom('lines/a', 'lines/b').map((item) => ({ remove: [item] })) },
);
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('change' as const), who, change }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const), who }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('send' as const), who, to: who }) },
);

describe('undo among colleagues who write at the same time', () => {
  test("[F6] undo after remote changes touches only one's own", () => {
    let undone = 0;
    let left = 0;
    fc.assert(
      fc.property(fc.array(act, { minLength: 30, maxLength: 60, size: 'max' }), (acts) => {
        const desks = ['甲', '乙', '丙'].map((person, index) => {
          const desk = new Desk(person);
          desk.doc.clientID = index + 1;
          return desk;
        });
        for (const one of acts) {
          const desk = desks[one.who];
          if (!desk) continue;
          switch (one.kind) {
            case 'change':
              desk.do(one.change);
              break;
            case 'send': {
              const other = desks[one.to];
              if (other) Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(desk.doc));
              break;
            }
            case 'undo':
            case 'redo': {
              if ((one.kind === 'undo' ? desk.past : desk.future).length === 0) break;
              const others = foreignHeads(desk);
              const count = readRecords(desk.doc).length;
              const turn = one.kind === 'undo' ? desk.undo() : desk.redo();
              // What others had standing stands, whether or not something equal stands beside it now.
              expect(others.filter((head) => !foreignHeads(desk).includes(head))).toEqual([]);
              // Every record names own records alone.
              for (const record of readRecords(desk.doc).slice(count))
                for (const entry of record.entries)
                  for (const dot of entry.seen) expect(desk.mine.has(dotKey(dot))).toBe(true);
              undone += turn.reverts.length;
              left += turn.blocked.length;
              break;
            }
          }
        }
        for (const desk of desks) for (const other of desks) meet(desk, other);
        const [first, ...rest] = desks.map((desk) =>
          [...desk.facts.paths].toSorted(([a], [b]) => (a < b ? -1 : 1)),
        );
        for (const other of rest) expect(other).toEqual(first);
        for (const desk of desks) expect(Y.snapshot(desk.doc).ds.clients.size).toBe(0);
      }),
      { numRuns: 500 },
    );
    // The law would hold for want of cases too.
    expect(undone).toBeGreaterThan(50);
    expect(left).toBeGreaterThan(50);
  });

  test('[F6] with nobody else about, undoing everything gives what was there, redoing everything what was left', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 20 }), (changes) => {
        const desk = new Desk('甲');
        appendChange(desk.doc, { person: '丙', device: 'c' }, 0, before, 'order');
        const began = shown(desk);
        for (const one of changes) desk.do(one);
        const left = shown(desk);
        while (desk.past.length > 0) expect(desk.undo().blocked).toEqual([]);
        expect(shown(desk)).toEqual(began);
        while (desk.future.length > 0) expect(desk.redo().blocked).toEqual([]);
        expect(shown(desk)).toEqual(left);
      }),
      { numRuns: 500 },
    );
  });
});

function foreignHeads(desk: Desk): readonly string[] {
  return [...desk.facts.paths].flatMap(([path, { heads }]) =>
    heads.flatMap(dotsOf).flatMap((dot) => (desk.mine.has(dotKey(dot)) ? [] : [`${path} ${dotKey(dot)}`])),
  );
}

/** What a reader sees: values of the order and of the items that stand; cleared is as never set. */
function shown(desk: Desk): unknown {
  return [...desk.facts.paths]
    .filter(
      ([path]) =>
        path.split('/').length < 2 || desk.values(path.split('/').slice(0, 2).join('/'))[0] === true,
    )
    .flatMap(([path, { heads }]) => heads.map(({ value }) => [path, value]))
    .filter(([, value]) => value !== null)
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}
