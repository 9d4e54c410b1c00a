import { expect, test } from 'vitest';
import { comparePosition, positionBetween } from './position.ts';

function sequence(...numbers: number[]): () => number {
  let next = 0;
  return () => numbers[next++ % numbers.length] ?? 0;
}

test('a key lies between its neighbours, at the ends too', () => {
  const random = sequence(0.2, 0.9, 0.4, 0.7);
  const middle = positionBetween(null, null, random);
  const first = positionBetween(null, middle, random);
  const last = positionBetween(middle, null, random);
  const between = positionBetween(first, middle, random);
  expect([last, between, middle, first].toSorted()).toEqual([first, between, middle, last]);
});

test('two people who drop a card in the same gap make different keys', () => {
  const one = positionBetween('a1', 'a2', sequence(0.1, 0.8));
  const other = positionBetween('a1', 'a2', sequence(0.8, 0.1));
  expect(one).not.toBe(other);
  for (const key of [one, other]) expect('a1' < key && key < 'a2').toBe(true);
});

test('equal or malformed neighbours are no error: keys come out of documents', () => {
  expect(positionBetween('a1', 'a1', Math.random)).toBe('a1');
  expect(typeof positionBetween('no key', '', Math.random)).toBe('string');
});

test('a tie is broken by id', () => {
  const cards = [
    { position: 'a1', id: 'b' },
    { position: 'a1', id: 'a' },
    { position: 'Zz', id: 'c' },
  ];
  expect(cards.toSorted(comparePosition).map((card) => card.id)).toEqual(['c', 'a', 'b']);
});
