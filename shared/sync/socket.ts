import type { CloseCode } from './close-code.ts';
import type { TokenBucket } from './token-bucket.ts';

/** One stock y-websocket connection as the hub sees it: a real socket on the server, a channel of a tab in the worker. */
export interface StockPeer {
  send(frame: Uint8Array): void;
  /**
   * The frames of one tick, in order, each a message of its own (H2). Peers of a room get the very same array, so that
   * what is made of it for the wire is made once.
   */
  sendMany?(frames: readonly Uint8Array[]): void;
  close(code: CloseCode, reason: string): void;
  /** Reads nothing for so many milliseconds: it brought more than its share (H14). A channel of this device has none. */
  hold?(milliseconds: number): void;
  /** The share that all connections over one socket have together; else each has its own. */
  readonly pace?: TokenBucket;
  /** So many more of this connection's frames with updates are committed (W4); a real socket has no use for it. */
  saved?(frames: number): void;
}

/** What the hub gives for a stock connection. After `gone` nothing is sent to its peer any more. */
export interface StockSession {
  receive(frame: Uint8Array): void;
  gone(): void;
}

/** One end of a link between two relays. What it carries is a packet a message (PROTOCOL.md). */
export interface LinkSocket {
  send(packet: Uint8Array): void;
  close(code: CloseCode, reason: string): void;
  /** Reads nothing for so many milliseconds, as a StockPeer. */
  hold?(milliseconds: number): void;
  /** Bytes handed over and not yet on the wire: what flow control looks at. */
  readonly bufferedAmount: number;
  /** How much may wait before it, on one channel or for the link itself; whoever does not read more is let go. */
  readonly queuedBytes?: number;
}

export interface LinkSession {
  receive(packet: Uint8Array): void;
  gone(code: number, reason: string): void;
}

/** What the dialling end hears of its socket. */
export interface DialHandlers {
  opened(): void;
  received(packet: Uint8Array): void;
  closed(code: number, reason: string): void;
}

export type Dial = (handlers: DialHandlers) => LinkSocket;
