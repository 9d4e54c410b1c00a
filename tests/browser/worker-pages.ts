import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/**
 * A page that has the tab's side of the local relay and nothing else, in several builds under one origin, which also
 * passes `/link` on to a relay: `/a/`, `/b/`, each newer than the one before.
 */
export interface FixtureSite {
  readonly port: number;
  /** From here on `/link` leads to this port; null: nowhere. */
  linkTo(port: number | null): void;
  /** A path that is answered at `release`; `reached` resolves when somebody waits for it. */
  hold(): { readonly path: string; readonly reached: Promise<void>; release(): void };
  close(): Promise<void>;
}

const root = fileURLToPath(new URL('./worker-fixture', import.meta.url));
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** `prelude` runs first in the workers of the build it is given for. */
export async function serveFixture(
  builds: readonly string[],
  prelude: Readonly<Record<string, string>> = {},
): Promise<FixtureSite> {
  const folder = mkdtempSync(join(tmpdir(), 'gendan-fixture-'));
  for (const [order, name] of builds.entries()) {
    await build({
      configFile: false,
      root,
      base: `/${name}/`,
      logLevel: 'warn',
      define: { __BUILD__: JSON.stringify(name), __BUILD_ORDER__: JSON.stringify(order) },
      resolve: { dedupe: ['yjs', 'y-protocols', 'lib0'] },
      worker: { format: 'es' },
      build: { outDir: join(folder, name), emptyOutDir: true, target: 'es2024', minify: false },
    });
  }
  let relayPort: number | null = null;

  const holds = new Map<string, (answer: () => void) => void>();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://fixture').pathname;
    const hold = holds.get(path);
    if (hold) {
      hold(() => response.writeHead(204).end());
      return;
    }
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    readFile(file).then(
      (content) => {
        const [, name = ''] = path.split('/');
        const first = path.includes('/worker-') ? prelude[name] : undefined;
        response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
        if (first !== undefined) response.write(first);
        response.end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (relayPort === null) {
      socket.destroy();
      return;
    }
    const lines = [`${request.method ?? 'GET'} ${request.url ?? '/'} HTTP/1.1`];
    for (let i = 0; i < request.rawHeaders.length; i += 2)
      lines.push(`${request.rawHeaders[i] ?? ''}: ${request.rawHeaders[i + 1] ?? ''}`);
    const relay = connect(relayPort, '127.0.0.1', () => {
      relay.write(`${lines.join('\r\n')}\r\n\r\n`);
      relay.write(head);
      relay.pipe(socket).pipe(relay);
    });
    relay.on('error', () => socket.destroy());
    socket.on('close', () => relay.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    linkTo(port) {
      relayPort = port;
    },
    hold() {
      const path = `/hold/${holds.size}`;
      const asked = Promise.withResolvers<() => void>();
      holds.set(path, asked.resolve);
      return {
        path,
        reached: asked.promise.then(() => undefined),
        release: () => void asked.promise.then((answer) => answer()),
      };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
