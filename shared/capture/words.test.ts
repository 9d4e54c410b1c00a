import { describe, expect, test } from 'vitest';
import { claimed, foldLine } from './fold-line.ts';
import { namedPorts } from './ports.ts';
import { chineseSound, latinSound } from './sound.ts';
import { fitOf, slips } from './spelling.ts';

test.each([
  ['２×４０ＲＨ　ＥＴＤ', '2x40rh etd'],
  ['São Paulo', 'sao paulo'],
  ['5.0–5.5，−3℃', '5.0-5.5,-3℃'],
  ['٢٨/١١', '28/11'],
  ['a\tb', 'a;b'],
  ['\u200eQasr\u200f', ' qasr '],
  [`${claimed}1`, ' 1'],
  ['İstanbul', 'istanbul'],
  ['😀x', '😀x'],
])('%j is read as %j, place by place', (line, folded) => {
  expect(foldLine(line)).toBe(folded);
  expect(foldLine(line)).toHaveLength(line.length);
});

describe('slips of the finger', () => {
  test.each([
    ['garlic', 'garlic', 0],
    ['garlc', 'garlic', 1],
    ['garlicc', 'garlic', 1],
    ['garlik', 'garlic', 1],
    ['gralic', 'garlic', 1],
    ['grlaic', 'garlic', 2],
    ['ginger', 'garlic', 3],
    ['', 'abc', 3],
  ])('%s and %s: %i', (a, b, count) => {
    expect(slips(a, b, 2)).toBe(count);
    expect(slips(b, a, 2)).toBe(count);
  });

  test.each([
    ['apples', 'apple', 3],
    ['mangoes', 'mango', 3],
    ['padma', 'padmachar', 2],
    ['pad', 'padmachar', 0],
    ['qsar', 'qasr', 1],
    ['long', 'song', 0],
    ['sing', 'song', 0],
    ['weserhaven', 'weserhafen', 1],
    ['wsserhaven', 'weserhafen', 1],
    ['kasr', 'qasr', 0],
  ])('%s for %s: %i', (typed, word, fit) => {
    expect(fitOf(typed, word)).toBe(fit);
  });
});

describe('a name by its sound', () => {
  test.each([
    ['卡斯尔', 'qasr'],
    ['谢韦尔内', 'severny'],
    ['帕德马查尔', 'padmachar'],
    ['林巴', 'rimba'],
    ['塞拉', 'serra'],
    ['伊斯拉', 'isla'],
  ])('%s is %s', (chinese, latin) => {
    expect(chineseSound(chinese)).toBe(latinSound(latin));
  });

  test('what transcriptions do not use has none', () => {
    expect(chineseSound('苹果')).toBeNull();
    expect(chineseSound('卡斯尔蒜')).toBeNull();
  });

  test('a vowel is heard where a name begins with it', () => {
    expect(latinSound('isla')).not.toBe(latinSound('serra'));
  });
});

describe('ports', () => {
  const named = (known: Parameters<typeof namedPorts>[0], name: string) =>
    namedPorts(known)
      .filter((port) => port.names.includes(name))
      .map((port) => port.name);

  test('go by the name the team gives them', () => {
    const known = [{ name: 'Ho Chi Minh (Cat Lai)', role: 'discharge' }] as const;
    for (const name of ['胡志明', 'HCMC', 'Cat Lai', 'Ho Chi Minh'])
      expect(named(known, name)).toEqual(['Ho Chi Minh (Cat Lai)']);
    expect(named([], '胡志明')).toEqual(['Ho Chi Minh']);
  });

  test('are named once', () => {
    const names = namedPorts([]).flatMap((port) => port.names.map((name) => name.toLowerCase()));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('that nobody lists are taken as the team has them', () => {
    expect(named([{ name: 'Zanzibar', role: 'discharge' }], 'Zanzibar')).toEqual(['Zanzibar']);
  });
});
