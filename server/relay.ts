import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { closeCode } from '../shared/sync/close-code.ts';
import { createHub, type Hub } from '../shared/sync/hub.ts';
import { addresses } from './address.ts';
import type { ClientFiles } from './client-files.ts';
import { checkpointBehind } from './checkpoint.ts';
import { clockOf } from './clock.ts';
import { compactBehind } from './compaction.ts';
import { relayDatabase, takeDataFolder } from './data-folder.ts';
import { StartFailure, systemCode } from './failure.ts';
import { log } from './log.ts';
import type { Options } from './options.ts';
import { servePages } from './pages.ts';
import { sampleSeeder, sampleWorkspace } from './seed-sample.ts';
import { serveSockets } from './sockets.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { Access } from './upgrade.ts';
import { workspaceKey } from './workspace-key.ts';

export interface Relay {
  readonly addresses: readonly string[];
  /** Stores what has arrived, says goodbye, lets the data folder go. */
  stop(): Promise<void>;
}

/**
 * Starts everything; throws StartFailure for what the person who starts it can mend.
 * `loadClient` is asked once the port is open: devices that have the app go on working together meanwhile.
 */
export async function startRelay(
  options: Options,
  loadClient: () => Promise<ClientFiles> = () => Promise.resolve(new Map()),
): Promise<Relay> {
  const folder = takeDataFolder(options.data);
  try {
    const access: Access = options.open ? { kind: 'open' } : { kind: 'key', key: workspaceKey(folder.path) };
    const file = join(folder.path, relayDatabase);
    const store = openSqliteStore(file);
    const hub = createHub({ store, clock: clockOf(options.tick), limits: options.limits });
    const compactor = compactBehind(hub, store, file);
    const checkpoints = checkpointBehind(hub, file);
    const health = watchHealth(hub);
    const client = Promise.withResolvers<ClientFiles>();
    const server = createServer(options, servePages({ client: client.promise, isHealthy: health }));
    const prepare = sampleSeeder(hub, store);
    const sockets = serveSockets({ server, hub, store, access, limits: options.limits, prepare });
    const address = await listen(server, options);
    client.resolve(await loadClient());
    if (options.sample) await prepare(sampleWorkspace);
    return {
      addresses: addresses(options, address, access),
      async stop() {
        server.close();
        sockets.pause();
        await compactor.stop();
        await checkpoints.stop();
        await hub.stop(closeCode.shuttingDown, 'the relay is stopping');
        await sockets.end(closeCode.shuttingDown, 'the relay is stopping');
        await store.close();
        server.closeAllConnections();
        folder.release();
      },
    };
  } catch (error) {
    folder.release();
    throw error;
  }
}

/** Says in the log when the store refuses updates and when it takes them again; gives whether it does. */
function watchHealth(hub: Hub): () => boolean {
  let failure: string | null = null;
  hub.onStoreFailure((reason) => {
    if (reason !== failure) {
      log(reason === null ? 'updates are stored again' : `updates cannot be stored: ${reason}`);
    }
    failure = reason;
  });
  return () => failure === null;
}

function createServer({ tls, limits }: Options, pages: RequestListener): Server {
  // Before the first word of a WebSocket comes that of http; nobody has a body to send.
  const within = limits.firstWordWithin;
  const patience = {
    headersTimeout: within,
    requestTimeout: within,
    connectionsCheckingInterval: within / 4,
  };
  if (!tls) return createHttpServer(patience, pages);
  const [cert, key] = [readPem('--tls-cert', tls.cert), readPem('--tls-key', tls.key)];
  try {
    return createHttpsServer({ cert, key, handshakeTimeout: within, ...patience }, pages);
  } catch {
    throw new StartFailure(`${tls.cert} and ${tls.key} are not a certificate and its key in PEM form`);
  }
}

function readPem(option: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new StartFailure(`Cannot read ${option} ${file} (${systemCode(error) ?? 'unknown error'})`);
  }
}

function listen(server: Server, { host, port }: Options): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(new StartFailure(listenMessage(systemCode(error), host, port)));
    });
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('no address');
      resolve(address);
    });
  });
}

function listenMessage(code: string | null, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use; stop what uses it, or choose another with --port`;
    case 'EACCES':
      return `Port ${port} may not be used by this user; choose one above 1023 with --port`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this machine; choose another with --host`;
    default:
      return `Cannot listen on ${host}:${port} (${code ?? 'unknown error'})`;
  }
}
