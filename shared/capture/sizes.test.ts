import { expect, test } from 'vitest';
import { readSize } from './sizes.ts';

const garlic = ['5.0-5.5 cm', '5.5-6.0 cm', '6.0-6.5 cm'];
const pear = ['72', '80', '88', '96', '112'];
const pomelo = ['8', '9', '10', '11', '12'];
const ginger = ['150 g+', '200 g+', '250 g+'];
const mandarin = ['M', 'L', 'XL'];
const carrot = ['M 150-200 g', 'L 200-250 g'];

test.each([
  // As the list has it, however it is written.
  [garlic, '5.0-5.5', 3, [['5.0-5.5 cm']]],
  [garlic, '5-5.5', 3, [['5.0-5.5 cm']]],
  [garlic, '5.0/5.5 cm', 3, [['5.0-5.5 cm']]],
  [garlic, '5.0~5.5公分', 3, [['5.0-5.5 cm']]],
  [garlic, '50-55mm', 3, [['5.0-5.5 cm']]],
  [pear, '88', 3, [['88']]],
  [pear, '88/96', 3, [['88', '96']]],
  [pear, '96、88、72', 3, [['96', '88', '72']]],
  [pear, '88-96', 3, [['88', '96']]],
  [pear, '88#', 3, [['88']]],
  [pomelo, '11/12头', 3, [['11', '12']]],
  [ginger, '150g+', 3, [['150 g+']]],
  [ginger, '200 g up', 3, [['200 g+']]],
  [ginger, '250克以上', 3, [['250 g+']]],
  [mandarin, 'l/xl', 3, [['L', 'XL']]],
  [carrot, 'm', 3, [['M 150-200 g']]],
  [carrot, '150-200g', 3, [['M 150-200 g']]],
  [carrot, 'm 150-200克', 3, [['M 150-200 g']]],
  // Made of what the list has: several readings, none of them sure.
  [garlic, '5/6', 2, [['5.0-6.0 cm'], ['5.0-5.5 cm', '5.5-6.0 cm']]],
  [garlic, '5.0-6.5', 2, [['5.0-6.5 cm'], garlic]],
  [pomelo, '8-12', 2, [pomelo, ['8', '12']]],
  [ginger, '150克', 2, [['150 g+']]],
  [ginger, '150/200', 2, [['150 g+', '200 g+']]],
  // Like it.
  [garlic, '6.5-7', 1, [['6.5-7.0 cm']]],
  [garlic, '6.5+', 1, [['6.5+']]],
  [garlic, '5/6/7', 1, [['5/6/7']]],
  [pear, '80/88/100', 1, [['80', '88', '100']]],
  [pear, '100头', 1, [['100']]],
] as const)('of %j, %s', (counts, text, fit, readings) => {
  expect(readSize(text, counts)).toEqual(readings.map((one) => ({ counts: one, fit })));
});

test.each([
  [garlic, '28/11'],
  [garlic, '150 g'],
  [garlic, '5'],
  [pear, '28/11'],
  [pear, '100'],
  [pear, '88/88'],
  [pear, '88 cm'],
  [pomelo, '11/11'],
  [mandarin, 's'],
  [mandarin, '5.0-5.5'],
  [ginger, '5/6'],
  [[], '5/6'],
  [garlic, 'garlic'],
  [pear, '1/2/3/4/5/6/7/8/9/10/11/12/13/14'],
] as const)('none of %j is %s', (counts, text) => {
  expect(readSize(text, counts)).toEqual([]);
});
