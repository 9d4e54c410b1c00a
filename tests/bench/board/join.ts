import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { newFolder, startServer, type BenchServer } from '../servers.ts';
import { sitDown, within } from './browser.ts';
import { naiveDocument } from './folders.ts';
import { naiveAddress, serveNaive, stored, type Cards } from './naive-site.ts';
import { allThere, board, nameYourself, patience, startTeam } from './ours.ts';

export type Joined = {
  /** Milliseconds from the navigation to the first painted card. */
  readonly first: number;
  /** Per cent that had arrived by then at most, by what the page told next of it; 100 when it told nothing more. */
  readonly arrived: number;
  /** Per cent of the orders that the columns told of by then: what had been stored and could be shown. */
  readonly told: number;
  /** Milliseconds until everything was there, painted and stored. */
  readonly all: number;
  /** Different figures that the page told of its progress. */
  readonly steps: number;
};

/** A device that has nothing joins a team of so many orders. */
export async function ourJoin(orders: number): Promise<Joined> {
  const relay = await startTeam(orders);
  const seat = await sitDown(newFolder());
  const { page } = seat;
  try {
    await nameYourself(page);
    await page.goto(board, { waitUntil: 'commit' });
    const [first, all] = await Promise.all([
      within(
        patience.page,
        'the first card',
        page,
        page.evaluate(() => globalThis.benchBoard.firstCard),
      ),
      allThere(seat, orders, patience.filling),
    ]);
    const progress = await page.evaluate(() => globalThis.benchBoard.progress);
    const next = progress.find(({ at }) => at >= first.at);
    const told = (first.orders / orders) * 100;
    return { first: first.at, arrived: next?.percent ?? 100, told, all, steps: progress.length };
  } finally {
    await seat.close();
    await relay.stop();
  }
}

/** The same team as one document, by y-websocket from its own server into y-indexeddb. */
export async function naiveJoin(orders: number, cards: Cards): Promise<{ readonly all: number }> {
  await serveNaive();
  const server = await startServer('y-websocket-server');
  const seat = await sitDown(newFolder());
  try {
    await fill(server, await naiveDocument(orders));
    const { page } = seat;
    await page.goto(naiveAddress({ cards, sync: server.url() }), { waitUntil: 'commit' });
    return { all: await within(patience.filling, 'the naive page', page, stored(page)) };
  } finally {
    await seat.close();
    await server.stop();
  }
}

/** Brings the document to the server by one client, and sees by another that it is there. */
async function fill(server: BenchServer, update: Uint8Array): Promise<void> {
  const join = (doc: Y.Doc): WebsocketProvider =>
    new WebsocketProvider(server.url(), 'orders', doc, {
      disableBc: true,
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    });
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  const writer = join(doc);
  const copy = new Y.Doc();
  const wanted = doc.store.clients.get(1)?.length;
  const full = new Promise<void>((resolve) => {
    copy.on('update', () => {
      if (copy.store.clients.get(1)?.length === wanted) resolve();
    });
  });
  const reader = join(copy);
  await full;
  for (const provider of [writer, reader]) provider.destroy();
  doc.destroy();
  copy.destroy();
}
