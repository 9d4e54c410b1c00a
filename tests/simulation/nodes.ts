import { closeCode } from '../../shared/sync/close-code.ts';
import { compactHere } from '../../shared/sync/compaction-here.ts';
import { createCompactor, type Compactor } from '../../shared/sync/compactor.ts';
import type { Clock } from '../../shared/sync/clock.ts';
import type { WorkspaceId } from '../../shared/sync/document-name.ts';
import { createHub, type Hub } from '../../shared/sync/hub.ts';
import {
  createUpstream,
  type DialHandlers,
  type Upstream,
  type UpstreamStatus,
} from '../../shared/sync/link-device.ts';
import { acceptLink } from '../../shared/sync/link-relay.ts';
import type { LinkSession, LinkSocket } from '../../shared/sync/socket.ts';
import type { DeviceStore } from '../../shared/sync/store.ts';
import { Disk } from './disk.ts';
import type { World } from './world.ts';

const aborted = 1006;

/** A store is compacted at any moment, and its process may die between any two steps of it (H6). */
function compactOften(world: World, hub: Hub, store: DeviceStore, clock: Clock): Compactor {
  return createCompactor({
    hub,
    store,
    clock,
    place: compactHere(store, clock, hub.limits.documentBytes),
    settings: { tail: { updates: 2 + world.below(6), bytes: 2_000 }, lookAfter: world.below(200) },
    refused: (document, reason) => {
      throw new Error(`seed ${String(world.seed)}: ${document} was not compacted: ${reason}`);
    },
  });
}

/** A relay process over a disk: can be killed at any moment and started again. */
export class Relay {
  readonly disk: Disk;
  readonly #world: World;
  readonly #links = new Set<() => void>();
  #process: { hub: Hub; store: DeviceStore; alive: boolean } | null = null;

  constructor(world: World) {
    this.#world = world;
    this.disk = new Disk(world);
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
    const clock = this.#world.clock(alive);
    process.hub = createHub({ store: process.store, clock });
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

  /** A wire with delay, first in first out, that can be cut at any moment. */
  dial(workspace: WorkspaceId, handlers: DialHandlers, callerAlive: () => boolean): LinkSocket {
    const world = this.#world;
    let session: LinkSession | null = null;
    let whole = true;
    const wire = () => {
      let free = world.now;
      return (deliver: () => void) => {
        free = Math.max(free, world.now + 1 + world.below(40));
        world.at(free - world.now, () => {
          if (whole) deliver();
        });
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
    up(() => {
      const process = this.#process;
      if (!process) {
        abort();
        return;
      }
      session = acceptLink({
        hub: process.hub,
        store: process.store,
        clock: world.clock(() => process.alive),
        workspace,
        socket: {
          bufferedAmount: 0,
          send: (frame) => {
            down(() => {
              if (callerAlive()) handlers.received(frame);
            });
          },
          close: (code, reason) => {
            down(() => {
              cut(code, reason);
            });
          },
        },
      });
      down(() => {
        if (callerAlive()) handlers.opened();
      });
    });
    return {
      bufferedAmount: 0,
      send: (frame) => {
        up(() => session?.receive(frame));
      },
      close: (code, reason) => {
        up(() => {
          cut(code, reason);
        });
      },
    };
  }
}

/** A browser's worker over its own disk, linked to the relay. */
export class Device {
  readonly disk: Disk;
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
    const clock = this.#world.clock(alive);
    process.hub = createHub({ store, clock });
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
