import { describe, expect, test } from 'vitest';
import { asDocumentName, documentName, parseDocumentName, parseWorkspace } from './document-name.ts';

describe('[H16] names', () => {
  test.each([
    'sample/board/order_x1/note',
    'team/commercial/order_k3f9x2/facts',
    'team/team/team_presence/note',
    `a/products/product_${'z'.repeat(40)}/facts`,
  ])('takes %s', (text) => {
    const address = parseDocumentName(text);
    expect(address && documentName(address)).toBe(text);
  });

  test.each([
    '',
    'sample',
    'sample/board/order_x1',
    'sample/board/order_x1/note/',
    '/sample/board/order_x1/note',
    'sample/secrets/order_x1/note',
    'sample/board/order_x1/other',
    'sample/board/../../etc/note',
    'sample/board/order_/note',
    'sample/board/Order_x1/note',
    'sample/board/order_X1/note',
    `sample/board/order_${'z'.repeat(41)}/note`,
    'sample/board/order_x1\u0000/note',
    'sample/board/order_跟单/note',
    'sample/board/order_*/note',
    'sample/board/order_>/note',
    'sample/board/order_x1/note\n',
    'sync/board/order_x1/note',
    '-x/board/order_x1/note',
    'x'.repeat(5_000_000),
  ])('refuses %j', (text) => {
    expect(asDocumentName(text)).toBeNull();
  });

  test('a workspace is no address of the relay', () => {
    expect(parseWorkspace('team')).toBe('team');
    for (const taken of ['sync', 'link', 'healthz', 'assets', '', 'A', 'a/b']) {
      expect(parseWorkspace(taken)).toBeNull();
    }
  });
});
