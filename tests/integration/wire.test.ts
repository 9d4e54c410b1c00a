import { afterAll, afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { decodeStockFrame, step1Frame, updateFrame } from '../../shared/sync/stock-frame.ts';
import { frame, opcode, openRaw, type RawFrame, type RawSocket } from './raw-socket.ts';
import { cleanUp, startRelayProcess } from './relay-process.ts';
import { disconnectAll, eventually } from './stock-client.ts';

const path = '/sync/team/board/order_a/note';

afterEach(disconnectAll);
afterAll(cleanUp);

/** Updates of ten edits that were made one after the other. What replaces something stays an update of its own. */
function tenEdits(how: 'replacing' | 'typing'): Uint8Array[] {
  const doc = new Y.Doc();
  const text = doc.getText('default');
  text.insert(0, '-');
  const updates = [Y.encodeStateAsUpdate(doc)];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let i = 1; i < 10; i++) {
    doc.transact(() => {
      if (how === 'replacing') text.delete(0, 1);
      text.insert(0, String(i));
    });
  }
  return updates;
}

function messagesOf({ opcode: kind, payload }: RawFrame) {
  return kind === opcode.binary ? decodeStockFrame(new Uint8Array(payload)) : null;
}

/** Where a frame with an update came in, chunk by chunk. */
function updatesPerChunk({ chunks }: RawSocket): number[] {
  return chunks
    .map(
      (frames) =>
        frames.flatMap((one) => messagesOf(one) ?? []).filter(({ kind }) => kind === 'update').length,
    )
    .filter((count) => count > 0);
}

async function joined(port: number): Promise<RawSocket> {
  const socket = await openRaw(port, path);
  await socket.write(frame(step1Frame(Uint8Array.of(0))));
  await eventually(() => {
    const kinds = socket.chunks.flat().flatMap((one) => messagesOf(one)?.map(({ kind }) => kind) ?? []);
    expect(kinds).toContain('step2');
  });
  return socket;
}

test('[H2] each message has a frame of its own, and the frames of a tick come in one write', async () => {
  const relay = await startRelayProcess({ args: ['--open'] });
  const [writer, reader] = [await joined(relay.port), await joined(relay.port)];
  // All in one write, so that they arrive in one tick.
  await writer.write(...tenEdits('replacing').map((update) => frame(updateFrame(update))));
  await eventually(() => {
    expect(updatesPerChunk(reader).reduce((sum, count) => sum + count, 0)).toBe(10);
  });
  expect(updatesPerChunk(reader)).toEqual([10]);
  const binary = reader.chunks.flat().filter((one) => one.opcode === opcode.binary);
  expect(binary.map((one) => messagesOf(one)?.length)).toEqual(binary.map(() => 1));
  expect(binary.every((one) => one.final)).toBe(true);
  for (const socket of [writer, reader]) socket.destroy();
  await relay.stop();
});

test('[H3] a joiner gets what is stored as updates, and sync step 2 last, after a restart too', async () => {
  const relay = await startRelayProcess({ args: ['--open'] });
  const writer = await joined(relay.port);
  const watcher = await joined(relay.port);
  await writer.write(...tenEdits('replacing').map((update) => frame(updateFrame(update))));
  await eventually(() => {
    expect(updatesPerChunk(watcher).reduce((sum, count) => sum + count, 0)).toBe(10);
  });
  await relay.stop('SIGKILL');
  const again = await relay.restart();
  const joiner = await joined(again.port);
  const kinds = joiner.chunks.flat().flatMap((one) => messagesOf(one)?.map(({ kind }) => kind) ?? []);
  expect(kinds[0]).toBe('step1');
  expect(kinds.filter((kind) => kind === 'update')).toHaveLength(10);
  expect(kinds.at(-1)).toBe('step2');
  joiner.destroy();
  await again.stop();
});

test('[H1] what one writer typed in a tick comes to others as one update, and says the same', async () => {
  const relay = await startRelayProcess({ args: ['--open'] });
  const [writer, reader] = [await joined(relay.port), await joined(relay.port)];
  await writer.write(...tenEdits('typing').map((update) => frame(updateFrame(update))));
  const doc = new Y.Doc();
  await eventually(() => {
    for (const message of reader.chunks.flat().flatMap((one) => messagesOf(one) ?? [])) {
      if (message.kind === 'update') Y.applyUpdate(doc, message.update);
    }
    expect(doc.getText('default').toJSON()).toBe('987654321-');
  });
  expect(updatesPerChunk(reader)).toEqual([1]);
  for (const socket of [writer, reader]) socket.destroy();
  await relay.stop();
});
