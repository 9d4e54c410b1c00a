import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { closeCode } from '../shared/sync/close-code.ts';

const tooBig = 1009;

/**
 * A WebSocket of the relay. What `ws` closes with 1009, which stock clients retry for ever, it closes with 4413 (H14);
 * and the frames of one tick leave in one write (H2).
 */
export class RelaySocket extends WebSocket {
  #wire: Duplex | null = null;
  #corked = false;

  /** The raw socket below, as the upgrade gave it. */
  attach(wire: Duplex): void {
    this.#wire = wire;
  }

  override close(code?: number, reason?: string | Buffer): void {
    if (code === tooBig) super.close(closeCode.tooLarge, 'the frame is too large');
    else super.close(code, reason);
  }

  sendFrame(frame: Uint8Array): void {
    if (this.readyState !== WebSocket.OPEN) return;
    this.#cork();
    this.send(frame);
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
