// The board as most would begin it: one document in y-indexeddb, read on the page's own thread, every card in the page.
import { IndexeddbPersistence } from 'y-indexeddb';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import '../../../client/styles/index.css';
import { drawBoard, type Board, type Draw } from './board.ts';
import { markupCard } from './markup-card.ts';
import { plainCard } from './plain-card.ts';
import type { Entity } from './texts.ts';

declare global {
  /** `stored`: milliseconds from the navigation until everything was painted and lies in IndexedDB. */
  var naive: { stored: number | null } | undefined;
}

const parameters = new URLSearchParams(location.search);
const draw: Draw = parameters.get('cards') === 'markup' ? markupCard : plainCard;
globalThis.naive = { stored: null };

const doc = new Y.Doc();
const orders = doc.getMap<Entity>('orders');
const names = { customers: doc.getMap<Entity>('customers'), products: doc.getMap<Entity>('products') };
const board: Board = drawBoard(orders, names, draw);
orders.observeDeep((events) => {
  const changed = events.flatMap((event) =>
    event.target === orders ? [...event.changes.keys.keys()] : [String(event.path[0])],
  );
  board.redraw(new Set(changed));
});

const persistence = new IndexeddbPersistence('naive', doc);
await persistence.whenSynced;

const fill = parameters.get('fill');
if (fill !== null) {
  const answer = await fetch(fill);
  Y.applyUpdate(doc, new Uint8Array(await answer.arrayBuffer()));
}
const sync = parameters.get('sync');
if (sync !== null) {
  const provider = new WebsocketProvider(sync, 'orders', doc, { disableBc: true });
  await new Promise<void>((resolve) => {
    provider.on('sync', (isSynced: boolean) => {
      if (isSynced) resolve();
    });
  });
}

await painted();
await written();
globalThis.naive.stored = performance.now();

function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
  });
}

/** A transaction of the same table waits for those that were begun before it. */
function written(): Promise<void> {
  return new Promise((resolve, reject) => {
    const { db } = persistence;
    if (!db) return reject(new Error('no database'));
    const asked = db.transaction('updates', 'readonly').objectStore('updates').count();
    asked.onsuccess = () => resolve();
    asked.onerror = () => reject(new Error('not read'));
  });
}
