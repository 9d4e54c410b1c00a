import { expect, test } from 'vitest';
import { commandOf, type Command } from './keys.ts';

const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const table: readonly [string, Partial<typeof none>, Command | null][] = [
  ['ArrowDown', {}, { kind: 'go', lines: 1, columns: 0 }],
  ['ArrowLeft', {}, { kind: 'go', lines: 0, columns: -1 }],
  ['ArrowDown', { shiftKey: true }, { kind: 'extend', lines: 1 }],
  ['ArrowUp', { ctrlKey: true }, { kind: 'edge', line: 'first', column: null }],
  ['ArrowRight', { metaKey: true }, { kind: 'edge', line: null, column: 'last' }],
  ['PageDown', {}, { kind: 'go', lines: 20, columns: 0 }],
  ['Home', {}, { kind: 'edge', line: null, column: 'first' }],
  ['End', { ctrlKey: true }, { kind: 'edge', line: 'last', column: 'last' }],
  ['Enter', {}, { kind: 'edit', replace: false }],
  ['F2', {}, { kind: 'edit', replace: false }],
  ['Enter', { ctrlKey: true }, { kind: 'open' }],
  ['7', {}, { kind: 'edit', replace: true }],
  ['A', { shiftKey: true }, { kind: 'edit', replace: true }],
  ['箱', {}, { kind: 'edit', replace: true }],
  [' ', {}, { kind: 'choose' }],
  ['Delete', {}, { kind: 'clear' }],
  ['a', { ctrlKey: true }, { kind: 'all' }],
  ['a', { metaKey: true }, { kind: 'all' }],
  ['c', { ctrlKey: true }, null],
  ['z', { ctrlKey: true }, null],
  ['h', { altKey: true }, null],
  ['Escape', {}, { kind: 'leave' }],
  ['F5', {}, null],
  ['Process', {}, null],
];

test.each(table)('%s %j', (key, held, command) => {
  expect(commandOf({ key, ...none, ...held }, 20)).toEqual(command);
});
