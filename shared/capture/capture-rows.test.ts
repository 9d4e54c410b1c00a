import { expect, test } from 'vitest';
import { captureRows } from './capture-rows.ts';

test.each([
  ['one line', 'Qasr garlic', ['Qasr garlic']],
  [
    'a message of several',
    'Qasr garlic\nIsla 鸭梨\r\nNajd 胡萝卜',
    ['Qasr garlic', 'Isla 鸭梨', 'Najd 胡萝卜'],
  ],
  ['blank lines', '\n\n Qasr \n \t \n Isla\n\n', ['Qasr', 'Isla']],
  ['line breaks of every kind', 'a\rb\u2028c\u2029d', ['a', 'b', 'c', 'd']],
  ['nothing', ' \n\t\n', []],
  ['a table', 'Qasr\tgarlic\t2700\nIsla\tYa pear\t1120\n', ['Qasr\tgarlic\t2700', 'Isla\tYa pear\t1120']],
  ['an empty cell', 'Qasr\t\t2700', ['Qasr\t\t2700']],
  [
    'a cell of two lines',
    'Qasr\t"garlic\n10kg mesh"\t2700\nIsla\tpear',
    ['Qasr\tgarlic 10kg mesh\t2700', 'Isla\tpear'],
  ],
  ['a cell with quotes', 'Qasr\t"said ""asap"""\t2700', ['Qasr\tsaid "asap"\t2700']],
  ['inches are no quotes', '40" RH\tgarlic 2"', ['40" RH\tgarlic 2"']],
  ['quotes outside a table', '"Qasr\ngarlic"', ['"Qasr', 'garlic"']],
  [
    'a numbered list',
    '1. Qasr\n2、Isla\n3) Najd\n④ Serra\n• Maple',
    ['Qasr', 'Isla', 'Najd', 'Serra', 'Maple'],
  ],
  ['numbers that number nothing', '5.0-5.5 garlic\n12.5kg\n2x40RH', ['5.0-5.5 garlic', '12.5kg', '2x40RH']],
])('%s', (_, text, rows) => {
  expect(captureRows(text)).toEqual(rows);
});
