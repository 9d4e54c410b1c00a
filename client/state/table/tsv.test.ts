import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatTsv, oneValue } from './tsv.ts';

test.each([
  [[['SO-1', '1590', '-3']], 'SO-1\t1590\t-3'],
  [
    [
      ['a\tb', 'say "x"'],
      ['c', ''],
    ],
    '"a\tb"\t"say ""x"""\nc\t',
  ],
  [[['=1+1', '+86 10', '@x', '-x']], "'=1+1\t'+86 10\t'@x\t'-x"],
])('%j as a spreadsheet takes it', (rows, text) => {
  expect(formatTsv(rows)).toBe(text);
});

test.each([
  ['2026-12-11\r\n', '2026-12-11'],
  ['"two\nlines"\n', 'two lines'],
  ['"say ""x"""', 'say "x"'],
  ['a\tb', null],
  ['a\nb\n', null],
  ['', ''],
])('%j pasted is one value or none', (text, value) => {
  expect(oneValue(text)).toBe(value);
});

test('one cell that was copied is pasted as it was', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!/^[=+\-@"']/.test(text) && text === text.trim() && !/[\r\n]/.test(text));
      expect(oneValue(formatTsv([[text]]))).toBe(text);
    }),
  );
});
