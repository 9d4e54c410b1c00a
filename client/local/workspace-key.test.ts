import { expect, test } from 'vitest';
import { parseKey } from './workspace-key.ts';

test.each([
  ['', null, ''],
  ['#key=abc_-9', 'abc_-9', ''],
  ['#key=abc&tab=note', 'abc', '#tab=note'],
  ['#tab=note', null, '#tab=note'],
  ['#key=', null, ''],
  ['#key=a%20b', null, ''],
])('[W6] the key in %o is %o and leaves %o', (hash, key, rest) => {
  expect(parseKey(hash)).toEqual({ key, rest });
});
