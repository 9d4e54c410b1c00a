import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocketServer, type RawData } from 'ws';
import { closeCode, type CloseCode } from '../shared/sync/close-code.ts';
import type { DocumentName, WorkspaceId } from '../shared/sync/document-name.ts';
import type { Hub } from '../shared/sync/hub.ts';
import { acceptLink } from '../shared/sync/link-relay.ts';
import type { Store } from '../shared/sync/store.ts';
import { systemClock } from './clock.ts';
import { ConnectionCount } from './connection-count.ts';
import type { SocketLimits } from './limits.ts';
import { RelaySocket } from './relay-socket.ts';
import { decideUpgrade, linkProtocol, type Access, type Decision } from './upgrade.ts';

interface Options {
  readonly server: Server;
  readonly hub: Hub;
  readonly store: Store;
  readonly access: Access;
  readonly limits: SocketLimits;
  /** Awaited before a connection to the workspace is served. */
  readonly prepare: (workspace: WorkspaceId) => Promise<void>;
}

export interface Sockets {
  /** Reads no further frame, so that a busy team does not keep the hub from coming to an end. */
  pause(): void;
  /** Says goodbye to everyone and waits until they are gone, a second at most. */
  end(code: CloseCode, reason: string): Promise<void>;
}

const aliveCheckEvery = 30_000;
const goodbyeWithin = 1_000;

/** Whoever is refused without a close code comes back later. */
const crowded: Decision = { kind: 'refuse', status: 429 };

/** Serves `/sync/<document>` to stock y-websocket clients and `/link/<workspace>` to our own. */
export function serveSockets({ server, hub, store, access, limits, prepare }: Options): Sockets {
  const common = {
    noServer: true,
    perMessageDeflate: false,
    WebSocket: RelaySocket,
    handleProtocols: (offered: Set<string>) => (offered.has(linkProtocol) ? linkProtocol : false),
  };
  const stock = new WebSocketServer({ ...common, maxPayload: hub.limits.documentBytes });
  const link = new WebSocketServer({ ...common, maxPayload: limits.linkFrameBytes });
  // Whoever may not come in is told so, and not listened to: nothing of theirs is kept in memory.
  const turnedAway = new WebSocketServer({ ...common, maxPayload: 1 });

  // Before anything of it is read, so that many who ask for nothing do not keep everybody else out.
  const connections = new ConnectionCount();
  const upgraded = new ConnectionCount();
  server.on('connection', (wire: Socket) => {
    const held = connections.add(wire, wire.remoteAddress);
    if (held > 2 * limits.connectionsPerAddress) wire.destroy();
  });

  server.on('upgrade', (request: IncomingMessage, wire: Duplex, head: Buffer) => {
    wire.on('error', () => {
      wire.destroy();
    });
    const held = upgraded.add(wire, request.socket.remoteAddress);
    const decision = held > limits.connectionsPerAddress ? crowded : decideUpgrade(request, access);
    switch (decision.kind) {
      case 'refuse':
        wire.end(
          `HTTP/1.1 ${decision.status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
          () => {
            wire.destroy();
          },
        );
        break;
      case 'close':
        turnedAway.handleUpgrade(request, wire, head, (socket) => {
          socket.on('error', ignore);
          socket.close(decision.code, decision.reason);
          // Whoever does not take the answer is not waited for.
          void wait(goodbyeWithin, undefined, { ref: false }).then(() => {
            socket.terminate();
          });
        });
        break;
      case 'stock':
        stock.handleUpgrade(request, wire, head, (socket) => {
          socket.attach(wire, limits.queuedBytes);
          waitForFirstWord(socket, limits.firstWordWithin);
          serveStock(hub, socket, decision.document, prepare);
        });
        break;
      case 'link':
        link.handleUpgrade(request, wire, head, (socket) => {
          socket.attach(wire, limits.queuedBytes);
          waitForFirstWord(socket, limits.firstWordWithin);
          serveLink(hub, store, socket, decision.workspace, prepare);
        });
        break;
    }
  });

  const sockets = () => [...stock.clients, ...link.clients];
  const aliveCheck = setInterval(() => {
    for (const socket of sockets()) socket.checkAlive();
  }, aliveCheckEvery);
  aliveCheck.unref();

  return {
    pause() {
      for (const socket of sockets()) socket.stopReading();
    },
    async end(code, reason) {
      clearInterval(aliveCheck);
      const open = sockets();
      const gone = open.map(
        (socket) =>
          new Promise<void>((resolve) => {
            socket.once('close', () => {
              resolve();
            });
            socket.resume();
            socket.close(code, reason);
          }),
      );
      const enough = new AbortController();
      const late = wait(goodbyeWithin, undefined, { signal: enough.signal }).catch(ignore);
      await Promise.race([Promise.all(gone), late]);
      enough.abort();
      for (const socket of open) socket.terminate();
    },
  };
}

/** Both kinds of clients speak first; one that says nothing holds a place for nothing. */
function waitForFirstWord(socket: RelaySocket, milliseconds: number): void {
  const late = setTimeout(() => {
    socket.close(closeCode.slowConsumer, 'nothing was said');
  }, milliseconds).unref();
  const enough = () => {
    clearTimeout(late);
  };
  socket.once('message', enough);
  socket.once('close', enough);
}

interface Receiver {
  receive(frame: Uint8Array): void;
  gone(code: number, reason: string): void;
}

function serveStock(
  hub: Hub,
  socket: RelaySocket,
  document: DocumentName,
  prepare: (workspace: WorkspaceId) => Promise<void>,
): void {
  const [workspace] = document.split('/') as [WorkspaceId];
  serve(socket, prepare(workspace), () =>
    hub.join(document, {
      send: (frame) => {
        socket.sendFrame(frame);
      },
      sendMany: (frames) => {
        socket.sendFrames(frames);
      },
      close: (code, reason) => {
        socket.close(code, reason);
      },
      hold: (milliseconds) => {
        socket.hold(milliseconds);
      },
    }),
  );
}

function serveLink(
  hub: Hub,
  store: Store,
  socket: RelaySocket,
  workspace: WorkspaceId,
  prepare: (workspace: WorkspaceId) => Promise<void>,
): void {
  serve(socket, prepare(workspace), () =>
    acceptLink({
      hub,
      store,
      clock: systemClock,
      workspace,
      socket: {
        send: (frame) => {
          socket.sendFrame(frame);
        },
        sendMany: (frames) => {
          socket.sendFrames(frames);
        },
        close: (code, reason) => {
          socket.close(code, reason);
        },
        hold: (milliseconds) => {
          socket.hold(milliseconds);
        },
        get bufferedAmount() {
          return socket.bufferedAmount;
        },
      },
    }),
  );
}

/** Frames that come before the workspace is prepared wait their turn. */
function serve(socket: RelaySocket, prepared: Promise<void>, open: () => Receiver): void {
  const receiver = prepared.then(open);
  socket.on('error', ignore);
  socket.on('message', (data: RawData, isBinary: boolean) => {
    if (!isBinary || !(data instanceof Buffer)) {
      socket.close(closeCode.badMessage, 'binary frames only');
      return;
    }
    void receiver.then((to) => {
      to.receive(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    }, ignore);
  });
  socket.on('close', (code, reason) => {
    void receiver.then((to) => {
      to.gone(code, reason.toString());
    }, ignore);
  });
  receiver.catch(() => {
    socket.close(closeCode.storeFailed, 'the store cannot be read');
  });
}

/** Every error of a socket ends in its 'close' event, which is where it is handled. */
function ignore(): void {
  return undefined;
}
