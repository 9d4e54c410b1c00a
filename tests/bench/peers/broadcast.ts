// The limit: passes on what one turn of the event loop brought, in one write per socket. It parses nothing, knows nothing
// and stores nothing. With `plain` each frame goes through the `send` of `ws`, which makes it anew for each socket.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { serverFrame } from '../wire.ts';

const plain = process.argv[3] === 'plain';
const server = createServer();
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
const wires = new Map<WebSocket, Duplex>();
let batch: { readonly from: WebSocket; readonly message: Buffer }[] = [];

server.on('upgrade', (request, wire: Duplex, head) => {
  sockets.handleUpgrade(request, wire, head, (socket) => {
    wires.set(socket, wire);
    socket.on('error', () => undefined);
    socket.on('close', () => wires.delete(socket));
    socket.on('message', (message: RawData) => {
      if (!(message instanceof Buffer)) return;
      // A joiner's first frame; nobody else is to hear it.
      if (message[1] === 0) return;
      batch.push({ from: socket, message });
      if (batch.length === 1) setImmediate(passOn);
    });
  });
});

function passOn(): void {
  const taken = batch;
  batch = [];
  const authors = new Set(taken.map(({ from }) => from));
  const all = plain ? null : Buffer.concat(taken.map(({ message }) => serverFrame(message)));
  for (const [socket, wire] of wires) {
    if (authors.has(socket)) continue;
    if (all) wire.write(all);
    else {
      wire.cork();
      for (const { message } of taken) socket.send(message);
      wire.uncork();
    }
  }
}

server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  process.stdout.write(`ready ${(server.address() as AddressInfo).port}\n`);
});
process.once('SIGTERM', () => process.exit(0));
