import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readClientFiles } from './client-files.ts';
import { servePages } from './pages.ts';

const script = `export const many = '${'abc'.repeat(2_000)}';\n`;
let folder: string;
let port: number;
let healthy = true;
const server = createServer((request, response) => listener(request, response));
let listener: ReturnType<typeof servePages>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gendan-client-'));
  const client = join(folder, 'client');
  mkdirSync(join(client, 'assets'), { recursive: true });
  mkdirSync(join(client, '.vite'));
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(client, '.sources'), 'secret');
  writeFileSync(join(client, '.vite', 'manifest.json'), '{"secret":1}');
  writeFileSync(join(client, 'index.html'), '<!doctype html><title>app</title>');
  writeFileSync(join(client, 'sw.js'), 'self.x = 1;');
  writeFileSync(join(client, 'manifest.webmanifest'), '{}');
  writeFileSync(join(client, 'assets', 'app-1a2b3c4d.js'), script);
  listener = servePages({ client: Promise.resolve(readClientFiles(client)), isHealthy: () => healthy });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  ({ port } = server.address() as AddressInfo);
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** The path goes out as it is; `fetch` would tidy it up. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port, host: '127.0.0.1', path, headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) });
      });
    });
    request.on('error', reject).end();
  });
}

describe('the built client', () => {
  test.each(['/', '/team', '/team/orders', '/team/orders/order_x1?from=mail', '/sample/settings/'])(
    '%s is the app, asked for anew each time',
    async (path) => {
      const { status, headers, body } = await ask(path);
      expect(status).toBe(200);
      expect(body.toString()).toContain('<title>app</title>');
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['cache-control']).toBe('no-cache');
    },
  );

  test('what carries a hash in its name is kept for ever, the service worker is not', async () => {
    const asset = await ask('/assets/app-1a2b3c4d.js');
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(asset.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(asset.body.toString()).toBe(script);
    expect((await ask('/sw.js')).headers['cache-control']).toBe('no-cache');
    expect((await ask('/manifest.webmanifest')).headers['content-type']).toBe('application/manifest+json');
  });

  test('is sent compressed to who takes it, and not again to who has it', async () => {
    const zipped = await ask('/assets/app-1a2b3c4d.js', { 'accept-encoding': 'br, gzip' });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(zipped.body.byteLength).toBeLessThan(script.length / 10);
    expect(gunzipSync(zipped.body).toString()).toBe(script);
    const again = await ask('/', { 'if-none-match': String((await ask('/')).headers.etag) });
    expect(again.status).toBe(304);
    expect(again.body.byteLength).toBe(0);
  });

  test('HEAD gives the headers alone; nothing may be written', async () => {
    const head = await ask('/', {}, 'HEAD');
    expect([head.status, head.body.byteLength]).toEqual([200, 0]);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect((await ask('/', {}, method)).status).toBe(405);
    }
  });

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..\\secret.txt',
    '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
    '//etc/passwd',
    '/.sources',
    '/.vite/manifest.json',
    '/assets/none-00000000.js',
    '/assets',
    '/assets/',
    '/Team',
    '/%00',
    'http://127.0.0.1/../secret.txt',
  ])('%s is not there', async (path) => {
    const { status, body } = await ask(path);
    expect(status).toBe(404);
    expect(body.toString()).toBe('Nothing here.\n');
  });
});

test('an address of sockets says what it is', async () => {
  expect((await ask('/sync/team/board/order_x1/note')).status).toBe(426);
  expect((await ask('/link/team')).status).toBe(426);
});

test('healthz says whether updates are stored', async () => {
  const { status, headers, body } = await ask('/healthz');
  expect([status, headers['content-type'], body.toString()]).toEqual([
    200,
    'application/json',
    '{"status":"ok"}\n',
  ]);
  healthy = false;
  expect((await ask('/healthz')).status).toBe(503);
  healthy = true;
});

describe('each answer', () => {
  test.each(['/', '/assets/app-1a2b3c4d.js', '/sw.js', '/healthz', '/none.txt'])(
    '%s carries the policy',
    async (path) => {
      const { headers } = await ask(path, { host: 'gendan.test:4600' });
      const policy = String(headers['content-security-policy']).split('; ');
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("worker-src 'self'");
      expect(policy).toContain("connect-src 'self' ws://gendan.test:4600 wss://gendan.test:4600");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
    },
  );

  test('a host that is none does not get into the policy', async () => {
    const { headers } = await ask('/', { host: "x; script-src 'unsafe-inline'" });
    expect(headers['content-security-policy']).not.toContain("script-src 'unsafe-inline'");
    expect(headers['content-security-policy']).toContain("connect-src 'self';");
  });
});

test('without a client the app is missing and the rest is there', async () => {
  listener = servePages({ client: Promise.resolve(new Map()), isHealthy: () => true });
  expect((await ask('/team')).status).toBe(503);
  expect((await ask('/healthz')).status).toBe(200);
});
