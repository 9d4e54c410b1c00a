import * as encoding from 'lib0/encoding';
import * as prng from 'lib0/prng';
import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { asDocumentName } from '../../shared/sync/document-name.ts';
import type { Known } from '../../shared/sync/known.ts';
import { packetsOf } from '../../shared/sync/lane-queues.ts';
import type { UpFrame } from '../../shared/sync/link-frame.ts';
import type { StoreId } from '../../shared/sync/store.ts';
import { awarenessFrame, step1Frame, updateFrame } from '../../shared/sync/stock-frame.ts';
import { frame, frameHead, opcode, openRaw, type RawSocket } from './raw-socket.ts';
import { cleanUp, peakMemory, startRelayProcess, type RelayProcess } from './relay-process.ts';
import {
  connect,
  disconnectAll,
  eventually,
  synced,
  textOf,
  type,
  type StockClient,
} from './stock-client.ts';

const room = 'team/board/order_a/note';
const megabyte = 1024 * 1024;

let relay: RelayProcess;
/** Two honest people who write while others send nonsense. */
let writer: StockClient;
let reader: StockClient;
let expected = '';

beforeAll(async () => {
  relay = await startRelayProcess({ args: ['--open'] });
  [writer, reader] = [connect(relay.sync, room), connect(relay.sync, room)];
  await synced(writer, reader);
});
afterEach(async () => {
  // After each piece of nonsense the two write on over the connections they had.
  type(writer, 'x');
  expected += 'x';
  await eventually(() => {
    expect(textOf(reader)).toBe(expected);
  });
  expect([...writer.closed, ...reader.closed]).toEqual([]);
  expect(relay.isAlive()).toBe(true);
  expect(relay.output().stderr).toBe('');
});
afterAll(async () => {
  disconnectAll();
  await relay.stop('SIGKILL');
  const again = await relay.restart();
  const newcomer = connect(again.sync, room);
  await synced(newcomer);
  expect(textOf(newcomer)).toBe(expected);
  disconnectAll();
  await again.stop();
  await cleanUp();
});

async function closeCodeOf(socket: RawSocket): Promise<number | null> {
  await eventually(() => {
    expect(socket.closeCode() !== null || socket.isGone()).toBe(true);
  });
  socket.destroy();
  return socket.closeCode();
}

/** The code that the relay closes with after these frames. */
async function closedAfter(path: string, ...frames: readonly Uint8Array[]): Promise<number | null> {
  const socket = await openRaw(relay.port, path);
  expect(socket.status).toBe(101);
  await socket.write(...frames);
  return closeCodeOf(socket);
}

function bytes(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(values);
}

function update(change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  change(doc);
  return Y.encodeStateAsUpdate(doc);
}

describe('a connection that sends what is none of the protocol is closed, alone', () => {
  const facts = '/sync/team/board/order_a/facts';
  const text = update((doc) => doc.getText('default').insert(0, 'y'));

  test.each<[string, string, number, readonly Uint8Array[]]>([
    ['a text frame', `/sync/${room}`, 4400, [frame(Buffer.from('hello'), opcode.text)]],
    ['a text frame that is not UTF-8', `/sync/${room}`, 4400, [frame(bytes(0xff, 0xfe), opcode.text)]],
    ['an empty frame', `/sync/${room}`, 4400, [frame(bytes())]],
    ['an unknown message', `/sync/${room}`, 4400, [frame(bytes(77, 1, 2, 3))]],
    ['an unknown step of the sync protocol', `/sync/${room}`, 4400, [frame(bytes(0, 9, 1, 0))]],
    ['a message that promises more than it brings', `/sync/${room}`, 4400, [frame(bytes(0, 2, 200, 1))]],
    ['a good message with a tail', `/sync/${room}`, 4400, [frame(bytes(...step1Frame(bytes(0)), 99))]],
    ['presence that cannot be read', `/sync/${room}`, 4400, [frame(awarenessFrame(bytes(1, 1)))]],
    ['presence that is no JSON', `/sync/${room}`, 4400, [frame(awarenessFrame(presence('{')))]],
    ['a state vector that is none', `/sync/${room}`, 4400, [frame(step1Frame(bytes(200, 200)))]],
    ['reserved bits', `/sync/${room}`, 4400, [withFirstByte(0xf2)]],
    ['an unknown opcode', `/sync/${room}`, 4400, [withFirstByte(0x83)]],
    ['an update that is none', `/sync/${room}`, 4422, [frame(updateFrame(bytes(1, 2, 3, 4, 5)))]],
    ['a note among the facts', facts, 4422, [frame(updateFrame(text))]],
    ['a text frame on a link', '/link/team', 4400, [frame(Buffer.from('hello'), opcode.text)]],
    ['nonsense on a link', '/link/team', 4400, [frame(bytes(250, 1, 2, 3))]],
  ])('[H14] %s', async (_what, path, code, frames) => {
    expect(await closedAfter(path, ...frames)).toBe(code);
  });

  test.each([
    ['/sync/team'],
    ['/sync/'],
    ['/sync/team/board/order_a/note/more'],
    ['/sync/team/board/order_a/other'],
    ['/sync/team/kitchen/order_a/note'],
    ['/sync/TEAM/board/order_a/note'],
    ['/sync/team/board/..%2F..%2Fetc/note'],
    ['/sync/team/board/order_a%00/note'],
    ['/sync/%E0%A4%A/board/order_a/note'],
    [`/sync/team/board/order_${'a'.repeat(41)}/note`],
    ['/sync/sync/board/order_a/note'],
    ['/link/'],
    ['/link/Team'],
    ['/link/team/board/order_a/note'],
    ['/link/assets'],
  ])('[H16] a name that does not parse: %s', async (path) => {
    expect(await closedAfter(path)).toBe(4404);
  });

  test('[H14] a stock provider takes each of these codes as final', async () => {
    const stranger = connect(relay.sync, 'team/kitchen/order_a/note');
    await eventually(() => {
      expect(stranger.closed).toEqual([4404]);
    });
    expect(stranger.provider.shouldConnect).toBe(false);
    stranger.destroy();
  });

  test('[H14] a thousand broken frames, from a seed', async () => {
    const seed = Number(process.env['GENDAN_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
    const gen = prng.create(seed);
    const documents = ['note', 'facts'].map((part) => `/sync/team/board/order_fuzz/${part}`);
    const codes = new Set<number | null>();
    for (let round = 0; round < 250; round++) {
      const overLink = round % 3 === 0;
      const honest = overLink ? honestLinkFrames() : honestFrames();
      const socket = await openRaw(relay.port, overLink ? '/link/team' : prng.oneOf(gen, documents));
      const [hello] = honest;
      if (overLink && hello) await socket.write(frame(hello));
      const spoiltOnes = Array.from({ length: 4 }, () => frame(spoilt(gen, prng.oneOf(gen, honest))));
      await socket.write(...spoiltOnes, frame(bytes(), opcode.ping));
      await eventually(() => {
        const answered = socket.chunks.flat().some((one) => one.opcode === opcode.pong);
        expect(answered || socket.closeCode() !== null || socket.isGone()).toBe(true);
      });
      if (socket.closeCode() !== null) codes.add(socket.closeCode());
      socket.destroy();
      expect(relay.isAlive(), `GENDAN_SEED=${seed}`).toBe(true);
    }
    expect(codes, `GENDAN_SEED=${seed}`).toContain(4400);
    for (const code of codes) expect([4400, 4413, 4422], `GENDAN_SEED=${seed}`).toContain(code);
    // What was stored of it can still be read by those who come.
    const [note, facts] = ['note', 'facts'].map((part) =>
      connect(relay.sync, `team/board/order_fuzz/${part}`),
    );
    if (!note || !facts) throw new Error('two clients');
    await synced(note, facts);
    note.destroy();
    facts.destroy();
  });
});

describe('sizes', () => {
  const large = 200 * megabyte;

  test.each([
    ['/sync', `/sync/${room}`],
    ['/link', '/link/team'],
  ])('[H14] 200 MB in one frame over %s', async (_door, path) => {
    const before = peakMemory(relay.pid);
    const socket = await openRaw(relay.port, path);
    await socket.write(frameHead(large));
    const piece = Buffer.alloc(megabyte);
    for (let sent = 0; sent < large && !socket.isGone(); sent += piece.length) await socket.write(piece);
    expect(await closeCodeOf(socket)).toBe(4413);
    // Of 200 MB; what was read before the answer waits to be collected, and how long is not ours.
    expect(peakMemory(relay.pid) - before).toBeLessThan(100);
  });

  test('[H14] whoever is turned away fills no memory, however many they are', async () => {
    const before = peakMemory(relay.pid);
    const sockets = await Promise.all(Array.from({ length: 30 }, () => openRaw(relay.port, '/sync/no-name')));
    const piece = Buffer.alloc(megabyte);
    await Promise.all(
      sockets.map(async (socket) => {
        await socket.write(frameHead(15 * megabyte));
        for (let sent = 0; sent < 15 && !socket.isGone(); sent++) await socket.write(piece);
      }),
    );
    await eventually(() => {
      expect(sockets.every((socket) => socket.closeCode() !== null || socket.isGone())).toBe(true);
    });
    // Who still writes when the relay hangs up may lose the answer with the connection.
    for (const socket of sockets) expect([4404, null]).toContain(socket.closeCode());
    // They sent 450 MB; what is read and thrown away takes its time to be collected.
    expect(peakMemory(relay.pid) - before).toBeLessThan(250);
  });

  test('[H14] 200 MB in many frames of one message', async () => {
    const before = peakMemory(relay.pid);
    const socket = await openRaw(relay.port, `/sync/${room}`);
    const piece = Buffer.alloc(megabyte);
    for (let sent = 0; sent < large && !socket.isGone(); sent += piece.length) {
      await socket.write(frame(piece, sent === 0 ? opcode.binary : opcode.continuation, false));
    }
    expect(await closeCodeOf(socket)).toBe(4413);
    expect(peakMemory(relay.pid) - before).toBeLessThan(60);
  });

  test('[H14] a stock provider whose note has grown beyond the limit hears 4413 and keeps its edits', async () => {
    const client = connect(relay.sync, 'team/board/order_huge/note');
    await synced(client);
    type(client, 'y'.repeat(17 * megabyte));
    await eventually(() => {
      expect(client.closed).toEqual([4413]);
    });
    expect(client.provider.shouldConnect).toBe(false);
    expect(textOf(client).length).toBe(17 * megabyte);
    client.destroy();
  });

  test('[H14] a frame up to the limit of a document is taken', async () => {
    const big = 'y'.repeat(12 * megabyte);
    const [from, to] = [0, 1].map(() => connect(relay.sync, 'team/board/order_big/note'));
    if (!from || !to) throw new Error('two clients');
    await synced(from, to);
    type(from, big);
    await eventually(() => {
      expect(textOf(to).length).toBe(big.length);
    });
    expect(from.closed).toEqual([]);
    from.destroy();
    to.destroy();
  });
});

describe('over http', () => {
  test.each([
    '/../package.json',
    '/../../etc/passwd',
    '/..%2fpackage.json',
    '/%2e%2e/package.json',
    '/%2e%2e%2fpackage.json',
    '/assets/../../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/..\\..\\package.json',
    '//package.json',
    '/./package.json',
    '/package.json',
    '/server/main.ts',
    '/.sources',
    '/.git/config',
    '/%00',
    '/%',
    '/%E0%A4%A',
    'package.json',
    '*',
  ])('nothing outside the app is served: %s', async (path) => {
    const { status, body } = await get(path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body).not.toMatch(/"gendan"|root:|import |\[core\]/);
  });

  test('nor is a body or another method taken', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE']) {
      expect((await get('/', method)).status).toBe(405);
    }
  });
});

/** Not through fetch, which tidies the path up first. */
function get(path: string, method = 'GET'): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ port: relay.port, host: '127.0.0.1', path, method }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body });
      });
    });
    asked.on('error', reject).end();
  });
}

function presence(state: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, 7);
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarString(encoder, state);
  return encoding.toUint8Array(encoder);
}

function withFirstByte(first: number): Buffer {
  const whole = frame(bytes(1, 2, 3));
  whole[0] = first;
  return whole;
}

/** Frames of every kind that honest clients send. */
function honestFrames(): Uint8Array[] {
  const note = update((doc) => {
    const text = doc.getText('default');
    text.insert(0, 'a note, 一条备注');
    text.delete(3, 4);
    text.format(0, 3, { bold: true });
    const element = new Y.XmlElement('paragraph');
    doc.getXmlFragment('prosemirror').insert(0, [element]);
    element.insert(0, [new Y.XmlText('inside')]);
    doc.getMap('labels').set('a', { deep: [1, 2.5, null, 'x'] });
    doc.getMap('labels').set('a', new Uint8Array([1, 2, 3]));
  });
  const facts = update((doc) => doc.getArray('records').push([{ a: 'p', d: 'd', t: 1, s: [['x', 1, []]] }]));
  const doc = new Y.Doc();
  Y.applyUpdate(doc, note);
  return [
    updateFrame(note),
    updateFrame(facts),
    step1Frame(Y.encodeStateVector(doc)),
    awarenessFrame(presence('{"user":{"name":"Li"}}')),
    bytes(3),
  ];
}

/** What a device says on a link, its hello first. */
function honestLinkFrames(): Uint8Array[] {
  const document = asDocumentName('team/board/order_fuzz/note');
  if (!document) throw new Error('not a name');
  const text = update((doc) => doc.getText('default').insert(0, 'from a device'));
  const known: Known = { clocks: new Map([[7, 3]]), deletes: new Map([[7, [{ clock: 0, length: 1 }]]]) };
  const frames: readonly UpFrame[] = [
    { kind: 'hello', device: 'd1' as StoreId, cursor: null },
    { kind: 'update', number: 1, document, update: text },
    { kind: 'watch', document },
    { kind: 'awareness', document, update: presence('{"user":{"name":"Li"}}') },
    { kind: 'offer', document, known },
    { kind: 'unwatch', document },
    { kind: 'pulse' },
  ];
  return frames.flatMap((one) => [...packetsOf(one)]);
}

/** Flips, cuts, repeats or joins bytes. */
function spoilt(gen: prng.PRNG, honest: Uint8Array): Uint8Array {
  const result = honest.slice();
  for (let flips = prng.int32(gen, 0, 4); flips > 0; flips--) {
    const at = prng.int32(gen, 0, result.length - 1);
    // The kind of a message stands in front: it is left alone more often than not.
    if (at > 2 || prng.int32(gen, 0, 9) === 0) result[at] = prng.int32(gen, 0, 255);
  }
  switch (prng.int32(gen, 0, 5)) {
    case 0:
      return result.subarray(0, prng.int32(gen, 0, result.length));
    case 1:
      return Buffer.concat([result, honest.subarray(prng.int32(gen, 0, honest.length))]);
    default:
      return result;
  }
}
