import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import { decodeStockFrame, step1Frame, updateFrame } from '../../shared/sync/stock-frame.ts';
import { RealDevice } from '../campaign/faults/real-device.ts';
import { nameOf } from '../campaign/team.ts';
import { frame, opcode, openRaw, type RawSocket } from './raw-socket.ts';
import { cleanUp, startRelayProcess, type RelayProcess } from './relay-process.ts';
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
const path = `/sync/${room}`;
const question = frame(step1Frame(Uint8Array.of(0)));

const devices: RealDevice[] = [];
afterEach(async () => {
  disconnectAll();
  for (const device of devices.splice(0)) await device.stop();
  await cleanUp();
});

function relayWith(...limits: readonly string[]): Promise<RelayProcess> {
  return startRelayProcess({ args: ['--open', ...limits.flatMap((limit) => ['--limit', limit])] });
}

function deviceOf(relay: RelayProcess, index: number, dialled?: (socket: WebSocket) => void): RealDevice {
  const device = new RealDevice(index, relay.port, dialled);
  devices.push(device);
  return device;
}

async function closeCodeOf(socket: RawSocket): Promise<number | null> {
  await eventually(() => {
    expect(socket.closeCode() !== null || socket.isGone()).toBe(true);
  });
  return socket.closeCode();
}

/** One who stays, and has been answered. */
async function staying(relay: RelayProcess): Promise<RawSocket> {
  const socket = await openRaw(relay.port, path);
  await socket.write(question);
  await eventually(() => {
    expect(socket.chunks.flat().length).toBeGreaterThan(1);
  });
  return socket;
}

test('[H14] one connection too many of an address is refused with 429, and taken when another has gone', async () => {
  const relay = await relayWith('connectionsPerAddress=3');
  const sockets = [await staying(relay), await staying(relay), await staying(relay)];
  const refused = await openRaw(relay.port, path);
  expect(refused.status).toBe(429);
  expect((await openRaw(relay.port, '/link/team')).status).toBe(429);
  expect((await openRaw(relay.port, '/sync/no-name')).status).toBe(429);

  const client = connect(relay.sync, room);
  await eventually(() => {
    expect(client.provider.wsUnsuccessfulReconnects).toBeGreaterThan(1);
  });
  expect(client.provider.shouldConnect).toBe(true);
  sockets[0]?.destroy();
  await synced(client);
  for (const socket of sockets) socket.destroy();
});

test('[H14] connections that ask for nothing are cut off at twice as many', async () => {
  const relay = await relayWith('connectionsPerAddress=3');
  const silent = await Promise.all(Array.from({ length: 6 }, () => openTcp(relay.port)));
  const more = await openTcp(relay.port);
  await eventually(() => {
    expect(more.destroyed).toBe(true);
  });
  expect(silent.filter(({ destroyed }) => destroyed)).toEqual([]);
  for (const socket of silent) socket.destroy();
  const client = connect(relay.sync, room);
  await synced(client);
});

test('[H14] a connection that says nothing is let go; one that has spoken stays', async () => {
  const relay = await relayWith('firstWordWithin=700ms');
  const spoken = await staying(relay);
  const client = connect(relay.sync, room);
  await synced(client);
  const device = deviceOf(relay, 1);
  await device.write();
  const tcp = await openTcp(relay.port);
  const halfAsked = await openTcp(relay.port);
  halfAsked.write('GET /sync/team HTTP/1.1\r\nHost: ');
  const [stock, link, trickling] = await Promise.all(
    [path, '/link/team', path].map((one) => openRaw(relay.port, one)),
  );
  if (!stock || !link || !trickling) throw new Error('three sockets');
  // Bytes alone are no word.
  await trickling.write(question.subarray(0, 3));
  expect(await closeCodeOf(stock)).toBe(4508);
  expect(await closeCodeOf(link)).toBe(4508);
  expect(await closeCodeOf(trickling)).toBe(4508);
  await eventually(() => {
    expect([tcp.destroyed, halfAsked.destroyed]).toEqual([true, true]);
  });
  expect(spoken.closeCode()).toBeNull();
  expect(client.closed).toEqual([]);
  await eventually(() => {
    expect(device.isSaved()).toBe(true);
  });
  spoken.destroy();
});

/** What nobody reads must pass what the systems keep between both ends. */
const slowLimits = [
  'documentBytes=1MiB',
  'queuedBytes=1MiB',
  'awarenessStateBytes=128KiB',
  'awarenessPerSecond=100000',
];

/** Presence that a witness takes and one who does not read makes the relay keep. */
async function flood(writer: StockClient, witness: StockClient): Promise<void> {
  const state = 'x'.repeat(100_000);
  for (let change = 1; change <= 250; change++) {
    writer.provider.awareness.setLocalState({ change, state });
    await eventually(() => {
      const seen = witness.provider.awareness.getStates().get(writer.doc.clientID);
      expect(seen?.['change']).toBe(change);
    });
  }
  writer.provider.awareness.setLocalState({});
}

test('[H14] a stock client that stops reading is dropped with 4508 and catches up on return', async () => {
  const relay = await relayWith(...slowLimits);
  const [writer, witness, reader] = [1, 2, 3].map(() => connect(relay.sync, room));
  if (!writer || !witness || !reader) throw new Error('three clients');
  await synced(writer, witness, reader);
  const socket = reader.provider.ws as unknown as WebSocket;
  socket.pause();
  await flood(writer, witness);
  type(writer, 'written meanwhile');
  await eventually(() => {
    expect(textOf(witness)).toBe('written meanwhile');
  });
  socket.resume();
  await eventually(() => {
    expect(reader.closed).toEqual([4508]);
  });
  await eventually(() => {
    expect(textOf(reader)).toBe('written meanwhile');
  });
  expect([...writer.closed, ...witness.closed]).toEqual([]);
});

test('[H14] a link device that stops reading is dropped with 4508 and catches up on return', async () => {
  const relay = await relayWith(...slowLimits);
  const [writer, witness] = [connect(relay.sync, room), connect(relay.sync, room)];
  await synced(writer, witness);
  const sockets: WebSocket[] = [];
  const closed: number[] = [];
  const device = deviceOf(relay, 1, (socket) => {
    sockets.push(socket);
    socket.on('close', (code) => closed.push(code));
  });
  // A tab of it has the note open, so its link follows who is there.
  device.hub.join(nameOf(room), { send: () => undefined, close: () => undefined });
  type(writer, 'seen ');
  await eventually(async () => {
    expect(await textIn(device)).toBe('seen ');
  });
  const [socket] = sockets;
  if (!socket) throw new Error('no link');
  socket.pause();
  await flood(writer, witness);
  type(writer, 'written meanwhile');
  await eventually(() => {
    expect(textOf(witness)).toBe('seen written meanwhile');
  });
  socket.resume();
  await eventually(() => {
    expect(closed).toEqual([4508]);
  });
  await eventually(async () => {
    expect(await textIn(device)).toBe('seen written meanwhile');
  });
  expect(sockets).toHaveLength(2);
  expect([...writer.closed, ...witness.closed]).toEqual([]);
});

test('[H14] a flood of updates is read later and loses nothing; others write on meanwhile', async () => {
  const relay = await relayWith('updatesPerSecond=500', 'updatesAtOnce=100');
  const reader = connect(relay.sync, room);
  const [writer, other] = [1, 2].map(() => connect(relay.sync, 'team/board/order_b/note'));
  if (!writer || !other) throw new Error('two clients');
  await synced(reader, writer, other);
  const doc = new Y.Doc();
  const flooding = await openRaw(relay.port, path);
  const frames: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => frames.push(frame(updateFrame(update))));
  const piece = 'x'.repeat(200);
  for (let at = 0; at < 2_000; at++) doc.getText('default').insert(0, piece);
  await flooding.write(question, ...frames);
  await eventually(() => {
    expect(textOf(reader)).not.toBe('');
  });
  for (let edits = 1; edits <= 10; edits++) {
    type(writer, 'x');
    await eventually(() => {
      expect(textOf(other)).toHaveLength(edits);
    });
  }
  expect(textOf(reader).length).toBeLessThan(2_000 * piece.length);
  await eventually(() => {
    expect(textOf(reader)).toHaveLength(2_000 * piece.length);
  });
  expect(flooding.closeCode()).toBeNull();
  // The relay never had to ask for anything again.
  const asked = flooding.chunks
    .flat()
    .filter(
      ({ opcode: kind, payload }) =>
        kind === opcode.binary && decodeStockFrame(payload)?.[0]?.kind === 'step1',
    );
  expect(asked).toHaveLength(1);
  flooding.destroy();
});

test('[H14] a device with 10,000 edits from a time without a network gets through', async () => {
  const relay = await relayWith('updatesPerSecond=5000', 'updatesAtOnce=100');
  const closed: number[] = [];
  await relay.stop();
  const device = deviceOf(relay, 1, (socket) => socket.on('close', (code) => closed.push(code)));
  const document = nameOf(room);
  const doc = new Y.Doc();
  const edits: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => edits.push(update));
  for (let at = 0; at < 10_000; at++) doc.getText('default').insert(at, 'x');
  await Promise.all(edits.map((edit) => device.hub.write(document, edit)));
  expect(device.isSaved()).toBe(false);
  const again = await relay.restart();
  await eventually(() => {
    expect(device.isSaved()).toBe(true);
  }, 60_000);
  expect(closed.filter((code) => code >= 4000)).toEqual([]);
  const reader = connect(again.sync, room);
  await synced(reader);
  expect(textOf(reader)).toHaveLength(10_000);
});

test('[H14] a stock provider hears 4413 when its note has grown too large bit by bit, and keeps its edits', async () => {
  const relay = await relayWith('documentBytes=64KiB');
  const [client, reader] = [connect(relay.sync, room), connect(relay.sync, room)];
  await synced(client, reader);
  for (let lines = 0; lines < 40; lines++) type(client, 'y'.repeat(2_000));
  await eventually(() => {
    expect(client.closed).toEqual([4413]);
  });
  expect(client.provider.shouldConnect).toBe(false);
  expect(textOf(client)).toHaveLength(80_000);
  expect(textOf(reader).length).toBeLessThan(65_536);
  const newcomer = connect(relay.sync, room);
  await synced(newcomer);
  expect(textOf(newcomer)).toBe(textOf(reader));
});

test('[H14] a frame on a link beyond its bound ends it with 4413', async () => {
  const relay = await relayWith('linkFrameBytes=768KiB');
  const socket = await openRaw(relay.port, '/link/team');
  await socket.write(frame(new Uint8Array(769 * 1024)));
  expect(await closeCodeOf(socket)).toBe(4413);
});

async function openTcp(port: number): Promise<Socket> {
  const socket = connectTcp({ port, host: '127.0.0.1' });
  socket.on('error', () => undefined);
  socket.resume();
  await once(socket, 'connect');
  return socket;
}

async function textIn(device: RealDevice): Promise<string> {
  const doc = new Y.Doc();
  for (const update of (await device.store.read(nameOf(room)))?.updates ?? []) Y.applyUpdate(doc, update);
  return doc.getText('default').toJSON();
}
