import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { systemClock } from '../../../server/clock.ts';
import { closeCode } from '../../../shared/sync/close-code.ts';
import { parseWorkspace, type DocumentName } from '../../../shared/sync/document-name.ts';
import { factsRoot } from '../../../shared/sync/facts-guard.ts';
import { createHub, type Hub } from '../../../shared/sync/hub.ts';
import { createUpstream, type Upstream, type UpstreamStatus } from '../../../shared/sync/link-device.ts';
import { createMemoryStore } from '../../../shared/sync/memory-store.ts';
import type { DeviceStore } from '../../../shared/sync/store.ts';
import { nameOf } from '../team.ts';

/** What a browser's worker is: hub, outbox and link, here over memory and a real socket. */
export class RealDevice {
  readonly tokens: string[] = [];
  readonly hub: Hub;
  readonly store: DeviceStore;
  readonly #upstream: Upstream;
  readonly #doc = new Y.Doc();
  readonly #document: DocumentName;
  readonly #name: string;
  #status: UpstreamStatus | null = null;

  /** `dialled` gets each socket of its link. */
  constructor(index: number, port: number, dialled: (socket: WebSocket) => void = () => undefined) {
    const workspace = parseWorkspace('team');
    if (!workspace) throw new Error('no workspace');
    this.#name = String(index);
    this.#document = nameOf(`team/board/order_${this.#name}/facts`);
    const store = createMemoryStore(Math.random);
    this.store = store;
    this.hub = createHub({ store, clock: systemClock });
    this.#upstream = createUpstream({
      hub: this.hub,
      store,
      clock: systemClock,
      random: Math.random,
      workspace,
      dial: (handlers) => {
        const socket = new WebSocket(`ws://127.0.0.1:${String(port)}/link/team`);
        dialled(socket);
        socket.on('open', () => {
          handlers.opened();
        });
        socket.on('message', (data: Buffer) => {
          handlers.received(new Uint8Array(data));
        });
        socket.on('error', () => undefined);
        socket.on('close', (code, reason) => {
          handlers.closed(code, reason.toString());
        });
        return {
          send: (frame) => {
            if (socket.readyState === WebSocket.OPEN) socket.send(frame);
          },
          close: (code, reason) => {
            socket.close(code, reason);
          },
          get bufferedAmount() {
            return socket.bufferedAmount;
          },
        };
      },
    });
    this.#upstream.onStatus((status) => {
      this.#status = status;
    });
  }

  async write(): Promise<void> {
    const token = `<${this.#name}x${this.tokens.length.toString(36)}>`;
    const before = Y.encodeStateVector(this.#doc);
    this.#doc.getArray(factsRoot).push([token]);
    const outcome = await this.hub.write(this.#document, Y.encodeStateAsUpdate(this.#doc, before));
    if (outcome.kind !== 'committed') throw new Error(`the device did not store: ${outcome.kind}`);
    this.tokens.push(token);
  }

  /** Connected, nothing waits, nothing is set aside: what the app calls saved for the team. */
  isSaved(): boolean {
    const status = this.#status;
    return (
      status?.link.kind === 'connected' &&
      status.link.caughtUp &&
      status.waiting === 0 &&
      status.setAside === 0
    );
  }

  async stop(): Promise<void> {
    this.#upstream.stop();
    await this.hub.stop(closeCode.shuttingDown, 'end');
  }
}
