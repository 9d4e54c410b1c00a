import { expect, test } from 'vitest';
import type { Cell } from '../../shared/model/rows.ts';
import { disagreement, distance, followsFrom, type Beside } from './carton-count.ts';

const one = (value: string): Cell<string> => ({ kind: 'one', value });
const many = (...values: string[]): Cell<string> => ({ kind: 'many', values });
const none: Cell<string> = { kind: 'none' };
const beside: Beside = {
  net: one('18'),
  prices: [one('10.32'), one('10.320')],
  currency: one('USD'),
  contract: one('1630'),
};

test.each([
  ['1590', '1630', -1, '40', '2.5'],
  ['1630.0', '1630', 0, '0', '0.0'],
  ['1650.5', '1630', 1, '20.5', '1.3'],
  // In binary fractions 28.7 and 7.2.
  ['103', '80', 1, '23', '28.8'],
  ['371', '400', -1, '29', '7.3'],
  ['9007199254740993', '9007199254740992', 1, '1', '0.0'],
  ['-5', '10', -1, '15', '150.0'],
] as const)('%s against %s', (value, base, sign, size, percent) => {
  expect(distance(value, base)).toEqual({ sign, size, percent });
});

test.each([
  ['1590', '0'],
  ['1590', '-3'],
  ['1590', ''],
  ['some', '1590'],
])('%s against %s cannot be said', (value, base) => {
  expect(distance(value, base)).toBeNull();
});

test('net weight, amount and the difference from the contract follow from a count, exactly', () => {
  expect(followsFrom('1590', beside)).toEqual({
    netKg: '28620',
    amount: '16408.80',
    against: { sign: -1, size: '40', percent: '2.5' },
  });
  expect(followsFrom('3', { ...beside, net: one('0.1') }).netKg).toBe('0.3');
});

test.each([
  ['JPY', '1033'],
  ['KWD', '1032.500'],
])('an amount in %s has its minor units', (currency, amount) => {
  const prices = [one('10.325')];
  expect(followsFrom('100', { ...beside, prices, currency: one(currency) }).amount).toBe(amount);
});

test('of what is in conflict itself nothing is taken', () => {
  const open: Beside = {
    net: many('18', '20'),
    prices: [one('10.32'), many('10.32', '10.40')],
    currency: one('USD'),
    contract: many('1630', '1640'),
  };
  const unknown = { netKg: null, amount: null, against: null };
  expect(followsFrom('1590', open)).toEqual(unknown);
  expect(followsFrom('1590', { ...open, net: none, prices: [], contract: none })).toEqual(unknown);
  expect(followsFrom('1590', { ...beside, prices: [one('10'), one('11')] }).amount).toBeNull();
});

test.each<readonly [Cell<string>, Cell<string>, boolean]>([
  [one('1630'), one('1630.0'), false],
  [one('1630'), one('1630.01'), true],
  [one('9007199254740993'), one('9007199254740992'), true],
  [many('1630', '1640'), one('1600'), false],
  [one('1630'), none, false],
  // What a stranger wrote in a figure's place is said elsewhere.
  [one('1630'), one('about 1600'), false],
])('%j and %j differ: %s', (lines, order, differ) => {
  expect(disagreement(lines, order) !== null).toBe(differ);
});
