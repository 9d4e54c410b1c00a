import type { Clock } from './clock.ts';
import { closeCode, type CloseCode } from './close-code.ts';
import { LaneIntake } from './lane-intake.ts';
import { controlLane, firstChannel, linkVersion, logLane, type Lane, type LinkFrame } from './link-frame.ts';
import { LinkSender } from './link-sender.ts';
import type { LinkSocket } from './socket.ts';

const pulseEvery = 15_000;
/** Room for what stands around an update in its frame. */
const frameHead = 64 * 1024;
/** Whoever does not read what waits for him is let go, and may come back. All channels together may have it twice. */
const defaultQueuedBytes = 64 * 1024 * 1024;

interface Options<In extends LinkFrame> {
  readonly socket: LinkSocket;
  readonly clock: Clock;
  /** Bytes of the largest update. */
  readonly documentBytes: number;
  /** The other end pulses each 15 s; one that lost its power says nothing and closes nothing. */
  readonly silentAfter: number;
  readonly decode: (lane: Lane, bytes: Uint8Array) => In | null;
  readonly take: (frame: Exclude<In, { kind: 'pulse' | 'credit' }>) => void;
  /** A frame of this channel is larger than a document may be. */
  readonly tooLarge?: (channel: Lane) => void;
  readonly gather?: () => void;
  /** The wire cannot go on; it has been closed with this. */
  readonly ended: (code: CloseCode, reason: string) => void;
}

/** What all ends of a link share: packets, lanes and their flow control, and a sign of life. */
export class LinkWire<In extends LinkFrame, Out extends LinkFrame> {
  readonly #options: Options<In>;
  readonly #sender: LinkSender;
  readonly #intake: LaneIntake;
  readonly #queuedBytes: number;
  #heard: number;
  #open = true;
  #cancelPulse: () => void = () => undefined;

  constructor(options: Options<In>) {
    const { socket, clock, documentBytes, gather } = options;
    this.#options = options;
    this.#sender = new LinkSender({ socket, clock, gather: gather ?? (() => undefined) });
    this.#intake = new LaneIntake(documentBytes + frameHead);
    this.#queuedBytes = socket.queuedBytes ?? defaultQueuedBytes;
    this.#heard = clock.now();
    this.#pulse();
  }

  /** Bytes that wait to be sent. */
  get waiting(): number {
    return this.#sender.bytes;
  }

  get hasRoom(): boolean {
    return this.#sender.hasRoom;
  }

  room(): Promise<void> {
    return this.#sender.room();
  }

  /** The socket is open. Until then all that is said waits. */
  speak(): void {
    this.#sender.speak();
  }

  send(frame: Out): void {
    if (!this.#open) return;
    this.#sender.send(frame);
    this.#boundOwn();
  }

  /** A frame of the log that is encoded already: the same on every link, or weighed before. */
  sendLog(frame: Uint8Array): void {
    if (!this.#open) return;
    this.#sender.push(logLane, frame);
    this.#boundOwn();
  }

  /** A frame of a channel. False when too much waits there. */
  sendData(channel: Lane, frame: Uint8Array): boolean {
    if (!this.#open) return true;
    const most = this.#queuedBytes;
    if (this.#sender.bytesOn(channel) > most || this.#sender.bytes > 2 * most) return false;
    this.#sender.push(channel, frame);
    return true;
  }

  /** Something is to be gathered at the end of this turn. */
  wake(): void {
    if (this.#open) this.#sender.wake();
  }

  /** False when the channel's number is not above all before it. */
  openChannel(channel: Lane): boolean {
    if (!this.#intake.open(channel)) return false;
    this.#sender.open(channel);
    return true;
  }

  /** Nothing more of the channel is sent or heard. */
  dropChannel(channel: Lane): void {
    this.#intake.close(channel);
    this.#sender.drop(channel);
    this.#grant();
  }

  /** Nothing more of the channel is heard, and `frame` is sent after all that waits there. */
  finishChannel(channel: Lane, frame: Out): void {
    this.#intake.close(channel);
    this.#sender.finish(channel, frame);
    this.#grant();
  }

  isOpen(channel: Lane): boolean {
    return this.#intake.isOpen(channel);
  }

  /** Open now, or over: something of it may still be on its way. */
  wasOpened(channel: Lane): boolean {
    return this.#intake.wasOpened(channel);
  }

  receive(packet: Uint8Array): void {
    if (!this.#open) return;
    this.#heard = this.#options.clock.now();
    const read = this.#intake.read(packet, (lane, bytes) => this.#take(lane, bytes));
    if (read.kind === 'otherVersion') {
      const reason = `this end speaks version ${linkVersion} of the link, not ${read.version}`;
      this.end(closeCode.badMessage, reason);
    } else if (read.kind === 'bad') {
      this.end(closeCode.badMessage, 'not a frame of this link');
    }
    this.#grant();
  }

  /** Says what can still be said, closes the socket, and tells its end. */
  end(code: CloseCode, reason: string): void {
    if (!this.#open) return;
    this.#sender.flush();
    this.stop();
    this.#options.socket.close(code, reason);
    this.#options.ended(code, reason);
  }

  /** The same, once everything is on its way. */
  endWhenSent(code: CloseCode, reason: string): void {
    this.#sender.whenSent(() => {
      this.end(code, reason);
    });
  }

  /** The socket has gone, or goes. */
  stop(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#cancelPulse();
    this.#sender.stop();
  }

  /** False ends the reading: the frame is none, or came when none is wanted any more. */
  #take(lane: Lane, bytes: Uint8Array | null): boolean {
    if (bytes === null && lane >= firstChannel) {
      this.#options.tooLarge?.(lane);
      return this.#open;
    }
    if (bytes === null) {
      this.end(closeCode.tooLarge, 'larger than a document may be');
      return false;
    }
    const frame = this.#options.decode(lane, bytes);
    if (frame === null) return false;
    if (frame.kind === 'credit') this.#sender.credit(frame.channel, frame.bytes);
    else if (frame.kind !== 'pulse') {
      this.#options.take(frame as Exclude<In, { kind: 'pulse' | 'credit' }>);
    }
    return this.#open;
  }

  #grant(): void {
    if (!this.#open) return;
    for (const [channel, bytes] of this.#intake.grants())
      this.#sender.send({ kind: 'credit', channel, bytes });
  }

  #boundOwn(): void {
    // The feed waits for the socket by itself, and may have put one whole document there.
    const most = this.#queuedBytes + this.#options.documentBytes;
    if (this.#sender.bytesOn(controlLane) + this.#sender.bytesOn(logLane) > most) {
      this.end(closeCode.slowConsumer, 'frames are not read');
    }
  }

  #pulse(): void {
    const { clock, silentAfter } = this.#options;
    this.#cancelPulse = clock.after(pulseEvery, () => {
      if (clock.now() - this.#heard > silentAfter) {
        this.end(closeCode.slowConsumer, 'the other end fell silent');
        return;
      }
      if (this.#sender.speaks) this.#sender.send({ kind: 'pulse' });
      this.#pulse();
    });
  }
}
