import type { DocumentName } from '../../shared/sync/document-name.ts';
import { packetsOf } from '../../shared/sync/lane-queues.ts';
import { frameKinds, type UpFrame } from '../../shared/sync/link-frame.ts';
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
  await Promise.race([
    all.promise,
    ...rooms.flatMap(({ writer, reader }) => [writer.wire.lost, reader.wire.lost]),
  ]);
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
    reader.wire.onFrame((bytes, start, end) => {
      missing -= structsIn(bytes, start, end);
      if (missing === 0) all.resolve(undefined);
    });
    writer.wire.onFrame(() => undefined);
    const typed = Array.from({ length: documents }, (_, index) =>
      typedUpdates(updates, firstClient + pair * documents + index),
    );
    // A round is what a device would send of one turn: one packet.
    const rounds = Array.from({ length: updates }, (_, at) =>
      upPackets(
        ...typed.map((of, index): UpFrame => {
          return {
            kind: 'update',
            number: at * documents + index + 1,
            document: `${workspace}/board/order_d${index}/note` as DocumentName,
            update: of[at] ?? new Uint8Array(),
          };
        }),
      ),
    );
    teams.push({ writer, reader, rounds });
  }
  const started = performance.now();
  for (let at = 0; at < updates; at++) {
    for (const { writer, rounds } of teams) writer.wire.write(rounds[at] ?? Buffer.alloc(0));
    await new Promise(setImmediate);
  }
  await Promise.race([
    all.promise,
    ...teams.flatMap(({ writer, reader }) => [writer.wire.lost, reader.wire.lost]),
  ]);
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
  wire.onFrame((bytes, start, end) => {
    forEachFrame(bytes, start, end, (number) => {
      if (number === frameKinds.caughtUp.number) caughtUp.resolve(undefined);
    });
  });
  wire.write(helloFrame(device));
  await caughtUp.promise;
  return { wire };
}

/** Updates in a packet: several may come joined in one entry, and each of them is one struct here. */
function structsIn(bytes: Buffer, start: number, end: number): number {
  let structs = 0;
  forEachFrame(bytes, start, end, (number) => {
    if (number !== frameKinds.entry.number) return;
    skip(); // document
    varUint(); // sequence
    skip(); // mark
    varUint(); // length of the update
    if (varUint() === 1) structs += varUint(); // clients, structs
  });
  return structs;
}

/** One cursor for all, read at once: a decoder of its own for each frame would be most of the load's work. */
const read = { bytes: Buffer.alloc(0) as Buffer, at: 0 };

/** Each frame that lies in one piece, by its number; the cursor stands behind it. */
function forEachFrame(bytes: Buffer, start: number, end: number, take: (number: number) => void): void {
  read.bytes = bytes;
  read.at = start + 1;
  while (read.at < end) {
    varUint(); // lane
    const head = varUint();
    const next = read.at + (head >>> 1);
    take(varUint());
    read.at = next;
  }
}

function varUint(): number {
  let value = 0;
  let factor = 1;
  for (;;) {
    const byte = read.bytes[read.at++] ?? 0;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return value;
    factor *= 128;
  }
}

function skip(): void {
  const length = varUint();
  read.at += length;
}

export function helloFrame(device: string): Buffer {
  return upPackets({ kind: 'hello', device: device.padEnd(32, '0') as StoreId, cursor: null });
}

export function upPackets(...frames: readonly UpFrame[]): Buffer {
  return Buffer.concat(packetsOf(...frames).map((packet) => clientFrame(packet)));
}
