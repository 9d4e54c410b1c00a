import { expect, test } from 'vitest';
import type { Reading } from './capture.ts';
import { newSheet } from './sheet.ts';

const text: Reading = { kind: 'text' };
const weight: Reading = { kind: 'weight', kg: '10' };

test('what is claimed is there for nobody else', () => {
  const sheet = newSheet('10kg 10kg');
  const [first] = sheet.find(/\d+kg/g);
  expect(first).toMatchObject({ from: 0, to: 4 });
  if (first) sheet.claim(first, weight);
  expect(sheet.find(/\d+kg/g)).toMatchObject([{ from: 5, to: 9 }]);
  expect(sheet.open()).toHaveLength(sheet.line.length);
});

test('of two claims that overlap the first stands', () => {
  const sheet = newSheet('10kg net');
  sheet.claim({ from: 0, to: 4 }, weight);
  sheet.claim({ from: 2, to: 8 }, text);
  sheet.claim({ from: 0, to: 4 }, text);
  expect(sheet.spots()).toMatchObject([{ from: 0, to: 4, reading: weight }]);
});

test('spots stand in the order of the line, whenever they were claimed', () => {
  const sheet = newSheet('a b c');
  for (const from of [4, 0, 2]) sheet.claim({ from, to: from + 1 }, text);
  expect(sheet.spots().map(({ from }) => from)).toEqual([0, 2, 4]);
});

test('the spaces around a match are not part of it', () => {
  expect(newSheet('a  b ').find(/ *b */g)).toMatchObject([{ from: 3, to: 4 }]);
});

test('with other readings beside it a claim is not certain, unless it says so', () => {
  const sheet = newSheet('a b c');
  sheet.claim({ from: 0, to: 1 }, text);
  sheet.claim({ from: 2, to: 3 }, text, { alternatives: [weight] });
  sheet.claim({ from: 4, to: 5 }, text, { alternatives: [weight], certain: true });
  expect(sheet.spots().map(({ certain }) => certain)).toEqual([true, false, true]);
});
