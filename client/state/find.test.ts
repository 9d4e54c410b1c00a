import { expect, test } from 'vitest';
import type { CustomerRow } from '../../shared/model/rows.ts';
import { customerTexts, finder } from './find.ts';

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

test.each(['najd', 'NAJD WADI', '沙特', 'sa', 'jeddah', '吉达'])('a customer is found by %s', (query) => {
  const row = {
    name: { kind: 'many', values: ['Najd Wādī Fresh', '纳吉德'] },
    country: { kind: 'one', value: 'SA' },
    portOfDischarge: { kind: 'one', value: 'Jeddah 吉达' },
  } as unknown as CustomerRow;
  const texts = customerTexts(row, (code) => (code === 'SA' ? '沙特' : code));
  expect(finder(query)(texts)).toBe(true);
  expect(finder(`${query} hamburg`)(texts)).toBe(false);
});
