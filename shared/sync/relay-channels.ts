import { closeCode, type CloseCode } from './close-code.ts';
import { asDocumentName, parseDocumentName, type WorkspaceId } from './document-name.ts';
import type { Hub } from './hub.ts';
import type { DownFrame, Lane, UpFrame } from './link-frame.ts';
import type { LinkWire } from './link-wire.ts';
import type { StockSession } from './socket.ts';

interface Options {
  readonly hub: Hub;
  readonly workspace: WorkspaceId;
  readonly wire: () => LinkWire<UpFrame, DownFrame>;
}

interface Channel {
  readonly session: StockSession;
  /** Frames saved in this turn. */
  saved: number;
}

/** The relay's end of a link's channels: each is a stock connection of its document, as a socket of its own would be. */
export class RelayChannels {
  readonly #options: Options;
  readonly #open = new Map<Lane, Channel>();
  readonly #saved = new Set<Lane>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** False when the number was used before. */
  open(channel: Lane, name: string): boolean {
    const { hub, workspace } = this.#options;
    const wire = this.#options.wire();
    if (!wire.openChannel(channel)) return false;
    const document = asDocumentName(name);
    if (!document || parseDocumentName(document)?.workspace !== workspace) {
      this.#refuse(channel, closeCode.badName, 'not a document of this workspace');
      return true;
    }
    if (this.#open.size >= hub.limits.linkChannels) {
      this.#refuse(channel, closeCode.slowConsumer, 'too many documents on one link');
      return true;
    }
    wire.send({ kind: 'opened', channel });
    const session = hub.join(document, {
      send: (frame) => {
        if (!wire.sendData(channel, frame)) this.#letGo(channel);
      },
      close: (code, reason) => {
        this.#open.delete(channel);
        this.#refuse(channel, code, reason);
      },
      saved: (frames) => {
        const open = this.#open.get(channel);
        if (!open) return;
        open.saved += frames;
        this.#saved.add(channel);
        wire.wake();
      },
    });
    // A hub that stops has closed it by now.
    if (wire.isOpen(channel)) this.#open.set(channel, { session, saved: 0 });
    return true;
  }

  /** What comes for a channel that is over was on its way. */
  data(channel: Lane, frame: Uint8Array): void {
    this.#open.get(channel)?.session.receive(frame);
  }

  tooLarge(channel: Lane): void {
    this.#end(channel, closeCode.tooLarge, 'larger than a document may be');
  }

  close(channel: Lane): void {
    const open = this.#open.get(channel);
    if (!open) return;
    this.#open.delete(channel);
    open.session.gone();
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
  }

  gone(): void {
    for (const { session } of this.#open.values()) session.gone();
    this.#open.clear();
  }

  #letGo(channel: Lane): void {
    this.#end(channel, closeCode.slowConsumer, 'frames are not read');
  }

  #end(channel: Lane, code: CloseCode, reason: string): void {
    this.#open.get(channel)?.session.gone();
    this.#open.delete(channel);
    this.#refuse(channel, code, reason);
  }

  #refuse(channel: Lane, code: CloseCode, reason: string): void {
    const wire = this.#options.wire();
    if (!wire.isOpen(channel)) return;
    wire.dropChannel(channel);
    wire.send({ kind: 'close', channel, code, reason });
  }
}
