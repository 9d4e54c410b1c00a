import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { openRaw } from './raw-socket.ts';
import {
  cleanUp,
  launch,
  printedAddress,
  startRelayProcess,
  temporaryFolder,
  type RelayProcess,
} from './relay-process.ts';
import { connect, disconnectAll, eventually, synced, textOf, type } from './stock-client.ts';

const room = 'team/board/order_a/note';

afterEach(disconnectAll);
afterAll(cleanUp);

/** What a newcomer finds, with nobody there who could bring it back. */
async function textAt(relay: Pick<RelayProcess, 'sync' | 'key'>): Promise<string> {
  const reader = connect(relay.sync, room, { protocols: protocolsOf(relay.key) });
  await synced(reader);
  const text = textOf(reader);
  reader.destroy();
  return text;
}

function protocolsOf(key: string | null): string[] {
  return key === null ? [] : ['gendan', `gendan.key.${key}`];
}

/** Closing the store moves its log into the database and takes the log away. */
function wasClosed(data: string): boolean {
  return existsSync(join(data, 'gendan.db')) && !existsSync(join(data, 'gendan.db-wal'));
}

describe('starting', () => {
  test('the second start is up in less than two seconds, serves the app and has the same key', async () => {
    const first = await startRelayProcess();
    expect((await first.stop()).code).toBe(0);
    const relay = await first.restart();
    expect(relay.startedIn).toBeLessThan(2_000);
    expect(relay.address).toBe(first.address);
    const page = await fetch(`${relay.origin}/team/orders`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(await page.text())?.[1];
    const asset = await fetch(`${relay.origin}${script ?? '/none'}`);
    expect([asset.status, asset.headers.get('cache-control')]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
    expect(await (await fetch(`${relay.origin}/healthz`)).json()).toEqual({ status: 'ok' });
    await relay.stop();
  });

  test('--sample leads to the sample, which is filled once', async () => {
    const first = await startRelayProcess({ args: ['--sample', '--open'] });
    expect(first.address).toBe(`${first.origin}/sample`);
    const records = async ({ sync }: RelayProcess) => {
      const reader = connect(sync, 'sample/team/team_board/facts');
      await synced(reader);
      const count = reader.doc.getArray('records').length;
      reader.destroy();
      return count;
    };
    const count = await records(first);
    expect(count).toBeGreaterThan(0);
    await first.stop();
    const second = await first.restart();
    expect(await records(second)).toBe(count);
    await second.stop();
  });
});

describe('stopping', () => {
  test.each<NodeJS.Signals>(['SIGTERM', 'SIGINT'])(
    '%s stores what has arrived, tells everyone to come back, and ends with 0',
    async (signal) => {
      const relay = await startRelayProcess({ args: ['--open'] });
      const [writer, reader] = [connect(relay.sync, room), connect(relay.sync, room)];
      await synced(writer, reader);
      type(writer, 'sealed');
      await eventually(() => {
        expect(textOf(reader)).toBe('sealed');
      });
      const exit = await relay.stop(signal);
      expect([exit.code, exit.signal, exit.stderr]).toEqual([0, null, '']);
      await eventually(() => {
        for (const { closed } of [writer, reader]) expect(closed[0]).toBe(4503);
      });
      expect(wasClosed(relay.data)).toBe(true);
      disconnectAll();
      const again = await relay.restart();
      expect(await textAt(again)).toBe('sealed');
      await again.stop();
    },
  );

  test('[H1] kill -9 in the moment another one saw an update: it is there', async () => {
    let relay = await startRelayProcess({ args: ['--open'] });
    let expected = '';
    for (let round = 0; round < 20; round++) {
      const [writer, reader] = [connect(relay.sync, room), connect(relay.sync, room)];
      await synced(writer, reader);
      const { stop } = relay;
      const killed = new Promise((resolve) => {
        reader.doc.once('update', () => {
          resolve(stop('SIGKILL'));
        });
      });
      type(writer, `${round} `);
      expected += `${round} `;
      await killed;
      expect(textOf(reader)).toBe(expected);
      // Neither of the two may bring it back.
      disconnectAll();
      relay = await relay.restart();
      expect(await textAt(relay)).toBe(expected);
    }
    await relay.stop();
  });

  test('SIGTERM to npm reaches the relay, which flushes and lets port and folder go', async () => {
    const data = temporaryFolder();
    const npm = launch('npm', ['start', '--', '--port', '0', '--data', data, '--open']);
    const { origin } = new URL(await printedAddress(npm));
    const relay = { sync: `${origin.replace('http', 'ws')}/sync`, key: null };
    const [writer, reader] = [connect(relay.sync, room), connect(relay.sync, room)];
    await synced(writer, reader);
    type(writer, 'by npm');
    await eventually(() => {
      expect(textOf(reader)).toBe('by npm');
    });
    npm.kill('SIGTERM');
    expect((await npm.exit).code).toBe(0);
    await eventually(() => {
      expect(wasClosed(data)).toBe(true);
      expect(writer.closed[0]).toBe(4503);
    });
    disconnectAll();
    await expect(fetch(origin)).rejects.toThrow();
    const again = await startRelayProcess({ data, args: ['--open'] });
    expect(await textAt(again)).toBe('by npm');
    await again.stop();
  });
});

describe('[W6] the key', () => {
  test('opens; without it or with another one a stock client is closed with 4401 and gives up', async () => {
    const relay = await startRelayProcess();
    const friend = connect(relay.sync, room, { protocols: protocolsOf(relay.key) });
    const strangers = [
      connect(relay.sync, room),
      connect(relay.sync, room, { protocols: protocolsOf('A'.repeat(43)) }),
    ];
    await synced(friend);
    await eventually(() => {
      for (const { closed, provider } of strangers) {
        expect(closed).toEqual([4401]);
        expect(provider.shouldConnect).toBe(false);
      }
    });
    for (const stranger of strangers) type(stranger, 'intruder');
    type(friend, 'ours');
    expect(await textAt(relay)).toBe('ours');
    await relay.stop();
  });

  test('a page of another origin gets no socket', async () => {
    const relay = await startRelayProcess();
    const offered = { 'Sec-WebSocket-Protocol': protocolsOf(relay.key).join(', ') };
    const own = await openRaw(relay.port, `/sync/${room}`, { ...offered, Origin: relay.origin });
    expect(own.status).toBe(101);
    own.destroy();
    for (const Origin of ['http://evil.test', `http://localhost:${relay.port}`, 'null']) {
      const foreign = await openRaw(relay.port, `/sync/${room}`, { ...offered, Origin });
      expect(foreign.status).toBe(403);
      foreign.destroy();
    }
    await relay.stop();
  });

  test('is in no output but the printed address', async () => {
    const relay = await startRelayProcess();
    const key = relay.key ?? 'none';
    const friend = connect(relay.sync, room, { protocols: protocolsOf(key) });
    await synced(friend);
    connect(`${relay.sync}/${key}`, room, { protocols: protocolsOf(key) });
    for (const path of [`/team?key=${key}`, `/${key}`, `/sync/${key}`, `/link/team?key=${key}`]) {
      await fetch(`${relay.origin}${path}`, { headers: { authorization: `Bearer ${key}` } });
    }
    const raw = await openRaw(relay.port, `/link/${key}`, {
      'Sec-WebSocket-Protocol': `gendan, gendan.key.${key}, bad protocol`,
    });
    raw.destroy();
    const { stdout, stderr } = await relay.stop();
    expect(stderr).not.toContain(key);
    expect(stdout.replace(relay.address, '')).not.toContain(key);
    expect(stdout).toContain(key);
  });
});
