import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asDocumentName } from './document-name.ts';
import { decodeDown, decodeUp, encodeDown, encodeUp, type DownFrame, type UpFrame } from './link-frame.ts';
import { PartJoiner, splitFrame } from './link-parts.ts';
import type { Sequence, StoreId } from './store.ts';

const document = asDocumentName('team/board/order_a/facts');
if (!document) throw new Error('name');
const store = 'ab12' as StoreId;
const sequence = 77 as Sequence;
const known = { clocks: new Map([[5, 9]]), deletes: new Map([[5, [{ clock: 1, length: 2 }]]]) };
const update = Uint8Array.of(1, 2, 3);

const up: UpFrame[] = [
  { kind: 'hello', device: store, cursor: null },
  { kind: 'hello', device: store, cursor: { store, sequence, mark: '00ff' } },
  { kind: 'update', number: 3, document, update },
  { kind: 'watch', document },
  { kind: 'unwatch', document },
  { kind: 'awareness', document, update },
  { kind: 'offer', document, known },
  { kind: 'pulse' },
];
const down: DownFrame[] = [
  { kind: 'welcome', store, resumed: true },
  { kind: 'welcome', store, resumed: false },
  { kind: 'entry', document, sequence, mark: '00ff', update },
  { kind: 'moved', document, sequence, mark: '00ff' },
  { kind: 'caughtUp' },
  { kind: 'acknowledged', numbers: [1, 2, 300] },
  { kind: 'refused', number: 4, document, reason: 'because' },
  { kind: 'state', number: 4, document, known },
  { kind: 'equal', document },
  { kind: 'awareness', document, update },
  { kind: 'pulse' },
];

describe('frames of a link', () => {
  test.each(up)('upwards, $kind', (frame) => {
    expect(decodeUp(encodeUp(frame))).toEqual(frame);
  });
  test.each(down)('downwards, $kind', (frame) => {
    expect(decodeDown(encodeDown(frame))).toEqual(frame);
  });
  test('whatever else comes is null, never a throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        decodeUp(bytes);
        decodeDown(bytes);
      }),
      { numRuns: 5_000 },
    );
    expect(decodeUp(Uint8Array.of(99, 6))).toBeNull();
    expect(decodeUp(Uint8Array.of(...encodeUp({ kind: 'pulse' }), 0))).toBeNull();
  });
});

describe('[H14] parts', () => {
  test.each([0, 1, 512 * 1024, 512 * 1024 + 1, 3 * 1024 * 1024])(
    '%d bytes arrive whole, no part above 1 MiB',
    (size) => {
      const frame = new Uint8Array(size).map((_, index) => index % 251);
      const pieces = splitFrame(frame);
      expect(Math.max(...pieces.map(({ byteLength }) => byteLength))).toBeLessThan(1024 * 1024);
      const joiner = new PartJoiner(4 * 1024 * 1024);
      const joined = pieces.map((piece) => joiner.take(piece));
      expect(joined.slice(0, -1).every(({ kind }) => kind === 'waiting')).toBe(true);
      const last = joined.at(-1);
      expect(last?.kind === 'frame' && Buffer.compare(last.frame, frame)).toBe(0);
    },
  );
  test('more than allowed is bad before it is kept', () => {
    const joiner = new PartJoiner(1024);
    expect(joiner.take(Uint8Array.of(1, ...new Uint8Array(1025)))).toEqual({ kind: 'bad' });
    expect(new PartJoiner(10).take(new Uint8Array())).toEqual({ kind: 'bad' });
    expect(new PartJoiner(10).take(Uint8Array.of(7))).toEqual({ kind: 'bad' });
  });
});
