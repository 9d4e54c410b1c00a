import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { folded } from './folded.ts';
import { conditionIn, hasWord, nameValue, withCondition, withWord } from './query-text.ts';
import { parseQuery } from './query.ts';

const today = '2026-11-23';

describe('a condition in a query', () => {
  test.each([
    ['', 'owner', null],
    ['客户:甲 船期<2026-12-10', 'etd', '<2026-12-10'],
    ['customer：“Qasr Foods” x', 'customer', '：“Qasr Foods”'],
    ['-owner:甲', 'owner', null],
    ['港口:费利', 'port', ':费利'],
    ['"owner:甲"', 'owner', null],
  ] as const)('%j asks of %s %j', (text, key, rest) => {
    expect(conditionIn(text, key)).toBe(rest);
  });

  test.each([
    ['', 'owner', ':甲', '负责人:甲'],
    ['菠菜  etd<week', 'owner', ':甲', '菠菜  etd<week 负责人:甲'],
    ['菠菜 跟单:乙 x', 'owner', ':甲', '菠菜 负责人:甲 x'],
    ['菠菜 跟单:乙 x', 'owner', null, '菠菜 x'],
    ['-跟单:乙', 'owner', ':甲', '-跟单:乙 负责人:甲'],
  ] as const)('%j with %s%s is %j', (text, key, rest, whole) => {
    expect(withCondition(text, key, rest, 'zh')).toBe(whole);
  });

  test('what is written for any name looks for that name and nothing else, and is taken out again', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(name, fc.constantFrom('', '菠菜', 'etd<week -port:x'), (given, before) => {
        const value = nameValue(given);
        fc.pre(folded(value.replace(/[:"]/g, '')).trim() !== '');
        const text = withCondition(before, 'customer', value, 'en');
        const found = parseQuery(text, today);
        const names = found.filter.flatMap((one) =>
          one.kind === 'name' && one.key === 'customer' ? [one] : [],
        );
        expect(found.problems).toEqual([]);
        expect(names).toHaveLength(1);
        for (const one of names[0]?.texts ?? ['']) expect(folded(given)).toContain(one);
        expect(withCondition(text, 'customer', null, 'en')).toBe(before);
      }),
    );
  });
});

test.each([
  ['', '有:待定', true, '有:待定'],
  ['菠菜', '有:待定', true, '菠菜 有:待定'],
  ['菠菜 有:待定 x', '有:待定', true, '菠菜 有:待定 x'],
  ['菠菜 有:待定 x', '有:待定', false, '菠菜 x'],
  ['菠菜  x', '有:待定', false, '菠菜  x'],
])('%j with the word %j %j is %j', (text, word, present, whole) => {
  expect(withWord(text, word, present)).toBe(whole);
  expect(hasWord(whole, word)).toBe(present);
});
