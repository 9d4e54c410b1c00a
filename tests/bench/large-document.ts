import { setTimeout } from 'node:timers/promises';
import { HocuspocusProvider } from '@hocuspocus/provider';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { joinDocument, updateFrames } from './dialect.ts';
import { isGendan, startServer, type BenchServer, type Kind } from './servers.ts';
import { pastedUpdates } from './updates.ts';

const document = 'bench/board/order_large/note';
const compactionWithin = 20_000;
const joinedWithin = 60_000;
const attempts = 3;

/**
 * Fills a document, lets the server put it in order, starts it anew, and joins twice with the stock provider. A peer
 * that had not stored all of it when it was stopped never shows all of it, and is measured once more; ours must.
 */
export async function largeDocument(kind: Kind, updates: number, size: number) {
  for (let attempt = 1; ; attempt++) {
    const measured = await measure(kind, updates, size);
    if (measured) return measured;
    if (isGendan(kind) || attempt === attempts) throw new Error(`${kind} did not keep the document`);
  }
}

async function measure(kind: Kind, updates: number, size: number) {
  const filled = await startServer(kind);
  const frames = updateFrames(filled, document, pastedUpdates(updates, size));
  const writer = await joinDocument(filled, document);
  // One who reads sees the end, so that the writer is not let go before all was taken.
  const reader = await joinDocument(filled, document);
  let missing = updates;
  const all = Promise.withResolvers<undefined>();
  reader.onDelivery((count) => {
    missing -= count;
    if (missing === 0) all.resolve(undefined);
  });
  for (let at = 0; at < frames.length; at += 100) {
    writer.wire.write(Buffer.concat(frames.slice(at, at + 100)));
    await setTimeout(5);
  }
  await all.promise;
  writer.wire.destroy();
  reader.wire.destroy();
  const framesAtJoin = await untilCompacted(filled);
  await filled.stop();

  const server = await startServer(kind, filled.data);
  const first = await stockJoin(server, updates * size);
  const second = first && (await stockJoin(server, updates * size));
  first?.leave();
  second?.leave();
  await server.stop();
  if (!first || !second) return null;
  return { first: first.milliseconds, second: second.milliseconds, framesAtJoin };
}

/** Frames with updates that a joiner gets, once they have become few, or have not for too long. */
async function untilCompacted(server: BenchServer): Promise<number> {
  // Hocuspocus stores two seconds after the last change.
  await setTimeout(3000);
  const deadline = performance.now() + compactionWithin;
  for (;;) {
    const joiner = await joinDocument(server, document);
    joiner.wire.destroy();
    if (joiner.received() < 100 || performance.now() > deadline) return joiner.received();
    await setTimeout(1000);
  }
}

/** null when what was stored does not come to so many letters. */
async function stockJoin(server: BenchServer, length: number) {
  const doc = new Y.Doc();
  const text = doc.getText('default');
  const full = Promise.withResolvers<undefined>();
  doc.on('update', () => {
    if (text.length === length) full.resolve(undefined);
  });
  const started = performance.now();
  const provider =
    server.kind === 'hocuspocus'
      ? new HocuspocusProvider({ url: server.url(), name: document, document: doc })
      : new WebsocketProvider(server.url(), document, doc, {
          disableBc: true,
          WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
        });
  const leave = (): void => {
    provider.destroy();
    doc.destroy();
  };
  const came = await Promise.race([
    full.promise.then(() => true),
    setTimeout(joinedWithin, false, { ref: false }),
  ]);
  const milliseconds = performance.now() - started;
  if (came) return { milliseconds, leave };
  leave();
  return null;
}
