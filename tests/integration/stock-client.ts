import { vi, expect } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

/** A document in the hands of a stock y-websocket provider. */
export interface StockClient {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  /** Codes of the closes that this client has heard, oldest first. */
  readonly closed: readonly number[];
  destroy(): void;
}

export interface ConnectOptions {
  readonly protocols?: string[];
  readonly doc?: Y.Doc;
}

const clients = new Set<StockClient>();
// Each provider waits for the end of the process, and twenty are no leak.
process.setMaxListeners(100);

/** `sync` as in RelayProcess. Not through BroadcastChannel, which would pass a relay by that does nothing. */
export function connect(sync: string, room: string, options: ConnectOptions = {}): StockClient {
  const { doc = new Y.Doc(), protocols = [] } = options;
  const provider = new WebsocketProvider(sync, room, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
    maxBackoffTime: 200,
    protocols,
  });
  const closed: number[] = [];
  provider.on('connection-close', (event) => {
    if (event) closed.push(event.code);
  });
  const client: StockClient = {
    doc,
    provider,
    closed,
    destroy() {
      clients.delete(client);
      provider.destroy();
      doc.destroy();
    },
  };
  clients.add(client);
  return client;
}

/** Lets every client go; for afterEach. */
export function disconnectAll(): void {
  for (const client of clients) client.destroy();
}

/** Tries until nothing is thrown. */
export function eventually(check: () => void | Promise<void>, timeout = 20_000): Promise<void> {
  return vi.waitFor(check, { timeout, interval: 10 });
}

export function synced(...all: readonly StockClient[]): Promise<void> {
  return eventually(() => {
    expect(all.map(({ provider }) => provider.synced)).not.toContain(false);
  });
}

export function textOf({ doc }: StockClient): string {
  return doc.getText('default').toJSON();
}

export function type({ doc }: StockClient, text: string): void {
  doc.getText('default').insert(doc.getText('default').length, text);
}
