import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { root } from '../../run/step.ts';
import { newFolder } from '../servers.ts';
import { cached, copyOf } from './cache.ts';
import { sitDown, within } from './browser.ts';
import { naiveDocument } from './folders.ts';
import { patience } from './ours.ts';

const port = 4691;
export const naiveOrigin = `http://127.0.0.1:${port}`;
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** How the naive page draws a card: the least elements that hold its words, or the app's own markup. */
export type Cards = 'plain' | 'markup';

export function naiveAddress(parameters: Readonly<Record<string, string>>): string {
  return `${naiveOrigin}/?${new URLSearchParams(parameters).toString()}`;
}

let site: Promise<Server> | null = null;

/** Builds the naive page and serves it, and the document of so many orders at `/orders/<count>`. */
export async function serveNaive(): Promise<void> {
  site ??= serve();
  await site;
}

export async function closeNaive(): Promise<void> {
  const server = await site;
  site = null;
  server?.closeAllConnections();
  server?.close();
}

async function serve(): Promise<Server> {
  const files = await builtFiles();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', naiveOrigin).pathname;
    const count = /^\/orders\/(\d+)$/.exec(path)?.[1];
    const name = path === '/' ? 'index.html' : path.slice(1);
    const content = count === undefined ? Promise.resolve(files.get(name)) : naiveDocument(Number(count));
    void content.then((body) => {
      if (body === undefined) {
        response.writeHead(404).end();
        return;
      }
      // As our relay serves them, so that the browser keeps the script compiled.
      const kept = name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
      const type = types[extname(name)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, 'cache-control': kept }).end(body);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

/** In memory: folders of the bench are taken away after each measurement. */
async function builtFiles(): Promise<ReadonlyMap<string, Uint8Array>> {
  const folder = newFolder();
  await build({
    configFile: false,
    root: join(root, 'tests/bench/naive'),
    logLevel: 'warn',
    resolve: { dedupe: ['yjs', 'y-protocols', 'lib0'] },
    build: { outDir: folder, emptyOutDir: true, target: 'es2024', modulePreload: { polyfill: false } },
  });
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), readFileSync(path)];
    }),
  );
}

/** A profile in whose IndexedDB the document lies, in one piece; each call gives a copy of its own. */
export async function warmNaiveProfile(orders: number): Promise<string> {
  return copyOf(await cached(`naive-profile-${orders}`, (profile) => fillNaive(profile, orders)));
}

async function fillNaive(profile: string, orders: number): Promise<void> {
  process.stderr.write(`filling a naive profile with ${orders} orders …\n`);
  await serveNaive();
  for (const parameters of [{ fill: `/orders/${orders}` }, {}, {}]) {
    const { page, close } = await sitDown(profile);
    await page.goto(naiveAddress({ ...parameters, cards: 'plain' }), { waitUntil: 'commit' });
    await within(patience.filling, 'the naive page', page, stored(page));
    await close();
  }
}

/** Milliseconds from the navigation until all cards were painted and the document lies in IndexedDB. */
export async function stored(page: Page): Promise<number> {
  const handle = await page.waitForFunction(() => globalThis.naive?.stored, null, { timeout: 0 });
  return Number(await handle.jsonValue());
}
