import type { ChannelEvents, ChannelTransport } from './channel-socket.ts';
import type { Clock } from './clock.ts';
import { closeCode } from './close-code.ts';
import { decodeDown, firstChannel, type DownFrame, type Lane, type UpFrame } from './link-frame.ts';
import { LinkWire } from './link-wire.ts';
import type { Dial } from './socket.ts';

/** A relay that says nothing for so long is gone, whatever the socket says: it pulses each 15 s. */
const silentAfter = 40_000;
/** What a relay may send at once of a document; it is the one that bounds them. */
const documentBytes = 256 * 1024 * 1024;

interface Options {
  /** Opens `/link/<workspace>`. */
  readonly dial: Dial;
  readonly clock: Clock;
}

export interface LinkChannels extends ChannelTransport {
  /** Lets all channels go. */
  close(): void;
}

/**
 * Many documents over one WebSocket: what `channelSocket` makes of it, y-websocket's providers take as their
 * WebSocket. The socket is dialled for the first channel and closed with the last; when it closes, all its channels
 * close with its code, and those that come back dial anew.
 */
export function linkChannels(options: Options): LinkChannels {
  let session: ChannelSession | null = null;
  return {
    open(document, events) {
      if (!session?.takesMore) session = new ChannelSession(options);
      return session.open(document, events);
    },
    close() {
      session?.end();
    },
  };
}

interface Channel {
  readonly document: string;
  readonly events: ChannelEvents;
}

/** One connection, from its first channel to its last. */
class ChannelSession {
  readonly #wire: LinkWire<DownFrame, UpFrame>;
  readonly #channels = new Map<Lane, Channel>();
  #next = firstChannel;
  #phase: 'dialling' | 'open' | 'leaving' | 'over' = 'dialling';

  constructor(options: Options) {
    const socket = options.dial({
      opened: () => {
        if (this.#phase !== 'dialling') return;
        this.#phase = 'open';
        this.#wire.speak();
        for (const [channel, { document }] of this.#channels) {
          this.#wire.send({ kind: 'open', channel, document });
        }
      },
      received: (packet) => {
        this.#wire.receive(packet);
      },
      closed: (code, reason) => {
        this.#wire.stop();
        this.#over(code, reason);
      },
    });
    this.#wire = new LinkWire<DownFrame, UpFrame>({
      socket,
      clock: options.clock,
      documentBytes,
      silentAfter,
      decode: decodeDown,
      take: (frame) => {
        this.#take(frame);
      },
      tooLarge: (channel) => {
        this.#give(channel, closeCode.tooLarge, 'larger than a document may be');
      },
      ended: (code, reason) => {
        this.#over(code, reason);
      },
    });
  }

  get takesMore(): boolean {
    return this.#phase === 'dialling' || this.#phase === 'open';
  }

  open(document: string, events: ChannelEvents): ReturnType<ChannelTransport['open']> {
    const channel = this.#next;
    this.#next = (channel + 1) as Lane;
    this.#wire.openChannel(channel);
    this.#channels.set(channel, { document, events });
    this.#say({ kind: 'open', channel, document });
    return {
      send: (frame) => {
        if (!this.#channels.has(channel) || this.#wire.sendData(channel, frame)) return;
        this.#give(channel, closeCode.slowConsumer, 'frames are not read');
      },
      close: () => {
        if (!this.#channels.delete(channel)) return;
        if (this.#phase === 'dialling') {
          // The relay has never heard of it.
          this.#wire.dropChannel(channel);
        } else {
          // Behind all that the provider has sent, as a socket of its own would close.
          this.#wire.finishChannel(channel, { kind: 'close', channel, code: closeCode.normal, reason: '' });
        }
        if (this.#channels.size === 0) this.end();
      },
    };
  }

  end(): void {
    if (!this.takesMore) return;
    const sendsFirst = this.#phase === 'open';
    this.#phase = 'leaving';
    if (sendsFirst) this.#wire.endWhenSent(closeCode.normal, 'no document is open');
    else this.#wire.end(closeCode.normal, 'no document is open');
  }

  #take(frame: Exclude<DownFrame, { kind: 'pulse' | 'credit' }>): void {
    switch (frame.kind) {
      case 'opened':
        this.#channels.get(frame.channel)?.events.opened();
        break;
      case 'data':
        this.#channels.get(frame.channel)?.events.data(frame.frame.slice().buffer);
        break;
      case 'saved':
        this.#channels.get(frame.channel)?.events.saved?.(frame.frames);
        break;
      case 'close':
        this.#wire.dropChannel(frame.channel);
        this.#closed(frame.channel, frame.code, frame.reason);
        break;
      default:
        this.#wire.end(closeCode.badMessage, 'no device is at this end');
    }
  }

  /** Gives a channel up; the relay hears of it as of any other close. */
  #give(channel: Lane, code: number, reason: string): void {
    this.#wire.dropChannel(channel);
    this.#say({ kind: 'close', channel, code, reason });
    this.#closed(channel, code, reason);
  }

  /** While the socket is dialled there is nothing to say: then each channel that is left is opened. */
  #say(frame: UpFrame): void {
    if (this.#phase !== 'dialling') this.#wire.send(frame);
  }

  #closed(channel: Lane, code: number, reason: string): void {
    const closed = this.#channels.get(channel);
    if (!closed) return;
    this.#channels.delete(channel);
    closed.events.closed(code, reason);
    if (this.#channels.size === 0) this.end();
  }

  #over(code: number, reason: string): void {
    if (this.#phase === 'over') return;
    this.#phase = 'over';
    const channels = [...this.#channels.values()];
    this.#channels.clear();
    for (const { events } of channels) events.closed(code, reason);
  }
}
