import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { closeCode } from '../shared/sync/close-code.ts';
import { joinFrames } from './websocket-frame.ts';

/** What `ws` closes with by itself when a frame is against the WebSocket protocol, not UTF-8, or too large. */
const protocolError = 1002;
const notUtf8 = 1007;
const tooBig = 1009;
/** Longer than this nobody is left unread: a link must say now and then that it is there. */
const longestHold = 10_000;

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
  #queuedBytes = Infinity;
  #corked = false;
  #heard = true;
  #heldUntil = 0;
  #hold: NodeJS.Timeout | null = null;

  /**
   * The raw socket below, as the upgrade gave it, and how much may wait in it: one who reads nothing makes the relay
   * keep everything, so he is let go and may come back.
   */
  attach(wire: Duplex, queuedBytes: number): void {
    this.#wire = wire;
    this.#queuedBytes = queuedBytes;
    const hear = () => {
      this.#heard = true;
    };
    this.on('message', hear);
    this.on('pong', hear);
  }

  /** Reads nothing for so long: what its peer sends waits at its peer (H14). */
  hold(milliseconds: number): void {
    if (this.readyState !== WebSocket.OPEN) return;
    this.#heldUntil = performance.now() + Math.min(milliseconds, longestHold);
    if (this.#hold || this.isPaused) return;
    this.pause();
    this.#whenOver();
  }

  /** Reads nothing any more. */
  stopReading(): void {
    this.#endHold();
    this.pause();
  }

  override close(code?: number, reason?: string | Buffer): void {
    // The peer's goodbye is to be read.
    if (this.#hold) {
      this.#endHold();
      this.resume();
    }
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
    if (this.bufferedAmount <= this.#queuedBytes) return true;
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

  /** What was already read may have made the hold longer. */
  #whenOver(): void {
    const left = this.#heldUntil - performance.now();
    if (left > 0) {
      this.#hold = setTimeout(() => {
        this.#whenOver();
      }, left).unref();
    } else {
      this.#endHold();
      this.resume();
    }
  }

  #endHold(): void {
    if (this.#hold) clearTimeout(this.#hold);
    this.#hold = null;
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
