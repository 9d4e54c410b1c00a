import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { channelSocket, type ChannelTransport } from './channel-socket.ts';
import type { Clock } from './clock.ts';
import { closeCode } from './close-code.ts';
import { asDocumentName, type DocumentName } from './document-name.ts';
import { createHub, type Hub } from './hub.ts';
import { createMemoryStore } from './memory-store.ts';
import type { StockPeer } from './socket.ts';
import {
  awarenessFrame,
  decodeStockFrame,
  step1Frame,
  step2Frame,
  updateFrame,
  type StockMessage,
} from './stock-frame.ts';
import type { DeviceStore } from './store.ts';

const clock: Clock = {
  now: () => Date.now(),
  soon: (task) => void Promise.resolve().then(task),
  after: (milliseconds, task) => {
    const timer = setTimeout(task, milliseconds);
    return () => clearTimeout(timer);
  },
};

function name(text: string): DocumentName {
  const found = asDocumentName(text);
  if (!found) throw new Error(text);
  return found;
}

const note = name('team/board/order_a/note');
const facts = name('team/board/order_a/facts');

class Peer implements StockPeer {
  readonly messages: StockMessage[] = [];
  readonly frames: Uint8Array[] = [];
  closed: { code: number; reason: string } | null = null;
  savedFrames = 0;
  send(frame: Uint8Array): void {
    this.frames.push(frame);
    this.messages.push(...(decodeStockFrame(frame) ?? []));
  }
  close(code: number, reason: string): void {
    this.closed = { code, reason };
  }
  saved(frames: number): void {
    this.savedFrames += frames;
  }
  kinds(): string[] {
    return this.messages.map(({ kind }) => kind);
  }
}

function textUpdate(text: string, clientID = 7): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  doc.getText('t').insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}

const emptyStateVector = Uint8Array.of(0);
let store: DeviceStore;
let hub: Hub;

beforeEach(() => {
  store = createMemoryStore(Math.random);
  hub = createHub({ store, clock });
});
afterEach(() => hub.stop(closeCode.shuttingDown, 'end'));

async function joined(document: DocumentName, stateVector: Uint8Array = emptyStateVector) {
  const peer = new Peer();
  const session = hub.join(document, peer);
  session.receive(step1Frame(stateVector));
  await vi.waitFor(() => {
    expect(peer.kinds()).toContain('step2');
  });
  return { peer, session };
}

describe('[H1] guard, commit, pass on, acknowledge', () => {
  test('nothing is passed on or called saved before its commit', async () => {
    let commit: (() => void) | undefined;
    const original = store.commit;
    store.commit = async (batch) => {
      await new Promise<void>((resolve) => {
        commit = resolve;
      });
      return original(batch);
    };
    const writer = await joined(note);
    const reader = await joined(note);
    writer.session.receive(updateFrame(textUpdate('x')));
    await vi.waitFor(() => {
      expect(commit).toBeDefined();
    });
    expect(reader.peer.kinds()).not.toContain('update');
    expect(writer.peer.savedFrames).toBe(0);
    commit?.();
    await vi.waitFor(() => {
      expect(reader.peer.kinds()).toContain('update');
      expect(writer.peer.savedFrames).toBe(1);
    });
  });

  test('one commit takes all updates of a tick', async () => {
    const commits: number[] = [];
    const original = store.commit;
    store.commit = (batch) => {
      commits.push(batch.appends.length);
      return original(batch);
    };
    const writers = await Promise.all([joined(note), joined(facts)]);
    const doc = new Y.Doc();
    doc.getArray('records').push([1]);
    writers[0].session.receive(updateFrame(textUpdate('x', 1)));
    writers[0].session.receive(updateFrame(textUpdate('y', 2)));
    writers[1].session.receive(updateFrame(Y.encodeStateAsUpdate(doc)));
    await hub.flush();
    expect(commits).toEqual([3]);
  });

  test('a store that fails closes the writer with 4500 and passes nothing on', async () => {
    const writer = await joined(note);
    const reader = await joined(note);
    const failures: (string | null)[] = [];
    hub.onStoreFailure((reason) => failures.push(reason));
    const original = store.commit;
    store.commit = () => Promise.reject(new Error('disk full'));
    writer.session.receive(updateFrame(textUpdate('x')));
    await vi.waitFor(() => {
      expect(writer.peer.closed?.code).toBe(closeCode.storeFailed);
    });
    expect(reader.peer.kinds()).not.toContain('update');
    // What adds nothing asks nothing of the store, and is no sign that it is well.
    await hub.write(note, Uint8Array.of(0, 0));
    expect(failures).toEqual(['disk full']);
    store.commit = original;
    const again = await joined(note);
    again.session.receive(updateFrame(textUpdate('x')));
    await vi.waitFor(() => {
      expect(again.peer.savedFrames).toBe(1);
    });
    expect(failures).toEqual(['disk full', null]);
  });
});

describe('[H2] every message has a frame of its own', () => {
  test('what a joiner gets', async () => {
    for (const client of [1, 2, 3]) await hub.write(note, textUpdate('abc', client));
    const { peer } = await joined(note);
    expect(peer.messages).toHaveLength(peer.frames.length);
  });
});

describe('[H3] joining', () => {
  test('sync step 1 at each opening, stored bytes as they lie, sync step 2 last', async () => {
    const updates = [textUpdate('abc', 1), textUpdate('def', 2)];
    for (const update of updates) await hub.write(note, update);
    const { peer } = await joined(note);
    expect(peer.kinds()[0]).toBe('step1');
    expect(peer.kinds().at(-1)).toBe('step2');
    const got = peer.messages.filter((message) => message.kind === 'update').map(({ update }) => update);
    expect(got).toEqual(updates);
  });

  test('one who has some gets the difference, deletes included', async () => {
    const doc = new Y.Doc();
    doc.getText('t').insert(0, 'abc');
    await hub.write(note, Y.encodeStateAsUpdate(doc));
    const mine = new Y.Doc();
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(doc));
    doc.getText('t').delete(0, 1);
    await hub.write(note, Y.encodeStateAsUpdate(doc));
    const { peer } = await joined(note, Y.encodeStateVector(mine));
    for (const message of peer.messages) if (message.kind === 'update') Y.applyUpdate(mine, message.update);
    expect(mine.getText('t').toJSON()).toBe('bc');
  });

  test('a new name is created by its first write and by nothing before it', async () => {
    await joined(note);
    expect(await store.read(note)).toBeNull();
  });
});

describe('[H4] after a write that was not stored', () => {
  test('sync step 1 is sent, and nothing of the channel is stored until its resync', async () => {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    for (const letter of 'abcd') doc.getText('t').insert(0, letter);
    const [first, , third, fourth] = updates;
    if (!first || !third || !fourth) throw new Error('updates');
    const { peer, session } = await joined(note);
    session.receive(updateFrame(first));
    session.receive(updateFrame(third));
    await vi.waitFor(() => {
      expect(peer.kinds().filter((kind) => kind === 'step1')).toHaveLength(2);
    });
    session.receive(updateFrame(fourth));
    await hub.flush();
    expect(peer.savedFrames).toBe(1);
    session.receive(step2Frame(Y.encodeStateAsUpdate(doc)));
    await vi.waitFor(() => {
      expect(peer.savedFrames).toBe(4);
    });
    const joiner = new Y.Doc();
    for (const update of (await store.read(note))?.updates ?? []) Y.applyUpdate(joiner, update);
    expect(joiner.getText('t').toJSON()).toBe('dcba');
  });
});

describe('[H12] refusals close the one who sent them', () => {
  test.each([
    ['a malformed frame', Uint8Array.of(9, 9, 9), closeCode.badMessage],
    ['a malformed update', updateFrame(Uint8Array.of(255, 255, 255)), closeCode.refusedUpdate],
    ['malformed presence', awarenessFrame(Uint8Array.of(3, 1)), closeCode.badMessage],
    ['no state vector', step1Frame(Uint8Array.of(200, 200)), closeCode.badMessage],
  ])('%s', async (_what, frame, code) => {
    const { peer, session } = await joined(note);
    const other = await joined(note);
    session.receive(frame);
    await vi.waitFor(() => {
      expect(peer.closed?.code).toBe(code);
    });
    expect(other.peer.closed).toBeNull();
  });

  test('[H14] larger than a document may be', async () => {
    const { peer, session } = await joined(note);
    session.receive(new Uint8Array(17 * 1024 * 1024));
    expect(peer.closed?.code).toBe(closeCode.tooLarge);
  });
});

describe('[H13] presence', () => {
  const presence = (client: number, state: object) => {
    const doc = new Y.Doc();
    doc.clientID = client;
    const awareness = new Awareness(doc);
    awareness.setLocalState(state);
    const update = encodeAwarenessUpdate(awareness, [client]);
    awareness.destroy();
    return awarenessFrame(update);
  };
  const told = (peer: Peer) => peer.messages.filter(({ kind }) => kind === 'awareness').length;

  test('is echoed, passed on, and given to newcomers', async () => {
    const a = await joined(note);
    const b = await joined(note);
    const before = [told(a.peer), told(b.peer)];
    a.session.receive(presence(1, { name: 'a' }));
    expect([told(a.peer), told(b.peer)]).toEqual(before.map((count) => count + 1));
    const c = await joined(note);
    expect(c.peer.frames.some((frame) => Buffer.from(frame).includes('"name":"a"'))).toBe(true);
  });

  test("what others say of somebody's presence is ignored without a close", async () => {
    const a = await joined(note);
    const b = await joined(note);
    a.session.receive(presence(1, { name: 'a' }));
    const before = told(a.peer);
    b.session.receive(presence(1, { name: 'forged' }));
    expect(told(a.peer)).toBe(before);
    expect(b.peer.closed).toBeNull();
  });

  test('leaves with its connection', async () => {
    const a = await joined(note);
    const b = await joined(note);
    a.session.receive(presence(1, { name: 'a' }));
    a.session.gone();
    expect(Buffer.from(b.peer.frames.at(-1) ?? []).includes('null')).toBe(true);
  });
});

describe('rooms', () => {
  test('end when the last one leaves', async () => {
    const a = await joined(note);
    const b = await joined(facts);
    expect(hub.roomCount()).toBe(2);
    a.session.gone();
    b.session.gone();
    await hub.flush();
    expect(hub.roomCount()).toBe(0);
  });
});

describe("[H15] y-websocket's own provider over a channel", () => {
  function transport(): ChannelTransport {
    return {
      open(document, events) {
        let session: ReturnType<Hub['join']> | null = null;
        void Promise.resolve().then(() => {
          session = hub.join(name(document), {
            send: (frame) => events.data(new Uint8Array(frame).buffer),
            close: (code, reason) => events.closed(code, reason),
          });
          events.opened();
        });
        return { send: (frame) => session?.receive(frame), close: () => session?.gone() };
      },
    };
  }

  function provider(doc: Y.Doc): WebsocketProvider {
    return new WebsocketProvider('ws://worker/sync', note, doc, {
      WebSocketPolyfill: channelSocket(transport()) as unknown as typeof WebSocket,
      disableBc: true,
    });
  }

  test('two of them converge, presence included, and come back after a 45xx', async () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    const [pa, pb] = [provider(a), provider(b)];
    a.getText('t').insert(0, 'hello');
    pa.awareness.setLocalStateField('name', 'A');
    await vi.waitFor(() => {
      expect(b.getText('t').toJSON()).toBe('hello');
      expect(pb.awareness.getStates().get(a.clientID)).toEqual({ name: 'A' });
      expect(pa.synced && pb.synced).toBe(true);
    });
    await hub.stop(closeCode.hubMoved, 'moved');
    a.getText('t').insert(5, ' again');
    hub = createHub({ store, clock });
    await vi.waitFor(
      () => {
        expect(b.getText('t').toJSON()).toBe('hello again');
      },
      { timeout: 10_000 },
    );
    pa.destroy();
    pb.destroy();
  });
});

describe('[H12] a client id belongs to whoever writes under it while she is here', () => {
  const doc = () => {
    const made = new Y.Doc();
    made.clientID = 4711;
    return made;
  };

  test('clock theft: the thief is held back without a close, the victim keeps writing', async () => {
    const victim = doc();
    const updates: Uint8Array[] = [];
    victim.on('update', (update: Uint8Array) => updates.push(update));
    const hers = await joined(note);
    const thief = await joined(note);
    victim.getText('t').insert(0, 'a');
    for (const update of updates.splice(0)) hers.session.receive(updateFrame(update));
    await hub.flush();
    // A Doc that meets its own id changes it, so the forger starts from nothing.
    const forged = doc();
    forged.getText('t').insert(0, 'a forged');
    thief.session.receive(updateFrame(Y.encodeStateAsUpdate(forged)));
    await hub.flush();
    victim.getText('t').insert(1, 'bc');
    for (const update of updates.splice(0)) hers.session.receive(updateFrame(update));
    await vi.waitFor(() => {
      expect(hers.peer.savedFrames).toBe(2);
    });
    expect(thief.peer.closed).toBeNull();
    expect(thief.peer.savedFrames).toBe(0);
    const joiner = new Y.Doc();
    for (const update of (await store.read(note))?.updates ?? []) Y.applyUpdate(joiner, update);
    expect(joiner.getText('t').toJSON()).toBe('abc');
  });

  test('the hold ends with its connection: whoever was held is asked for everything again', async () => {
    const doc_ = doc();
    doc_.getText('t').insert(0, 'a');
    const old = await joined(note);
    old.session.receive(updateFrame(Y.encodeStateAsUpdate(doc_)));
    await hub.flush();
    // The same person over a new connection, the old one not yet known to be dead.
    doc_.getText('t').insert(1, 'b');
    const next = await joined(note);
    next.session.receive(step2Frame(Y.encodeStateAsUpdate(doc_)));
    await hub.flush();
    expect(next.peer.savedFrames).toBe(0);
    const asked = next.peer.kinds().filter((kind) => kind === 'step1').length;
    old.session.gone();
    await vi.waitFor(() => {
      expect(next.peer.kinds().filter((kind) => kind === 'step1')).toHaveLength(asked + 1);
    });
    next.session.receive(step2Frame(Y.encodeStateAsUpdate(doc_)));
    await vi.waitFor(() => {
      expect(next.peer.savedFrames).toBe(2);
    });
  });

  test('the hold ends when she has brought it herself: whoever was held is asked for everything again', async () => {
    const hers = doc();
    const typed: Uint8Array[] = [];
    hers.on('update', (update: Uint8Array) => typed.push(update));
    for (const letter of ['a', 'b', 'c']) hers.getText('t').insert(0, letter);
    const she = await joined(note);
    const other = await joined(note);
    const [a, b, c] = typed.map(updateFrame);
    if (!a || !b || !c) throw new Error('three updates');
    she.session.receive(a);
    await hub.flush();
    // Another one has all of hers from elsewhere, and something of his own.
    const his = new Y.Doc();
    Y.applyUpdate(his, Y.encodeStateAsUpdate(hers));
    his.getText('t').insert(0, 'd');
    other.session.receive(step2Frame(Y.encodeStateAsUpdate(his)));
    await hub.flush();
    const asked = () => other.peer.kinds().filter((kind) => kind === 'step1').length;
    const before = asked();
    she.session.receive(b);
    await hub.flush();
    expect(asked()).toBe(before);
    expect(other.peer.savedFrames).toBe(0);
    she.session.receive(c);
    await vi.waitFor(() => {
      expect(asked()).toBe(before + 1);
    });
    other.session.receive(step2Frame(Y.encodeStateAsUpdate(his)));
    await vi.waitFor(() => {
      expect(other.peer.savedFrames).toBe(2);
    });
    const joiner = new Y.Doc();
    for (const update of (await store.read(note))?.updates ?? []) Y.applyUpdate(joiner, update);
    expect(joiner.getText('t').toJSON()).toBe('dcba');
    she.session.gone();
    await hub.flush();
    expect(asked()).toBe(before + 1);
  });
});

test('[H15] whoever is there hears something at least each 15 s, whenever the last was', async () => {
  let now = 0;
  const timers = new Set<{ readonly at: number; readonly task: () => void }>();
  const turns: Clock = {
    now: () => now,
    soon: (task) => void Promise.resolve().then(task),
    after: (milliseconds, task) => {
      const timer = { at: now + milliseconds, task };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };
  const quiet = createHub({ store: createMemoryStore(Math.random), clock: turns });
  const heard: number[] = [];
  const session = quiet.join(note, { send: () => heard.push(now), close: () => undefined });
  for (now = 0; now < 60_000; now += 500) {
    // It asks who is there, and is answered at once.
    if (now === 1_000) session.receive(Uint8Array.of(3));
    for (const timer of [...timers]) {
      if (timer.at <= now && timers.delete(timer)) timer.task();
    }
    await Promise.resolve();
  }
  const gaps = heard.map((at, index) => at - (heard[index - 1] ?? 0));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(15_000);
  expect(60_000 - (heard.at(-1) ?? 0)).toBeLessThanOrEqual(15_000);
  await quiet.stop(closeCode.shuttingDown, 'end');
});

test('what is known of many documents is asked of the store at once', async () => {
  let [asking, most] = [0, 0];
  const known = store.known.bind(store);
  vi.spyOn(store, 'known').mockImplementation(async (document) => {
    most = Math.max(most, ++asking);
    await new Promise((resolve) => setImmediate(resolve));
    asking--;
    return known(document);
  });
  const documents = Array.from({ length: 40 }, (_, at) => name(`team/board/order_${at}/note`));
  const writes = documents.map((document) => hub.write(document, textUpdate('x')));
  expect((await Promise.all(writes)).map(({ kind }) => kind)).toEqual(documents.map(() => 'committed'));
  expect(most).toBe(40);
});

test('with less work to a tick less is committed at a time', async () => {
  const small = createHub({ store, clock, tickWork: 200 });
  const commits = vi.spyOn(store, 'commit');
  const documents = Array.from({ length: 6 }, (_, at) => name(`team/board/order_${at}/note`));
  await Promise.all(documents.map((document) => small.write(document, textUpdate('x'.repeat(100)))));
  expect(commits.mock.calls.map(([{ appends }]) => appends.length)).toEqual([2, 2, 2]);
  await small.stop(closeCode.shuttingDown, 'over');
});

describe('what the next writes need', () => {
  const documents = Array.from({ length: 128 }, (_, at) => name(`team/board/order_${at}/note`));

  test('[H14] of documents in which much is known no more is read at once than a tick judges', async () => {
    const many = 100_000;
    const heavy = {
      clocks: new Map([[1, 2 * many]]),
      deletes: new Map([[1, Array.from({ length: many }, (_, at) => ({ clock: 2 * at, length: 1 }))]]),
    };
    const update = new Uint8Array(4 * many);
    await store.commit({
      appends: documents.map((document) => ({ document, update, known: heavy, source: 'own' })),
    });
    const known = vi.spyOn(store, 'known');
    const commit = vi.spyOn(store, 'commit');
    const readBefore: number[] = [];
    commit.mockImplementationOnce(() => {
      readBefore.push(known.mock.calls.length);
      return Promise.reject(new Error('enough'));
    });
    const writes = documents.map((document) => hub.write(document, textUpdate('x')));
    await writes[0];
    expect(readBefore[0]).toBeLessThanOrEqual(12);
    await hub.flush();
  });

  test('a store that answers nothing is not asked for what comes later', async () => {
    const broken = () => Promise.reject(new Error('gone'));
    const asked = [vi.spyOn(store, 'known'), vi.spyOn(store, 'storedBytes')];
    for (const one of asked) one.mockImplementation(broken);
    const writes = documents.map((document) => hub.write(document, textUpdate('x')));
    expect((await Promise.all(writes)).every(({ kind }) => kind === 'failed')).toBe(true);
    const times = asked.reduce((sum, { mock }) => sum + mock.calls.length, 0);
    expect(times).toBeLessThanOrEqual(4 * documents.length);
  });
});

describe('[H4] what was on its way when something of a connection was not stored', () => {
  /** What one types, and the frames of it. */
  function typing(letters: string) {
    const doc = new Y.Doc();
    doc.clientID = 7;
    const frames: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => frames.push(updateFrame(update)));
    for (const letter of letters) doc.getText('t').insert(doc.getText('t').length, letter);
    return { frames, all: () => step2Frame(Y.encodeStateAsUpdate(doc)) };
  }

  test('is not called saved before that is', async () => {
    const { peer, session } = await joined(note);
    const { frames, all } = typing('abc');
    session.receive(frames[0] ?? emptyStateVector);
    // The second letter is lost; beside the third comes what rests on nothing.
    session.receive(frames[2] ?? emptyStateVector);
    session.receive(updateFrame(textUpdate('x', 9)));
    await hub.flush();
    expect(peer.savedFrames).toBe(1);
    session.receive(all());
    await hub.flush();
    expect(peer.savedFrames).toBe(4);
    session.receive(updateFrame(textUpdate('y', 10)));
    await hub.flush();
    expect(peer.savedFrames).toBe(5);
  });

  test('is asked for once', async () => {
    const { peer, session } = await joined(note);
    const { frames, all } = typing('abcdefgh');
    const asked = () => peer.kinds().filter((kind) => kind === 'step1').length - 1;
    for (const frame of frames.slice(1)) session.receive(frame);
    await hub.flush();
    expect([asked(), peer.savedFrames]).toEqual([1, 0]);
    session.receive(all());
    await hub.flush();
    expect([asked(), peer.savedFrames]).toEqual([1, 8]);
    // And the next time again.
    const { frames: later } = typing('abcdefghijkl');
    session.receive(later[9] ?? emptyStateVector);
    session.receive(later[10] ?? emptyStateVector);
    await hub.flush();
    expect([asked(), peer.savedFrames]).toEqual([2, 8]);
  });
});
