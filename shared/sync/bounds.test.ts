import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { encodeAwareness, decodeAwareness, type AwarenessEntry } from './awareness-update.ts';
import type { Clock } from './clock.ts';
import { closeCode } from './close-code.ts';
import { asDocumentName, parseWorkspace, type DocumentName } from './document-name.ts';
import { createHub, type Hub } from './hub.ts';
import type { HubLimits } from './limits.ts';
import { LaneIntake } from './lane-intake.ts';
import { packetsOf } from './lane-queues.ts';
import { decodeDown, firstChannel, logLane, type DownFrame, type Lane, type UpFrame } from './link-frame.ts';
import { PacketWriter } from './link-packet.ts';
import { acceptLink } from './link-relay.ts';
import { LiveWriters } from './live-writers.ts';
import { createMemoryStore, type MemoryStore } from './memory-store.ts';
import type { StockPeer } from './socket.ts';
import {
  awarenessFrame,
  decodeStockFrame,
  step1Frame,
  step2Frame,
  updateFrame,
  type StockMessage,
} from './stock-frame.ts';
import type { StoreId } from './store.ts';

const note = name('team/board/order_a/note');
const workspace = parseWorkspace('team') ?? nothing();

/** Time that passes when it is told to. */
class ManualClock implements Clock {
  #now = 1_000_000;
  #timers: { at: number; task: () => void }[] = [];

  now = (): number => this.#now;
  soon = (task: () => void): void => {
    queueMicrotask(task);
  };
  after = (milliseconds: number, task: () => void): (() => void) => {
    const timer = { at: this.#now + milliseconds, task };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  };

  pass(milliseconds: number): void {
    const until = this.#now + milliseconds;
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at);
      if (!next) break;
      this.#timers = this.#timers.filter((one) => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.task();
    }
    this.#now = until;
  }
}

let clock: ManualClock;
let store: MemoryStore;
let hub: Hub;

function begin(limits: Partial<HubLimits>): void {
  hub = createHub({ store, clock, limits });
}

beforeEach(() => {
  clock = new ManualClock();
  store = createMemoryStore(Math.random);
});
afterEach(() => hub.stop(closeCode.shuttingDown, 'over'));

class Peer implements StockPeer {
  readonly frames: Uint8Array[] = [];
  readonly holds: number[] = [];
  closed: number | null = null;
  savedFrames = 0;
  send(frame: Uint8Array): void {
    this.frames.push(frame);
  }
  close(code: number): void {
    this.closed = code;
  }
  hold(milliseconds: number): void {
    this.holds.push(milliseconds);
  }
  saved(frames: number): void {
    this.savedFrames += frames;
  }
  messages(): StockMessage[] {
    return this.frames.flatMap((frame) => decodeStockFrame(frame) ?? []);
  }
  /** The presence it was told of, oldest first. */
  presence(): AwarenessEntry[] {
    return this.messages().flatMap((message) =>
      message.kind === 'awareness' ? (decodeAwareness(message.update, 999, 9999) ?? []) : [],
    );
  }
}

function join() {
  const peer = new Peer();
  return { peer, session: hub.join(note, peer) };
}

/** One who types, and the update of each thing typed. */
function editor() {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const text = doc.getText('default');
  return { doc, text, updates };
}

describe('the size of a document', () => {
  const documentBytes = 20_000;
  const line = 'x'.repeat(1_000);

  test('[H14] what would make it larger than one may be is not stored: 4413', async () => {
    begin({ documentBytes });
    const { peer, session } = join();
    const { text, updates } = editor();
    for (let lines = 0; lines < 30; lines++) text.insert(0, line);
    for (const update of updates) {
      session.receive(updateFrame(update));
      await hub.flush();
    }
    expect(peer.closed).toBe(closeCode.tooLarge);
    expect(await store.storedBytes(note)).toBeLessThanOrEqual(documentBytes);
    expect(await store.storedBytes(note)).toBeGreaterThan(documentBytes - 2 * line.length);
  });

  test('[H14] nor when it comes in one tick', async () => {
    begin({ documentBytes });
    const { peer, session } = join();
    const { text, updates } = editor();
    for (let lines = 0; lines < 30; lines++) text.insert(0, line);
    for (const update of updates) session.receive(updateFrame(update));
    await hub.flush();
    expect(peer.closed).toBe(closeCode.tooLarge);
    expect(await store.storedBytes(note)).toBeLessThanOrEqual(documentBytes);
  });

  test('[H14] nor after a restart of the hub', async () => {
    begin({ documentBytes });
    const { text, updates } = editor();
    for (let lines = 0; lines < 18; lines++) text.insert(0, line);
    for (const update of updates) await hub.write(note, update);
    await hub.stop(closeCode.shuttingDown, 'restart');
    begin({ documentBytes });
    text.insert(0, line.repeat(3));
    expect(await hub.write(note, updates.at(-1) ?? nothing())).toMatchObject({ kind: 'tooLarge' });
  });

  test('[H14] it can be made smaller, and has room again once it is compacted', async () => {
    begin({ documentBytes });
    const { doc, text, updates } = editor();
    for (let lines = 0; lines < 19; lines++) text.insert(0, line);
    for (const update of updates) await hub.write(note, update);
    const before = updates.length;
    text.delete(0, 18_000);
    text.insert(0, line);
    const [deletes, more] = updates.slice(before);
    if (!deletes || !more) throw new Error('two updates');
    expect(await hub.write(note, deletes)).toMatchObject({ kind: 'committed' });
    expect(await hub.write(note, more)).toMatchObject({ kind: 'tooLarge' });

    const stored = (await store.read(note)) ?? nothing();
    const base = Y.encodeStateAsUpdate(replayed(stored.updates));
    await store.compact({ document: note, through: stored.through, replaces: stored.updates.length, base });
    expect(await hub.write(note, more)).toMatchObject({ kind: 'committed' });
    expect(
      replayed((await store.read(note))?.updates ?? [])
        .getText('default')
        .toJSON(),
    ).toBe(doc.getText('default').toJSON());
  });

  test('[H14] what comes from the team relay has passed its bounds and is stored', async () => {
    begin({ documentBytes });
    const { text, updates } = editor();
    for (let lines = 0; lines < 30; lines++) text.insert(0, line);
    for (const update of updates) {
      expect(await hub.write(note, update, { source: 'upstream' })).toMatchObject({ kind: 'committed' });
    }
  });
});

describe('updates in a second', () => {
  const limits = { updatesPerSecond: 10, updatesAtOnce: 5 };

  test('[H14] a connection that brings more is read later; nothing of it is lost and nobody is closed', async () => {
    begin(limits);
    const { peer, session } = join();
    const { text, updates } = editor();
    for (let letters = 0; letters < 8; letters++) text.insert(letters, 'x');
    for (const update of updates) session.receive(updateFrame(update));
    await hub.flush();
    expect(peer.holds).toEqual([100, 200, 300]);
    expect(peer.savedFrames).toBe(8);
    expect(peer.closed).toBeNull();
    clock.pass(300 + 500);
    for (const update of updates.slice(0, 5)) session.receive(updateFrame(update));
    expect(peer.holds).toHaveLength(3);
  });

  test('[H4] a channel that cannot be held is asked again for what came too fast, and nothing is stored until then', async () => {
    begin(limits);
    const { doc, text, updates } = editor();
    const peer = new Peer();
    const session = hub.join(note, {
      send: (frame) => {
        peer.send(frame);
      },
      close: (code) => {
        peer.close(code);
      },
      saved: (frames) => {
        peer.saved(frames);
      },
    });
    const asked = () =>
      peer.messages().flatMap((message) => (message.kind === 'step1' ? [message.stateVector] : []));
    await settled();
    const bring = async (count: number) => {
      const before = updates.length;
      for (let letters = 0; letters < count; letters++) text.insert(text.length, 'x');
      for (const update of updates.slice(before)) session.receive(updateFrame(update));
      await settled();
    };
    await bring(8);
    expect([peer.savedFrames, asked().length]).toEqual([5, 1]);
    clock.pass(500);
    await bring(2);
    expect([peer.savedFrames, asked().length]).toEqual([5, 1]);
    clock.pass(500);
    await settled();
    expect(asked()).toHaveLength(2);
    session.receive(step2Frame(Y.encodeStateAsUpdate(doc, asked()[1])));
    await bring(3);
    // All that was typed, and the answer.
    expect(peer.savedFrames).toBe(14);
    expect(peer.closed).toBeNull();
    const stored = (await store.read(note)) ?? nothing();
    expect(replayed(stored.updates).getText('default').toJSON()).toHaveLength(13);
  });

  test('[H14] what asks for an answer counts as well, and presence does not', () => {
    begin(limits);
    const { peer, session } = join();
    for (let times = 0; times < 20; times++) session.receive(awarenessFrame(encodeAwareness([])));
    expect(peer.holds).toEqual([]);
    for (let times = 0; times < 3; times++) {
      session.receive(step1Frame(Uint8Array.of(0)));
      session.receive(Uint8Array.of(3));
    }
    expect(peer.holds).toEqual([100]);
    session.receive(step2Frame(Uint8Array.of(0, 0)));
    expect(peer.holds).toEqual([100, 200]);
  });

  test('[H14] a link that brings more is read later', async () => {
    begin(limits);
    const { link, frames, holds } = linked();
    const { text, updates } = editor();
    for (let letters = 0; letters < 7; letters++) text.insert(letters, 'x');
    updates.forEach((update, at) => {
      link({ kind: 'update', number: at + 1, document: note, update });
    });
    await settled();
    expect(holds).toEqual([100, 200]);
    const numbers = frames.flatMap((frame) => (frame.kind === 'acknowledged' ? frame.numbers : []));
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('[H14] all channels of a link have one share; what they bring beyond it is read later and not lost', async () => {
    // An opening counts as what comes over it does.
    begin({ ...limits, updatesAtOnce: 5 + 8 });
    const { link, frames, holds } = linked(null);
    const bring = (at: number, frame: Uint8Array) => {
      const channel = (firstChannel + at) as Lane;
      link({ kind: 'open', channel, document: numbered(at) }, { kind: 'data', channel, frame });
    };
    for (let at = 0; at < 8; at++) {
      const { text, updates } = editor();
      text.insert(0, 'x');
      bring(at, updateFrame(updates[0] ?? nothing()));
    }
    await settled();
    expect(holds).toEqual([100, 200, 300]);
    clock.pass(300);
    bring(8, step1Frame(Uint8Array.of(0)));
    expect(holds).toEqual([100, 200, 300, 100, 200]);
    const saved = () => frames.flatMap((frame) => (frame.kind === 'saved' ? [frame.channel] : []));
    await settled();
    expect(new Set(saved()).size).toBe(8);
    expect(frames.filter(({ kind }) => kind === 'close')).toEqual([]);
  });
});

describe('presence', () => {
  const limits = { awarenessPerSecond: 4 };

  test('[H13] of changes that come too fast the last is told, when its time has come', () => {
    begin(limits);
    const reader = join();
    const writer = join();
    const say = (of: number, at: number) => {
      writer.session.receive(
        awarenessFrame(encodeAwareness([{ client: of, clock: at, state: `{"at":${at}}` }])),
      );
    };
    for (let at = 1; at <= 100; at++) say(7, at);
    say(8, 1);
    const told = () => reader.peer.presence().map(({ client, clock: at }) => [client, at]);
    expect(told()).toEqual([1, 2, 3, 4].map((at) => [7, at]));
    clock.pass(250);
    expect(told().slice(4)).toEqual([[7, 100]]);
    clock.pass(250);
    expect(told().slice(5)).toEqual([[8, 1]]);
    expect(writer.peer.closed).toBeNull();
    clock.pass(1_000);
    say(7, 101);
    expect(told().slice(6)).toEqual([[7, 101]]);
  });

  test('[H13] one who left in a hurry is not shown afterwards', () => {
    begin(limits);
    const reader = join();
    const writer = join();
    for (let at = 1; at <= 9; at++) {
      writer.session.receive(awarenessFrame(encodeAwareness([{ client: 7, clock: at, state: '{}' }])));
    }
    writer.session.gone();
    clock.pass(5_000);
    expect(reader.peer.presence().at(-1)).toMatchObject({ client: 7, state: 'null' });
    expect(join().peer.presence()).toEqual([]);
  });

  test("[H13] repeating everybody's presence costs nobody his own", () => {
    begin(limits);
    const [one, other, reader] = [join(), join(), join()];
    const theirs = Array.from({ length: 4 }, (_, at) => ({ client: 100 + at, clock: 1, state: '{}' }));
    one.session.receive(awarenessFrame(encodeAwareness(theirs)));
    for (let times = 0; times < 50; times++) other.session.receive(awarenessFrame(encodeAwareness(theirs)));
    other.session.receive(awarenessFrame(encodeAwareness([{ client: 7, clock: 1, state: '{"mine":1}' }])));
    expect(reader.peer.presence().at(-1)).toMatchObject({ client: 7 });
  });

  test('[H13] a connection brings so many client ids and no more', () => {
    begin({ awarenessClients: 3, awarenessPerSecond: 100 });
    const reader = join();
    const entries = Array.from({ length: 10 }, (_, at) => ({ client: 100 + at, clock: 1, state: '{}' }));
    join().session.receive(awarenessFrame(encodeAwareness(entries)));
    clock.pass(1_000);
    expect(reader.peer.presence().map(({ client }) => client)).toEqual([100, 101, 102]);
  });

  test('[H13] of one message so many bytes are read and no more, from everyone but the relay above', () => {
    begin({ awarenessClients: 9_999, awarenessPerSecond: 9_999 });
    const state = JSON.stringify('x'.repeat(4_000));
    const entries = (from: number) =>
      encodeAwareness(Array.from({ length: 900 }, (_, at) => ({ client: from + at, clock: 1, state })));
    const [reader, writer] = [join(), join()];
    writer.session.receive(awarenessFrame(entries(0)));
    const shown = reader.peer.presence().length;
    expect(shown).toBeGreaterThan(250);
    expect(shown).toBeLessThan(280);
    expect(writer.peer.closed).toBeNull();
    const above = hub.attend(note, { writer: {}, isUpstream: true, awareness: () => undefined });
    above.receive(entries(5_000));
    expect(reader.peer.presence()).toHaveLength(shown + 900);
  });

  test('[H13] a state beyond the bound is ignored', () => {
    begin({ awarenessStateBytes: 300 });
    const reader = join();
    const entries = [290, 310].map((size, client) => ({
      client,
      clock: 1,
      state: JSON.stringify('x'.repeat(size)),
    }));
    const writer = join();
    writer.session.receive(awarenessFrame(encodeAwareness(entries)));
    expect(reader.peer.presence().map(({ client }) => client)).toEqual([0]);
    expect(writer.peer.closed).toBeNull();
  });
});

describe('what a link may have open', () => {
  test('[H14] presence of so many documents and no more', () => {
    begin({ documentsPerLink: 3 });
    const { link, closed } = linked();
    for (let at = 0; at < 10; at++) link({ kind: 'watch', document: numbered(at) });
    expect(hub.roomCount()).toBe(3);
    link({ kind: 'unwatch', document: numbered(0) });
    link({ kind: 'watch', document: numbered(9) });
    expect(hub.roomCount()).toBe(3);
    expect(closed()).toBeNull();
  });

  test('[H14] offers up to so many bytes, or one; what the relay has got counts no more', async () => {
    begin({ offeredBytes: 2_000 });
    const { link, closed } = linked();
    const { text, updates } = editor();
    text.insert(0, 'x');
    for (const update of updates) await hub.write(note, update);
    const known = (await store.known(note)) ?? nothing();
    for (let at = 0; at < 50; at++) {
      link({ kind: 'offer', document: note, known });
      await settled();
    }
    expect(closed()).toBeNull();
    const large = {
      clocks: new Map(Array.from({ length: 100 }, (_, client) => [client, 1])),
      deletes: new Map(),
    };
    link({ kind: 'offer', document: numbered(0), known: large });
    expect(closed()).toBeNull();
    link({ kind: 'offer', document: numbered(1), known: large });
    expect(closed()).toBe(closeCode.slowConsumer);
  });

  test('[H14] updates without an answer: gaps that are never filled, and answers that are not read', async () => {
    begin({ unansweredUpdates: 10 });
    const { text, updates } = editor();
    text.insert(0, 'x');
    text.insert(1, 'y');
    const gap = updates[1] ?? nothing();
    const one = linked();
    for (let number = 1; number <= 10; number++)
      one.link({ kind: 'update', number, document: note, update: gap });
    await settled();
    expect(one.closed()).toBeNull();
    for (let number = 11; number <= 20; number++) {
      one.link({ kind: 'update', number, document: note, update: gap });
      await settled();
    }
    expect(one.closed()).toBe(closeCode.slowConsumer);

    const other = linked('b');
    await settled();
    other.stopReading();
    for (let number = 1; number <= 20; number++) {
      other.link({ kind: 'update', number, document: note, update: updates[0] ?? nothing() });
      await settled();
    }
    expect(other.closed()).toBe(closeCode.slowConsumer);
  });

  test('[H14] before its hello a device brings next to nothing', () => {
    begin({});
    for (const [size, more] of [
      [100_000, false],
      [4_096, true],
    ] as const) {
      const { packet, closed } = linked(null);
      const writer = new PacketWriter();
      writer.add(logLane, new Uint8Array(size), more);
      packet(writer.packet() ?? nothing());
      expect(closed()).toBe(closeCode.badMessage);
    }
  });
});

test('[H12] of the client ids of one connection the newest are kept', () => {
  begin({});
  const writers = new LiveWriters(3);
  const [one, other] = [{}, {}];
  writers.claim(100, other);
  for (let client = 1; client <= 10; client++) writers.claim(client, one);
  expect(writers.size).toBe(4);
  expect([7, 8, 9, 10, 100].map((client) => writers.owner(client))).toEqual([null, one, one, one, other]);
  writers.gone(one);
  expect(writers.size).toBe(1);
});

test('[H12] presence from the relay above holds nothing that is written here, and keeps no id', async () => {
  begin({});
  const above = hub.attend(note, { writer: {}, isUpstream: true, awareness: () => undefined });
  const other = join();
  above.receive(encodeAwareness([{ client: 7, clock: 1, state: '{}' }]));
  const mine = editor();
  mine.doc.clientID = 7;
  mine.text.insert(0, 'x');
  const [update = nothing()] = mine.updates;
  const [me, she] = [{}, {}];
  expect(await hub.write(note, update, { origin: me, live: true })).toMatchObject({ kind: 'committed' });
  // It is the writer's now, as any other.
  mine.text.insert(0, 'y');
  const forged = mine.updates[1] ?? nothing();
  expect(await hub.write(note, forged, { origin: she, live: true })).toMatchObject({ kind: 'held' });
  hub.writerGone(me);
  // Who shows presence here keeps the id as ever.
  other.session.receive(awarenessFrame(encodeAwareness([{ client: 8, clock: 1, state: '{}' }])));
  const hers = editor();
  hers.doc.clientID = 8;
  hers.text.insert(0, 'z');
  const stolen = hers.updates[0] ?? nothing();
  expect(await hub.write(note, stolen, { origin: she, live: true })).toMatchObject({ kind: 'held' });
});

test('[H12] whoever waits for a writer and goes before him leaves nothing behind', async () => {
  begin({});
  const [victim, thief, patient] = [{}, {}, {}];
  const { text, updates } = editor();
  text.insert(0, 'x');
  await hub.write(note, updates[0] ?? nothing(), { origin: victim, live: true });
  text.insert(1, 'y');
  const told: string[] = [];
  const held = async (origin: object | undefined) => {
    const outcome = await hub.write(note, updates[1] ?? nothing(), origin ? { origin } : {});
    return outcome.kind === 'held' ? outcome.whenFree : nothing();
  };
  const late = await held(thief);
  for (let times = 0; times < 100; times++) (await held(thief))(() => told.push('thief'));
  (await held(patient))(() => told.push('patient'));
  (await held(undefined))(() => told.push('nobody'));
  hub.writerGone(thief);
  late(() => told.push('late'));
  expect(told).toEqual([]);
  hub.writerGone(victim);
  expect(told).toEqual(['patient', 'nobody']);
  late(() => told.push('late'));
  expect(told).toHaveLength(2);
});

test('[H12] of many who wait for one writer each is kept until it goes', () => {
  const writers = new LiveWriters(3);
  const [writer, other] = [{}, {}];
  writers.claim(1, writer);
  writers.claim(2, other);
  for (let waiter = 0; waiter < 20; waiter++) {
    const link = {};
    for (let times = 0; times < 1_000; times++) {
      const by = times % 2 === 0 ? writer : other;
      writers.whenFree({ by, document: note, client: 1, clock: 1 }, null, link, () => undefined);
    }
    expect(writers.waiting).toBe(2);
    writers.gone(link);
    expect(writers.waiting).toBe(0);
  }
});

test('[H12] whoever waits for a writer is told once, when the document has what was held', () => {
  const writers = new LiveWriters(3);
  const [writer, waiter, late] = [{}, {}, {}];
  writers.claim(1, writer);
  const told: string[] = [];
  const known = (clock: number) => ({ clocks: new Map([[1, clock]]), deletes: new Map() });
  const wait = (clock: number, name: string) => {
    const held = { by: writer, document: note, client: 1, clock };
    writers.whenFree(held, known(2), waiter, () => told.push(name));
  };
  wait(2, 'there already');
  wait(5, 'five');
  wait(6, 'six');
  expect(told).toEqual(['there already']);
  writers.brought(name('team/board/order_b/note'), known(9));
  writers.brought(note, known(4));
  expect(told).toHaveLength(1);
  writers.brought(note, known(5));
  expect(told).toEqual(['there already', 'five']);
  expect(writers.waiting).toBe(1);
  writers.brought(note, known(6));
  expect(told).toEqual(['there already', 'five', 'six']);
  expect(writers.waiting).toBe(0);
  wait(7, 'seven');
  writers.gone(waiter);
  writers.brought(note, known(7));
  writers.whenFree({ by: writer, document: note, client: 1, clock: 8 }, null, late, () => told.push('gone'));
  writers.gone(writer);
  writers.brought(note, known(8));
  expect(told).toEqual(['there already', 'five', 'six', 'gone']);
});

/** A link that has said hello, unless there is no device. */
function linked(device: string | null = 'a') {
  const frames: DownFrame[] = [];
  const holds: number[] = [];
  let code: number | null = null;
  let bufferedAmount = 0;
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
          return frame !== null;
        });
      },
      close(with_) {
        code = with_;
      },
      hold: (milliseconds) => holds.push(milliseconds),
      get bufferedAmount() {
        return bufferedAmount;
      },
    },
  });
  const link = (...some: readonly UpFrame[]) => {
    for (const packet of packetsOf(...some)) session.receive(packet);
  };
  if (device !== null) link({ kind: 'hello', device: device.repeat(32) as StoreId, cursor: null });
  return {
    link,
    packet: (packet: Uint8Array) => {
      session.receive(packet);
    },
    frames,
    holds,
    closed: () => code,
    stopReading: () => (bufferedAmount = Infinity),
  };
}

async function settled(): Promise<void> {
  await hub.flush();
  await new Promise((resolve) => setImmediate(resolve));
  await hub.flush();
}

function replayed(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}

function numbered(at: number): DocumentName {
  return name(`team/board/order_n${at}/note`);
}

function name(text: string): DocumentName {
  return asDocumentName(text) ?? nothing();
}

function nothing(): never {
  throw new Error('nothing there');
}
