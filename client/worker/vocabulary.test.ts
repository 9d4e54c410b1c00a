import { expect, test } from 'vitest';
import { Vocabulary } from './vocabulary.ts';

const vocabulary = new Vocabulary();
vocabulary.add('qasr rimal foodstuff\nnormal white garlic\nserra azul alhos\n普白大蒜\nrotterdam');

test.each([
  ['garlc', 'garlic'],
  ['gralic', 'garlic'],
  ['garlick', 'garlic'],
  ['gorlic', 'garlic'],
  ['qsar', 'qasr'],
  ['rotterdm', 'rotterdam'],
  ['fodstuff', 'foodstuff'],
])('%s may mean %s', (typed, meant) => {
  expect(vocabulary.alike(typed)).toEqual([typed, meant]);
});

test.each([['garlic'], ['arli'], ['大算'], ['qas'], ['26021'], ['zzzzzz']])('%s is what it is', (typed) => {
  expect(vocabulary.alike(typed)).toEqual([typed]);
});
