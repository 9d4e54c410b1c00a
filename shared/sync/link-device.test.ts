import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { decodeAwareness, encodeAwareness } from './awareness-update.ts';
import type { Clock } from './clock.ts';
import { closeCode } from './close-code.ts';
import { asDocumentName, parseWorkspace, type DocumentName } from './document-name.ts';
import { createHub } from './hub.ts';
import type { Known } from './known.ts';
import { createUpstream, type LinkState, type UpstreamStatus } from './link-device.ts';
import { acceptLink } from './link-relay.ts';
import type { HubLimits } from './limits.ts';
import { createMemoryStore } from './memory-store.ts';
import type { Dial, LinkSession } from './socket.ts';
import { awarenessFrame, decodeStockFrame } from './stock-frame.ts';
import type { DeviceStore, Sequence, StoreId } from './store.ts';

const workspace = parseWorkspace('team');
const [a, b] = ['a', 'b'].map((id) => asDocumentName(`team/board/order_${id}/note`));
if (!workspace || !a || !b) throw new Error('names');

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
const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

function hubOver(store: DeviceStore, limits: Partial<HubLimits> = {}) {
  const hub = createHub({ store, clock, limits });
  cleanups.push(() => hub.stop(closeCode.shuttingDown, 'over'));
  return hub;
}

/** A relay, and what dials it. */
function relay(store: DeviceStore = createMemoryStore(Math.random), limits: Partial<HubLimits> = {}) {
  const hub = hubOver(store, limits);
  const dial: Dial = (handlers) => {
    let session: LinkSession | null = null;
    const close = (code: number, reason: string) => {
      session?.gone(code, reason);
      session = null;
      handlers.closed(code, reason);
    };
    setImmediate(() => {
      session = acceptLink({
        hub,
        store,
        clock,
        workspace: workspace ?? fail(),
        socket: {
          bufferedAmount: 0,
          send: (packet) => void setImmediate(() => handlers.received(packet)),
          close: (code, reason) => void setImmediate(() => close(code, reason)),
        },
      });
      handlers.opened();
    });
    return {
      bufferedAmount: 0,
      send: (packet) => void setImmediate(() => session?.receive(packet)),
      close: (code, reason) => void setImmediate(() => close(code, reason)),
    };
  };
  return { store, hub, dial };
}

function upstream(store: DeviceStore, dial: Dial, limits: Partial<HubLimits> = {}) {
  const hub = hubOver(store, limits);
  const link = createUpstream({
    hub,
    store,
    clock,
    workspace: workspace ?? fail(),
    dial,
    random: Math.random,
  });
  cleanups.push(() => {
    link.stop();
  });
  return { hub, link };
}

function fail(): never {
  throw new Error('names');
}

/** A device whose documents were acknowledged once, by a store that is gone. */
async function restoredBelow(documents: readonly (readonly [DocumentName, Known])[]) {
  const store = createMemoryStore(Math.random);
  await store.commit({
    appends: documents.map(([document, known]) => ({
      document,
      update: typed('of old', 6),
      known,
      source: 'upstream' as const,
    })),
    cursor: { store: 'gone' as StoreId, sequence: 9 as Sequence, mark: '0123456789abcdef' },
  });
  return store;
}

function typed(text: string, client: number): Uint8Array {
  const doc = Object.assign(new Y.Doc(), { clientID: client });
  doc.getText('t').insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}

/** A note in which every other entry is deleted. */
function holed(holes: number): Uint8Array {
  const doc = new Y.Doc();
  const map = doc.getMap('m');
  doc.transact(() => {
    for (let at = 0; at < 2 * holes; at++) map.set(String(at), 1);
    for (let at = 0; at < 2 * holes; at += 2) map.delete(String(at));
  });
  return Y.encodeStateAsUpdate(doc);
}

test('[H9] a comparison is not over before the last document was offered, however slow the store is', async () => {
  const above = relay();
  await above.hub.write(a, typed('both have it', 5));
  const store = createMemoryStore(Math.random);
  const before = hubOver(store);
  await before.write(a, typed('both have it', 5));
  await before.write(b, typed('acknowledged by a store that is gone', 6));
  await store.acknowledged((await store.outbox(0, 9)).map(({ number }) => number));
  const cursor = { store: 'gone' as StoreId, sequence: 9 as Sequence, mark: '0123456789abcdef' };
  await store.commit({ appends: [], cursor });

  // The store gives the second document only when all is quiet after the answer to the first.
  const answered = Promise.withResolvers<undefined>();
  const slow: DeviceStore = {
    ...store,
    known: async (document: DocumentName) => {
      if (document === b) await answered.promise;
      return store.known(document);
    },
  };
  let heard = 0;
  const dial: Dial = (handlers) =>
    above.dial({
      ...handlers,
      received(packet) {
        handlers.received(packet);
        heard++;
      },
    });
  const said: boolean[] = [];
  const { link } = upstream(slow, dial);
  link.onStatus(({ link: state }) => {
    if (state.kind !== 'connected' || !state.caughtUp) return;
    void above.store.known(b).then((known) => said.push(known !== null));
  });
  let quiet = -1;
  await vi.waitFor(() => {
    const still = heard > 1 && heard === quiet;
    quiet = heard;
    expect(still).toBe(true);
  });
  answered.resolve(undefined);
  await vi.waitFor(() => {
    expect(said.length).toBeGreaterThan(0);
  });
  expect(said[0]).toBe(true);
});

test('[H9] a comparison that a cut link ends is not over: the old cursor stands', async () => {
  const above = relay();
  await above.hub.write(a, typed('something of the feed', 7));
  const store = createMemoryStore(Math.random);
  const before = hubOver(store);
  await before.write(b, typed('acknowledged by a store that is gone', 6));
  await store.acknowledged((await store.outbox(0, 9)).map(({ number }) => number));
  const cursor = { store: 'gone' as StoreId, sequence: 9 as Sequence, mark: '0123456789abcdef' };
  await store.commit({ appends: [], cursor });

  // The link is cut while the store looks for what is to be offered.
  const cut = Promise.withResolvers<undefined>();
  const asked = Promise.withResolvers<() => void>();
  const slow: DeviceStore = {
    ...store,
    known: async (document: DocumentName) => {
      if (document === b) await cut.promise;
      return store.known(document);
    },
  };
  const dial: Dial = (handlers) => {
    asked.resolve(() => {
      handlers.closed(1006, 'cut');
    });
    return above.dial({ ...handlers, closed: () => undefined });
  };
  const { hub, link } = upstream(slow, dial);
  await vi.waitFor(async () => {
    expect(await store.known(a)).not.toBeNull();
  });
  const goes = await asked.promise;
  goes();
  link.stop();
  cut.resolve(undefined);
  await new Promise(setImmediate);
  await hub.flush();
  expect(await store.upstreamCursor()).toEqual(cursor);
});

test('[H9] [H14] a document of which too much is to be said for an offer is sent as it is', async () => {
  const above = relay();
  const clocks = new Map(Array.from({ length: 16_001 }, (_, client) => [client, 1]));
  const store = await restoredBelow([
    [a, { clocks, deletes: new Map() }],
    [b, { clocks: new Map([[6, 6]]), deletes: new Map() }],
  ]);
  const { link } = upstream(store, above.dial);
  const states: LinkState[] = [];
  link.onStatus(({ link: state }) => states.push(state));
  await vi.waitFor(() => {
    expect(states.at(-1)).toEqual({ kind: 'connected', caughtUp: true });
  });
  for (const document of [a, b]) expect(await above.store.known(document)).not.toBeNull();
  expect(states.filter(({ kind }) => kind === 'offline' || kind === 'refused')).toEqual([]);
});

test('[H9] [H14] more than a relay compares at a time is offered bit by bit', async () => {
  const above = relay(undefined, { offeredBytes: 1024 * 1024 });
  const store = createMemoryStore(Math.random);
  const before = hubOver(store);
  const names = Array.from(
    { length: 100 },
    (_, at) => asDocumentName(`team/board/order_${at}/note`) ?? fail(),
  );
  // The last weighs more than all that may be offered at a time.
  for (const [at, name] of names.entries()) await before.write(name, holed(at < 99 ? 500 : 40_000));
  await store.acknowledged((await store.outbox(0, 999)).map(({ number }) => number));
  const cursor = { store: 'gone' as StoreId, sequence: 9 as Sequence, mark: '0123456789abcdef' };
  await store.commit({ appends: [], cursor });
  const { link } = upstream(store, above.dial);
  const states: LinkState[] = [];
  link.onStatus(({ link: state }) => states.push(state));
  await vi.waitFor(() => {
    expect(states.at(-1)).toEqual({ kind: 'connected', caughtUp: true });
  }, 4_000);
  for (const name of names) expect(await above.store.known(name)).toEqual(await store.known(name));
  expect(states.filter(({ kind }) => kind === 'offline' || kind === 'refused')).toEqual([]);
});

test('[H12] [H14] what the device sets aside itself is no answer that the relay waits for', async () => {
  const above = relay(undefined, { unansweredUpdates: 1 });
  const store = createMemoryStore(Math.random);
  const { hub, link } = upstream(store, above.dial, { documentBytes: 10_000 });
  let status: UpstreamStatus | null = null;
  const states: LinkState['kind'][] = [];
  link.onStatus((now) => {
    status = now;
    states.push(now.link.kind);
  });
  await vi.waitFor(() => {
    expect(status).toMatchObject({ link: { kind: 'connected', caughtUp: true } });
  });
  for (const [aside, document] of [a, b].entries()) {
    const doc = new Y.Doc();
    // Together larger than a document may be, and nothing of it is above.
    for (let lines = 0; lines < 20; lines++) {
      const before = Y.encodeStateVector(doc);
      doc.getText('t').insert(0, 'x'.repeat(1_000));
      await hub.write(document, Y.encodeStateAsUpdate(doc, before), { source: 'upstream' });
    }
    const before = Y.encodeStateVector(doc);
    doc.getText('t').delete(0, 1);
    await hub.write(document, Y.encodeStateAsUpdate(doc, before));
    await vi.waitFor(() => {
      expect(status).toMatchObject({ setAside: aside + 1, waiting: 0 });
    });
  }
  await hub.write(asDocumentName('team/board/order_c/note') ?? fail(), typed('goes on', 7));
  await vi.waitFor(() => {
    expect(status).toMatchObject({ setAside: 2, waiting: 0 });
  });
  expect(states).not.toContain('offline');
});

test('[H13] a device shows everybody who is there, a whole team too', async () => {
  const above = relay();
  for (let client = 1; client <= 150; client++) {
    const one = above.hub.join(a, { send: () => undefined, close: () => undefined });
    one.receive(awarenessFrame(encodeAwareness([{ client, clock: 1, state: '{"user":"x"}' }])));
  }
  const { hub } = upstream(createMemoryStore(Math.random), above.dial);
  const seen = new Set<number>();
  hub.join(a, {
    close: () => undefined,
    send(frame) {
      for (const message of decodeStockFrame(frame) ?? []) {
        if (message.kind !== 'awareness') continue;
        for (const { client } of decodeAwareness(message.update, 999, 999) ?? []) seen.add(client);
      }
    },
  });
  await vi.waitFor(() => {
    expect(seen.size).toBe(150);
  });
});

test('[H14] what is larger than the relay takes is set aside, and nothing else waits for it', async () => {
  const above = relay(undefined, { documentBytes: 64 * 1024 });
  const store = createMemoryStore(Math.random);
  const { hub, link } = upstream(store, above.dial);
  let status: UpstreamStatus | null = null;
  link.onStatus((now) => (status = now));
  await hub.write(a, typed('x'.repeat(200_000), 5));
  await hub.write(b, typed('small', 6));
  await vi.waitFor(() => {
    expect(status).toMatchObject({ link: { kind: 'connected', caughtUp: true }, waiting: 0, setAside: 1 });
  });
  expect(await above.store.known(b)).not.toBeNull();
  expect(await above.store.known(a)).toBeNull();

  // Whoever runs the relay sets other bounds; the device connects again, by itself or since somebody asked for it.
  link.stop();
  const roomy = relay(above.store);
  const again = upstream(store, roomy.dial);
  again.link.onStatus((now) => (status = now));
  await vi.waitFor(async () => {
    expect(await roomy.store.known(a)).not.toBeNull();
    expect(status).toMatchObject({ waiting: 0, setAside: 0 });
  });
});

test('[H12] what the relay refused is offered to it again when somebody asks for it', async () => {
  const above = relay();
  const refusing = { next: true };
  const { write } = above.hub;
  above.hub.write = (document, ...rest) =>
    refusing.next && document === a
      ? Promise.resolve({ kind: 'refused', reason: 'not today' })
      : write(document, ...rest);
  const { hub, link } = upstream(createMemoryStore(Math.random), above.dial);
  let status: UpstreamStatus | null = null;
  link.onStatus((now) => (status = now));
  await hub.write(a, typed('once more', 5));
  await vi.waitFor(() => {
    expect(status).toMatchObject({ waiting: 0, setAside: 1 });
  });
  refusing.next = false;
  link.reconnect();
  await vi.waitFor(() => {
    expect(status).toMatchObject({ waiting: 0, setAside: 0 });
  });
  expect(await above.store.known(a)).not.toBeNull();
});

test('[H1] a relay that stores nothing is called that until it has stored something', async () => {
  const full = createMemoryStore(Math.random);
  const { commit } = full;
  full.commit = () => Promise.reject(new Error('disk full'));
  const above = relay(full);
  const { hub, link } = upstream(createMemoryStore(Math.random), above.dial);
  const said: string[] = [];
  let dialled = 0;
  let status: UpstreamStatus | null = null;
  link.onStatus((now) => {
    status = now;
    if (now.link.kind === 'connected' && !now.link.caughtUp) dialled++;
    const words = now.link.kind === 'offline' ? now.link.why : now.link.kind;
    if (said.at(-1) !== words) said.push(words);
  });
  await hub.write(a, typed('waits', 5));
  await vi.waitFor(
    () => {
      expect(said).toContain('notStored');
      expect(status).toMatchObject({ waiting: 1 });
    },
    { timeout: 10_000 },
  );
  full.commit = commit;
  await vi.waitFor(
    () => {
      expect(status).toMatchObject({ waiting: 0, link: { kind: 'connected', caughtUp: true } });
    },
    { timeout: 10_000 },
  );
  expect(dialled).toBeLessThan(5);
  const since = said.indexOf('notStored');
  expect(said.slice(since)).toEqual(['notStored', 'connected']);
}, 30_000);

test('[H8] what has arrived and is not stored yet is not told as being here', async () => {
  const above = relay();
  for (let client = 1; client <= 600; client++) await above.hub.write(a, typed(String(client), client));
  const store = createMemoryStore(Math.random);
  const commit = store.commit.bind(store);
  const held = Promise.withResolvers<undefined>();
  let asked = 0;
  store.commit = async (batch) => {
    asked++;
    await held.promise;
    return commit(batch);
  };
  const { link } = upstream(store, above.dial);
  const told: number[] = [];
  link.onStatus(({ filling }) => {
    if (filling) told.push(filling.received);
  });
  await vi.waitFor(() => expect(asked).toBe(1));
  await new Promise((resolve) => setImmediate(resolve));
  expect(told).toEqual([]);
  held.resolve(undefined);
  await vi.waitFor(() => expect(told.at(-1)).toBeGreaterThan(500));
});

test('[H8] a device that is far behind says how far it has come, and says nothing of it afterwards', async () => {
  const above = relay();
  for (let client = 1; client <= 600; client++) await above.hub.write(a, typed(String(client), client));
  const { link } = upstream(createMemoryStore(Math.random), above.dial);
  const percents: number[] = [];
  let status: UpstreamStatus | null = null;
  link.onStatus((now) => {
    status = now;
    if (now.filling) percents.push(now.filling.percent);
  });
  await vi.waitFor(() => {
    expect(status).toMatchObject({ link: { kind: 'connected', caughtUp: true }, filling: null });
  });
  expect(percents.length).toBeGreaterThan(50);
  expect(percents).toEqual(percents.toSorted((x, y) => x - y));
  expect(percents.at(-1)).toBe(100);
});
