import { expect, test } from 'vitest';
import { findingCodes, type FindingCode } from './finding-codes.ts';
import { messagesEn } from './messages-en.ts';
import { messagesZh } from './messages-zh.ts';

const codes = Object.keys(findingCodes) as FindingCode[];

test.each(codes)('%s: both sentences name only values that the finding brings', (code) => {
  const brought: readonly string[] = findingCodes[code];
  for (const message of [messagesZh[code], messagesEn[code]]) {
    const named = Array.from(message.matchAll(/\{(\w+)\}/g), ([, name]) => name);
    expect(brought).toEqual(expect.arrayContaining(named));
  }
});
