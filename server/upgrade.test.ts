import { describe, expect, test } from 'vitest';
import { decideUpgrade, type Access } from './upgrade.ts';
import type { WorkspaceKey } from './workspace-key.ts';

const key = 'k'.repeat(43) as WorkspaceKey;
const withKey: Access = { kind: 'key', key };
const open: Access = { kind: 'open' };
const note = '/sync/team/board/order_x1/note';

function decide(url: string, headers: Record<string, string>, access: Access) {
  return decideUpgrade({ url, headers: { host: 'gendan.test:4600', ...headers } }, access);
}

const offering = (offered: string) => ({ 'sec-websocket-protocol': `gendan, gendan.key.${offered}` });

describe('[W6] with a key', () => {
  test('a document and a workspace are opened by it', () => {
    expect(decide(note, offering(key), withKey)).toEqual({
      kind: 'stock',
      document: 'team/board/order_x1/note',
    });
    expect(decide(`${note}?token=none`, offering(key), withKey).kind).toBe('stock');
    expect(decide('/link/team', offering(key), withKey)).toEqual({ kind: 'link', workspace: 'team' });
  });

  test.each([
    ['none', {}],
    ['a wrong one', offering('w'.repeat(43))],
    ['a part of it', offering(key.slice(0, 42))],
    ['more than it', offering(`${key}k`)],
    ['an empty one', offering('')],
    ['the key without its prefix', { 'sec-websocket-protocol': key }],
  ])('%s is closed with 4401, whatever the name', (_name, headers) => {
    for (const url of [note, '/link/team', '/sync/none']) {
      expect(decide(url, headers, withKey)).toMatchObject({ kind: 'close', code: 4401 });
    }
  });

  test('no Origin is no browser, the own one is welcome, every other is refused', () => {
    const from = (origin: string) => decide(note, { ...offering(key), origin }, withKey).kind;
    expect(from('http://gendan.test:4600')).toBe('stock');
    expect(from('https://gendan.test:4600')).toBe('stock');
    for (const foreign of [
      'http://evil.test',
      'http://gendan.test',
      'http://gendan.test:4601',
      'http://a.gendan.test:4600',
      'http://gendan.test:4600.evil.test',
      'null',
      '',
    ]) {
      expect(from(foreign)).toBe('refuse');
    }
  });
});

describe('[H16] a name that does not parse', () => {
  test.each([
    '/sync/',
    '/sync',
    '/sync/team/board/order_x1',
    '/sync/team/board/order_x1/note/',
    '/sync/team/board/order_x1/notes',
    '/sync/team/secret/order_x1/note',
    '/sync/Team/board/order_x1/note',
    '/sync/../../board/order_x1/note',
    '/sync/team/board/order_%00/note',
    '/sync/team/board/order_%zz/note',
    '/sync/team/board/order_x*/note',
    '/sync/link/board/order_x1/note',
    `/sync/team/board/order_${'x'.repeat(41)}/note`,
    '/link/',
    '/link/sync',
    '/link/team/board',
    '/link/-team',
  ])('%s is closed with 4404', (url) => {
    expect(decide(url, offering(key), withKey)).toMatchObject({ kind: 'close', code: 4404 });
  });

  test('a path that is no door of ours is not even opened', () => {
    for (const url of ['/', '/team/orders', '/healthz', '/synca', '//sync/team']) {
      expect(decide(url, offering(key), withKey)).toEqual({ kind: 'refuse', status: 404 });
    }
  });
});

describe('open to this machine', () => {
  test('a stock client needs nothing', () => {
    for (const host of ['127.0.0.1:4600', 'localhost:4600', '[::1]:4600', 'localhost']) {
      expect(decide(note, { host }, open).kind).toBe('stock');
    }
  });

  test('a page under a name that somebody else points at this machine is refused', () => {
    const headers = { host: 'evil.test:4600', origin: 'http://evil.test:4600' };
    expect(decide(note, headers, open)).toEqual({ kind: 'refuse', status: 403 });
  });
});
