import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { systemClock } from '../../server/clock.ts';
import { closeCode } from '../../shared/sync/close-code.ts';
import type { WorkspaceId } from '../../shared/sync/document-name.ts';
import { createHub } from '../../shared/sync/hub.ts';
import { acceptLink } from '../../shared/sync/link-relay.ts';
import { createMemoryStore, type MemoryStore } from '../../shared/sync/memory-store.ts';

export interface LinkRelay {
  readonly port: number;
  close(): Promise<void>;
}

/** The relay's end of `/link` over a store that outlives it. With `key` it asks for it. */
export async function startLinkRelay(store: MemoryStore, key: string | null): Promise<LinkRelay> {
  const hub = createHub({ store, clock: systemClock });
  const server = createServer();
  const sockets = new WebSocketServer({ server, handleProtocols: () => 'gendan' });
  sockets.on('connection', (socket, request) => {
    const offered = request.headers['sec-websocket-protocol'] ?? '';
    if (key !== null && !offered.includes(`gendan.key.${key}`)) {
      socket.close(closeCode.unauthorized, 'wrong key');
      return;
    }
    const workspace = (request.url ?? '').replace('/link/', '') as WorkspaceId;
    const session = acceptLink({
      hub,
      store,
      clock: systemClock,
      workspace,
      socket: {
        send: (frame) => socket.send(frame),
        close: (code, reason) => socket.close(code, reason),
        get bufferedAmount() {
          return socket.bufferedAmount;
        },
      },
    });
    socket.on('message', (data: Buffer) => session.receive(new Uint8Array(data)));
    socket.on('close', (code, reason) => session.gone(code, reason.toString()));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      await hub.stop(closeCode.shuttingDown, 'end');
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function emptyRelayStore(): MemoryStore {
  return createMemoryStore(Math.random);
}
