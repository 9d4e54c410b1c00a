import { expect, test } from 'vitest';
import { table } from './table.ts';

test('columns stand under each other, Chinese among them, and a value is one line', () => {
  expect(
    table(
      ['PATH', 'VALUE', 'BY'],
      [
        ['cartons', '大蒜', 'Lin'],
        ['a', '1\n2\u001b[31m', 'Wu'],
      ],
    ),
  ).toBe('PATH     VALUE     BY\ncartons  大蒜      Lin\na        1 2 [31m  Wu\n');
  expect(table(['PATH'], [])).toBe('');
});
