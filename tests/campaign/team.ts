import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as syncProtocol from 'y-protocols/sync';
import * as Y from 'yjs';
import { encodeAwareness } from '../../shared/sync/awareness-update.ts';
import type { Clock } from '../../shared/sync/clock.ts';
import { asDocumentName, parseWorkspace, type DocumentName } from '../../shared/sync/document-name.ts';
import { factsRoot } from '../../shared/sync/facts-guard.ts';
import { createHub, type Hub } from '../../shared/sync/hub.ts';
import { acceptLink } from '../../shared/sync/link-relay.ts';
import { createMemoryStore, type MemoryStore } from '../../shared/sync/memory-store.ts';
import type { LinkSession, StockSession } from '../../shared/sync/socket.ts';
import {
  awarenessFrame,
  carriesUpdate,
  decodeStockFrame,
  step1Frame,
  updateFrame,
} from '../../shared/sync/stock-frame.ts';

/** A tick follows at once, and no timer ever fires. */
const clock: Clock = {
  now: () => 1_800_000_000_000,
  soon: (task) => {
    queueMicrotask(task);
  },
  after: () => () => undefined,
};

export function nameOf(text: string): DocumentName {
  const name = asDocumentName(text);
  if (!name) throw new Error(`not a document name: ${text}`);
  return name;
}

export const note = nameOf('team/board/order_a/note');
export const facts = nameOf('team/board/order_a/facts');
export const noteRoot = 'default';

/** A hub in this process with honest editors in one note and one document of facts, for others to attack. */
export class Team {
  readonly hub: Hub;
  readonly store: MemoryStore;
  readonly editors: readonly Editor[];

  constructor(random: () => number) {
    this.store = createMemoryStore(random);
    this.hub = createHub({ store: this.store, clock });
    this.editors = [note, note, facts, facts].map((document) => new Editor(this.hub, document, random));
  }

  /** What a stranger has in hand: a stock connection. */
  stranger(document: DocumentName): Stranger {
    return new Stranger((close) => this.hub.join(document, { send: () => undefined, close }));
  }

  /** Or a link; it has not said hello. */
  strangeLink(): Stranger {
    const workspace = parseWorkspace('team');
    if (!workspace) throw new Error('no workspace');
    const { hub, store } = this;
    return new Stranger((close): LinkSession => {
      const socket = { send: () => undefined, close, bufferedAmount: 0 };
      return acceptLink({ hub, store, clock, workspace, socket });
    });
  }

  async settle(): Promise<void> {
    await this.hub.flush();
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
    await this.hub.flush();
  }

  /**
   * Everything that must hold whatever strangers did; gives what does not. In a note anyone may delete what is there,
   * so where chance makes the updates a delete is no fault.
   */
  async faults(deletes: 'none' | 'any' = 'none'): Promise<readonly string[]> {
    await this.settle();
    const found: string[] = [];
    for (const document of [note, facts]) {
      const joiner = await this.#join(document, found);
      for (const editor of this.editors) {
        if (editor.document === document) found.push(...editor.faults(joiner, deletes));
      }
    }
    for (const document of this.hub.openRooms()) {
      if (document !== note && document !== facts) await this.#join(document, found);
    }
    return found;
  }

  /** A newcomer joins, reloads from what she has, and asks again for the difference. */
  async #join(document: DocumentName, found: string[]): Promise<Y.Doc> {
    const doc = new Y.Doc({ gc: false });
    try {
      const half = new Y.Doc({ gc: false });
      for (const update of await this.#ask(document, Uint8Array.of(0), found)) Y.applyUpdate(doc, update);
      const [first] = (await this.store.read(document))?.updates ?? [];
      if (first) Y.applyUpdate(half, first);
      for (const update of await this.#ask(document, Y.encodeStateVector(half), found)) {
        Y.applyUpdate(half, update);
      }
      const reloaded = new Y.Doc({ gc: false });
      Y.applyUpdate(reloaded, Y.encodeStateAsUpdate(doc));
      for (const one of [doc, half, reloaded]) {
        if (one.store.pendingStructs || one.store.pendingDs)
          found.push(`${document}: something waits for ever`);
        if (!Y.equalSnapshots(Y.snapshot(one), Y.snapshot(doc))) found.push(`${document}: joiners differ`);
      }
    } catch (error) {
      found.push(`${document}: cannot be joined: ${String(error)}`);
    }
    return doc;
  }

  async #ask(
    document: DocumentName,
    stateVector: Uint8Array,
    found: string[],
  ): Promise<readonly Uint8Array[]> {
    const frames: Uint8Array[] = [];
    const session = this.hub.join(document, {
      send: (frame) => frames.push(frame),
      close: (code) => found.push(`${document}: a joiner was closed with ${String(code)}`),
    });
    session.receive(step1Frame(stateVector));
    await this.settle();
    session.gone();
    const messages = frames.flatMap((frame) => decodeStockFrame(frame) ?? []);
    if (!messages.some(({ kind }) => kind === 'step2')) found.push(`${document}: a joiner is never synced`);
    return messages.flatMap((message) =>
      message.kind === 'update' || message.kind === 'step2' ? [message.update] : [],
    );
  }
}

/** One who sends what she likes; a closed connection stays closed. */
export class Stranger {
  readonly #session: StockSession | LinkSession;
  closed: number | null = null;

  constructor(open: (close: (code: number) => void) => StockSession | LinkSession) {
    this.#session = open((code) => {
      this.closed = code;
    });
  }

  send(...frames: readonly Uint8Array[]): void {
    for (const frame of frames) if (this.closed === null) this.#session.receive(frame);
  }

  leave(): void {
    this.#session.gone(1001, '');
  }
}

/** An honest stock client, which remembers each thing it wrote. */
export class Editor {
  readonly doc = new Y.Doc({ gc: false });
  readonly document: DocumentName;
  readonly updates: Uint8Array[] = [];
  readonly #session: StockSession;
  readonly #written: unknown[] = [];
  readonly #deleted = new Set<number>();
  #unsaved = 0;
  #closed: number | null = null;

  constructor(hub: Hub, document: DocumentName, random: () => number) {
    this.document = document;
    this.doc.clientID = 1 + Math.floor(random() * 2 ** 32);
    this.#session = hub.join(document, {
      send: (frame) => {
        this.#receive(frame);
      },
      close: (code) => {
        this.#closed = code;
      },
      saved: (frames) => {
        this.#unsaved -= frames;
      },
    });
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === this) return;
      this.updates.push(update);
      this.#send(updateFrame(update));
    });
    const entry = { client: this.client, clock: 1, state: '{"user":{"name":"Li"}}' };
    this.#send(awarenessFrame(encodeAwareness([entry])));
    this.#send(step1Frame(Y.encodeStateVector(this.doc)));
  }

  get client(): number {
    return this.doc.clientID;
  }

  /** The clock that its next edit will have. */
  get next(): number {
    return this.#written.length;
  }

  write(random: () => number): void {
    const token = Math.floor(random() * 36 ** 4).toString(36);
    if (this.document === facts) {
      const record = { a: 'Li', d: 'desk', t: 1, s: [['cartons', token, []]] };
      this.#written.push(JSON.stringify(record));
      this.doc.getArray(factsRoot).push([record]);
      return;
    }
    const body = this.doc.getText(noteRoot);
    const [letter = 'x'] = token;
    this.#written.push(letter);
    const before = this.next - 1;
    body.insert(Math.floor(random() * (body.length + 1)), letter);
    // Deletes are tried on her own letters alone, so that the ledger stays one of hers.
    if (random() < 0.1 && before > 0) this.#delete(Math.floor(random() * before));
  }

  /** What of hers is not as she wrote it, with a joiner and with herself. */
  faults(joiner: Y.Doc, deletes: 'none' | 'any'): readonly string[] {
    const mayBeGone = deletes === 'any' && this.document === note;
    const found: string[] = [];
    if (this.#closed !== null) found.push(`an honest editor was closed with ${String(this.#closed)}`);
    if (this.#unsaved !== 0) found.push(`${String(this.#unsaved)} honest frames were never saved`);
    for (const doc of [joiner, this.doc]) {
      if (doc.store.pendingStructs || doc.store.pendingDs) found.push('something waits for ever');
      let clock = 0;
      for (const struct of doc.store.clients.get(this.client) ?? []) {
        const content = struct instanceof Y.Item ? this.#contentOf(struct) : [];
        for (let at = 0; at < struct.length; at++, clock++) {
          if (content[at] !== this.#written[clock]) found.push(`edit ${String(clock)} is another`);
          const deleted = this.#deleted.has(clock) || (mayBeGone && struct.deleted);
          if (struct.deleted !== deleted) found.push(`edit ${String(clock)} vanished or came back`);
        }
      }
      if (clock !== this.#written.length)
        found.push(`${String(clock)} of ${String(this.#written.length)} edits are there`);
    }
    return found;
  }

  #contentOf({ content }: Y.Item): readonly unknown[] {
    return this.document === facts
      ? content.getContent().map((one) => JSON.stringify(one))
      : content.getContent();
  }

  #delete(clock: number): void {
    if (this.#deleted.has(clock)) return;
    const body = this.doc.getText(noteRoot);
    let index = 0;
    for (let item = body._start; item; item = item.right) {
      if (item.deleted || !item.countable) continue;
      const { client, clock: start } = item.id;
      if (client === this.client && clock >= start && clock < start + item.length) {
        this.#deleted.add(clock);
        body.delete(index + clock - start, 1);
        return;
      }
      index += item.length;
    }
  }

  #send(frame: Uint8Array): void {
    if (carriesUpdate(frame)) this.#unsaved++;
    this.#session.receive(frame);
  }

  #receive(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    if (decoding.readVarUint(decoder) !== 0) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 0);
    syncProtocol.readSyncMessage(decoder, encoder, this.doc, this);
    if (encoding.length(encoder) > 1) {
      const answer = encoding.toUint8Array(encoder);
      // A hub may ask in the midst of its commit.
      queueMicrotask(() => {
        this.#send(answer);
      });
    }
  }
}
