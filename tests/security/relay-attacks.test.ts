import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { encodeAwareness } from '../../shared/sync/awareness-update.ts';
import { awarenessFrame, step1Frame, step2Frame, updateFrame } from '../../shared/sync/stock-frame.ts';
import { collected, forgeUpdate, text } from '../campaign/forge.ts';
import { frame, frameHead, opcode, openRaw, type RawSocket } from '../integration/raw-socket.ts';
import { cleanUp, peakMemory, startRelayProcess, type RelayProcess } from '../integration/relay-process.ts';
import {
  connect,
  disconnectAll,
  eventually,
  synced,
  textOf,
  type,
  type StockClient,
} from '../integration/stock-client.ts';

const room = 'team/board/order_a/note';
const records = 'team/board/order_a/facts';
const megabyte = 1024 * 1024;

let relay: RelayProcess;
let protocols: string[];
/** Honest stock clients, who write on over the connections they had. */
let writer: StockClient;
let reader: StockClient;
let recorder: StockClient;
let expected = '';
/** What the start said, the building of the client included. */
let saidAtStart = '';

beforeAll(async () => {
  relay = await startRelayProcess();
  saidAtStart = relay.output().stderr;
  protocols = ['gendan', `gendan.key.${relay.key ?? ''}`];
  [writer, reader] = [honest(room), honest(room)];
  recorder = honest(records);
  await synced(writer, reader, recorder);
  type(writer, 'begun ');
  expected = 'begun ';
  recorder.doc.getArray('records').push([{ a: 'Li', t: 1 }]);
});
afterEach(async () => {
  type(writer, 'x');
  expected += 'x';
  recorder.doc.getArray('records').push([{ a: 'Li', t: 2 }]);
  const newcomers = [honest(room), honest(records)] as const;
  await synced(...newcomers);
  await eventually(() => {
    for (const one of [reader, newcomers[0]]) expect(textOf(one)).toBe(expected);
    expect(newcomers[1].doc.getArray('records').toJSON()).toEqual(recorder.doc.getArray('records').toJSON());
  });
  for (const one of newcomers) one.destroy();
  for (const one of [writer, reader, recorder]) expect(one.closed).toEqual([]);
  expect(relay.isAlive()).toBe(true);
  expect(relay.output().stderr).toBe(saidAtStart);
});
afterAll(async () => {
  disconnectAll();
  await relay.stop();
  await cleanUp();
});

function honest(name: string): StockClient {
  return connect(relay.sync, name, { protocols });
}

/** A stranger who has the key. */
function stranger(path: string, headers: Readonly<Record<string, string>> = {}): Promise<RawSocket> {
  return openRaw(relay.port, path, { 'Sec-WebSocket-Protocol': protocols.join(', '), ...headers });
}

async function closeCodeOf(socket: RawSocket): Promise<number | null> {
  await eventually(() => {
    expect(socket.closeCode() !== null || socket.isGone()).toBe(true);
  });
  socket.destroy();
  return socket.closeCode();
}

/** Waits until the relay has dealt with all that was sent before; for connections that it keeps. */
async function answered(socket: RawSocket): Promise<void> {
  await socket.write(frame(new Uint8Array(), opcode.ping));
  await eventually(() => {
    expect(socket.chunks.flat().some((one) => one.opcode === opcode.pong)).toBe(true);
  });
}

/** Seconds of the processor that the relay has used. */
function cpuSeconds(): number {
  const fields = readFileSync(`/proc/${relay.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

describe("on a stock connection, under the writer's own client id", () => {
  const attacks: readonly (readonly [string, (client: number, next: number) => Uint8Array])[] = [
    ['[H4] pre-delete', (client, next) => forgeUpdate([], [[client, [[next, 1_000_000]]]])],
    ['[H12] clock theft', (client, next) => forgeUpdate([{ client, clock: next, structs: [collected(9)] }])],
    [
      '[H12] collected from the start',
      (client) => forgeUpdate([{ client, clock: 0, structs: [collected(999)] }]),
    ],
    [
      '[H12] words in her mouth',
      (client, next) =>
        forgeUpdate([{ client, clock: next, structs: [text('forged', { parent: 'default' })] }]),
    ],
  ];
  test.each(attacks)('%s', async (_what, forge) => {
    const update = forge(writer.doc.clientID, expected.length);
    for (const attack of [updateFrame(update), step2Frame(update)]) {
      const socket = await stranger(`/sync/${room}`);
      await socket.write(frame(attack));
      await answered(socket);
      expect(socket.closeCode()).toBeNull();
      socket.destroy();
    }
  });

  test('[H12] a hostile stock client deletes records: closed with 4422, and every record stays', async () => {
    const hostile = honest(records);
    await synced(hostile);
    hostile.doc.getArray('records').delete(0, 1);
    await eventually(() => {
      expect(hostile.closed).toEqual([4422]);
    });
    expect(hostile.provider.shouldConnect).toBe(false);
    hostile.destroy();
  });
});

describe('amounts', () => {
  test('[H4] 2,000 tiny updates with gaps cost less than a second', async () => {
    const before = cpuSeconds();
    const socket = await stranger(`/sync/${room}`);
    const frames = Array.from({ length: 2_000 }, (_, index) =>
      frame(
        step2Frame(
          forgeUpdate([{ client: 9, clock: 1 + 2 * index, structs: [text('x', { origin: [8, index] })] }]),
        ),
      ),
    );
    await socket.write(...frames);
    await answered(socket);
    socket.destroy();
    expect(cpuSeconds() - before).toBeLessThan(1);
  });

  test('[H13] 100,000 clients that are not there, and a flood of changes', async () => {
    const before = cpuSeconds();
    const socket = await stranger(`/sync/${room}`);
    for (let part = 0; part < 25; part++) {
      const entries = Array.from({ length: 4_000 }, (_, index) => ({
        client: 1_000_000 + part * 4_000 + index,
        clock: 1,
        state: '{"user":{"name":"nobody"}}',
      }));
      await socket.write(frame(awarenessFrame(encodeAwareness(entries))));
    }
    for (let clock = 2; clock < 2_000; clock++) {
      await socket.write(
        frame(awarenessFrame(encodeAwareness([{ client: 1_000_000, clock, state: `{"at":${clock}}` }]))),
      );
    }
    await eventually(() => {
      expect(socket.chunks.length > 0 || socket.isGone()).toBe(true);
    });
    expect(reader.provider.awareness.getStates().size).toBeLessThan(100);
    socket.destroy();
    expect(cpuSeconds() - before).toBeLessThan(2);
    await eventually(() => {
      expect(reader.provider.awareness.getStates().size).toBeLessThan(5);
    });
  });

  test('[H12] a state vector of 300,000 clients', async () => {
    const vector = new Uint8Array(2 * megabyte).fill(1);
    vector.set([0xe0, 0xa7, 0x12]);
    const socket = await stranger(`/sync/${room}`);
    await socket.write(frame(step1Frame(vector)));
    expect(await closeCodeOf(socket)).toBe(4413);
  });

  test('[H14] a message in a million fragments ends before it is large', async () => {
    const before = peakMemory(relay.pid);
    const socket = await stranger(`/sync/${room}`);
    const pieces = Buffer.concat(
      Array.from({ length: 1_000 }, () => frame(Uint8Array.of(0), opcode.continuation, false)),
    );
    await socket.write(frame(Uint8Array.of(0), opcode.binary, false));
    for (let sent = 0; sent < 1_000 && !socket.isGone(); sent++) await socket.write(pieces);
    await eventually(() => {
      expect(socket.isGone()).toBe(true);
    });
    expect(peakMemory(relay.pid) - before).toBeLessThan(100);
  });

  test('[H14] frames that never end, on twenty connections at once', async () => {
    const before = peakMemory(relay.pid);
    const sockets = await Promise.all(Array.from({ length: 20 }, () => stranger('/link/team')));
    await Promise.all(
      sockets.map((socket) => socket.write(frameHead(200 * megabyte), Buffer.alloc(megabyte))),
    );
    for (const socket of sockets) expect(await closeCodeOf(socket)).toBe(4413);
    expect(peakMemory(relay.pid) - before).toBeLessThan(60);
  });

  test('[H14] an inflate bomb: deflate is not spoken', async () => {
    const before = peakMemory(relay.pid);
    const socket = await stranger(`/sync/${room}`, { 'Sec-WebSocket-Extensions': 'permessage-deflate' });
    const bomb = frame(deflateRawSync(Buffer.alloc(64 * megabyte)));
    bomb[0] = 0xc2;
    await socket.write(bomb);
    expect(await closeCodeOf(socket)).toBe(4400);
    expect(peakMemory(relay.pid) - before).toBeLessThan(30);
  });
});

describe('[W6] those who may not come in', () => {
  test('without the key they leave nothing in memory', async () => {
    const before = peakMemory(relay.pid);
    const sockets = await Promise.all(Array.from({ length: 20 }, () => openRaw(relay.port, `/sync/${room}`)));
    const piece = Buffer.alloc(megabyte);
    for (const socket of sockets) {
      await socket.write(frameHead(15 * megabyte));
      for (let sent = 0; sent < 14 && !socket.isGone(); sent++) await socket.write(piece);
    }
    for (const socket of sockets) expect(await closeCodeOf(socket)).toBe(4401);
    expect(peakMemory(relay.pid) - before).toBeLessThan(60);
  });

  test.each(['http://evil.test', 'null', 'file://', 'http://127.0.0.1', 'http://127.0.0.1.evil.test'])(
    'a page of %s gets no socket, the key in hand or not',
    async (Origin) => {
      for (const path of [`/sync/${room}`, '/link/team']) {
        const socket = await stranger(path, { Origin });
        expect(socket.status).toBe(403);
        socket.destroy();
      }
    },
  );

  test('no key, right or wrong, comes into the log', async () => {
    const canary = 'canary'.padEnd(43, 'A');
    for (const key of [canary, relay.key ?? '']) {
      for (const path of [`/sync/${key}`, `/link/team?key=${key}`, `/${key}`, `/sync/%00${key}/note`]) {
        const socket = await openRaw(relay.port, path, {
          'Sec-WebSocket-Protocol': `gendan, gendan.key.${key}`,
          Cookie: `key=${key}`,
        });
        if (socket.status === 101) {
          await socket.write(frame(Buffer.from(key)), frame(Buffer.from(key), opcode.text));
        }
        socket.destroy();
        await fetch(`${relay.origin}${path}`, { headers: { authorization: key } });
      }
    }
    const { stdout, stderr } = relay.output();
    expect(stdout.replace(relay.address, '') + stderr).not.toMatch(new RegExp(`canary|${relay.key ?? ''}`));
  });

  test.each([
    '..%2f..%2fetc%2fpasswd',
    'team/board/order_a%00/note',
    'team/board/order_%F0%9F%92%A9/note',
    'team/board/ｏrder_a/note',
    'team/board/order_a/note/',
    'team.*/board/order_a/note',
    'team/>/order_a/note',
    'team/board/__proto__/note',
    'constructor/board/order_a/note/x',
  ])('[H16] the name %s opens no room', async (name) => {
    const socket = await stranger(`/sync/${encodeURI(decodeURI(name))}`);
    expect(socket.status === 101 ? await closeCodeOf(socket) : socket.status).toSatisfy((code) =>
      [4404, 400].includes(code as number),
    );
  });
});
