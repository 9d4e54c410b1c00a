import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { encodeAwareness } from './awareness-update.ts';
import type { Clock } from './clock.ts';
import { closeCode } from './close-code.ts';
import { asDocumentName, parseWorkspace, type DocumentName } from './document-name.ts';
import { createHub } from './hub.ts';
import { createUpstream, type UpstreamStatus } from './link-device.ts';
import { acceptLink } from './link-relay.ts';
import type { HubLimits } from './limits.ts';
import { createMemoryStore } from './memory-store.ts';
import type { Dial, LinkSession } from './socket.ts';
import type { DeviceStore, Sequence, StoreId } from './store.ts';

const workspace = parseWorkspace('team') ?? fail();
const a = name('a');
const b = name('b');
const lost = { store: 'gone' as StoreId, sequence: 9 as Sequence, mark: '0123456789abcdef' };

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

/** A relay, and a line to it that carries one packet at a time, so that what is said quickly waits in its socket. */
function relay(store: DeviceStore = createMemoryStore(Math.random), limits: Partial<HubLimits> = {}) {
  const hub = hubOver(store, limits);
  const line = { ends: [] as string[], dials: 0, sent: 0, heard: 0, heldBack: 0, cut: (): void => undefined };
  const { write } = hub;
  hub.write = async (...args) => {
    const outcome = await write(...args);
    if (outcome.kind === 'held') line.heldBack++;
    return outcome;
  };
  const dial: Dial = (handlers) => {
    line.dials++;
    let session: LinkSession | null = null;
    let whole = true;
    const close = (code: number, reason: string) => {
      if (!whole) return;
      whole = false;
      line.ends.push(`${String(code)} ${reason}`);
      session?.gone(code, reason);
      handlers.closed(code, reason);
    };
    line.cut = () => {
      close(1006, 'cut');
    };
    const waiting: Uint8Array[] = [];
    const carry = (): void => {
      const packet = waiting.shift();
      if (!packet || !whole) return;
      line.sent += packet.byteLength;
      session?.receive(packet);
      if (waiting.length > 0) setImmediate(carry);
    };
    setImmediate(() => {
      session = acceptLink({
        hub,
        store,
        clock,
        workspace,
        socket: {
          bufferedAmount: 0,
          send: (packet) =>
            void setImmediate(() => {
              if (!whole) return;
              handlers.received(packet);
              line.heard++;
            }),
          close: (code, reason) => void setImmediate(() => close(code, reason)),
        },
      });
      handlers.opened();
    });
    return {
      get bufferedAmount() {
        return waiting.reduce((sum, { byteLength }) => sum + byteLength, 0);
      },
      queuedBytes: 0,
      send: (packet) => {
        if (waiting.push(packet) === 1) setImmediate(carry);
      },
      close: (code, reason) => void setImmediate(() => close(code, reason)),
    };
  };
  return { store, hub, dial, line };
}

function device(store: DeviceStore, dial: Dial, limits: Partial<HubLimits> = {}) {
  const hub = hubOver(store, limits);
  const link = createUpstream({ hub, store, clock, workspace, dial, random: Math.random });
  cleanups.push(() => {
    link.stop();
  });
  const said: { status: UpstreamStatus | null } = { status: null };
  link.onStatus((status) => (said.status = status));
  return { hub, link, said };
}

/** A device that had its documents of a store that is gone. */
async function withDocuments(documents: readonly (readonly [DocumentName, Uint8Array])[]) {
  const store = createMemoryStore(Math.random);
  const hub = hubOver(store);
  for (const [document, update] of documents) {
    await hub.write(document, update, { source: 'upstream', cursor: lost });
  }
  return store;
}

function name(id: string): DocumentName {
  return asDocumentName(`team/board/order_${id}/note`) ?? fail();
}

function fail(): never {
  throw new Error('names');
}

function typed(text: string, client: number): Uint8Array {
  const doc = Object.assign(new Y.Doc(), { clientID: client });
  doc.getText('t').insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}

/** Updates of one writer, of so many letters each, each resting on those before. */
function keystrokes(lengths: readonly number[], client: number): readonly Uint8Array[] {
  const doc = Object.assign(new Y.Doc(), { clientID: client });
  return lengths.map((length) => {
    const before = Y.encodeStateVector(doc);
    doc.getText('t').insert(0, 'x'.repeat(length));
    return Y.encodeStateAsUpdate(doc, before);
  });
}

const kib = 1024;

test('[H9] [H14] documents that the relay lacks are sent one after the other, however many it asks for', async () => {
  const above = relay();
  const names = Array.from({ length: 40 }, (_, at) => name(String(at)));
  const store = await withDocuments(
    names.map((document, at) => [document, typed('x'.repeat(100 * kib), 10 + at)]),
  );
  const { said } = device(store, above.dial, { documentBytes: 512 * kib });
  await vi.waitFor(() => {
    expect(above.line.dials > 1 || said.status?.link).toEqual({ kind: 'connected', caughtUp: true });
  }, 20_000);
  expect(above.line).toMatchObject({ dials: 1, ends: [] });
  for (const document of names)
    expect(await above.store.known(document)).toEqual(await store.known(document));
}, 30_000);

test('[H4] [H14] edits that rest on what the relay lacks are answered with one copy of it', async () => {
  const above = relay();
  const store = createMemoryStore(Math.random);
  const before = hubOver(store);
  const [paste = fail(), ...edits] = keystrokes([200 * kib, ...Array.from({ length: 63 }, () => 1)], 5);
  await before.write(a, paste);
  const [first] = await store.outbox(0, 1);
  await store.acknowledged([first?.number ?? fail()]);
  for (const edit of edits) await before.write(a, edit);
  const { said } = device(store, above.dial, { documentBytes: 512 * kib });
  await vi.waitFor(() => {
    expect(above.line.dials > 1 || said.status).toMatchObject({
      waiting: 0,
      setAside: 0,
      link: { kind: 'connected', caughtUp: true },
    });
  }, 20_000);
  expect(above.line).toMatchObject({ dials: 1, ends: [] });
  expect(above.line.sent).toBeLessThan(300 * kib);
  expect(await above.store.known(a)).toEqual(await store.known(a));
}, 30_000);

test('[H10] an edit stays in the outbox until the copy that brings it is taken', async () => {
  const above = relay();
  const store = createMemoryStore(Math.random);
  const before = hubOver(store);
  const [base = fail(), ...edits] = keystrokes([1, 1, 1, 1], 5);
  for (const update of [base, typed('of somebody else', 7)]) {
    await before.write(a, update, { source: 'upstream' });
  }
  for (const edit of edits) await before.write(a, edit);
  // Somebody else writes under an id of the copy: it is held, though what is asked for is not.
  const other = {};
  const live = Object.assign(new Y.Doc(), { clientID: 7 });
  live.getText('t').insert(0, 'o');
  await above.hub.write(a, Y.encodeStateAsUpdate(live), { origin: other, live: true });
  const { hub } = device(store, above.dial);
  const waiting = async () => (await store.outbox(0, 9)).map(({ document }) => document);
  await vi.waitFor(() => {
    expect(above.line.heldBack).toBe(1);
  });
  // Acknowledgements keep their order: with this one all before it are here.
  await hub.write(b, typed('goes on', 8));
  await vi.waitFor(async () => {
    expect(await waiting()).not.toContain(b);
  });
  expect(await waiting()).toEqual([a, a, a]);
  above.hub.writerGone(other);
  await vi.waitFor(async () => {
    expect(await waiting()).toEqual([]);
  });
  expect(await above.store.known(a)).toEqual(await store.known(a));
});

test('[H12] what was set aside waits again before the outbox is looked at', async () => {
  const above = relay();
  const store = createMemoryStore(Math.random);
  const before = hubOver(store);
  for (const edit of keystrokes([1, 1], 5)) await before.write(a, edit);
  const [first] = await store.outbox(0, 1);
  await store.setAside(first?.number ?? fail(), 'not today');
  const calls: string[] = [];
  const told: DeviceStore = {
    ...store,
    takeBack: async () => {
      await new Promise(setImmediate);
      await store.takeBack();
      calls.push('takeBack');
    },
    outbox: (...args) => {
      calls.push('outbox');
      return store.outbox(...args);
    },
  };
  const { said } = device(told, above.dial);
  await vi.waitFor(() => {
    expect(said.status).toMatchObject({ waiting: 0, setAside: 0, link: { kind: 'connected' } });
  });
  expect(calls[0]).toBe('takeBack');
  expect(await above.store.known(a)).toEqual(await store.known(a));
});

test('[H9] [H10] what another store acknowledged while it was compared goes to the right one all the same', async () => {
  const right = relay();
  await right.hub.write(b, typed('of the team', 7));
  const store = createMemoryStore(Math.random);
  const first = device(store, right.dial);
  await vi.waitFor(() => {
    expect(first.said.status?.link).toEqual({ kind: 'connected', caughtUp: true });
  });
  first.link.stop();
  const cursor = await store.upstreamCursor();
  await hubOver(store).write(a, typed('made offline', 8));

  // The relay was started over another folder, and the line is cut before the comparison is over.
  const wrong = relay();
  const never: DeviceStore = { ...store, documents: () => new Promise(() => undefined) };
  const second = device(never, wrong.dial);
  let quiet = -1;
  await vi.waitFor(async () => {
    expect(await wrong.store.known(a)).not.toBeNull();
    const still = wrong.line.heard === quiet;
    quiet = wrong.line.heard;
    expect(still).toBe(true);
  });
  wrong.line.cut();
  second.link.stop();
  expect(await store.upstreamCursor()).toEqual(cursor);
  expect(await store.outboxCount()).toBe(1);

  const third = device(store, right.dial);
  await vi.waitFor(() => {
    expect(third.said.status).toMatchObject({ waiting: 0, link: { kind: 'connected', caughtUp: true } });
  });
  expect(await right.store.known(a)).toEqual(await store.known(a));
});

test('[H12] [H13] the ids under which the relay above showed presence are free when the link has gone', async () => {
  const above = relay();
  const { hub, link } = device(createMemoryStore(Math.random), above.dial);
  const nobody = { send: () => undefined, close: () => undefined };
  hub.join(a, nobody);
  const writers = new Set<object>();
  const { attend, writerGone } = hub;
  hub.attend = (document, attendee) => {
    writers.add(attendee.writer);
    return attend(document, attendee);
  };
  hub.writerGone = (writer) => {
    writers.delete(writer);
    writerGone(writer);
  };
  const colleague = above.hub.attend(a, { writer: {}, awareness: () => undefined });
  colleague.receive(encodeAwareness([{ client: 5, clock: 1, state: '{}' }]));
  await vi.waitFor(() => {
    expect(writers.size).toBe(1);
  });
  link.stop();
  await vi.waitFor(() => {
    expect(writers.size).toBe(0);
  });
  expect(await hub.write(a, typed('mine', 5), { origin: nobody, live: true })).toMatchObject({
    kind: 'committed',
  });
});

test('[H1] [H12] a relay that could not store is no longer called that when nothing waits for it', async () => {
  const above = relay();
  const { hub, link } = device(createMemoryStore(Math.random), above.dial);
  const { write } = above.hub;
  above.hub.write = () => Promise.resolve({ kind: 'failed', reason: 'disk full' });
  const states: UpstreamStatus[] = [];
  link.onStatus((status) => states.push(status));
  await hub.write(a, typed('not wanted', 5));
  await vi.waitFor(() => {
    expect(states.at(-1)).toMatchObject({ waiting: 1, link: { kind: 'offline', why: 'notStored' } });
  });
  above.hub.write = (document, ...rest) =>
    document === a ? Promise.resolve({ kind: 'refused', reason: 'not today' }) : write(document, ...rest);
  await vi.waitFor(() => {
    expect(states.at(-1)).toMatchObject({
      waiting: 0,
      setAside: 1,
      link: { kind: 'connected', caughtUp: true },
    });
  }, 10_000);
}, 20_000);

test.each(['commit', 'outbox'] as const)(
  '[H1] that the own store fails (%s) is not put on the relay',
  async (method) => {
    const above = relay();
    await above.hub.write(b, typed('of a colleague', 7));
    const store = createMemoryStore(Math.random);
    const failing = { ...store, [method]: () => Promise.reject(new Error('disk full')) };
    const { link } = device(failing, above.dial);
    const states: UpstreamStatus['link'][] = [];
    link.onStatus((status) => states.push(status.link));
    await vi.waitFor(() => {
      expect(states.at(-1)).toMatchObject({ kind: 'offline', why: 'notStoredHere' });
    });
    failing[method] = store[method] as never;
    await vi.waitFor(() => {
      expect(states.at(-1)).toEqual({ kind: 'connected', caughtUp: true });
    }, 10_000);
    const reasons = states.map((state) => (state.kind === 'offline' ? state.why : null));
    expect(reasons).not.toContain('notStored');
  },
  20_000,
);

test('[H9] [H12] what a comparison could not share is kept, counted and offered again', async () => {
  const small = relay(createMemoryStore(Math.random), { documentBytes: 64 * kib });
  await small.hub.write(b, typed('of the team', 7));
  const store = await withDocuments([[a, typed('x'.repeat(100_000), 6)]]);
  const first = device(store, small.dial);
  const settled = { waiting: 0, setAside: 1, link: { kind: 'connected', caughtUp: true } };
  await vi.waitFor(() => {
    expect(first.said.status).toMatchObject(settled);
  });
  first.link.stop();

  const second = device(store, small.dial);
  await vi.waitFor(() => {
    expect(second.said.status).toMatchObject(settled);
  });
  second.link.stop();

  const roomy = relay(small.store);
  const third = device(store, roomy.dial);
  await vi.waitFor(() => {
    expect(third.said.status).toMatchObject({ ...settled, setAside: 0 });
  });
  expect(await roomy.store.known(a)).toEqual(await store.known(a));
  expect(await store.documentsAside()).toEqual([]);
});
