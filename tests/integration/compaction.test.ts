import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { systemClock } from '../../server/clock.ts';
import { compactBehind } from '../../server/compaction.ts';
import { openSqliteStore } from '../../server/sqlite-store.ts';
import { createHub } from '../../shared/sync/hub.ts';
import { decodeStockFrame, step1Frame } from '../../shared/sync/stock-frame.ts';
import type { Store } from '../../shared/sync/store.ts';
import { root } from '../run/step.ts';
import { fill, longNote, named, note, readNote } from './long-note.ts';
import { startRelayProcess } from './relay-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'gendan-compaction-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
let folders = 0;
const newFolder = () => mkdtempSync(join(folder, `${String(folders++)}-`));

const large = longNote(10_000, 5_000_000);
const entriesOf = (file: string): number => {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 1_000 });
  const row = database.prepare('SELECT COUNT(*) AS count FROM updates').get();
  database.close();
  return Number(row?.['count']);
};

describe('[H6] a note of 5 MB in 10,000 updates', () => {
  test('is compacted by the running relay, and a stock joiner gets one update', async () => {
    const data = newFolder();
    const file = join(data, 'gendan.db');
    const store = openSqliteStore(file);
    await fill(store, note, large.log);
    await store.close();

    const relay = await startRelayProcess({ data, args: ['--open'] });
    await vi.waitFor(() => expect(entriesOf(file)).toBe(1), { timeout: 60_000, interval: 50 });
    const updates = await join1(`${relay.sync}/${note}`);
    expect(updates).toHaveLength(1);
    expect(readNote(updates)).toBe(large.text);
    expect((await relay.stop()).stderr).not.toContain('not compacted');
  });

  test('is compacted behind the hub, whose thread is never busy with it for more than 50 ms', async () => {
    const file = join(newFolder(), 'gendan.db');
    const store = openSqliteStore(file);
    await fill(store, note, large.log);
    const hub = createHub({ store, clock: systemClock });
    const turns = busiestTurn();
    const compactor = compactBehind(hub, store, file, { lookAfter: 0 });
    onTestFinished(() => store.close());

    const other = new Y.Doc();
    other.getText('default').insert(0, 'x');
    let written = 0;
    while (entriesOf(file) > 1 + written) {
      const before = Y.encodeStateVector(other);
      other.getText('default').insert(0, 'y');
      const update = Y.encodeStateAsUpdate(other, written === 0 ? undefined : before);
      const outcome = await hub.write(named('team/board/order_b/note'), update);
      expect(outcome.kind).toBe('committed');
      written++;
    }
    expect(turns.stop()).toBeLessThan(50);
    await compactor.stop();
    expect(readNote((await store.read(note))?.updates ?? [])).toBe(large.text);
  });
});

test('[H6] a process killed at any moment of a compaction loses nothing', async () => {
  const small = longNote(3_000, 600_000);
  const file = join(newFolder(), 'gendan.db');
  const filled = openSqliteStore(file);
  const entries = await fill(filled, note, small.log);
  await filled.close();
  const begin = async () => {
    const child = spawn(
      join(root, 'node_modules', '.bin', 'node'),
      [join(root, 'tests/integration/compacting-process.ts'), file],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(child.stdout, 'data');
    return async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    };
  };
  const expectAll = async () => {
    const store = openSqliteStore(file);
    const stored = await store.read(note);
    expect(readNote(stored?.updates ?? [])).toBe(small.text);
    expect(stored?.through).toBe(entries.at(-1)?.sequence);
    for (const { sequence, mark } of entries) expect(await store.holds(sequence, mark)).toBe(true);
    await store.close();
  };
  for (let round = 0; round < 12; round++) {
    const kill = await begin();
    await passed(round * 30);
    await kill();
    await expectAll();
  }
  // What a kill has left half done is done by the next one.
  const kill = await begin();
  await vi.waitFor(() => expect(entriesOf(file)).toBe(1), { timeout: 30_000, interval: 20 });
  await kill();
  await expectAll();
});

test('[H6] stopping in the middle of a compaction leaves the store free at once', async () => {
  const file = join(newFolder(), 'gendan.db');
  const store: Store = openSqliteStore(file);
  onTestFinished(() => store.close());
  await fill(store, note, large.log.slice(0, 3_000));
  const text = readNote((await store.read(note))?.updates ?? []);
  const hub = createHub({ store, clock: systemClock });
  for (const wait of [0, 150, 200, 250, 300]) {
    const compactor = compactBehind(hub, store, file, { lookAfter: 0 });
    await passed(wait);
    await compactor.stop();
    const began = performance.now();
    const update = Y.encodeStateAsUpdate(new Y.Doc());
    await store.commit({
      appends: [
        {
          document: named('team/board/order_b/note'),
          update,
          known: { clocks: new Map(), deletes: new Map() },
          source: 'own',
        },
      ],
    });
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(readNote((await store.read(note))?.updates ?? [])).toBe(text);
  }
});

/** The updates that a stock client with nothing is sent until sync step 2. */
function join1(url: string): Promise<Uint8Array[]> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array[]>();
  const updates: Uint8Array[] = [];
  const socket = new WebSocket(url);
  socket.on('error', reject);
  socket.on('open', () => {
    socket.send(step1Frame(Y.encodeStateVector(new Y.Doc())));
  });
  socket.on('message', (data: Buffer) => {
    for (const message of decodeStockFrame(new Uint8Array(data)) ?? []) {
      if (message.kind === 'update') updates.push(message.update);
      if (message.kind === 'step2') {
        socket.close();
        resolve(updates);
      }
    }
  });
  return promise;
}

/** The most CPU time, in ms, that this thread has spent in one turn of its event loop; other processes do not count. */
function busiestTurn(): { stop(): number } {
  let busiest = 0;
  let running = true;
  const cpu = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1_000;
  };
  let last = cpu();
  const turn = () => {
    const now = cpu();
    busiest = Math.max(busiest, now - last);
    last = now;
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  return {
    stop() {
      running = false;
      return busiest;
    },
  };
}

/** How far a compaction has come is what these tests are about, so time passes. */
function passed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
