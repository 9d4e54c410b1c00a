import * as encoding from 'lib0/encoding';
import { clientFrame, openWire, type Wire } from './wire.ts';
import type { BenchServer } from './servers.ts';

/** What a frame with an update says: so many updates of one writer, from this clock on. Each update is one struct here. */
export type DeliveryListener = (updates: number, clock: number) => void;

/** A client of one document on a socket of its own. */
export interface DocumentClient {
  readonly wire: Wire;
  /** Updates that came as they were made, not those that answered the joining. */
  onDelivery(listener: DeliveryListener): void;
}

export interface JoinedClient extends DocumentClient {
  /** Frames with updates so far, and bytes of the update that sync step 2 brought. */
  received(): number;
  step2Bytes(): number;
}

/** Hocuspocus puts the document's name before each message. */
function prefixed(server: BenchServer, document: string): encoding.Encoder {
  const encoder = encoding.createEncoder();
  if (server.kind === 'hocuspocus') encoding.writeVarString(encoder, document);
  return encoder;
}

/** A client's WebSocket frame with an update; as the answer to sync step 1 when `step2` says so. */
export function updateFrames(
  server: BenchServer,
  document: string,
  updates: readonly Uint8Array[],
  step2 = false,
): readonly Buffer[] {
  return updates.map((update) => {
    const encoder = prefixed(server, document);
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint(encoder, step2 ? 1 : 2);
    encoding.writeVarUint8Array(encoder, update);
    return clientFrame(encoding.toUint8Array(encoder));
  });
}

/** Joins and waits until the server has answered the sync step 1. */
export async function joinDocument(server: BenchServer, document: string): Promise<JoinedClient> {
  const wire = await openWire(server.port, server.path(document));
  const skipped =
    server.kind === 'hocuspocus'
      ? encoding.encode((encoder) => {
          encoding.writeVarString(encoder, document);
        }).byteLength
      : 0;
  let listener: DeliveryListener = () => undefined;
  let received = 0;
  let step2Bytes = 0;
  const joined = Promise.withResolvers<undefined>();
  wire.onFrame((bytes, start, end) => {
    const at = start + skipped;
    const type = bytes[at];
    const kind = bytes[at + 1];
    if (type !== 0 || (kind !== 1 && kind !== 2)) return;
    read.bytes = bytes;
    read.at = at + 2;
    const size = varUint();
    if (kind === 1) {
      step2Bytes = size;
      joined.resolve(undefined);
      return;
    }
    received++;
    if (read.at >= end || varUint() !== 1) return;
    const structs = varUint();
    varUint(); // client
    listener(structs, varUint());
  });
  if (server.kind === 'hocuspocus') {
    const encoder = prefixed(server, document);
    encoding.writeVarUint(encoder, 2);
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, '');
    encoding.writeVarString(encoder, '4.7.0');
    wire.write(clientFrame(encoding.toUint8Array(encoder)));
  }
  const step1 = prefixed(server, document);
  encoding.writeVarUint(step1, 0);
  encoding.writeVarUint(step1, 0);
  encoding.writeVarUint8Array(step1, Uint8Array.of(0));
  wire.write(clientFrame(encoding.toUint8Array(step1)));
  if (!server.kind.startsWith('broadcast')) await joined.promise;
  return {
    wire,
    received: () => received,
    step2Bytes: () => step2Bytes,
    onDelivery: (to) => {
      listener = to;
    },
  };
}

/** One cursor for all, read at once: a decoder of its own for each frame would be most of the load's work. */
const read = { bytes: Buffer.alloc(0) as Buffer, at: 0 };

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
