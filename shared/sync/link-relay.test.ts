import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { Clock } from './clock.ts';
import { closeCode } from './close-code.ts';
import { compactDocument } from './compact-document.ts';
import { asDocumentName, parseWorkspace } from './document-name.ts';
import { createHub } from './hub.ts';
import { LaneIntake } from './lane-intake.ts';
import { packetsOf } from './lane-queues.ts';
import { decodeDown, type DownFrame, type UpFrame } from './link-frame.ts';
import type { HubLimits } from './limits.ts';
import { acceptLink } from './link-relay.ts';
import { createMemoryStore } from './memory-store.ts';
import type { StoreId } from './store.ts';

const note = asDocumentName('team/board/order_a/note');
const other = asDocumentName('team/board/order_b/note');
const workspace = parseWorkspace('team');
if (!note || !other || !workspace) throw new Error('names');

const clock: Clock = {
  now: () => Date.now(),
  soon: (task) => void setImmediate(task),
  after(milliseconds, task) {
    const timer = setTimeout(task, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  },
};
const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** A link whose socket can be full, so that the feed waits. */
function linked(limits: Partial<HubLimits> = {}) {
  const store = createMemoryStore(Math.random);
  const hub = createHub({ store, clock, limits });
  cleanups.push(() => hub.stop(closeCode.shuttingDown, 'over'));
  const intake = new LaneIntake(1_000_000);
  const frames: DownFrame[] = [];
  const packets: Uint8Array[] = [];
  const socket = {
    bufferedAmount: 0,
    send(packet: Uint8Array) {
      packets.push(packet);
      intake.read(packet, (lane, bytes) => {
        const frame = bytes && decodeDown(lane, bytes);
        if (frame) frames.push(frame);
        return frame !== null;
      });
    },
    close: () => undefined,
  };
  const link = acceptLink({ hub, store, clock, workspace: workspace ?? fail(), socket });
  cleanups.push(() => {
    link.gone(closeCode.shuttingDown, 'over');
    return Promise.resolve();
  });
  const send = (...some: readonly UpFrame[]) => {
    for (const packet of packetsOf(...some)) link.receive(packet);
  };
  send({ kind: 'hello', device: 'f'.repeat(32) as StoreId, cursor: null });
  const came = (kind: DownFrame['kind']) =>
    vi.waitFor(() => {
      expect(frames.map((frame) => frame.kind)).toContain(kind);
    });
  /** The socket takes nothing, and as much of the log waits before it as may. */
  const stuff = async () => {
    socket.bufferedAmount = full;
    await hub.write(other ?? fail(), typed('x'.repeat(300_000)));
  };
  return { store, hub, socket, frames, packets, send, came, stuff };
}

function typed(text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getText('default').insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}

const full = 10 * 1024 * 1024;

test('[H6] a merged entry goes to the device that wrote the last of it too, for others wrote the rest', async () => {
  const { store, hub, socket, frames, send, came, stuff } = linked();
  await came('caughtUp');
  await stuff();
  await hub.write(note, typed('from another'));
  send({ kind: 'update', number: 1, document: note, update: typed('from here') });
  await vi.waitFor(async () => expect((await store.read(note))?.updates).toHaveLength(2));
  const outcome = await compactDocument(store, note, {
    documentBytes: 1e6,
    storedBytes: 1e6,
    sliceBytes: 1e6,
    rest: () => Promise.resolve(),
  });
  expect(outcome.kind).toBe('compacted');
  socket.bufferedAmount = 0;
  await came('acknowledged');
  const device = new Y.Doc();
  for (const frame of frames) {
    if (frame.kind === 'entry' && frame.document === note) Y.applyUpdate(device, frame.update);
  }
  expect(device.getText('default').toJSON()).toContain('from another');
});

test('[H9] [H10] nothing is acknowledged before the feed has come past it', async () => {
  const { store, hub, socket, frames, send, came, stuff } = linked();
  await came('caughtUp');
  await stuff();
  const known = typed('known');
  await hub.write(note, known);
  send({ kind: 'update', number: 1, document: note, update: typed('from here') });
  send({ kind: 'update', number: 2, document: note, update: known });
  await vi.waitFor(async () => expect((await store.read(note))?.updates).toHaveLength(2));
  await hub.flush();
  expect(frames.map(({ kind }) => kind)).not.toContain('acknowledged');
  socket.bufferedAmount = 0;
  await vi.waitFor(() => {
    expect(frames.flatMap((frame) => (frame.kind === 'acknowledged' ? frame.numbers : []))).toEqual([1, 2]);
  });
  const kinds = frames.map(({ kind }) => kind);
  expect(kinds.indexOf('moved')).toBeLessThan(kinds.indexOf('acknowledged'));
  expect(kinds.indexOf('moved')).toBeGreaterThan(-1);
});

test("[H10] at the feed's end a commit is told without reading the store, once a turn, and then acknowledged", async () => {
  const { store, hub, frames, packets, send, came } = linked();
  await came('caughtUp');
  const read = vi.spyOn(store, 'feed');
  const before = packets.length;
  const known = typed('known');
  const entry = await hub.write(note, known);
  if (entry.kind !== 'committed') throw new Error('not committed');
  send(
    { kind: 'update', number: 1, document: note, update: typed('from here') },
    { kind: 'update', number: 2, document: note, update: known },
    { kind: 'update', number: 3, document: note, update: typed('from here, too') },
  );
  await vi.waitFor(() => {
    expect(
      frames.flatMap((frame) => (frame.kind === 'acknowledged' ? [...frame.numbers] : [])).sort(),
    ).toEqual([1, 2, 3]);
  });
  const told = frames.slice(frames.findIndex(({ kind }) => kind === 'caughtUp') + 1);
  expect(told.map(({ kind }) => kind)).toEqual(['entry', 'moved', 'acknowledged']);
  expect(read).not.toHaveBeenCalled();
  expect(packets.length - before).toBeLessThanOrEqual(2);
});

test('[H10] more numbers than one frame holds are acknowledged in several', async () => {
  const { frames, send, came } = linked({ unansweredUpdates: 20_000 });
  await came('caughtUp');
  const known = Uint8Array.of(0, 0);
  // Each takes eight bytes.
  const numbers = Array.from({ length: 4_000 }, (_, at) => 2 ** 50 + at);
  const acknowledged = () => frames.flatMap((frame) => (frame.kind === 'acknowledged' ? frame.numbers : []));
  for (let times = 0; times < 3; times++) {
    send(...numbers.map((number) => ({ kind: 'update', number, document: note, update: known }) as const));
  }
  await vi.waitFor(() => {
    expect(acknowledged()).toHaveLength(12_000);
  });
  expect(acknowledged().slice(-4_000)).toEqual(numbers);
});

test('[H8] what a full socket could not be told comes from the store, in order and once', async () => {
  const { hub, socket, frames, came, stuff } = linked();
  await came('caughtUp');
  for (let round = 0; round < 5; round++) {
    await stuff();
    await hub.write(note, typed('while it is full'));
    await hub.write(note, typed('and again'));
    socket.bufferedAmount = 0;
    await hub.write(note, typed('and then'));
  }
  await vi.waitFor(() => expect(frames.filter(({ kind }) => kind === 'entry')).toHaveLength(20));
  const sequences = frames.flatMap((frame) => (frame.kind === 'entry' ? [frame.sequence] : []));
  expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
});

function fail(): never {
  throw new Error('no workspace');
}
