import { closeCode } from './close-code.ts';

/** What carries channels: between a tab and its worker, or over a link (`linkChannels`). */
export interface ChannelTransport {
  open(document: string, events: ChannelEvents): { send(frame: Uint8Array): void; close(): void };
}

export interface ChannelEvents {
  opened(): void;
  /** A buffer of exactly the frame's length. */
  data(frame: ArrayBuffer): void;
  closed(code: number, reason: string): void;
  /** So many more of the channel's frames with updates are committed. */
  saved?(frames: number): void;
}

type Phase = 'connecting' | 'open' | 'closing' | 'closed';
const readyStates: Record<Phase, number> = { connecting: 0, open: 1, closing: 2, closed: 3 };

interface Handlers {
  onopen: ((event: unknown) => void) | null;
  onmessage: ((event: { readonly data: ArrayBuffer }) => void) | null;
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null;
  onerror: ((event: unknown) => void) | null;
}

/** As much of a WebSocket as y-websocket's provider uses (H15). */
export interface ChannelSocket extends Handlers {
  binaryType: string;
  readonly url: string;
  readonly readyState: number;
  readonly OPEN: number;
  send(frame: Uint8Array): void;
  close(): void;
}

export type ChannelSocketConstructor = new (url: string, protocols?: string | string[]) => ChannelSocket;

/**
 * The WebSocket class to hand to y-websocket's provider in a tab (H15): it opens asynchronously, has OPEN on the
 * instance and handlers as properties, and gives ArrayBuffers of exact length. The document's name is what stands
 * behind `/sync/` in the URL.
 */
export function channelSocket(transport: ChannelTransport): ChannelSocketConstructor {
  return class implements ChannelSocket {
    readonly url: string;
    readonly OPEN = readyStates.open;
    binaryType = 'arraybuffer';
    onopen: Handlers['onopen'] = null;
    onmessage: Handlers['onmessage'] = null;
    onclose: Handlers['onclose'] = null;
    onerror: Handlers['onerror'] = null;
    #phase: Phase = 'connecting';
    readonly #channel: ReturnType<ChannelTransport['open']>;

    constructor(url: string) {
      this.url = url;
      this.#channel = transport.open(nameIn(url), {
        opened: () => {
          if (this.#phase !== 'connecting') return;
          this.#phase = 'open';
          this.onopen?.({});
        },
        data: (frame) => {
          if (this.#phase === 'open') this.onmessage?.({ data: frame });
        },
        closed: (code, reason) => {
          if (this.#phase === 'closed') return;
          this.#phase = 'closed';
          this.onclose?.({ code, reason });
        },
      });
    }

    get readyState(): number {
      return readyStates[this.#phase];
    }

    send(frame: Uint8Array): void {
      if (this.#phase === 'open') this.#channel.send(frame);
    }

    close(): void {
      if (this.#phase === 'closing' || this.#phase === 'closed') return;
      this.#phase = 'closing';
      this.#channel.close();
      void Promise.resolve().then(() => {
        if (this.#phase === 'closed') return;
        this.#phase = 'closed';
        this.onclose?.({ code: closeCode.normal, reason: '' });
      });
    }
  };
}

function nameIn(url: string): string {
  const marker = '/sync/';
  const start = url.indexOf(marker);
  const [path = ''] = url.slice(start < 0 ? 0 : start + marker.length).split('?');
  return decodeURIComponent(path);
}
