import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { systemClock } from '../../server/clock.ts';
import { channelSocket } from '../../shared/sync/channel-socket.ts';
import { dialSocket } from '../../shared/sync/dial-socket.ts';
import { linkChannels, type LinkChannels } from '../../shared/sync/link-channels.ts';
import type { Lane } from '../../shared/sync/link-frame.ts';
import { readPacket } from '../../shared/sync/link-packet.ts';
import type { Dial } from '../../shared/sync/socket.ts';
import { decodeStockFrame } from '../../shared/sync/stock-frame.ts';
import { root } from '../run/step.ts';
import { cleanUp, startRelayProcess } from './relay-process.ts';
import { connect, disconnectAll, eventually, synced, textOf, type } from './stock-client.ts';

const note = 'sample/board/order_x1/note';
const other = 'sample/board/order_x2/note';
type Join = (name: string, doc: Y.Doc) => WebsocketProvider;

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
  disconnectAll();
});
afterAll(cleanUp);

/** Runs what README shows to developers, against this relay. */
async function readmeJoin(port: number): Promise<Join> {
  const [, code = ''] = /```js\n(import .*?)```/s.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
  expect(code).toContain('127.0.0.1:4600');
  const folder = join(root, '.cache');
  const file = join(folder, `readme-${port}.js`);
  mkdirSync(folder, { recursive: true });
  cleanups.push(() => {
    rmSync(file);
  });
  writeFileSync(file, `${code.replaceAll("'./", "'../").replace(':4600', `:${port}`)}\nexport { join };\n`);
  const shown = (await import(/* @vite-ignore */ file)) as { join: Join };
  return (name, doc) => destroyed(shown.join(name, doc));
}

/** The same with a wire of the test's own below. */
function joinOver(channels: LinkChannels): Join {
  const Socket = channelSocket(channels) as unknown as typeof WebSocket;
  return (name, doc) =>
    destroyed(new WebsocketProvider('link:/sync', name, doc, { WebSocketPolyfill: Socket, disableBc: true }));
}

function destroyed(provider: WebsocketProvider): WebsocketProvider {
  cleanups.push(() => {
    provider.destroy();
    provider.doc.destroy();
  });
  return provider;
}

function joined(join: Join, name: string) {
  const doc = new Y.Doc();
  return { doc, provider: join(name, doc), destroy: () => undefined, closed: [] };
}

test('[H15] documents over one socket, as README shows, share rooms with stock providers, presence included', async () => {
  const relay = await startRelayProcess({ args: ['--open'] });
  const join = await readmeJoin(relay.port);
  const [a, b] = [joined(join, note), joined(join, other)];
  const [stockA, stockB] = [connect(relay.sync, note), connect(relay.sync, other)];
  await synced(a, b, stockA, stockB);
  type(a, '去鳞');
  type(stockB, 'from a socket of its own');
  a.provider.awareness.setLocalStateField('user', { name: '陈' });
  stockA.provider.awareness.setLocalStateField('user', { name: 'Li' });
  await eventually(() => {
    expect([textOf(stockA), textOf(b)]).toEqual(['去鳞', 'from a socket of its own']);
    for (const { provider } of [a, stockA]) {
      expect([...provider.awareness.getStates().values()]).toEqual(
        expect.arrayContaining([{ user: { name: '陈' } }, { user: { name: 'Li' } }]),
      );
    }
  });
  const gone = a.doc.clientID;
  a.provider.destroy();
  await eventually(() => {
    expect(stockA.provider.awareness.getStates().has(gone)).toBe(false);
  });
  type(stockB, ', still');
  await eventually(() => {
    expect(textOf(b)).toBe('from a socket of its own, still');
  });
  await relay.stop();
});

test('[H15] providers on channels come back by themselves after a restart, with what was written meanwhile', async () => {
  let relay = await startRelayProcess({ args: ['--open'] });
  const join = await readmeJoin(relay.port);
  const [a, b] = [joined(join, note), joined(join, other)];
  await synced(a, b);
  type(a, 'before');
  await relay.stop('SIGKILL');
  await eventually(() => {
    expect([a.provider.wsconnected, b.provider.wsconnected]).toEqual([false, false]);
  });
  type(a, ' and meanwhile');
  relay = await relay.restart();
  const stock = connect(relay.sync, note);
  await synced(a, b, stock);
  await eventually(() => {
    expect(textOf(stock)).toBe('before and meanwhile');
  });
  await relay.stop();
});

test('keystrokes on one channel arrive while 5 MB are loading on another', async () => {
  const relay = await startRelayProcess({ args: ['--open'] });
  const [writer, typist] = [connect(relay.sync, note), connect(relay.sync, other)];
  await synced(writer, typist);
  type(writer, 'x'.repeat(5_000_000));
  const reader = connect(relay.sync, note);
  await eventually(() => {
    expect(textOf(reader)).toHaveLength(5_000_000);
  });

  // Once holding, packets wait here: then the relay may not send on before this end takes what it has sent.
  const line: { holding: boolean; held: Uint8Array[]; release: () => void } = {
    holding: false,
    held: [],
    release: () => undefined,
  };
  const over = dialSocket(() => new WebSocket(`${relay.sync.replace('/sync', '/link')}/sample`));
  const dial: Dial = (handlers) => {
    line.release = () => {
      line.holding = false;
      for (const packet of line.held.splice(0)) handlers.received(packet);
    };
    return over({
      ...handlers,
      received: (packet) => {
        if (line.holding) line.held.push(packet);
        else handlers.received(packet);
      },
    });
  };
  const join = joinOver(linkChannels({ dial, clock: systemClock }));
  const small = joined(join, other);
  await synced(small);
  line.holding = true;
  const large = joined(join, note);
  const [laneOfSmall, laneOfLarge] = [2, 3];
  // Opened, and then its document, as much as goes without credit.
  await eventually(() => {
    expect(line.held.length).toBeGreaterThan(0);
  });
  line.release();
  line.holding = true;
  await eventually(() => {
    expect(bytesOn(line.held, laneOfLarge)).toBeGreaterThan(50_000);
  });
  for (const letter of 'typed') type(typist, letter);
  await eventually(() => {
    expect(textOn(line.held, laneOfSmall)).toBe('typed');
  });
  expect(bytesOn(line.held, laneOfLarge)).toBeLessThan(300_000);
  line.release();
  expect(textOf(small)).toBe('typed');
  expect(textOf(large)).toBe('');
  await synced(large);
  expect(textOf(large)).toHaveLength(5_000_000);
  await relay.stop();
});

/** What a note becomes by the updates of a lane whose frames are small. */
function textOn(packets: readonly Uint8Array[], lane: number): string {
  const doc = new Y.Doc();
  for (const packet of packets) {
    readPacket(packet, (of: Lane, body) => {
      const messages = of === lane ? (decodeStockFrame(body) ?? []) : [];
      for (const message of messages) if (message.kind === 'update') Y.applyUpdate(doc, message.update);
      return true;
    });
  }
  return doc.getText('default').toJSON();
}

function bytesOn(packets: readonly Uint8Array[], lane: number): number {
  let bytes = 0;
  for (const packet of packets) {
    readPacket(packet, (of: Lane, body) => {
      if (of === lane) bytes += body.byteLength;
      return true;
    });
  }
  return bytes;
}
