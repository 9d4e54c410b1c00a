import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { closeCode } from '../shared/sync/close-code.ts';
import { joinFrames } from './websocket-frame.ts';

/** What `ws` closes with by itself when a frame is against the WebSocket protocol, not UTF-8, or too large. */
const protocolError = 1002;
const notUtf8 = 1007;
const tooBig = 1009;
/** One who reads nothing makes the relay keep everything; beyond this it is let go and may come back. */
const highWater = 64 * 1024 * 1024;

/** The last batch and what it is on the wire: its readers come one after the other. */
let last: { readonly frames: readonly Uint8Array[]; readonly bytes: Buffer } | null = null;

function wireBytes(frames: readonly Uint8Array[]): Buffer {
  if (last?.frames !== frames) last = { frames, bytes: joinFrames(frames) };
  return last.bytes;
}

/**
 * A WebSocket of the relay. Stock clients retry for ever on the codes that `ws` closes with by itself, so they become
 * codes in the 44xx range (H14); and the frames of one tick leave in one write (H2).
 */
export class RelaySocket extends WebSocket {
  #wire: Duplex | null = null;
  #corked = false;
  #heard = true;

  /** The raw socket below, as the upgrade gave it. */
  attach(wire: Duplex): void {
    this.#wire = wire;
    const hear = () => {
      this.#heard = true;
    };
    this.on('message', hear);
    this.on('pong', hear);
  }

  override close(code?: number, reason?: string | Buffer): void {
    if (code === tooBig) super.close(closeCode.tooLarge, 'the frame is too large');
    else if (code === protocolError || code === notUtf8)
      super.close(closeCode.badMessage, 'a malformed frame');
    else super.close(code, reason);
  }

  sendFrame(frame: Uint8Array): void {
    if (!this.#takes()) return;
    this.#cork();
    this.send(frame);
  }

  /**
   * The frames of one tick in one write. Without compression `ws` keeps nothing back of what it was given, so what goes
   * past it to the wire keeps its place.
   */
  sendFrames(frames: readonly Uint8Array[]): void {
    if (!this.#takes()) return;
    if (this.#wire) this.#wire.write(wireBytes(frames));
    else for (const frame of frames) this.send(frame);
  }

  #takes(): boolean {
    if (this.readyState !== WebSocket.OPEN) return false;
    if (this.bufferedAmount <= highWater) return true;
    this.close(closeCode.slowConsumer, 'frames are not read');
    return false;
  }

  /** Ends a connection that was silent since the last call: its machine lost its power or its network. */
  checkAlive(): void {
    if (!this.#heard) {
      this.terminate();
      return;
    }
    this.#heard = false;
    if (this.readyState === WebSocket.OPEN) this.ping();
  }

  #cork(): void {
    if (this.#corked || !this.#wire) return;
    const wire = this.#wire;
    this.#corked = true;
    wire.cork();
    setImmediate(() => {
      this.#corked = false;
      wire.uncork();
    });
  }
}
