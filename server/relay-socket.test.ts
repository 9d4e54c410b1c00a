import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer, type ClientOptions } from 'ws';
import { RelaySocket } from './relay-socket.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** Both ends of one connection: the relay's, and a client's of these options. */
async function connection(options: ClientOptions = {}, queuedBytes = 8 * 1024 * 1024) {
  const sockets = new WebSocketServer({ noServer: true, WebSocket: RelaySocket, maxPayload: 1024 });
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = new Promise<{ socket: RelaySocket; wire: Duplex }>((resolve) => {
    server.on('upgrade', (request: IncomingMessage, wire: Duplex, head: Buffer) => {
      sockets.handleUpgrade(request, wire, head, (socket) => {
        socket.attach(wire, queuedBytes);
        socket.on('error', () => undefined);
        resolve({ socket, wire });
      });
    });
  });
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, options);
  cleanups.push(() => {
    client.terminate();
    server.close();
  });
  await once(client, 'open');
  return { client, ...(await accepted) };
}

test('a connection that answers lives on; one that fell silent ends at the second look', async () => {
  const lively = await connection();
  const silent = await connection({ autoPong: false });
  for (let look = 0; look < 3; look++) {
    const answered = once(lively.socket, 'pong');
    lively.socket.checkAlive();
    await answered;
  }
  expect(lively.socket.readyState).toBe(WebSocket.OPEN);

  const pinged = once(silent.client, 'ping');
  silent.socket.checkAlive();
  await pinged;
  expect(silent.socket.readyState).toBe(WebSocket.OPEN);
  silent.socket.checkAlive();
  const [code] = (await once(silent.client, 'close')) as [number];
  expect(code).toBe(1006);
});

test('[H14] one who does not read is let go with 4508 before he costs more than a bound', async () => {
  const { client, socket } = await connection();
  client.pause();
  const frame = new Uint8Array(1024 * 1024);
  let sent = 0;
  while (socket.readyState === WebSocket.OPEN && sent < 200) {
    socket.sendFrame(frame);
    sent++;
    await new Promise(setImmediate);
  }
  expect(socket.readyState).toBe(WebSocket.CLOSING);
  expect(socket.bufferedAmount).toBeLessThan(10 * 1024 * 1024);
  client.resume();
  const [code] = (await once(client, 'close')) as [number];
  expect(code).toBe(4508);
});

test('[H2] the frames of one tick leave in one write, each a message of its own', async () => {
  const { client, socket, wire } = await connection();
  const messages: number[] = [];
  client.on('message', (data: Buffer) => messages.push(data[0] ?? -1));
  const writes = vi.spyOn(wire as Duplex & { _writev(): void }, '_writev');
  const single = vi.spyOn(wire, '_write');
  for (let number = 0; number < 50; number++) socket.sendFrame(Uint8Array.of(number));
  await vi.waitFor(() => {
    expect(messages).toEqual(Array.from({ length: 50 }, (_, number) => number));
  });
  expect([writes.mock.calls.length, single.mock.calls.length]).toEqual([1, 0]);
});

test('[H14] what ws would close with 1009 is closed with 4413', async () => {
  const { client } = await connection();
  client.send(new Uint8Array(1025));
  const [code] = (await once(client, 'close')) as [number];
  expect(code).toBe(4413);
});

test('[H2] each message of a batch is a frame of its own, in its place among those sent one by one', async () => {
  const { client, socket } = await connection();
  const received: Uint8Array[] = [];
  client.on('message', (data: Buffer) => received.push(new Uint8Array(data)));
  const batch = [0, 1, 125, 126, 65_535, 65_536].map((size, at) => new Uint8Array(size).fill(at));
  const [before, after] = [Uint8Array.of(100), Uint8Array.of(101)];
  socket.sendFrame(before);
  socket.sendFrames(batch);
  socket.sendFrames(batch);
  socket.sendFrame(after);
  await vi.waitFor(() => {
    expect(received).toEqual([before, ...batch, ...batch, after]);
  });
});

test('[H14] one who is held is read later, and all of it', async () => {
  const { client, socket } = await connection();
  const read: number[] = [];
  const paused: boolean[] = [];
  socket.on('message', (data: Buffer) => {
    read.push(data[0] ?? -1);
    socket.hold(20);
    paused.push(socket.isPaused);
  });
  for (let number = 0; number < 5; number++) {
    client.send(Uint8Array.of(number));
    await vi.waitFor(() => {
      expect(read).toContain(number);
    });
  }
  expect(paused).toEqual([true, true, true, true, true]);
  await vi.waitFor(() => {
    expect(socket.isPaused).toBe(false);
  });
  expect(read).toEqual([0, 1, 2, 3, 4]);
});

test('[H14] a hold ends with the connection, and not with the reading that was stopped for good', async () => {
  const closing = await connection();
  closing.socket.hold(10_000);
  closing.socket.close(4503, 'over');
  const [code] = (await once(closing.client, 'close')) as [number];
  expect(code).toBe(4503);

  const stopped = await connection();
  stopped.socket.hold(1);
  stopped.socket.stopReading();
  const other = await connection();
  other.socket.hold(1);
  await vi.waitFor(() => {
    expect(other.socket.isPaused).toBe(false);
  });
  expect(stopped.socket.isPaused).toBe(true);
});
