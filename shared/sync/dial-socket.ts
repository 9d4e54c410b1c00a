import type { Dial } from './socket.ts';

/** As much of a WebSocket as a link needs: a browser's, Node's own, or that of `ws`. */
export interface WebSocketLike {
  binaryType: string;
  readonly readyState: number;
  readonly bufferedAmount: number;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(
    type: 'close',
    listener: (event: { readonly code: number; readonly reason: string }) => void,
  ): void;
  send(packet: Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
}

const isOpen = 1;
/** What a socket may say as it closes, in bytes; ours speak English. */
const longestReason = 120;

/** What a link dials with, over WebSockets that `connect` makes. */
export function dialSocket(connect: () => WebSocketLike): Dial {
  return (handlers) => {
    const socket = connect();
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => {
      handlers.opened();
    });
    socket.addEventListener('message', ({ data }) => {
      if (data instanceof ArrayBuffer) handlers.received(new Uint8Array(data));
    });
    // Every error ends in a close.
    socket.addEventListener('error', () => undefined);
    socket.addEventListener('close', ({ code, reason }) => {
      handlers.closed(code, reason);
    });
    return {
      send: (packet) => {
        if (socket.readyState === isOpen) socket.send(packet as Uint8Array<ArrayBuffer>);
      },
      close: (code, reason) => {
        // 1000 and our own codes are those that a browser lets its pages say.
        socket.close(code, reason.slice(0, longestReason));
      },
      get bufferedAmount() {
        return socket.bufferedAmount;
      },
    };
  };
}
