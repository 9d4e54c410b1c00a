import { closeCode, type CloseCode } from '../../shared/sync/close-code.ts';
import { compactHere } from '../../shared/sync/compaction-here.ts';
import { createCompactor, type Compactor } from '../../shared/sync/compactor.ts';
import type { Clock } from '../../shared/sync/clock.ts';
import type { DocumentName, WorkspaceId } from '../../shared/sync/document-name.ts';
import { createHub, type Hub } from '../../shared/sync/hub.ts';
import { linkChannels, type LinkChannels } from '../../shared/sync/link-channels.ts';
import { createUpstream, type Upstream, type UpstreamStatus } from '../../shared/sync/link-device.ts';
import { acceptLink } from '../../shared/sync/link-relay.ts';
import type {
  DialHandlers,
  LinkSession,
  LinkSocket,
  StockPeer,
  StockSession,
} from '../../shared/sync/socket.ts';
import type { DeviceStore } from '../../shared/sync/store.ts';
import { Disk } from './disk.ts';
import type { World } from './world.ts';

const aborted = 1006;
/** What everybody takes as one document, but a relay whose bound was set too low. */
const documentBytes = 512 * 1024;
/** Less than a pasted text has. */
const tightBytes = 20_000;
/** With this in its lanes a device lets go of its link: room for a few documents. */
const queuedBytes = 192 * 1024;
/** Bytes a narrow line carries in a millisecond. */
const narrowLine = 200;

/** A store is compacted at any moment, and its process may die between any two steps of it (H6). */
function compactOften(world: World, hub: Hub, store: DeviceStore, clock: Clock): Compactor {
  return createCompactor({
    hub,
    store,
    clock,
    place: compactHere(store, clock, documentBytes),
    settings: { tail: { updates: 2 + world.below(6), bytes: 2_000 }, lookAfter: world.below(200) },
    refused: (document, reason) => {
      throw new Error(`seed ${String(world.seed)}: ${document} was not compacted: ${reason}`);
    },
  });
}

const hour = 3_600_000;
/** What a relay takes for too much in a socket, so that it waits. */
const muchBuffered = 2 * 1024 * 1024;

/** A machine's clock, which people and networks set forward and back. */
class MachineClock {
  readonly #world: World;
  skew = 0;

  constructor(world: World) {
    this.#world = world;
  }

  jump(): void {
    this.skew += Math.floor((this.#world.random() - 0.5) * 4 * hour);
  }
}

/** A relay process over a disk: can be killed at any moment and started again. */
export class Relay {
  readonly time: MachineClock;
  /** Its bound of a document, from the next start on. */
  tight = false;
  /** Lines are so narrow that what is said quickly waits. */
  narrow = false;
  /** Wires repeat frames and stall; no more once everything heals. */
  faulty = true;
  readonly #world: World;
  readonly #links = new Set<() => void>();
  readonly #folder: Disk;
  readonly #otherFolder: Disk;
  #astray = false;
  #process: { hub: Hub; store: DeviceStore; alive: boolean } | null = null;

  constructor(world: World) {
    this.#world = world;
    this.#folder = new Disk(world);
    this.#otherFolder = new Disk(world);
    this.time = new MachineClock(world);
    this.start();
  }

  get disk(): Disk {
    return this.#astray ? this.#otherFolder : this.#folder;
  }

  get astray(): boolean {
    return this.#astray;
  }

  /** Somebody starts it over another folder, or over its own again (H9). */
  startOver(folder: 'own' | 'other'): void {
    this.kill();
    this.#astray = folder === 'other';
    this.start();
  }

  get up(): boolean {
    return this.#process !== null;
  }

  get hub(): Hub {
    if (!this.#process) throw new Error('the relay is down');
    return this.#process.hub;
  }

  start(): void {
    if (this.#process) return;
    const process = { alive: true } as { hub: Hub; store: DeviceStore; alive: boolean };
    const alive = () => process.alive;
    process.store = this.disk.open(alive);
    const clock = this.#world.clock(alive, () => this.time.skew);
    const limits = { documentBytes: this.tight ? tightBytes : documentBytes };
    process.hub = createHub({ store: process.store, clock, limits });
    compactOften(this.#world, process.hub, process.store, clock);
    this.#process = process;
  }

  kill(): void {
    if (!this.#process) return;
    this.#process.alive = false;
    this.#process = null;
    this.cutLinks();
  }

  cutLinks(): void {
    for (const cut of [...this.#links]) cut();
  }

  /**
   * A wire with delay, first in first out, that can be cut at any moment. Some repeat packets, some are read slowly: then
   * the sender sees much waiting in its socket. The first packet of each side opens the link and comes once. Channels
   * count what they send, and rely on it that no WebSocket repeats anything; all that a device says may come twice.
   */
  dial(
    workspace: WorkspaceId,
    handlers: DialHandlers,
    callerAlive: () => boolean,
    caller: 'device' | 'outsider' = 'device',
  ): LinkSocket {
    const world = this.#world;
    let session: LinkSession | null = null;
    let whole = true;
    const wire = () => {
      let free = world.now;
      let sent = 0;
      let underWay = 0;
      let bytesUnderWay = 0;
      const repeats = caller === 'device' && world.chance(0.2);
      const isSlow = world.chance(0.15);
      const carry = (deliver: () => void, bytes = 0) => {
        const most = isSlow && this.faulty ? 1_500 : 40;
        free = Math.max(free, world.now + 1 + world.below(most));
        if (this.narrow) free += Math.ceil(bytes / narrowLine);
        underWay++;
        bytesUnderWay += bytes;
        world.at(free - world.now, () => {
          underWay--;
          bytesUnderWay -= bytes;
          if (whole) deliver();
        });
      };
      return {
        carry,
        frame: (deliver: () => void, bytes: number) => {
          carry(deliver, bytes);
          if (sent++ > 0 && repeats && this.faulty && world.chance(0.3)) carry(deliver, bytes);
        },
        buffered: () =>
          isSlow && this.faulty && underWay > 2 ? muchBuffered : this.narrow ? bytesUnderWay : 0,
      };
    };
    const up = wire();
    const down = wire();
    const cut = (code: number, reason: string) => {
      if (!whole) return;
      whole = false;
      this.#links.delete(abort);
      session?.gone(code, reason);
      world.at(1 + world.below(30), () => {
        if (callerAlive()) handlers.closed(code, reason);
      });
    };
    const abort = () => {
      cut(aborted, 'cut');
    };
    this.#links.add(abort);
    up.carry(() => {
      const process = this.#process;
      if (!process) {
        abort();
        return;
      }
      session = acceptLink({
        hub: process.hub,
        store: process.store,
        clock: world.clock(
          () => process.alive,
          () => this.time.skew,
        ),
        workspace,
        socket: {
          get bufferedAmount() {
            return down.buffered();
          },
          send: (frame) => {
            down.frame(() => {
              if (callerAlive()) handlers.received(frame);
            }, frame.byteLength);
          },
          close: (code, reason) => {
            down.carry(() => {
              cut(code, reason);
            });
          },
        },
      });
      down.carry(() => {
        if (callerAlive()) handlers.opened();
      });
    });
    return {
      get bufferedAmount() {
        return up.buffered();
      },
      queuedBytes,
      send: (frame) => {
        up.frame(() => session?.receive(frame), frame.byteLength);
      },
      close: (code, reason) => {
        up.carry(() => {
          cut(code, reason);
        });
      },
    };
  }
}

/** A browser's worker over its own disk, linked to the relay. */
export class Device {
  readonly disk: Disk;
  readonly time: MachineClock;
  readonly name: string;
  readonly #world: World;
  readonly #relay: Relay;
  readonly #workspace: WorkspaceId;
  #process: { hub: Hub; upstream: Upstream; compactor: Compactor; alive: boolean } | null = null;
  status: UpstreamStatus | null = null;

  constructor(world: World, relay: Relay, workspace: WorkspaceId, name: string) {
    this.#world = world;
    this.#relay = relay;
    this.#workspace = workspace;
    this.name = name;
    this.disk = new Disk(world);
    this.time = new MachineClock(world);
    this.start();
  }

  get hub(): Hub | null {
    return this.#process?.hub ?? null;
  }

  start(): void {
    if (this.#process) return;
    const process = { alive: true } as { hub: Hub; upstream: Upstream; compactor: Compactor; alive: boolean };
    const alive = () => process.alive;
    const store = this.disk.open(alive);
    const clock = this.#world.clock(alive, () => this.time.skew);
    process.hub = createHub({ store, clock, limits: { documentBytes } });
    process.compactor = compactOften(this.#world, process.hub, store, clock);
    process.upstream = createUpstream({
      hub: process.hub,
      store,
      clock,
      random: this.#world.random,
      workspace: this.#workspace,
      dial: (handlers) => this.#relay.dial(this.#workspace, handlers, alive),
    });
    process.upstream.onStatus((status) => {
      if (process.alive) this.status = status;
    });
    this.#process = process;
  }

  kill(): void {
    if (!this.#process) return;
    this.#process.alive = false;
    this.#process = null;
    this.status = null;
  }

  /** Lets go in good order, as a worker does that makes room for a newer one. */
  async stop(): Promise<void> {
    const process = this.#process;
    if (!process) return;
    await process.hub.stop(closeCode.hubMoved, 'moved');
    await process.compactor.stop();
    process.upstream.stop();
    this.kill();
  }

  reconnect(): void {
    this.#process?.upstream.reconnect();
  }
}

/** A client without a store: many documents as channels of one socket to the relay. */
export class Outsider {
  readonly #channels: LinkChannels;

  constructor(world: World, relay: Relay, workspace: WorkspaceId) {
    const alive = () => true;
    this.#channels = linkChannels({
      clock: world.clock(alive, () => 0),
      dial: (handlers) => relay.dial(workspace, handlers, alive, 'outsider'),
    });
  }

  join(document: DocumentName, peer: StockPeer): StockSession {
    let waiting: Uint8Array[] | null = [];
    const channel = this.#channels.open(document, {
      opened: () => {
        for (const frame of waiting ?? []) channel.send(frame);
        waiting = null;
      },
      data: (frame) => {
        peer.send(new Uint8Array(frame));
      },
      saved: (frames) => peer.saved?.(frames),
      closed: (code) => {
        peer.close(code as CloseCode, '');
      },
    });
    return {
      receive: (frame) => {
        if (waiting) waiting.push(frame);
        else channel.send(frame);
      },
      gone: () => {
        channel.close();
      },
    };
  }
}
