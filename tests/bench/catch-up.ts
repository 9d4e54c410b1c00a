import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { systemClock } from '../../server/clock.ts';
import { openSqliteStore } from '../../server/sqlite-store.ts';
import type { DocumentName } from '../../shared/sync/document-name.ts';
import { createHub } from '../../shared/sync/hub.ts';
import { LaneIntake } from '../../shared/sync/lane-intake.ts';
import { decodeDown } from '../../shared/sync/link-frame.ts';
import { helloFrame } from './many-documents.ts';
import { isGendan, newFolder, startServer, type Kind } from './servers.ts';
import { openWire } from './wire.ts';

const nameOf = (index: number) => `bench/board/order_c${index}/note` as DocumentName;

/** A data folder with so many small documents, written as the server itself would have written them. */
export async function folderWith(kind: Kind, documents: number, bytes: number): Promise<string> {
  const folder = newFolder();
  const update = smallDocument(bytes);
  if (isGendan(kind)) {
    const store = openSqliteStore(join(folder, 'gendan.db'));
    const hub = createHub({ store, clock: systemClock });
    for (let at = 0; at < documents; at += 1000) {
      const some = Array.from({ length: Math.min(1000, documents - at) }, (_, index) =>
        hub.write(nameOf(at + index), update),
      );
      await Promise.all(some);
    }
    await hub.stop(4503, 'done');
    await store.close();
  } else {
    const database = new DatabaseSync(join(folder, 'hocuspocus.db'));
    database.exec(
      'CREATE TABLE "documents" ("name" varchar(255) NOT NULL, "data" blob NOT NULL, UNIQUE(name)); BEGIN',
    );
    const insert = database.prepare('INSERT INTO "documents" ("name", "data") VALUES (?, ?)');
    for (let index = 0; index < documents; index++) insert.run(nameOf(index), update);
    database.exec('COMMIT');
    database.close();
  }
  return folder;
}

/** Milliseconds until a fresh device has the bytes of every document, and by how much the server's memory grew. */
export async function catchUp(kind: Kind, folder: string, documents: number) {
  const server = await startServer(kind, folder);
  const before = server.rss();
  const started = performance.now();
  const leave = isGendan(kind)
    ? await fillOverLink(server.port, documents)
    : await fillByProvider(server.url(), documents);
  const milliseconds = performance.now() - started;
  const grown = server.peakRss() - before;
  leave();
  await server.stop();
  return { milliseconds, grown };
}

async function fillOverLink(port: number, documents: number): Promise<() => void> {
  const wire = await openWire(port, '/link/bench');
  const intake = new LaneIntake(64 * 1024 * 1024);
  const held = new Map<string, Uint8Array>();
  const full = Promise.withResolvers<undefined>();
  wire.onFrame((bytes, start, end) => {
    intake.read(bytes.subarray(start, end), (lane, body) => {
      const frame = body && decodeDown(lane, body);
      if (frame?.kind === 'entry') held.set(frame.document, frame.update);
      if (frame?.kind === 'caughtUp') full.resolve(undefined);
      return frame !== null;
    });
  });
  wire.write(helloFrame('fresh'));
  await full.promise;
  if (held.size !== documents) throw new Error(`${held.size} of ${documents} documents came`);
  return () => {
    wire.destroy();
  };
}

async function fillByProvider(url: string, documents: number): Promise<() => void> {
  const socket = new HocuspocusProviderWebsocket({ url, WebSocketPolyfill: WebSocket });
  const full = Promise.withResolvers<undefined>();
  let missing = documents;
  const providers = Array.from({ length: documents }, (_, index) => {
    const document = new Y.Doc();
    const provider = new HocuspocusProvider({
      websocketProvider: socket,
      name: nameOf(index),
      document,
      onSynced: () => {
        if (document.getText('default').length > 0 && --missing === 0) full.resolve(undefined);
      },
    });
    provider.attach();
    return provider;
  });
  await full.promise;
  return () => {
    for (const provider of providers) provider.destroy();
    socket.destroy();
  };
}

/** Milliseconds from the start of the process to the line that it is ready. */
export async function startOn(folder: string): Promise<number> {
  const server = await startServer('gendan', folder);
  await server.stop();
  return server.startedIn;
}

function smallDocument(bytes: number): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 1;
  doc.getText('default').insert(0, 'x'.repeat(bytes - 20));
  return Y.encodeStateAsUpdate(doc);
}
