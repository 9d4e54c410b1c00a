import * as prng from 'lib0/prng';
import { DatabaseSync } from 'node:sqlite';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { cleanUp, startRelayProcess } from './relay-process.ts';
import { connect, disconnectAll, eventually, synced, textOf, type StockClient } from './stock-client.ts';

const room = 'sample/board/order_x1/note';

afterEach(disconnectAll);
afterAll(cleanUp);

test('two stock providers converge with --open, presence included', async () => {
  const relay = await startRelayProcess({ args: ['--open'] });
  const [a, b] = [connect(relay.sync, room), connect(relay.sync, room)];
  await synced(a, b);
  a.doc.getText('default').insert(0, '去鳞去内脏');
  b.doc.getMap('labels').set('colour', 'ice');
  a.provider.awareness.setLocalStateField('user', { name: '陈' });
  b.provider.awareness.setLocalStateField('user', { name: 'Li' });
  await eventually(() => {
    expect(textOf(b)).toBe('去鳞去内脏');
    expect(a.doc.getMap('labels').toJSON()).toEqual({ colour: 'ice' });
    for (const client of [a, b]) {
      expect([...client.provider.awareness.getStates().values()]).toEqual(
        expect.arrayContaining([{ user: { name: '陈' } }, { user: { name: 'Li' } }]),
      );
    }
  });
  const [before, gone] = [b.provider.awareness.getStates().size, a.doc.clientID];
  a.destroy();
  await eventually(() => {
    expect(b.provider.awareness.getStates().has(gone)).toBe(false);
  });
  expect(before).toBe(2);
  await relay.stop();
});

test('[H3] [H4] [H7] twenty stock providers converge through reconnects and restarts of the relay', async () => {
  const seed = Number(process.env['GENDAN_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  const gen = prng.create(seed);
  const said = `GENDAN_SEED=${seed}`;
  let relay = await startRelayProcess({ args: ['--open'], port: await freePort() });
  const clients = Array.from({ length: 20 }, () => connect(relay.sync, room));

  const restarts = new Map<number, NodeJS.Signals>([
    [100, 'SIGKILL'],
    [220, 'SIGTERM'],
    [340, 'SIGKILL'],
    [460, 'SIGKILL'],
  ]);
  for (let step = 0; step < 600; step++) {
    const signal = restarts.get(step);
    if (signal) {
      // Everybody writes on while there is no relay.
      const exit = relay.stop(signal);
      for (let i = 0; i < 20; i++) act(gen, prng.oneOf(gen, clients));
      await exit;
      relay = await relay.restart();
      // The next edits come while some are back and others are not yet.
      const willing = clients.filter(({ provider }) => provider.shouldConnect);
      const enough = prng.int32(gen, 0, willing.length);
      await eventually(() => {
        expect(willing.filter(({ provider }) => provider.wsconnected).length, said).toBeGreaterThanOrEqual(
          enough,
        );
      });
    }
    act(gen, prng.oneOf(gen, clients));
    if (prng.bool(gen)) await new Promise(setImmediate);
  }

  for (const { provider } of clients) provider.connect();
  await synced(...clients);
  clients.forEach(({ provider }, number) => {
    provider.awareness.setLocalState({ number });
  });
  const newcomer = connect(relay.sync, room);
  await synced(newcomer);
  const [first] = clients;
  if (!first) throw new Error('nobody is there');
  await eventually(() => {
    for (const { doc, provider } of clients) {
      expect(Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(first.doc)), said).toBe(true);
      expect(content(doc), said).toEqual(content(first.doc));
      const numbers = Array.from(
        provider.awareness.getStates().values(),
        (state) => state['number'] as unknown,
      );
      expect(new Set(numbers.filter((number) => number !== undefined)).size, said).toBe(20);
    }
    expect(content(newcomer.doc), said).toEqual(content(first.doc));
  });

  expect((await relay.stop()).code).toBe(0);
  expect(content(stored(relay.data)), said).toEqual(content(first.doc));
});

/** One person's next step: write, delete, set, show themselves, go away or come back. */
function act(gen: prng.PRNG, { doc, provider }: StockClient): void {
  const text = doc.getText('default');
  const at = prng.int32(gen, 0, text.length);
  switch (prng.int32(gen, 0, 9)) {
    case 0:
      text.delete(at, Math.min(text.length - at, prng.int32(gen, 1, 8)));
      break;
    case 1:
      doc.getMap('labels').set(prng.oneOf(gen, ['a', 'b', 'c']), prng.int32(gen, 0, 1000));
      break;
    case 2:
      doc.getArray('rows').insert(0, [{ cartons: prng.int32(gen, 0, 1000) }]);
      break;
    case 3:
      provider.awareness.setLocalStateField('at', prng.int32(gen, 0, 1000));
      break;
    case 4:
      if (prng.bool(gen)) provider.disconnect();
      else provider.connect();
      break;
    case 5:
      provider.connect();
      break;
    default:
      text.insert(at, prng.word(gen, 1, 6));
  }
}

function content(doc: Y.Doc) {
  return [doc.getText('default').toJSON(), doc.getMap('labels').toJSON(), doc.getArray('rows').toJSON()];
}

/** The document as it lies in the data folder of a relay that has ended. */
function stored(data: string): Y.Doc {
  const database = new DatabaseSync(join(data, 'gendan.db'), { readOnly: true });
  const rows = database
    .prepare(
      'SELECT bytes FROM updates JOIN documents ON documents.id = document WHERE name = ? ORDER BY sequence',
    )
    .all(room);
  database.close();
  const doc = new Y.Doc();
  for (const row of rows) Y.applyUpdate(doc, row['bytes'] as Uint8Array);
  return doc;
}

/** Below the ports that the system gives to outgoing connections: who tries to reconnect might meet itself there. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    await new Promise((resolve) => server.close(resolve));
    if (free) return port;
  }
}
