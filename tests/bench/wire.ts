import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A WebSocket frame as a server sends it. */
export function serverFrame(payload: Uint8Array): Buffer {
  const head = frameHead(payload.byteLength, 0);
  return Buffer.concat([head, payload]);
}

/** A WebSocket frame as a client sends it; its mask is zero, so the payload stands as it is. */
export function clientFrame(payload: Uint8Array, opcode = 2): Buffer {
  const head = frameHead(payload.byteLength, 0x80);
  head[0] = 0x80 | opcode;
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}

function frameHead(size: number, mask: number): Buffer {
  if (size < 126) return Buffer.of(0x82, mask | size);
  if (size < 65_536) {
    const head = Buffer.of(0x82, mask | 126, 0, 0);
    head.writeUInt16BE(size, 2);
    return head;
  }
  const head = Buffer.alloc(10);
  head[0] = 0x82;
  head[1] = mask | 127;
  head.writeBigUInt64BE(BigInt(size), 2);
  return head;
}

/** Called for each binary frame; the payload stands in `bytes` from `start` to `end` and is gone afterwards. */
export type FrameListener = (bytes: Buffer, start: number, end: number) => void;

/** A WebSocket client that costs next to nothing, so that the load does not become what is measured. */
export interface Wire {
  onFrame(listener: FrameListener): void;
  /** Bytes of whole client frames, made beforehand. */
  write(frames: Uint8Array): void;
  readonly isOpen: boolean;
  /** Rejects when the connection ends. */
  readonly lost: Promise<never>;
  destroy(): void;
}

/** One buffer for all: it is read before the next socket gets it. */
const shared = Buffer.alloc(256 * 1024);

export async function openWire(port: number, path: string): Promise<Wire> {
  let listener: FrameListener = () => undefined;
  let rest: Buffer | null = null;
  let upgraded: (() => void) | null = null;
  let isOpen = false;

  const take = (size: number, bytes: Uint8Array): boolean => {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, size);
    let data: Buffer = rest ? Buffer.concat([rest, chunk]) : chunk;
    rest = null;
    if (!isOpen) {
      const end = data.indexOf('\r\n\r\n');
      if (end < 0) {
        rest = Buffer.from(data);
        return true;
      }
      if (!data.subarray(0, 12).toString('latin1').endsWith(' 101')) {
        socket.destroy(new Error(data.subarray(0, end).toString('latin1')));
        return true;
      }
      isOpen = true;
      data = Buffer.from(data.subarray(end + 4));
      upgraded?.();
    }
    readFrames(data);
    return true;
  };

  const readFrames = (data: Buffer): void => {
    let at = 0;
    const { length } = data;
    while (at + 2 <= length) {
      const short = (data[at + 1] ?? 0) & 0x7f;
      const start = at + (short === 127 ? 10 : short === 126 ? 4 : 2);
      if (start > length) break;
      const size =
        short === 127
          ? Number(data.readBigUInt64BE(at + 2))
          : short === 126
            ? data.readUInt16BE(at + 2)
            : short;
      const end = start + size;
      if (end > length) break;
      const opcode = (data[at] ?? 0) & 0x0f;
      if (opcode === 2) listener(data, start, end);
      else if (opcode === 9) socket.write(clientFrame(data.subarray(start, end), 10));
      else if (opcode === 8) socket.end();
      at = end;
    }
    if (at < length) rest = Buffer.from(data.subarray(at));
  };

  const socket: Socket = connect({
    port,
    host: '127.0.0.1',
    noDelay: true,
    onread: { buffer: shared, callback: take },
  });
  const failed = once(socket, 'close').then((): never => {
    throw new Error(`the WebSocket at ${path} was refused or has ended`);
  });
  failed.catch(() => undefined);
  socket.on('error', () => undefined);
  socket.on('close', () => {
    isOpen = false;
  });
  await Promise.race([once(socket, 'connect'), failed]);
  const opened = new Promise<void>((resolve) => {
    upgraded = resolve;
  });
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  );
  await Promise.race([opened, failed]);
  return {
    onFrame: (to) => {
      listener = to;
    },
    write: (frames) => {
      socket.write(frames);
    },
    get isOpen() {
      return isOpen;
    },
    lost: failed,
    destroy: () => {
      socket.destroy();
    },
  };
}
