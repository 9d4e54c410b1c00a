import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparePosition, isPositionKey, positionBetween } from './position.ts';

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

const sign = fc.constantFrom(...'0019AVZamz'.split(''), '-', '_', '~', ' ', '\0', '柜', '\ud800');
const text = fc.oneof(
  fc.string(),
  fc.array(sign, { maxLength: 6 }).map((signs) => signs.join('')),
  fc
    .tuple(
      fc.constantFrom('a', 'b0', 'Z', 'zz', 'A0'),
      fc.constantFrom('0', 'z', 'V', '1'),
      fc.nat({ max: 400 }),
    )
    .map(([head, digit, length]) => `${head}${digit.repeat(length)}V`),
  fc.nat({ max: 3 }).map((last) => `A${'0'.repeat(25)}${last}`),
  fc.constantFrom(
    `z${'z'.repeat(26)}`,
    `z${'z'.repeat(255)}`,
    `a0${'0'.repeat(253)}1`,
    `a0${'0'.repeat(254)}1`,
  ),
);
const neighbour = fc.option(text, { nil: null });
const coin = fc.constantFrom(0, 0.9);

test('any texts for neighbours give a place, strictly between those that are keys', () => {
  let between = 0;
  fc.assert(
    fc.property(neighbour, neighbour, fc.array(coin, { minLength: 1 }), (before, after, coins) => {
      const place = positionBetween(before, after, sequence(...coins));
      expect(place).toMatch(/^[A-Za-z][0-9A-Za-z]{1,299}$/);
      if (before !== null && after !== null && before >= after) return;
      const [low, high] = [before, after].map((key) => (key !== null && isPositionKey(key) ? key : null));
      if (low && high) between++;
      // Beside one too long to be split further the place may be the other's: then the id decides.
      const long = [before, after].some((key) => (key?.length ?? 0) > 256);
      if (low) expect(low < place || (long && low === place)).toBe(true);
      if (high) expect(place < high || (long && high === place)).toBe(true);
    }),
    { numRuns: 5_000 },
  );
  // Without neighbours that are keys the law would hold for want of cases.
  expect(between).toBeGreaterThan(100);
});

test('what is placed again and again beside a key near the bound stays near it, and no longer than it need be', () => {
  const [low, high] = [`a1${'V'.repeat(254)}`, `a1${'V'.repeat(253)}W`];
  let last = high;
  for (let turn = 0; turn < 100; turn++) last = positionBetween(low, last, () => 0);
  expect([last.startsWith(`a1${'V'.repeat(253)}`), last.length < 300]).toEqual([true, true]);
});

test.each(['a0V!', 'a0_', 'a0柜', 'a00', '', '0', `a1${'V'.repeat(255)}`, `A${'0'.repeat(25)}1`])(
  'no key to be placed beside: %j',
  (key) => expect(isPositionKey(key)).toBe(false),
);
