import * as Y from 'yjs';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as syncProtocol from 'y-protocols/sync';
import type { DocumentName } from '../../shared/sync/document-name.ts';
import { factsRoot } from '../../shared/sync/facts-guard.ts';
import type { StockPeer, StockSession } from '../../shared/sync/socket.ts';
import { carriesUpdate, updateFrame } from '../../shared/sync/stock-frame.ts';
import type { World } from './world.ts';

/** Where a tab's documents come from: its device's hub, or channels to the relay. */
export interface Source {
  join(document: DocumentName, peer: StockPeer): StockSession;
}

/** What y-websocket's provider does, on the world's clock: one document of one tab, over what serves it. */
export class Tab {
  readonly doc = new Y.Doc();
  readonly document: DocumentName;
  readonly #world: World;
  readonly #source: () => Source | null;
  /** Tokens written here whose frame the hub has not called saved. */
  readonly #unsaved: string[] = [];
  readonly saved = new Set<string>();
  #connection: { session: StockSession; synced: boolean; pending: number } | null = null;
  #waiting = false;

  constructor(world: World, document: DocumentName, source: () => Source | null) {
    this.#world = world;
    this.document = document;
    this.#source = source;
    this.doc.clientID = 1 + world.below(2 ** 31);
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#send(updateFrame(update));
    });
  }

  get synced(): boolean {
    return this.#connection?.synced ?? false;
  }

  /** The tab holds nothing that its device has not stored. */
  get clean(): boolean {
    return this.synced && this.#connection?.pending === 0;
  }

  /** With so many letters behind it. */
  write(token: string, letters = 0): void {
    this.#unsaved.push(token);
    this.doc.transact(() => {
      if (this.document.endsWith('/facts')) {
        this.doc.getArray(factsRoot).push([token]);
        return;
      }
      const note = this.doc.getText('default');
      if (note.length > 0 && this.#world.chance(0.2)) {
        const at = this.#world.below(note.length);
        // Blanks are what may be deleted, so that every token can still be looked for.
        if (note.toJSON()[at] === ' ') note.delete(at, 1);
      }
      note.insert(this.#boundary(note.toJSON()), `<${token}> ${'.'.repeat(letters)}`);
    });
  }

  tokens(): string {
    return this.document.endsWith('/facts')
      ? JSON.stringify(this.doc.getArray(factsRoot).toJSON())
      : this.doc.getText('default').toJSON();
  }

  connect(): void {
    const source = this.#source();
    if (this.#connection || !source) return;
    const connection = { synced: false, pending: 0 } as {
      session: StockSession;
      synced: boolean;
      pending: number;
    };
    const mine = () => this.#connection === connection;
    connection.session = source.join(this.document, {
      send: (frame) => {
        if (mine()) this.#receive(frame);
      },
      close: () => {
        if (!mine()) return;
        this.#connection = null;
        this.#retry();
      },
      saved: (frames) => {
        if (!mine()) return;
        connection.pending -= frames;
        if (connection.pending === 0 && connection.synced) {
          for (const token of this.#unsaved.splice(0)) this.saved.add(token);
        }
      },
    });
    this.#connection = connection;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 0);
    syncProtocol.writeSyncStep1(encoder, this.doc);
    this.#send(encoding.toUint8Array(encoder));
  }

  close(): void {
    const connection = this.#connection;
    this.#connection = null;
    connection?.session.gone();
  }

  /** The device's process died under the tab; it comes back by itself. */
  lost(): void {
    this.#connection = null;
    this.#retry();
  }

  #retry(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    this.#world.at(50 + this.#world.below(200), () => {
      this.#waiting = false;
      if (this.#source()) this.connect();
      else this.#retry();
    });
  }

  #send(frame: Uint8Array): void {
    if (!this.#connection) return;
    if (carriesUpdate(frame)) this.#connection.pending++;
    this.#connection.session.receive(frame);
  }

  #receive(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    if (decoding.readVarUint(decoder) !== 0) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 0);
    const kind = syncProtocol.readSyncMessage(decoder, encoder, this.doc, this);
    if (kind === syncProtocol.messageYjsSyncStep2 && this.#connection) this.#connection.synced = true;
    if (encoding.length(encoder) > 1) this.#send(encoding.toUint8Array(encoder));
  }

  /** A place between two tokens. */
  #boundary(text: string): number {
    const ends = [0];
    for (let i = 0; i < text.length; i++) if (text[i] === '>') ends.push(i + 1);
    return this.#world.pick(ends);
  }
}
