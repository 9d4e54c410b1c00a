import { expect, test } from 'vitest';
import { lexiconOf } from './lexicon.ts';
import { readsAsOrder } from './reads-as-order.ts';
import { recognise } from './recognise.ts';
import { sampleKnown } from './test-known.ts';

const lexicon = lexiconOf(await sampleKnown());

test.each([
  ['Qasr 5/6 garlic 10kg mesh 2x40RH CFR Jebel Ali 28/11', 'surely'],
  ['Qasr 普白 5.0-5.5 网袋 2x40RH FOB 12/20 船', 'surely'],
  ['Qasr 2x40RH', 'maybe'],
  ['Qasr 2x40RH garlix', 'surely'],
  ['Kassr garlic 2x40RH', 'surely'],
  ['Qasr garlix', 'no'],
  ['Qasr', 'no'],
  ['Qasr garlic', 'no'],
  ['qasr 大蒜', 'no'],
  ['SO-26021', 'no'],
  ['28/11', 'no'],
  ['', 'no'],
])('%s: %s', (line, answer) => {
  expect(readsAsOrder(recognise(line, lexicon, '2026-11-23'))).toBe(answer);
});
