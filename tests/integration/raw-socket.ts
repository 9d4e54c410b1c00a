import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** One frame as it came over the wire. */
export interface RawFrame {
  readonly opcode: number;
  readonly final: boolean;
  readonly payload: Buffer;
}

export const opcode = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** A WebSocket without a library: what is sent and what comes is seen byte by byte. */
export interface RawSocket {
  readonly status: number;
  /** Each chunk that the system delivered, with the frames that were complete in it. */
  readonly chunks: readonly (readonly RawFrame[])[];
  /** null until the relay has sent a close frame. */
  closeCode(): number | null;
  isGone(): boolean;
  /** Resolves when the system takes more. */
  write(...frames: readonly Uint8Array[]): Promise<void>;
  destroy(): void;
}

/** Asks for an upgrade as a browser would; `headers` are added to what every client sends. */
export async function openRaw(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawSocket> {
  const socket = connect({ port, host: '127.0.0.1' });
  await once(socket, 'connect');
  const lines = Object.entries({
    Host: `127.0.0.1:${port}`,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);

  const [status, rest] = await responseHead(socket);
  const chunks: RawFrame[][] = [];
  let pending = Buffer.alloc(0);
  let gone = false;
  const take = (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    const frames: RawFrame[] = [];
    for (let read = readFrame(pending); read !== null; read = readFrame(pending)) {
      frames.push(read.frame);
      pending = pending.subarray(read.length);
    }
    chunks.push(frames);
  };
  if (rest.length > 0) take(rest);
  socket.on('data', take);
  socket.on('error', () => (gone = true));
  socket.on('close', () => (gone = true));
  return {
    status,
    chunks,
    closeCode() {
      const close = chunks.flat().find((frame) => frame.opcode === opcode.close);
      return close === undefined ? null : close.payload.readUInt16BE(0);
    },
    isGone: () => gone,
    async write(...frames) {
      if (gone || socket.write(Buffer.concat(frames))) return;
      await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => undefined);
    },
    destroy: () => socket.destroy(),
  };
}

/** A client's frame; its mask is zero, so the payload stands as it is. */
export function frame(payload: Uint8Array, kind: number = opcode.binary, final = true): Buffer {
  return Buffer.concat([frameHead(payload.byteLength, kind, final), payload]);
}

/** What stands before the payload of a client's frame; the payload may be sent bit by bit, or never. */
export function frameHead(length: number, kind: number = opcode.binary, final = true): Buffer {
  const first = (final ? 0x80 : 0) | kind;
  // Of a control frame the long form would be malformed.
  if (length < 126) return Buffer.from([first, 0x80 | length, 0, 0, 0, 0]);
  const head = Buffer.alloc(14);
  head[0] = first;
  head[1] = 0x80 | 127;
  head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}

function readFrame(bytes: Buffer): { readonly frame: RawFrame; readonly length: number } | null {
  if (bytes.length < 2) return null;
  const [first = 0, second = 0] = bytes;
  const short = second & 0x7f;
  const start = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (bytes.length < start) return null;
  const size =
    short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
  if (bytes.length < start + size) return null;
  const payload = Buffer.from(bytes.subarray(start, start + size));
  return { frame: { opcode: first & 0x0f, final: (first & 0x80) !== 0, payload }, length: start + size };
}

async function responseHead(socket: Socket): Promise<readonly [number, Buffer]> {
  let received = Buffer.alloc(0);
  for (;;) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    received = Buffer.concat([received, chunk]);
    const end = received.indexOf('\r\n\r\n');
    if (end < 0) continue;
    return [Number(received.toString('latin1').split(' ')[1]), received.subarray(end + 4)];
  }
}
