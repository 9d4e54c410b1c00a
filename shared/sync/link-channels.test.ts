import { afterEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { channelSocket } from './channel-socket.ts';
import type { Clock } from './clock.ts';
import { closeCode } from './close-code.ts';
import { asDocumentName, parseWorkspace, type DocumentName } from './document-name.ts';
import { createHub, type Hub } from './hub.ts';
import { linkChannels } from './link-channels.ts';
import { packetsOf } from './lane-queues.ts';
import { firstChannel, linkVersion, type Lane, type LinkFrame } from './link-frame.ts';
import { acceptLink } from './link-relay.ts';
import { createMemoryStore } from './memory-store.ts';
import type { HubLimits } from './limits.ts';
import type { Dial, LinkSession } from './socket.ts';
import { decodeStockFrame, step1Frame, updateFrame } from './stock-frame.ts';
import type { StoreId } from './store.ts';

const workspace = parseWorkspace('team') ?? fail('no workspace');
const note = asDocumentName('team/board/order_a/note') ?? fail('no name');
const elsewhere = 'other/board/order_a/note' as DocumentName;

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

/** A relay in this process, and wires to it that carry each packet a turn later. */
function relay(limits: Partial<HubLimits> = {}) {
  const store = createMemoryStore(Math.random);
  const hub: Hub = createHub({ store, clock, limits });
  cleanups.push(() => hub.stop(closeCode.shuttingDown, 'over'));
  const wires: { cut(code: number): void; packets: number }[] = [];
  const dial: Dial = (handlers) => {
    let session: LinkSession | null = null;
    let whole = true;
    const cut = (code: number, reason = '') => {
      if (!whole) return;
      whole = false;
      session?.gone(code, reason);
      handlers.closed(code, reason);
    };
    const later = (task: () => void) => {
      setImmediate(() => {
        if (whole) task();
      });
    };
    const wire = { cut, packets: 0 };
    wires.push(wire);
    later(() => {
      session = acceptLink({
        hub,
        store,
        clock,
        workspace,
        socket: {
          bufferedAmount: 0,
          send: (packet) => {
            wire.packets++;
            later(() => {
              handlers.received(packet);
            });
          },
          close: (code, reason) => {
            later(() => {
              cut(code, reason);
            });
          },
        },
      });
      handlers.opened();
    });
    return {
      bufferedAmount: 0,
      send: (packet) => {
        later(() => session?.receive(packet));
      },
      close: (code, reason) => {
        later(() => {
          cut(code, reason);
        });
      },
    };
  };
  return { hub, store, dial, wires };
}

/** What a channel hears. */
function listener() {
  const heard = { opened: false, closed: null as number | null, kinds: [] as string[], bytes: 0 };
  return {
    heard,
    opened: () => {
      heard.opened = true;
    },
    data: (frame: ArrayBuffer) => {
      heard.bytes += frame.byteLength;
      for (const { kind } of decodeStockFrame(new Uint8Array(frame)) ?? []) heard.kinds.push(kind);
    },
    closed: (code: number) => {
      heard.closed = code;
    },
  };
}

function typed(text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getText('default').insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}

const nothing = step1Frame(Uint8Array.of(0));

describe('channels over one link', () => {
  test('[H15] each is a WebSocket to its document: opens later, gives exact buffers, closes with a code', async () => {
    const { dial, wires } = relay();
    const Socket = channelSocket(linkChannels({ dial, clock }));
    const [one, two] = [new Socket(`ws://x/sync/${note}`), new Socket('ws://x/sync/team/board/order_b/note')];
    expect([one.readyState, one.OPEN]).toEqual([0, 1]);
    const opened = vi.fn();
    one.onopen = opened;
    const frames: ArrayBuffer[] = [];
    one.onmessage = ({ data }) => frames.push(data);
    await vi.waitFor(() => expect([one.readyState, two.readyState]).toEqual([1, 1]));
    expect(opened).toHaveBeenCalledOnce();
    one.send(nothing);
    await vi.waitFor(() => {
      const kinds = frames.flatMap((frame) => decodeStockFrame(new Uint8Array(frame)) ?? []);
      expect(kinds.map(({ kind }) => kind)).toContain('step2');
    });
    expect(wires).toHaveLength(1);
    const closed = vi.fn();
    two.onclose = closed;
    wires[0]?.cut(1006);
    expect(closed).toHaveBeenCalledWith({ code: 1006, reason: '' });
    expect(one.readyState).toBe(3);
  });

  test('when the socket closes all channels close with its code, and the next one dials anew', async () => {
    const { dial, wires } = relay();
    const channels = linkChannels({ dial, clock });
    const [a, b] = [listener(), listener()];
    channels.open(note, a);
    channels.open('team/board/order_b/note', b);
    await vi.waitFor(() => expect([a.heard.opened, b.heard.opened]).toEqual([true, true]));
    wires[0]?.cut(4503);
    expect([a.heard.closed, b.heard.closed]).toEqual([4503, 4503]);
    const c = listener();
    channels.open(note, c);
    await vi.waitFor(() => expect(c.heard.opened).toBe(true));
    expect(wires).toHaveLength(2);
  });

  test('the last words of a channel are heard before it closes, and with the last channel the socket goes', async () => {
    const { dial, hub, store } = relay();
    const channels = linkChannels({ dial, clock });
    const a = listener();
    const channel = channels.open(note, a);
    await vi.waitFor(() => expect(a.heard.opened).toBe(true));
    channel.send(updateFrame(typed('x'.repeat(500_000))));
    channel.close();
    await vi.waitFor(async () => {
      const [name] = await store.documents(workspace);
      expect(name && (await store.read(name))?.updates[0]?.byteLength).toBeGreaterThan(500_000);
    });
    await vi.waitFor(() => expect(hub.roomCount()).toBe(0));
  });

  test('[H15] a channel that is let go while the socket is dialled leaves the others', async () => {
    const { dial } = relay();
    const [a, b] = [listener(), listener()];
    const channels = linkChannels({
      clock,
      dial: (handlers) =>
        dial({
          ...handlers,
          opened: () => {
            // In the same turn, and before anything was sent of what it leaves behind.
            first.close();
            handlers.opened();
          },
        }),
    });
    const first = channels.open(note, a);
    channels.open('team/board/order_b/note', b);
    await vi.waitFor(() => expect([b.heard.opened, b.heard.closed]).not.toEqual([false, null]));
    expect([a.heard.opened, b.heard.closed]).toEqual([false, null]);
  });

  test('nothing is sent into a socket that is still dialled', async () => {
    const sent: Uint8Array[] = [];
    const { dial, closed } = { dial: vi.fn(), closed: vi.fn() };
    dial.mockReturnValue({
      bufferedAmount: 0,
      send: (packet: Uint8Array) => sent.push(packet),
      close: closed,
    });
    const channels = linkChannels({ dial, clock });
    const first = channels.open(note, listener());
    channels.open('team/board/order_b/note', listener());
    first.send(nothing);
    first.close();
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toEqual([]);
    channels.close();
    expect(closed).toHaveBeenCalledOnce();
    expect(sent).toEqual([]);
  });

  test('[H16] a name that is none, or of another workspace, closes its channel and no other', async () => {
    const { dial, wires } = relay();
    const channels = linkChannels({ dial, clock });
    const names = ['team/kitchen/order_a/note', 'other/board/order_a/note', note];
    const all = names.map((name) => {
      const one = listener();
      channels.open(name, one);
      return one.heard;
    });
    await vi.waitFor(() => expect(all.map(({ closed }) => closed)).toEqual([4404, 4404, null]));
    await vi.waitFor(() => expect(all[2]?.opened).toBe(true));
    expect(wires).toHaveLength(1);
  });

  test('[H14] an update larger than a document may be closes its channel with 4413 and no other', async () => {
    const { dial } = relay({ documentBytes: 100_000 });
    const channels = linkChannels({ dial, clock });
    const [a, b] = [listener(), listener()];
    const large = channels.open(note, a);
    channels.open('team/board/order_b/note', b);
    await vi.waitFor(() => expect([a.heard.opened, b.heard.opened]).toEqual([true, true]));
    large.send(updateFrame(typed('x'.repeat(400_000))));
    await vi.waitFor(() => expect(a.heard.closed).toBe(4413));
    expect(b.heard.closed).toBeNull();
  });

  test('documents beyond the bound are asked to come back', async () => {
    const { dial } = relay({ documentsPerLink: 2 });
    const channels = linkChannels({ dial, clock });
    const all = [1, 2, 3].map((number) => {
      const one = listener();
      channels.open(`team/board/order_${number}/note`, one);
      return one.heard;
    });
    await vi.waitFor(() => expect(all.map(({ closed }) => closed)).toEqual([null, null, 4508]));
  });

  test('[H1] what is committed is called saved, frame by frame, in one word a turn', async () => {
    const { dial, wires } = relay();
    let saved = 0;
    const channels = linkChannels({ dial, clock });
    const a = listener();
    const channel = channels.open(note, { ...a, saved: (frames) => (saved += frames) });
    await vi.waitFor(() => expect(a.heard.opened).toBe(true));
    const before = wires[0]?.packets ?? 0;
    const doc = new Y.Doc();
    doc.on('update', (update: Uint8Array) => {
      channel.send(updateFrame(update));
    });
    for (let index = 0; index < 50; index++) doc.getText('default').insert(index, 'x');
    await vi.waitFor(() => expect(saved).toBe(50));
    expect((wires[0]?.packets ?? 0) - before).toBeLessThan(4);
  });

  test('a hundred documents at once are all answered, and the relay does not hold them all', async () => {
    const { dial, hub, store } = relay();
    const names = Array.from(
      { length: 100 },
      (_, index) => asDocumentName(`team/board/order_${index}/note`) ?? fail('name'),
    );
    const update = typed('x'.repeat(1_000_000));
    await Promise.all(names.map((name) => hub.write(name, update)));
    const channels = linkChannels({ dial, clock });
    const all: ReturnType<typeof listener>['heard'][] = [];
    let [reads, most] = [0, 0];
    const answered = () => all.filter(({ kinds }) => kinds.includes('step2')).length;
    const read = store.read.bind(store);
    vi.spyOn(store, 'read').mockImplementation((name) => {
      most = Math.max(most, ++reads - answered());
      return read(name);
    });
    for (const name of names) {
      const one = listener();
      all.push(one.heard);
      const channel = channels.open(name, {
        ...one,
        opened: () => {
          channel.send(nothing);
        },
      });
    }
    await vi.waitFor(() => expect(answered()).toBe(100), 20_000);
    expect(most).toBeLessThan(50);
  });

  test('[H15] a thousand documents with long names are opened at once', async () => {
    const { dial, wires } = relay();
    const channels = linkChannels({ dial, clock });
    const all = Array.from({ length: 1_000 }, (_, index) => {
      const one = listener();
      channels.open(`team/commercial/customer_${String(index).padStart(40, 'x')}/facts`, one);
      return one.heard;
    });
    await vi.waitFor(() => expect(all.filter(({ opened }) => opened)).toHaveLength(1_000), 10_000);
    expect(all.filter(({ closed }) => closed !== null)).toEqual([]);
    expect(wires).toHaveLength(1);
  });

  test('a large document gives way to the next word on another channel', async () => {
    const { dial, hub } = relay();
    await hub.write(note, typed('x'.repeat(5_000_000)));
    const channels = linkChannels({ dial, clock });
    const [a, b] = [listener(), listener()];
    const large = channels.open(note, a);
    let ofLarge = 0;
    const small = channels.open('team/board/order_b/note', {
      ...b,
      data: (frame) => {
        b.data(frame);
        ofLarge = a.heard.bytes;
      },
    });
    await vi.waitFor(() => expect([a.heard.opened, b.heard.opened]).toEqual([true, true]));
    large.send(nothing);
    small.send(nothing);
    await vi.waitFor(() => expect(b.heard.kinds).toContain('step2'));
    expect(ofLarge).toBeLessThan(5_000_000);
    await vi.waitFor(() => expect(a.heard.bytes).toBeGreaterThan(5_000_000), 10_000);
  });
});

describe('the relay at the other end', () => {
  function accepted() {
    const { hub, store } = relay();
    const closed: { code: number; reason: string }[] = [];
    const link = acceptLink({
      hub,
      store,
      clock,
      workspace,
      socket: {
        bufferedAmount: 0,
        send: () => undefined,
        close: (code, reason) => closed.push({ code, reason }),
      },
    });
    cleanups.push(() => {
      link.gone(closeCode.normal, '');
    });
    const send = (...frames: readonly LinkFrame[]) => {
      for (const frame of frames) for (const packet of packetsOf(frame)) link.receive(packet);
    };
    return { link, send, closed };
  }
  const hello = { kind: 'hello', device: 'd1' as StoreId, cursor: null } as const;
  const open = { kind: 'open', channel: firstChannel, document: note } as const;

  test('says which version it speaks to one who speaks another', () => {
    const { link, closed } = accepted();
    // What version 1 began with: the last part, version 1, hello.
    link.receive(Uint8Array.of(0, 1, 0, 2, 100, 49, 0));
    expect(closed).toEqual([
      { code: 4400, reason: expect.stringContaining(`version ${linkVersion}`) as string },
    ]);
  });

  test.each([
    ['two hellos', [hello, hello]],
    ['a hello behind a channel', [open, hello]],
    ['an update without a hello', [{ kind: 'watch', document: note }]],
    ['the same channel twice', [open, open]],
    [
      'a channel below one before it',
      [
        { ...open, channel: 5 as Lane },
        { ...open, channel: 4 as Lane },
      ],
    ],
    [
      'the end of a channel that never was',
      [hello, { kind: 'close', channel: 9 as Lane, code: 1, reason: '' }],
    ],
    ['a document of another workspace', [hello, { kind: 'watch', document: elsewhere }]],
  ] as [string, LinkFrame[]][])('takes %s for a mistake', (_, frames) => {
    const { send, closed } = accepted();
    send(...frames);
    expect(closed.map(({ code }) => code)).toEqual([4400]);
  });

  test('takes channels beside a device, and without one', () => {
    for (const frames of [[hello, open], [open]]) {
      const { send, closed } = accepted();
      send(...frames, { kind: 'credit', channel: firstChannel, bytes: 5 }, { kind: 'pulse' });
      expect(closed).toEqual([]);
    }
  });
});

function fail(what: string): never {
  throw new Error(what);
}
