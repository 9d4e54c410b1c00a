import { describe, expect, test } from 'vitest';
import type { Change } from '../../shared/model/facts.ts';
import { toTrash } from '../../shared/model/trash.ts';
import type { Ground } from './edit.ts';
import { callFor, objectionTo, removedAround, unlike } from './objection.ts';
import { entityWith } from './test-entity.ts';

const born: Change = {
  set: { number: 'X-1', cartons: '1600', 'lines/a/cartons': '20', 'lines/a/unit_price': '2' },
};
const order = (...changes: Parameters<typeof entityWith>[1][]) => entityWith('order', born, ...changes);
const two = (path: string, ...values: string[]): Change[] =>
  values.map((value) => ({ set: { [path]: value } }));

describe('[D1] a change that the caller was not shown the whole of', () => {
  test.each<[string, ReturnType<typeof order>, Change, string]>([
    [
      'chooses between two values',
      order(two('cartons', '1590', '1605')),
      { set: { cartons: '7' } },
      'resolve X-1 cartons',
    ],
    ['takes one of them', order(two('cartons', '1590', '1605')), { set: { cartons: '1605' } }, 'in conflict'],
    [
      'removes a line with a conflict in it',
      order(two('lines/a/cartons', '1', '2')),
      { remove: ['lines/a'] },
      'lines/a/cartons is in conflict',
    ],
    [
      'removes a line with two prices',
      order(two('lines/a/unit_price', '3', '4')),
      { remove: ['lines/a'] },
      'lines/a/unit_price is in conflict',
    ],
    [
      'removes again what somebody changed',
      order([{ remove: ['lines/a'] }, ...two('lines/a/cartons', '9')]),
      { remove: ['lines/a'] },
      'lines/a is in conflict',
    ],
    [
      'keeps what somebody removed',
      order([{ remove: ['lines/a'] }, ...two('lines/a/cartons', '9')]),
      { set: { 'lines/a': true } },
      'lines/a is in conflict',
    ],
    [
      'brings a removed line back',
      order({ remove: ['lines/a'] }),
      { set: { 'lines/a/cartons': '5' } },
      'lines/a was removed by 甲; lines/a=true has it back',
    ],
    [
      'brings it back by its price',
      order({ remove: ['lines/a'] }),
      { set: { 'lines/a/unit_price': '5' } },
      'was removed',
    ],
    ['removes what never was', order(), { remove: ['lines/b'] }, 'X-1 has no lines/b'],
    ['changes what is in the trash', order(toTrash), { set: { cartons: '5' } }, 'in the trash'],
  ])('%s', (_, entity, change, words) => {
    expect(objectionTo(entity, change, 'X-1')?.message).toContain(words);
  });

  test.each<[string, ReturnType<typeof order>, Change]>([
    ['sets another field', order(two('cartons', '1590', '1605')), { set: { etd: '2026-12-06' } }],
    ['sets where two said the same', order(two('cartons', '1590', '1590.0')), { set: { cartons: '7' } }],
    ['places a card that two have moved', order(two('position', 'a1', 'a2')), { set: { position: 'a3' } }],
    [
      'has a removed line back and says so',
      order({ remove: ['lines/a'] }),
      { set: { 'lines/a': true, 'lines/a/cartons': '5' } },
    ],
    [
      'sets a field where the line waits to be settled',
      order([{ remove: ['lines/a'] }, ...two('lines/a/cartons', '9')]),
      { set: { 'lines/a/cartons': '5' } },
    ],
    ['removes a line', order(), { remove: ['lines/a'] }],
    ['removes it once more', order({ remove: ['lines/a'] }), { remove: ['lines/a'] }],
  ])('but not one that %s', (_, entity, change) => {
    expect(objectionTo(entity, change, 'X-1')).toBeNull();
  });

  test('shows the values it speaks of, in the order that --take counts', () => {
    const objection = objectionTo(order(two('cartons', '1590', '1605')), { set: { cartons: '7' } }, 'X-1');
    const values = objection?.shows?.values ?? [];
    expect(values.toSorted()).toEqual(['1590', '1605']);
    expect(objection?.message).toContain(values.join(' | '));
  });
});

test.each([
  ['X-1', 'X-1'],
  ['order_a', 'order_a'],
  ['订单-1', '订单-1'],
  ['PO 1', 'order_a'],
  ['$(reboot)', 'order_a'],
])('%s is called up once more as %s', (asked, call) => {
  expect(callFor(order(), asked)).toBe(call);
});

test('[D1] settling a field of a removed line would bring the line back', () => {
  const gone = order(two('lines/a/cartons', '1', '2'), { remove: ['lines/a'] });
  expect(removedAround(gone, 'lines/a/cartons')).toContain('lines/a=true has it back');
  expect(removedAround(gone, 'lines/a')).toBeNull();
  expect(removedAround(order(), 'lines/a/cartons')).toBeNull();
});

describe('[D1] what must still stand', () => {
  const ground: Ground = { kind: 'order', today: '2026-11-23', stages: [] };
  const check = (entity: ReturnType<typeof order>, path: string, text: string) =>
    unlike(entity, [{ path, text }], ground);

  test.each([
    ['cartons', '1600'],
    ['cartons', '1,600 ctn'],
    ['etd', ''],
    ['lines/a', 'true'],
    ['lines/b', 'false'],
    ['lines/a/unit_price', '2.0'],
  ])('%s=%s does', (path, text) => {
    expect(check(order(), path, text)).toBeNull();
  });

  test.each([
    ['cartons', '1590', 'cartons is 1600, not 1590'],
    ['cartons', '', 'cartons is 1600, not cleared'],
    ['etd', '2026-12-06', 'etd is cleared, not 2026-12-06'],
    ['lines/a', 'false', 'lines/a is true, not false'],
    ['cartons', 'lots', '--was: cartons cannot be'],
    ['colour', 'red', '--was: an order has no field'],
  ])('%s=%s does not', (path, text, words) => {
    expect(check(order(), path, text)).toContain(words);
  });

  test('one of two values does not', () => {
    expect(check(order(two('cartons', '1590', '1605')), 'cartons', '1590')).toContain(' | ');
  });
});
