import { setTimeout } from 'node:timers/promises';
import { joinDocument, updateFrames, type DocumentClient } from './dialect.ts';
import type { BenchServer } from './servers.ts';
import { writtenDocument } from './updates.ts';

/** Documents with one client each who does nothing any more: bytes of RSS that each of them costs. */
export async function idleDocuments(server: BenchServer, documents: number, bytes: number) {
  const update = writtenDocument(bytes);
  const warm = await joinDocument(server, 'bench/board/order_warm/note');
  const before = server.rss();
  const clients: DocumentClient[] = [warm];
  for (let index = 0; index < documents; index++) {
    const document = `bench/board/order_idle${index}/note`;
    const client = await joinDocument(server, document);
    // As what a client had when it came: the same writer may stand in many documents.
    for (const frame of updateFrames(server, document, [update], true)) client.wire.write(frame);
    clients.push(client);
  }
  const rss = await settledRss(server);
  for (const { wire } of clients) wire.destroy();
  return { rssPerDocument: (rss - before) / documents, bytesPerDocument: update.byteLength };
}

/** After what is on its way has been taken and stored, and memory stands still. */
async function settledRss(server: BenchServer): Promise<number> {
  let last = Infinity;
  for (let quiet = 0, round = 0; quiet < 3 && round < 30; round++) {
    const [rss, cpu] = [server.rss(), server.cpu()];
    await setTimeout(1000);
    quiet = server.cpu() - cpu < 0.05 && Math.abs(server.rss() - rss) < 0.01 * rss ? quiet + 1 : 0;
    last = server.rss();
  }
  return last;
}
