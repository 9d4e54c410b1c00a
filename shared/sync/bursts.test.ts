import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Clock } from './clock.ts';
import { closeCode } from './close-code.ts';
import { asDocumentName, parseWorkspace, type DocumentName } from './document-name.ts';
import { createHub, type Hub } from './hub.ts';
import { nothingKnown } from './known.ts';
import { LaneIntake } from './lane-intake.ts';
import { packetsOf } from './lane-queues.ts';
import { decodeDown, firstChannel, type DownFrame, type Lane, type UpFrame } from './link-frame.ts';
import { acceptLink } from './link-relay.ts';
import { createMemoryStore, type MemoryStore } from './memory-store.ts';
import { decodeStockFrame, step1Frame } from './stock-frame.ts';
import type { StoreId } from './store.ts';

/** What comes in one turn, before any hold can take effect, must not make the relay keep or do it all at once. */

const clock: Clock = {
  now: () => 1_000_000,
  soon: (task) => void setImmediate(task),
  after: () => () => undefined,
};
const note = numbered(0);

let store: MemoryStore;
let hub: Hub;
/** Readings of the store: all of them, and the most that were under way at once. */
let reads: { known: number; documents: number; atOnce: number };

beforeEach(() => {
  reads = { known: 0, documents: 0, atOnce: 0 };
  let underWay = 0;
  const counted = async <T>(read: Promise<T>): Promise<T> => {
    reads.atOnce = Math.max(reads.atOnce, ++underWay);
    await turn();
    underWay--;
    return read;
  };
  const memory = createMemoryStore(Math.random);
  store = {
    ...memory,
    known(document) {
      reads.known++;
      return counted(memory.known(document));
    },
    read(document) {
      reads.documents++;
      return counted(memory.read(document));
    },
  };
  hub = createHub({ store, clock });
});
afterEach(() => hub.stop(closeCode.shuttingDown, 'over'));

describe('questions', () => {
  test('[H3] [H14] of those on one connection one is answered at a time, and of those that wait the last', async () => {
    await hub.write(note, typed('x'.repeat(1_000)));
    const frames: Uint8Array[] = [];
    const session = hub.join(note, { send: (frame) => frames.push(frame), close: () => undefined });
    for (let times = 0; times < 1_000; times++) session.receive(step1Frame(Uint8Array.of(0)));
    await settled();
    const answers = () => frames.flatMap((frame) => decodeStockFrame(frame) ?? []).map(({ kind }) => kind);
    expect(answers()[0]).toBe('step1');
    expect(answers().filter((kind) => kind === 'step2').length).toBeLessThanOrEqual(2);
    expect(reads.documents).toBeLessThanOrEqual(2);
    expect(reads.atOnce).toBe(1);

    frames.length = 0;
    session.receive(step1Frame(Uint8Array.of(0)));
    await settled();
    expect(answers()).toEqual(['update', 'step2']);
  });
});

describe('offers', () => {
  const offers = (documents: readonly DocumentName[], times: number): UpFrame[] =>
    Array.from({ length: times }, () =>
      documents.map((document) => ({ kind: 'offer', document, known: nothingKnown }) as const),
    ).flat();
  const answered = (frames: readonly DownFrame[]) =>
    frames.flatMap((frame) => (frame.kind === 'equal' ? [frame.document] : []));

  test('[H9] [H14] a document that is offered again and again in one packet is compared once', async () => {
    await hub.write(note, typed('x'));
    const { link, frames } = await linked();
    link(...offers([note], 1_000));
    await settled();
    expect(answered(frames)).toEqual([note]);
    expect(reads.known).toBeLessThanOrEqual(2);
    link(...offers([note], 1));
    await settled();
    expect(answered(frames)).toEqual([note, note]);
  });

  test('[H9] [H14] many documents are compared one after the other, in their order', async () => {
    const documents = Array.from({ length: 40 }, (_, at) => numbered(at));
    const { link, frames } = await linked();
    link(...offers(documents, 2));
    await settled();
    expect(answered(frames)).toEqual(documents);
    expect(reads).toMatchObject({ known: 40, atOnce: 1 });
  });

  test('[H9] what is lacking is asked for, and nothing more is read for a link that has gone', async () => {
    const { link, frames, gone } = await linked();
    const known = { clocks: new Map([[7, 1]]), deletes: new Map() };
    link(
      ...Array.from({ length: 40 }, (_, at) => ({ kind: 'offer', document: numbered(at), known }) as const),
    );
    while (frames.every(({ kind }) => kind !== 'state')) await turn();
    gone();
    await settled();
    expect(reads.known).toBeLessThan(10);
  });

  test('[H12] what waited for another writer is asked for again after one reading of each document', async () => {
    const theirs = {};
    const forged = Array.from({ length: 2 }, () => typed('forged', 7));
    await hub.write(note, typed('x', 7), { origin: theirs, live: true });
    const { link, frames } = await linked();
    const asked = () => frames.flatMap((frame) => (frame.kind === 'state' ? [frame.number] : []));
    const numbers = Array.from({ length: 200 }, (_, at) => at + 1);
    link(
      ...numbers.map((number) => {
        const update = forged[number % 2] ?? nothing();
        return { kind: 'update', number, document: note, update } as const;
      }),
    );
    await settled();
    expect(asked()).toEqual([]);
    const before = reads.known;
    hub.writerGone(theirs);
    await settled();
    expect(asked()).toEqual(numbers);
    expect(reads.known - before).toBe(1);
  });

  test.each([
    ['before another writer, who is still here, brings it', true],
    ['in the same tick as another writer brings it', false],
  ])('[H12] what came %s is asked for again', async (_when, earlier) => {
    const theirs = {};
    const live = { origin: theirs, live: true };
    const [first = nothing(), second = nothing()] = strokes(7, 2);
    await hub.write(note, first, live);
    const { link, frames } = await linked();
    const answers = () =>
      frames.flatMap((frame) =>
        frame.kind === 'state' ? [frame.number] : frame.kind === 'acknowledged' ? frame.numbers : [],
      );
    // All that the device has: what the other one has written, and something of its own.
    const own = typed('own', 8);
    const all = Y.mergeUpdates([first, second, own]);
    link({ kind: 'update', number: 1, document: note, update: all });
    if (earlier) {
      await settled();
      expect(answers()).toEqual([]);
    }
    await hub.write(note, second, live);
    await settled();
    expect(answers()).toEqual([1]);
    link({ kind: 'update', number: 1, document: note, update: all });
    await settled();
    expect(answers()).toEqual([1, 1]);
    expect((await store.known(note))?.clocks).toEqual(
      new Map([
        [7, 2],
        [8, 3],
      ]),
    );
  });
});

describe('updates', () => {
  /** What is known of a note in which so many have written. */
  const written = (clients: number) => ({
    clocks: new Map(Array.from({ length: clients }, (_, at) => [1_000_000 + at * 7, 1])),
    deletes: new Map(),
  });
  const keep = (clients: number) =>
    store.commit({
      appends: [{ document: note, update: Uint8Array.of(0, 0), known: written(clients), source: 'own' }],
    });

  test('[H14] those of one packet count before they are answered', async () => {
    await hub.stop(closeCode.shuttingDown, 'another bound');
    hub = createHub({ store, clock, limits: { unansweredUpdates: 100 } });
    const empty = (number: number): UpFrame => ({
      kind: 'update',
      number,
      document: note,
      update: Uint8Array.of(0, 0),
    });
    const numbers = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
    const honest = await linked('a');
    honest.link(...numbers(100).map(empty));
    await settled();
    honest.link(...numbers(100).map((number) => empty(100 + number)));
    await settled();
    expect(honest.closed()).toBeNull();
    const acknowledged = honest.frames.flatMap((frame) =>
      frame.kind === 'acknowledged' ? frame.numbers : [],
    );
    expect(acknowledged).toEqual(numbers(200));
    const flood = await linked('b');
    flood.link(...numbers(200).map(empty));
    expect(flood.closed()).toBe(closeCode.slowConsumer);
  });

  test.each([
    ['a note of many client ids is written to bit by bit', 15_000, 100],
    ['a note of few in one tick', 20, 1_000],
  ])('[H1] [H14] %s, in order and all of it', async (_what, clients, most) => {
    await keep(clients);
    const batches: number[] = [];
    const { commit } = store;
    store.commit = (batch) => {
      batches.push(batch.appends.length);
      return commit(batch);
    };
    const outcomes: number[] = [];
    for (let at = 0; at < 160; at++) {
      void hub.write(note, typed('x', at + 1)).then(({ kind }) => {
        if (kind === 'committed') outcomes.push(at);
      });
    }
    await hub.flush();
    expect(Math.max(...batches)).toBeLessThanOrEqual(most);
    expect(batches.length).toBeLessThan(10);
    expect(outcomes).toEqual(Array.from({ length: 160 }, (_, at) => at));
  });
});

describe('what is opened', () => {
  test('[H14] a channel that is closed in the packet that opened it has the relay read nothing', async () => {
    await hub.write(note, typed('x'));
    const { link } = await linked(null);
    link(
      ...Array.from({ length: 1_000 }, (_, at) => {
        const channel = (firstChannel + at) as Lane;
        return [
          { kind: 'open', channel, document: note },
          { kind: 'close', channel, code: closeCode.normal, reason: '' },
        ] as const;
      }).flat(),
    );
    await settled();
    // The update before it has read what is known.
    expect(reads).toMatchObject({ known: 1, documents: 0 });
  });

  test('[H14] many channels of one document have the relay read once what is known of it', async () => {
    const { link, frames } = await linked(null);
    link(
      ...Array.from({ length: 200 }, (_, at) => {
        const channel = (firstChannel + at) as Lane;
        return { kind: 'open', channel, document: note } as const;
      }),
    );
    await settled();
    expect(frames.filter(({ kind }) => kind === 'opened')).toHaveLength(200);
    expect(new Set(frames.flatMap((frame) => (frame.kind === 'data' ? [frame.channel] : []))).size).toBe(200);
    expect(reads.known).toBe(1);
  });

  const opened = (count: number): UpFrame[] =>
    Array.from({ length: count }, (_, at) => {
      return { kind: 'open', channel: (firstChannel + at) as Lane, document: numbered(at) };
    });

  test('[H14] channels of many documents have the relay read what is known of a few at a time', async () => {
    const { link, frames, gone } = await linked(null);
    link(...opened(200));
    await settled();
    expect(new Set(frames.flatMap((frame) => (frame.kind === 'data' ? [frame.channel] : []))).size).toBe(200);
    expect(reads.known).toBe(200);
    expect(reads.atOnce).toBeLessThanOrEqual(8);
    gone();
    const other = await linked(null);
    other.link(...opened(200));
    while (reads.known < 204) await turn();
    other.gone();
    await settled();
    expect(reads.known).toBeLessThan(230);
    expect([hub.roomCount(), hub.knownBytes()]).toEqual([0, 0]);
  });

  test('[H5] [H14] open rooms keep no more of what is known than the bound, and go on with what they read again', async () => {
    await hub.stop(closeCode.shuttingDown, 'another bound');
    const bound = 200_000;
    hub = createHub({ store, clock, limits: { knownBytes: bound } });
    const known = {
      clocks: new Map(Array.from({ length: 1_000 }, (_, at) => [1_000 + at, 5])),
      deletes: new Map(),
    };
    const documents = Array.from({ length: 40 }, (_, at) => numbered(at));
    const empty = Uint8Array.of(0, 0);
    await store.commit({
      appends: documents.map((document) => ({ document, update: empty, known, source: 'own' })),
    });
    const { link } = await linked(null);
    link(...opened(40));
    await settled();
    expect(hub.openRooms()).toHaveLength(40);
    expect(hub.knownBytes()).toBeLessThanOrEqual(bound);
    expect(hub.knownBytes()).toBeGreaterThan(0);
    for (const document of documents) {
      const { kind } = await hub.write(document, typed('x', 7));
      expect(kind).toBe('committed');
    }
    expect(hub.knownBytes()).toBeLessThanOrEqual(bound);
    for (const document of documents) {
      expect((await store.known(document))?.clocks).toEqual(new Map([...known.clocks, [7, 1]]));
    }
  });

  test('[H5] what was read before a commit, which the room has forgotten since, is not taken for what stands', async () => {
    await hub.stop(closeCode.shuttingDown, 'another bound');
    // Enough for one of the two rooms.
    hub = createHub({ store, clock, limits: { knownBytes: 300 } });
    const turns = async () => {
      for (let times = 0; times < 20; times++) await turn();
    };
    const { known, commit } = store;
    const [committing, reading] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    store.commit = async (batch) => {
      await committing.promise;
      return commit(batch);
    };
    const wrote = hub.write(note, typed('x', 7));
    void hub.write(numbered(1), typed('x', 9));
    await turns();
    store.known = async (document) => {
      const found = await known(document);
      await reading.promise;
      return found;
    };
    const session = hub.join(note, { send: () => undefined, close: () => undefined });
    await turns();
    committing.resolve(undefined);
    await wrote;
    store.known = known;
    const next = hub.write(note, typed('y', 8));
    await turns();
    reading.resolve(undefined);
    expect(await next).toMatchObject({ kind: 'committed' });
    expect((await known(note))?.clocks).toEqual(
      new Map([
        [7, 1],
        [8, 1],
      ]),
    );
    session.gone();
  });

  test('[H14] however little rooms may keep, a tick reads what it needs once', async () => {
    await hub.stop(closeCode.shuttingDown, 'another bound');
    hub = createHub({ store, clock, limits: { knownBytes: 0 } });
    for (let times = 0; times < 2; times++)
      for (let at = 0; at < 100; at++) void hub.write(numbered(at), typed('x', 7 + times));
    await hub.flush();
    expect(reads.known).toBe(100);
  });

  test.each<readonly [string, 'a' | null, (at: number) => UpFrame]>([
    ['channels', null, (at) => ({ kind: 'open', channel: (firstChannel + at) as Lane, document: note })],
    ['offers', 'a', (at) => ({ kind: 'offer', document: numbered(at), known: nothingKnown })],
    ['presence asked for', 'a', (at) => ({ kind: 'watch', document: numbered(at) })],
  ])('[H14] %s count as updates do', async (_what, device, frame) => {
    await hub.stop(closeCode.shuttingDown, 'another bound');
    hub = createHub({ store, clock, limits: { updatesPerSecond: 10, updatesAtOnce: 5 } });
    const { link, holds, closed } = await linked(device);
    for (let at = 0; at < 7; at++) link(frame(at));
    expect(holds).toEqual([100, 200]);
    expect(closed()).toBeNull();
  });
});

/** A link that has said hello, unless there is no device. */
async function linked(device: string | null = 'a') {
  const workspace = parseWorkspace('team') ?? nothing();
  const frames: DownFrame[] = [];
  const holds: number[] = [];
  let code: number | null = null;
  const intake = new LaneIntake(hub.limits.documentBytes);
  const session = acceptLink({
    hub,
    store,
    clock,
    workspace,
    socket: {
      send(packet) {
        intake.read(packet, (lane, bytes) => {
          const frame = bytes && decodeDown(lane, bytes);
          if (frame) frames.push(frame);
          if (frame?.kind === 'opened') intake.open(frame.channel);
          return frame !== null;
        });
      },
      close(with_) {
        code = with_;
      },
      hold: (milliseconds) => holds.push(milliseconds),
      bufferedAmount: 0,
    },
  });
  const link = (...some: readonly UpFrame[]) => {
    for (const packet of packetsOf(...some)) session.receive(packet);
  };
  if (device !== null) link({ kind: 'hello', device: device.repeat(32) as StoreId, cursor: null });
  await settled();
  const gone = () => {
    session.gone(closeCode.normal, '');
  };
  return { link, frames, holds, closed: () => code, gone };
}

function typed(text: string, client = 1): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = client;
  doc.getText('default').insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}

/** So many letters of one client, an update each. */
function strokes(client: number, count: number): readonly Uint8Array[] {
  const doc = new Y.Doc();
  doc.clientID = client;
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let letter = 0; letter < count; letter++) doc.getText('default').insert(letter, 'x');
  return updates;
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Until nothing has been read, written or sent for some turns. */
async function settled(): Promise<void> {
  for (let quiet = 0, before = ''; quiet < 5;) {
    await hub.flush();
    await turn();
    const now = JSON.stringify(reads);
    quiet = now === before ? quiet + 1 : 0;
    before = now;
  }
}

function numbered(at: number): DocumentName {
  return asDocumentName(`team/board/order_n${at}/note`) ?? nothing();
}

function nothing(): never {
  throw new Error('nothing there');
}
