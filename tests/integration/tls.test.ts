import { readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { root } from '../run/step.ts';
import { cleanUp, runRelay, startRelayProcess, temporaryFolder } from './relay-process.ts';
import { eventually } from './stock-client.ts';

/** A certificate for localhost that vouches for itself, made for these tests alone. */
const cert = join(root, 'tests/integration/certificate/localhost.crt');
const key = join(root, 'tests/integration/certificate/localhost.key');
const ca = readFileSync(cert);
const encrypted = ['--tls-cert', cert, '--tls-key', key];

class TrustingSocket extends WebSocket {
  constructor(address: string | URL, protocols?: string | string[], options: ClientOptions = {}) {
    super(address, protocols, { ...options, ca });
  }
}

afterAll(cleanUp);

test('[W5] with a certificate everything goes over https and wss', async () => {
  const relay = await startRelayProcess({ args: encrypted });
  expect(relay.address).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/team#key=/);
  const status = await new Promise<number | undefined>((resolve, reject) => {
    get(`${relay.origin}/healthz`, { ca }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
  expect(status).toBe(200);

  const [a, b] = [0, 1].map(
    () =>
      new WebsocketProvider(relay.sync, 'team/board/order_a/note', new Y.Doc(), {
        WebSocketPolyfill: TrustingSocket as unknown as typeof globalThis.WebSocket,
        disableBc: true,
        protocols: ['gendan', `gendan.key.${relay.key ?? ''}`],
      }),
  );
  if (!a || !b) throw new Error('two providers');
  a.doc.getText('default').insert(0, '冷藏');
  await eventually(() => {
    expect(b.doc.getText('default').toJSON()).toBe('冷藏');
  });
  for (const provider of [a, b]) provider.destroy();
  await expect(fetch(relay.origin.replace('https', 'http'))).rejects.toThrow();
  expect((await relay.stop()).code).toBe(0);
});

describe('[W5] open to the network', () => {
  const outside = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);

  test('over plain http it says in one line what will be missing, and names every address', async () => {
    const relay = await startRelayProcess({ args: ['--host', '0.0.0.0'] });
    expect(relay.origin).toContain('http://127.0.0.1:');
    await eventually(() => {
      expect(relay.output().stderr).toMatch(/^gendan: over plain http .*--tls-cert and --tls-key.*$/m);
      for (const address of outside) {
        expect(relay.output().stdout).toContain(`http://${address}:${relay.port}/team#key=`);
      }
    });
    expect((await relay.stop()).code).toBe(0);
  });

  test('over https there is nothing to say', async () => {
    const relay = await startRelayProcess({ args: ['--host', '0.0.0.0', ...encrypted] });
    expect((await relay.stop()).stderr).not.toContain('--tls-cert');
  });
});

describe('a certificate that cannot be used ends the start in one line', () => {
  const folder = temporaryFolder();
  const garbage = join(folder, 'garbage.pem');
  writeFileSync(garbage, 'not a certificate');

  test.each([
    ['one that is not there', join(folder, 'none.pem'), key, /--tls-cert .*none\.pem.*ENOENT/],
    ['a key that is not there', cert, join(folder, 'none.pem'), /--tls-key .*none\.pem.*ENOENT/],
    ['garbage', garbage, key, /garbage\.pem .* not a certificate and its key/],
    ['a key in place of the certificate', key, cert, /not a certificate and its key/],
  ])('%s', async (_name, certFile, keyFile, message) => {
    const data = temporaryFolder();
    const exit = await runRelay([
      '--port',
      '0',
      '--data',
      data,
      '--tls-cert',
      certFile,
      '--tls-key',
      keyFile,
    ]);
    expect(exit.stderr).toMatch(/^gendan: [^\n]+\n$/);
    expect(exit.stderr).toMatch(message);
    expect([exit.code, exit.stdout]).toEqual([1, '']);
  });
});
