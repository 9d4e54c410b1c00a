import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asDocumentName } from './document-name.ts';
import {
  controlLane,
  decodeDown,
  decodeUp,
  encodeFrame,
  encodeOffer,
  firstChannel,
  frameKinds,
  laneOf,
  logLane,
  type DownFrame,
  type Lane,
  type UpFrame,
} from './link-frame.ts';
import type { Sequence, StoreId } from './store.ts';

const document = asDocumentName('team/board/order_a/facts');
if (!document) throw new Error('name');
const store = 'ab12' as StoreId;
const sequence = 77 as Sequence;
const known = { clocks: new Map([[5, 9]]), deletes: new Map([[5, [{ clock: 1, length: 2 }]]]) };
const update = Uint8Array.of(1, 2, 3);
const channel = firstChannel;

const either: (UpFrame & DownFrame)[] = [
  { kind: 'pulse' },
  { kind: 'awareness', document, update },
  { kind: 'close', channel, code: 4404, reason: 'because' },
  { kind: 'credit', channel, bytes: 300_000 },
  { kind: 'data', channel, frame: update },
];
const up: UpFrame[] = [
  ...either,
  { kind: 'hello', device: store, cursor: null },
  { kind: 'hello', device: store, cursor: { store, sequence, mark: '00ff' } },
  { kind: 'update', number: 3, document, update },
  { kind: 'watch', document },
  { kind: 'unwatch', document },
  { kind: 'offer', document, known },
  { kind: 'open', channel, document },
  { kind: 'open', channel, document: 'no name at all' },
];
const down: DownFrame[] = [
  ...either,
  { kind: 'welcome', store, resumed: true, head: 70_000 as Sequence, documentBytes: 2 ** 24 },
  { kind: 'welcome', store, resumed: false, head: 70_000 as Sequence, documentBytes: 2 ** 24 },
  { kind: 'entry', document, sequence, mark: '00ff', update },
  { kind: 'moved', document, sequence, mark: '00ff' },
  { kind: 'caughtUp' },
  { kind: 'acknowledged', numbers: [1, 2, 300] },
  { kind: 'refused', number: 4, document, reason: 'because' },
  { kind: 'state', number: 4, document, known },
  { kind: 'equal', document },
  { kind: 'opened', channel },
  { kind: 'saved', channel, frames: 7 },
];

describe('frames of a link', () => {
  test.each(up)('upwards, $kind', (frame) => {
    expect(decodeUp(laneOf(frame), encodeFrame(frame))).toEqual(frame);
  });
  test.each(down)('downwards, $kind', (frame) => {
    expect(decodeDown(laneOf(frame), encodeFrame(frame))).toEqual(frame);
  });
  test('every kind is tried, and each has a number of its own', () => {
    const tried = new Set([...up, ...down].map(({ kind }) => kind).filter((kind) => kind !== 'data'));
    expect([...tried].sort()).toEqual(Object.keys(frameKinds).sort());
    expect(new Set(Object.values(frameKinds).map(({ number }) => number)).size).toBe(tried.size);
  });
  test('nobody takes what only the other end says, or what came on a lane that is not its own', () => {
    const only = (some: readonly { kind: string }[], others: readonly { kind: string }[]) =>
      some.filter(({ kind }) => !others.some((other) => other.kind === kind));
    for (const frame of only(up, down) as UpFrame[]) {
      expect(decodeDown(laneOf(frame), encodeFrame(frame))).toBeNull();
    }
    for (const frame of only(down, up) as DownFrame[]) {
      expect(decodeUp(laneOf(frame), encodeFrame(frame))).toBeNull();
    }
    for (const frame of up) {
      if (frame.kind === 'data') continue;
      const wrong = laneOf(frame) === logLane ? controlLane : logLane;
      expect(decodeUp(wrong, encodeFrame(frame))).toBeNull();
    }
  });
  test('[H14] a hello or an offer larger than its bound is not read', () => {
    const hello = (size: number): UpFrame => ({
      kind: 'hello',
      device: 'x'.repeat(size) as StoreId,
      cursor: null,
    });
    expect(decodeUp(logLane, encodeFrame(hello(65_000)))).not.toBeNull();
    expect(decodeUp(logLane, encodeFrame(hello(66_000)))).toBeNull();
    const ranges = (count: number) => ({
      clocks: new Map([[5, 9]]),
      deletes: new Map([[5, Array.from({ length: count }, (_, at) => ({ clock: 2 * at, length: 1 }))]]),
    });
    expect(encodeOffer(document, ranges(150_000))).not.toBeNull();
    expect(encodeOffer(document, ranges(400_000))).toBeNull();
    expect(decodeUp(logLane, encodeFrame({ kind: 'offer', document, known: ranges(400_000) }))).toBeNull();
  });
  test('[H12] [H14] an offer names as many client ids as a document may have, and no more', () => {
    const clients = (count: number) => Array.from({ length: count }, (_, at) => 4_000_000_000 + at);
    const offer = (clocks: number, deletes: number) => ({
      clocks: new Map(clients(clocks).map((client) => [client, 70_000])),
      deletes: new Map(clients(deletes).map((client) => [client, [{ clock: 60_000, length: 200 }]])),
    });
    const largest = encodeOffer(document, offer(16_000, 16_000));
    expect(largest && decodeUp(logLane, largest)).toMatchObject({ kind: 'offer' });
    expect(encodeOffer(document, offer(16_001, 0))).toBeNull();
    for (const known of [offer(16_001, 0), offer(0, 16_001)]) {
      expect(decodeUp(logLane, encodeFrame({ kind: 'offer', document, known }))).toBeNull();
    }
  });
  test('[H16] a name that is none is no frame, the second time too', () => {
    for (let times = 0; times < 2; times++) {
      const bytes = encodeFrame({ kind: 'watch', document: 'team/kitchen/order_a/facts' as typeof document });
      expect(decodeUp(controlLane, bytes)).toBeNull();
      expect(decodeUp(controlLane, encodeFrame({ kind: 'watch', document }))).not.toBeNull();
    }
  });
  test('whatever else comes is null, never a throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat({ max: 3 }), (bytes, lane) => {
        decodeUp(lane as Lane, bytes);
        decodeDown(lane as Lane, bytes);
      }),
      { numRuns: 5_000 },
    );
    expect(decodeUp(controlLane, Uint8Array.of(99, 6))).toBeNull();
    expect(decodeUp(controlLane, Uint8Array.of(...encodeFrame({ kind: 'pulse' }), 0))).toBeNull();
  });
});
