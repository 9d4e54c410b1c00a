import { expect, test } from 'vitest';
import { finder } from './find.ts';

const texts = ['SO-26017', 'Najd Wādī Fresh', '红富士苹果', 'Fresh Fuji apples'];

test.each([
  ['', true],
  ['017', true],
  ['ｓｏ－26017', true],
  ['wadi', true],
  ['富士', true],
  ['najd fuji', true],
  ['富士 017', true],
  ['najd 018', false],
  ['士富', false],
])('%s', (query, found) => {
  expect(finder(query)(texts)).toBe(found);
});
