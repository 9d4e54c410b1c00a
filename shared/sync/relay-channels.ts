import { closeCode, type CloseCode } from './close-code.ts';
import { asDocumentName, parseDocumentName, type WorkspaceId } from './document-name.ts';
import type { Hub } from './hub.ts';
import type { DownFrame, Lane, UpFrame } from './link-frame.ts';
import type { LinkWire } from './link-wire.ts';
import type { LinkSocket, StockSession } from './socket.ts';
import { asksForAll, endsAnswer } from './stock-frame.ts';
import type { TokenBucket } from './token-bucket.ts';

/** With so much on its way a link's next document waits. A large one alone does not make the others wait. */
const busyBytes = 32 * 1024 * 1024;
/** So much may wait in questions. */
const questionBytes = 16 * 1024 * 1024;

interface Options {
  readonly hub: Hub;
  readonly workspace: WorkspaceId;
  readonly wire: () => LinkWire<UpFrame, DownFrame>;
  /** The socket below, and the share of all that comes over it. */
  readonly socket: LinkSocket;
  readonly pace: TokenBucket;
}

interface Channel {
  readonly session: StockSession;
  /** Frames saved in this turn. */
  saved: number;
  /** A sync step 1 that waits its turn; what comes behind it need not. */
  question: Uint8Array | null;
}

/**
 * The relay's end of a link's channels: each is a stock connection of its document, as a socket of its own would be.
 * Whole documents are answered one after the other, so that a client that comes with a thousand does not make the relay
 * hold them all.
 */
export class RelayChannels {
  readonly #options: Options;
  readonly #open = new Map<Lane, Channel>();
  readonly #saved = new Set<Lane>();
  /** Channels whose question waits, the first first. */
  readonly #asking = new Set<Lane>();
  #asked = 0;
  #answering: Lane | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  /** False when the number was used before. */
  open(channel: Lane, name: string): boolean {
    const { hub, workspace, socket, pace } = this.#options;
    const wire = this.#options.wire();
    if (!wire.openChannel(channel)) return false;
    const document = asDocumentName(name);
    if (!document || parseDocumentName(document)?.workspace !== workspace) {
      this.#refuse(channel, closeCode.badName, 'not a document of this workspace');
      return true;
    }
    if (this.#open.size >= hub.limits.documentsPerLink) {
      this.#refuse(channel, closeCode.slowConsumer, 'too many documents on one link');
      return true;
    }
    wire.send({ kind: 'opened', channel });
    const session = hub.join(document, {
      send: (frame) => {
        if (endsAnswer(frame)) this.#answered(channel);
        if (!wire.sendData(channel, frame)) this.#letGo(channel);
      },
      close: (code, reason) => {
        this.#forget(channel);
        this.#refuse(channel, code, reason);
      },
      saved: (frames) => {
        const open = this.#open.get(channel);
        if (!open) return;
        open.saved += frames;
        this.#saved.add(channel);
        wire.wake();
      },
      pace,
      ...(socket.hold && {
        hold: (milliseconds) => {
          socket.hold?.(milliseconds);
        },
      }),
    });
    // A hub that stops has closed it by now.
    if (wire.isOpen(channel)) this.#open.set(channel, { session, saved: 0, question: null });
    return true;
  }

  /** What comes for a channel that is over was on its way. */
  data(channel: Lane, frame: Uint8Array): void {
    const open = this.#open.get(channel);
    if (!open) return;
    if (!asksForAll(frame)) {
      open.session.receive(frame);
      return;
    }
    this.#unask(channel, open);
    // A view would keep the whole packet.
    open.question = frame.slice();
    this.#asked += frame.byteLength;
    this.#asking.add(channel);
    if (this.#asked > questionBytes) this.#letGo(channel);
    else this.#answerNext();
  }

  tooLarge(channel: Lane): void {
    this.#end(channel, closeCode.tooLarge, 'larger than a document may be');
  }

  close(channel: Lane): void {
    this.#forget(channel)?.session.gone();
    this.#options.wire().dropChannel(channel);
  }

  gather(): void {
    for (const channel of this.#saved) {
      const open = this.#open.get(channel);
      if (!open) continue;
      this.#options.wire().send({ kind: 'saved', channel, frames: open.saved });
      open.saved = 0;
    }
    this.#saved.clear();
    this.#answerNext();
  }

  gone(): void {
    for (const { session } of this.#open.values()) session.gone();
    this.#open.clear();
  }

  #letGo(channel: Lane): void {
    this.#end(channel, closeCode.slowConsumer, 'frames are not read');
  }

  #end(channel: Lane, code: CloseCode, reason: string): void {
    this.#forget(channel)?.session.gone();
    this.#refuse(channel, code, reason);
  }

  #forget(channel: Lane): Channel | undefined {
    const open = this.#open.get(channel);
    if (open) this.#unask(channel, open);
    this.#open.delete(channel);
    this.#answered(channel);
    return open;
  }

  #answerNext(): void {
    for (const channel of this.#asking) {
      if (this.#answering !== null || this.#options.wire().waiting > busyBytes) return;
      const open = this.#open.get(channel);
      const question = open && this.#unask(channel, open);
      if (!question) continue;
      this.#answering = channel;
      open.session.receive(question);
    }
  }

  #answered(channel: Lane): void {
    if (this.#answering !== channel) return;
    this.#answering = null;
    if (this.#asking.size > 0) this.#options.wire().wake();
  }

  #unask(channel: Lane, open: Channel): Uint8Array | null {
    const { question } = open;
    open.question = null;
    this.#asked -= question?.byteLength ?? 0;
    this.#asking.delete(channel);
    return question;
  }

  #refuse(channel: Lane, code: CloseCode, reason: string): void {
    const wire = this.#options.wire();
    if (!wire.isOpen(channel)) return;
    wire.dropChannel(channel);
    wire.send({ kind: 'close', channel, code, reason });
  }
}
