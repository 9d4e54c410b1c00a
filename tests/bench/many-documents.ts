import { encodeUp } from '../../shared/sync/link-frame.ts';
import { splitFrame } from '../../shared/sync/link-parts.ts';
import type { DocumentName } from '../../shared/sync/document-name.ts';
import type { StoreId } from '../../shared/sync/store.ts';
import { joinDocument, updateFrames } from './dialect.ts';
import type { BenchServer } from './servers.ts';
import { typedUpdates } from './updates.ts';
import { clientFrame, openWire, type Wire } from './wire.ts';

const firstClient = 1000;

/** A writer and a reader for each document, each on a socket of its own; updates per second until all have come. */
export async function onSockets(server: BenchServer, documents: number, updates: number, run: number) {
  const rooms = [];
  for (let index = 0; index < documents; index++) {
    const document = `bench/board/order_r${run}d${index}/note`;
    const [writer, reader] = await Promise.all([
      joinDocument(server, document),
      joinDocument(server, document),
    ]);
    const frames = updateFrames(server, document, typedUpdates(updates, firstClient + index));
    rooms.push({ writer, reader, frames });
  }
  let missing = documents * updates;
  const all = Promise.withResolvers<undefined>();
  for (const { reader } of rooms) {
    reader.onDelivery((count) => {
      missing -= count;
      if (missing === 0) all.resolve(undefined);
    });
  }
  const started = performance.now();
  for (let at = 0; at < updates; at++) {
    for (const { writer, frames } of rooms) writer.wire.write(frames[at] ?? Buffer.alloc(0));
    await new Promise(setImmediate);
  }
  await all.promise;
  const seconds = (performance.now() - started) / 1000;
  for (const { writer, reader } of rooms) {
    writer.wire.destroy();
    reader.wire.destroy();
  }
  return { updatesPerSecond: (documents * updates) / seconds };
}

/** The same over `/link`: pairs of devices, one of which writes in the documents that both have. */
export async function overLink(
  server: BenchServer,
  { pairs, documents, updates, run }: { pairs: number; documents: number; updates: number; run: number },
) {
  const teams = [];
  const all = Promise.withResolvers<undefined>();
  let missing = pairs * documents * updates;
  for (let pair = 0; pair < pairs; pair++) {
    const workspace = `bench${run}x${pair}`;
    const [writer, reader] = await Promise.all([
      openLink(server, workspace, `w${run}x${pair}`),
      openLink(server, workspace, `r${run}x${pair}`),
    ]);
    reader.wire.onFrame((bytes, start) => {
      if (isEntry(bytes, start) && --missing === 0) all.resolve(undefined);
    });
    writer.wire.onFrame(() => undefined);
    const typed = Array.from({ length: documents }, (_, index) =>
      typedUpdates(updates, firstClient + pair * documents + index),
    );
    const rounds = Array.from({ length: updates }, (_, at) =>
      Buffer.concat(
        typed.map((of, index) =>
          upFrame({
            kind: 'update',
            number: at * documents + index + 1,
            document: `${workspace}/board/order_d${index}/note` as DocumentName,
            update: of[at] ?? new Uint8Array(),
          }),
        ),
      ),
    );
    teams.push({ writer, reader, rounds });
  }
  const started = performance.now();
  for (let at = 0; at < updates; at++) {
    for (const { writer, rounds } of teams) writer.wire.write(rounds[at] ?? Buffer.alloc(0));
    await new Promise(setImmediate);
  }
  await all.promise;
  const seconds = (performance.now() - started) / 1000;
  for (const { writer, reader } of teams) {
    writer.wire.destroy();
    reader.wire.destroy();
  }
  return { updatesPerSecond: (pairs * documents * updates) / seconds };
}

/** A device that has nothing; resolves when it was told that there is no more. */
async function openLink(
  server: BenchServer,
  workspace: string,
  device: string,
): Promise<{ readonly wire: Wire }> {
  const wire = await openWire(server.port, `/link/${workspace}`);
  const caughtUp = Promise.withResolvers<undefined>();
  wire.onFrame((bytes, start) => {
    if (bytes[start + 2] === downCaughtUp) caughtUp.resolve(undefined);
  });
  wire.write(helloFrame(device));
  await caughtUp.promise;
  return { wire };
}

/** Behind the byte of the parts and the version. */
const downEntry = 1;
const downCaughtUp = 3;

function isEntry(bytes: Buffer, start: number): boolean {
  return bytes[start + 2] === downEntry;
}

export function helloFrame(device: string): Buffer {
  return upFrame({ kind: 'hello', device: device.padEnd(32, '0') as StoreId, cursor: null });
}

function upFrame(frame: Parameters<typeof encodeUp>[0]): Buffer {
  return Buffer.concat(splitFrame(encodeUp(frame)).map((piece) => clientFrame(piece)));
}
