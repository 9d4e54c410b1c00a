import { help } from '../../server/options.ts';
import { catchUp, folderWith, startOn } from './catch-up.ts';
import { commitTime } from './commit-time.ts';
import { atRate, saturate } from './fan-out.ts';
import { idleDocuments } from './idle-memory.ts';
import { lostWhenKilled } from './kill.ts';
import { largeDocument } from './large-document.ts';
import { onSockets, overLink } from './many-documents.ts';
import { record, type Results } from './results.ts';
import { startServer, type BenchServer, type Kind } from './servers.ts';
import type { Sizes } from './sizes.ts';

const y = 'y-websocket-server';
const level = 'y-websocket-server on LevelDB';
const rivals: readonly Kind[] = ['gendan', y, 'hocuspocus'];

const warmUpSeconds = 4;

type Part = (results: Results, sizes: Sizes, run: number) => Promise<void>;

/** The parts by their letter. Each measures all servers once; the runs go round, so that none has the quiet hour alone. */
export const parts: Readonly<Record<string, { readonly once: boolean; readonly measure: Part }>> = {
  a: { once: false, measure: fanOut },
  b: { once: false, measure: manyDocuments },
  c: { once: false, measure: idle },
  d: { once: false, measure: large },
  f: { once: true, measure: killed },
  g: { once: false, measure: catchingUp },
  s: { once: true, measure: starting },
};

async function fanOut(results: Results, sizes: Sizes, run: number): Promise<void> {
  const { readers, saturated, rates, commits } = sizes;
  record(results, 'commit', 'disk', { milliseconds: await commitTime(commits) });
  const slow: readonly Kind[] = [y, 'hocuspocus'];
  const tick: readonly Kind[] = help.includes('--tick') ? ['gendan 16 ms'] : [];
  for (const kind of [...rivals, 'broadcast', 'broadcast by ws.send'] as const) {
    await withServer(kind, async (server) => {
      const updates = slow.includes(kind) ? saturated.slow : saturated.fast;
      // Nobody is measured while his code is still being compiled.
      await saturate(server, readers, Math.ceil(updates / 20), 1000 + run);
      record(results, 'a saturated', kind, await saturate(server, readers, updates, run));
    });
  }
  for (const kind of [...rivals, ...tick] as const) {
    await withServer(kind, async (server) => {
      // Compiled by what it will do, and with its threads begun.
      await atRate(server, { perSecond: 400, seconds: warmUpSeconds, readers, run: 1000 + run });
      for (const rate of rates) {
        record(results, `a at ${rate.perSecond}`, kind, await atRate(server, { ...rate, readers, run }));
      }
    });
  }
}

async function manyDocuments(results: Results, { many, link }: Sizes, run: number): Promise<void> {
  for (const kind of rivals) {
    await withServer(kind, async (server) => {
      await onSockets(server, Math.ceil(many.documents / 10), many.updates, 1000 + run);
      record(results, 'b sockets', kind, await onSockets(server, many.documents, many.updates, run));
    });
  }
  await withServer('gendan', async (server) => {
    await overLink(server, { ...link, documents: Math.ceil(link.documents / 10), run: 1000 + run });
    record(results, 'b link', 'gendan', await overLink(server, { ...link, run }));
  });
}

async function idle(results: Results, { idle: { documents, bytes } }: Sizes): Promise<void> {
  for (const kind of rivals) {
    await withServer(kind, async (server) => {
      record(results, 'c idle', kind, await idleDocuments(server, documents, bytes));
    });
  }
}

async function large(results: Results, { large: { updates, size } }: Sizes): Promise<void> {
  for (const kind of ['gendan', level, 'hocuspocus'] as const) {
    record(results, 'd large', kind, await largeDocument(kind, updates, size));
  }
}

async function killed(results: Results, { kills }: Sizes): Promise<void> {
  for (const kind of ['gendan', level, 'hocuspocus'] as const) {
    record(results, 'f killed', kind, await lostWhenKilled(kind, kills));
  }
}

const folders = new Map<string, Promise<string>>();
function folderOf(kind: Kind, documents: number, bytes: number): Promise<string> {
  const key = `${kind} ${documents}`;
  const found = folders.get(key) ?? folderWith(kind, documents, bytes);
  folders.set(key, found);
  return found;
}

async function catchingUp(results: Results, { small: { documents, bytes } }: Sizes): Promise<void> {
  for (const kind of ['gendan', 'hocuspocus'] as const) {
    const folder = await folderOf(kind, documents, bytes);
    record(results, 'g catch-up', kind, await catchUp(kind, folder, documents));
  }
}

async function starting(results: Results, { stored: { few, many }, small, starts }: Sizes): Promise<void> {
  const fewFolder = await folderOf('gendan', few, small.bytes);
  const manyFolder = await folderOf('gendan', many, small.bytes);
  for (let start = 0; start < starts; start++) {
    record(results, 'start', 'gendan', { few: await startOn(fewFolder), many: await startOn(manyFolder) });
  }
}

async function withServer(kind: Kind, measure: (server: BenchServer) => Promise<void>): Promise<void> {
  const server = await startServer(kind);
  try {
    await measure(server);
  } finally {
    await server.stop();
  }
}
