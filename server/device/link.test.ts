import { describe, expect, test } from 'vitest';
import { parseLink } from './link.ts';

describe('the address to join by', () => {
  test.each([
    [
      'http://127.0.0.1:4600/sample#key=a_b-C',
      { origin: 'http://127.0.0.1:4600', workspace: 'sample', key: 'a_b-C' },
    ],
    ['http://127.0.0.1:4600/sample', { origin: 'http://127.0.0.1:4600', workspace: 'sample', key: null }],
    [
      'https://relay.example/team/orders/order_a#key=k',
      { origin: 'https://relay.example', workspace: 'team', key: 'k' },
    ],
  ])('%s', (text, link) => {
    expect(parseLink(text)).toEqual({ ok: true, value: link });
  });

  test.each([
    '',
    'team',
    'ftp://127.0.0.1/team',
    'http://127.0.0.1:4600',
    'http://127.0.0.1:4600/sync#key=secret',
    'http://127.0.0.1:4600/team#secret',
    'http://127.0.0.1:4600/team#key=',
    'http://127.0.0.1:4600/team#key=se cret',
  ])('[W6] refuses %j in one line without what may be a key', (text) => {
    const parsed = parseLink(text);
    expect(parsed.ok).toBe(false);
    expect(JSON.stringify(parsed)).not.toMatch(/secret|\\n/);
  });
});
