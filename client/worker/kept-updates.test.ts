import { expect, test } from 'vitest';
import type { DocumentName } from '../../shared/sync/document-name.ts';
import { KeptUpdates } from './kept-updates.ts';

const a = 'team/board/order_a/facts' as DocumentName;
const b = 'team/board/order_b/facts' as DocumentName;
const bytes = (...of: readonly number[]) => new Uint8Array(of);

test('what was read is kept, with what is committed after it', () => {
  const kept = new KeptUpdates();
  kept.read([a, b])(new Map([[a, [bytes(1)]]]));
  kept.committed({ document: a, update: bytes(2), begins: false });
  expect(kept.get(a)).toEqual([bytes(1), bytes(2)]);
  expect(kept.get(b)).toEqual([]);
});

test('of a document that changes while it is read nothing is kept, nor of one that was not read', () => {
  const kept = new KeptUpdates();
  const keep = kept.read([a]);
  kept.committed({ document: a, update: bytes(2), begins: false });
  keep(new Map([[a, [bytes(1)]]]));
  kept.committed({ document: b, update: bytes(3), begins: false });
  expect([kept.get(a), kept.get(b)]).toEqual([null, null]);
});

test('of two readings of a document the later one is kept', () => {
  const kept = new KeptUpdates();
  const first = kept.read([a]);
  kept.committed({ document: a, update: bytes(2), begins: false });
  const second = kept.read([a]);
  second(new Map([[a, [bytes(1), bytes(2)]]]));
  first(new Map([[a, [bytes(1)]]]));
  expect(kept.get(a)).toEqual([bytes(1), bytes(2)]);
});

test('a document that begins is all there is of it', () => {
  const kept = new KeptUpdates();
  kept.committed({ document: a, update: bytes(1), begins: true });
  kept.committed({ document: a, update: bytes(2), begins: false });
  expect(kept.get(a)).toEqual([bytes(1), bytes(2)]);
});

test('so much is kept and no more, the latest first', () => {
  const kept = new KeptUpdates();
  const names = Array.from({ length: 50 }, (_, index) => `team/board/order_${index}/facts` as DocumentName);
  for (const document of names)
    kept.committed({ document, update: new Uint8Array(100 * 1024), begins: true });
  expect(kept.get(names[0] ?? a)).toBeNull();
  expect(kept.get(names.at(-1) ?? a)).toHaveLength(1);
  kept.committed({ document: names.at(-1) ?? a, update: new Uint8Array(100 * 1024), begins: false });
  expect(kept.get(names.at(-1) ?? a)).toBeNull();
});
