import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folded } from './folded.ts';
import { marked, snippet } from './marks.ts';

const shown = (text: string, words: readonly string[]): string =>
  marked(text, words)
    .map((piece) => (piece.hit ? `[${piece.text}]` : piece.text))
    .join('');

test.each([
  ['Qasr Rimal', ['qasr'], '[Qasr] Rimal'],
  ['普白大蒜 5,380 袋', ['大蒜', '普白'], '[普白大蒜] 5,380 袋'],
  ['Café São', ['cafe', 'sao'], '[Café] [São]'],
  ['ＱＡＳＲ', ['as'], 'Ｑ[ＡＳ]Ｒ'],
  ['Qasr', [''], 'Qasr'],
  ['', ['qasr'], ''],
])('marks in %s', (text, words, marks) => {
  expect(shown(text, words)).toBe(marks);
});

test('the pieces are the text, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string({ maxLength: 3 })), (text, words) => {
      expect(
        marked(text, words.map(folded))
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
    }),
  );
});

test('a piece of a text that stands in it is marked', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'é', '大', '蒜', 'Ｑ', ' ', '1'), minLength: 1 }),
      fc.nat(),
      (text, at) => {
        const word = folded(text.charAt(at % text.length));
        expect(marked(text, [word]).some((piece) => piece.hit)).toBe(word !== '');
      },
    ),
  );
});

test.each([
  ['first line\nthe mark is Qasr', 'qasr', 40, 'the mark is Qasr'],
  [`${'x'.repeat(100)}大蒜${'y'.repeat(100)}`, '大蒜', 20, `…xxxxx大蒜${'y'.repeat(13)}…`],
])('shows where in a note', (text, word, width, line) => {
  expect(snippet(text, [word], width)).toBe(line);
});

test('of a text without it there is nothing to show', () => {
  expect(snippet('something else', ['qasr'], 40)).toBeNull();
});
