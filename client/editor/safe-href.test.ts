import { describe, expect, test } from 'vitest';
import { readHref, safeHref } from './safe-href.ts';

describe('what a link in a note may lead to', () => {
  test.each([
    ['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
    ['  http://example.com ', 'http://example.com/'],
    ['MAILTO:ops@example.com', 'mailto:ops@example.com'],
    ['https://例子.中国/', 'https://xn--fsqu00a.xn--fiqs8s/'],
  ])('%s is allowed', (given, href) => {
    expect(safeHref(given)).toBe(href);
  });

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' \u0001javascript:alert(1)',
    'java\nscript:alert(1)',
    'java\u0000script:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'blob:https://example.com/x',
    'file:///etc/passwd',
    '//example.com',
    '/orders',
    '#key',
    '',
    null,
    undefined,
    7,
    { toString: () => 'https://example.com' },
  ])('%s is not', (given) => {
    expect(safeHref(given)).toBeNull();
  });
});

test.each([
  ['example.com/a', 'https://example.com/a'],
  [' ops@example.com ', 'mailto:ops@example.com'],
  ['http://example.com', 'http://example.com/'],
  ['javascript://%0aalert(1)', null],
  ['javascript:alert(1)', null],
  ['two words', null],
  ['word', null],
])('typed: %s', (typed, href) => {
  expect(readHref(typed)).toBe(href);
});
