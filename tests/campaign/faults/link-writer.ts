import { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { DocumentName } from '../../../shared/sync/document-name.ts';
import { factsRoot } from '../../../shared/sync/facts-guard.ts';
import { stateVectorOf } from '../../../shared/sync/known.ts';
import { LaneIntake } from '../../../shared/sync/lane-intake.ts';
import { packetsOf } from '../../../shared/sync/lane-queues.ts';
import { decodeDown, type DownFrame, type UpFrame } from '../../../shared/sync/link-frame.ts';
import type { StoreId } from '../../../shared/sync/store.ts';
import { nameOf, noteRoot } from '../team.ts';
import { tokensIn, type Ledger } from './ledger.ts';

const window = 4;
const retryAfter = 50;
const maxFrame = 32 * 1024 * 1024;

/** A device on the real link that writes as fast as it is acknowledged, and notes all that the relay says. */
export class LinkWriter {
  readonly trouble: string[] = [];
  readonly closed: number[] = [];
  readonly #device: StoreId;
  readonly #document: DocumentName;
  readonly #doc = new Y.Doc();
  readonly #ledger: Ledger;
  readonly #padding: string;
  readonly #outbox = new Map<number, { readonly token: string; readonly update: Uint8Array }>();
  #number = 0;
  #socket: WebSocket | null = null;
  #welcomed = false;
  #writing = true;
  #stopped = false;
  #port: number;

  constructor(options: { index: number; port: number; ledger: Ledger; padding?: number }) {
    const { index, port, ledger, padding = 0 } = options;
    this.#device = `${String(index)}-${crypto.randomUUID()}` as StoreId;
    this.#document = nameOf(`team/board/order_${String(index % 5)}/${index % 2 === 0 ? 'facts' : 'note'}`);
    this.#ledger = ledger;
    this.#padding = '.'.repeat(padding);
    this.#port = port;
    this.#doc.on('update', (update: Uint8Array) => {
      const [token = ''] = tokensIn(update);
      this.#outbox.set(++this.#number, { token, update });
      this.#send({ kind: 'update', number: this.#number, document: this.#document, update });
    });
    this.#connect();
  }

  get waiting(): number {
    return this.#outbox.size;
  }

  /** Writes no more; what is on its way goes on. */
  pause(): void {
    this.#writing = false;
  }

  resume(): void {
    this.#writing = true;
    this.#fill();
  }

  /** Waits until the system has given all that the relay sent before its end. */
  async end(): Promise<void> {
    this.#writing = false;
    this.#stopped = true;
    const socket = this.#socket;
    if (socket === null || socket.readyState === WebSocket.CLOSED) return;
    await new Promise<void>((resolve) => {
      socket.once('close', () => {
        resolve();
      });
      setTimeout(() => {
        socket.terminate();
      }, 1_000);
    });
  }

  #connect(): void {
    if (this.#stopped) return;
    const socket = new WebSocket(`ws://127.0.0.1:${String(this.#port)}/link/team`);
    const intake = new LaneIntake(maxFrame);
    this.#socket = socket;
    this.#welcomed = false;
    socket.on('open', () => {
      this.#transmit({ kind: 'hello', device: this.#device, cursor: null });
    });
    socket.on('message', (data: Buffer) => {
      const read = intake.read(data, (lane, bytes) => {
        const frame = bytes && decodeDown(lane, bytes);
        if (frame) this.#take(frame);
        return frame !== null;
      });
      if (read.kind !== 'read') this.trouble.push('a bad packet');
    });
    socket.on('error', () => undefined);
    socket.on('close', (code) => {
      this.closed.push(code);
      this.#welcomed = false;
      setTimeout(() => {
        this.#connect();
      }, retryAfter);
    });
  }

  #take(frame: DownFrame): void {
    switch (frame.kind) {
      case 'welcome':
        this.#welcomed = true;
        for (const [number, { update }] of this.#outbox) {
          this.#send({ kind: 'update', number, document: this.#document, update });
        }
        this.#fill();
        break;
      case 'acknowledged':
        for (const number of frame.numbers) {
          const entry = this.#outbox.get(number);
          if (entry) this.#ledger.acknowledged.add(entry.token);
          this.#outbox.delete(number);
        }
        this.#fill();
        break;
      case 'entry':
        this.#ledger.saw(frame.update);
        break;
      case 'state': {
        const update = Y.encodeStateAsUpdate(this.#doc, stateVectorOf(frame.known));
        this.#send({ kind: 'update', number: frame.number, document: this.#document, update });
        break;
      }
      case 'refused':
        this.trouble.push(`refused: ${frame.reason}`);
        break;
      default:
        break;
    }
  }

  #fill(): void {
    while (this.#writing && this.#welcomed && this.#outbox.size < window) {
      const content = `${this.#ledger.newToken()}${this.#padding}`;
      if (this.#document.endsWith('/facts')) this.#doc.getArray(factsRoot).push([content]);
      else this.#doc.getText(noteRoot).insert(this.#doc.getText(noteRoot).length, content);
    }
  }

  #send(frame: UpFrame): void {
    if (this.#welcomed) this.#transmit(frame);
  }

  #transmit(frame: UpFrame): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    for (const packet of packetsOf(frame)) this.#socket.send(packet);
  }
}

/** Everything that a new device gets of the workspace; throws when some document is not whole. */
export async function storedTokens(port: number): Promise<ReadonlySet<string>> {
  const docs = new Map<DocumentName, Y.Doc>();
  const socket = new WebSocket(`ws://127.0.0.1:${String(port)}/link/team`);
  const intake = new LaneIntake(maxFrame);
  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => {
      const device = crypto.randomUUID() as string as StoreId;
      for (const packet of packetsOf({ kind: 'hello', device, cursor: null })) socket.send(packet);
    });
    socket.on('message', (data: Buffer) => {
      intake.read(data, (lane, bytes) => {
        const frame = bytes && decodeDown(lane, bytes);
        if (frame?.kind === 'caughtUp') resolve();
        if (frame?.kind !== 'entry') return true;
        const doc = docs.get(frame.document) ?? new Y.Doc();
        docs.set(frame.document, doc);
        Y.applyUpdate(doc, frame.update);
        return true;
      });
    });
    socket.on('error', reject);
    socket.on('close', (code) => {
      reject(new Error(`closed with ${String(code)} before all was there`));
    });
  });
  socket.terminate();
  const found = new Set<string>();
  for (const [document, doc] of docs) {
    if (doc.store.pendingStructs || doc.store.pendingDs) throw new Error(`${document} is not whole`);
    const content = document.endsWith('/facts')
      ? doc.getArray(factsRoot).toArray().join('')
      : doc.getText(noteRoot).toJSON();
    for (const token of content.match(/<\w+>/g) ?? []) found.add(token);
  }
  return found;
}
