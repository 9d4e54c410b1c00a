import { expect, test } from 'vitest';
import { quoted } from './quoted.ts';

test.each([
  ['', `''`],
  ['cartons', `'cartons'`],
  ['大'.repeat(60), `'${'大'.repeat(60)}'`],
  ['🧄'.repeat(60), `'${'🧄'.repeat(60)}'`],
  ['🧄'.repeat(61), `'${'🧄'.repeat(60)}…'`],
  ['x'.repeat(100_000), `'${'x'.repeat(60)}…'`],
])('of what was typed a line says enough', (text, said) => {
  expect(quoted(text)).toBe(said);
});
