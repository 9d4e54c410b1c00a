import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffLines, type DiffLine } from './text-diff.ts';

/** `[-gone-]` and `{+come+}`, lines joined by `/`. */
const shown = (lines: readonly DiffLine[]): string =>
  lines
    .map((line) =>
      line
        .map(({ kind, text }) =>
          kind === 'same' ? text : kind === 'removed' ? `[-${text}-]` : `{+${text}+}`,
        )
        .join(''),
    )
    .join('/');

test.each([
  [['a', 'b'], ['a', 'b'], 'a/b'],
  [[], ['new'], '{+new+}'],
  [['gone', 'kept'], ['kept'], '[-gone-]/kept'],
  [['周五装柜，1,590 箱'], ['周五装柜，1,605 箱'], '周五装柜，1,[-59-]{+6+}0{+5+} 箱'],
  [['wholly other'], ['新的一句'], '[-wholly other-]/{+新的一句+}'],
] as const)('%j to %j', (before, after, expected) => {
  expect(shown(diffLines(before, after))).toBe(expected);
});

test('the lines before and after can be read out of what is shown', () => {
  const line = fc.string({ maxLength: 12, unit: fc.constantFrom('a', 'b', '柜', '箱', ' ', '😀') });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.array(line, { maxLength: 8 }), (before, after) => {
      const lines = diffLines(before, after);
      const side = (left: 'added' | 'removed'): string[] =>
        lines
          .filter((one) => one.length === 0 || one.some(({ kind }) => kind !== left))
          .map((one) => one.flatMap(({ kind, text }) => (kind === left ? [] : text)).join(''));
      // An empty line that was changed has no part of one side.
      expect(side('added').join('\n').replaceAll(/\n+/g, '')).toBe(before.join(''));
      expect(side('removed').join('\n').replaceAll(/\n+/g, '')).toBe(after.join(''));
    }),
    { numRuns: 500 },
  );
});

test('texts too long to compare are told as different line by line', () => {
  const lines = (letter: string): string[] => Array.from({ length: 2_000 }, (_none, i) => `${letter}${i}`);
  const [first] = diffLines(lines('a'), lines('b'));
  expect(shown(first ? [first] : [])).toBe('[-a-]{+b+}0');
});
