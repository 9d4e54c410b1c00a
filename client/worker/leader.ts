import { buildName } from '../build-name.ts';
import { closeCode } from '../../shared/sync/close-code.ts';
import type { WorkspaceId } from '../../shared/sync/document-name.ts';
import { createCompactor } from '../../shared/sync/compactor.ts';
import { createHub } from '../../shared/sync/hub.ts';
import { createUpstream, type Upstream, type UpstreamStatus } from '../../shared/sync/link-device.ts';
import type { DialHandlers, LinkSocket } from '../../shared/sync/socket.ts';
import { createAnswering } from './answering.ts';
import { createBrowserClock } from './browser-clock.ts';
import type { TabId } from './bus.ts';
import { createChecker } from './checker.ts';
import { compactionPlace } from './compaction.ts';
import { createDesk } from './desk.ts';
import { openDeviceStorage, type StorageLoss } from './dexie-store.ts';
import { dialRelay } from './dial.ts';
import type { DeviceStatus, FromTab, FromWorker } from './messages.ts';
import { createKeyring } from './keyring.ts';
import { createProjector } from './projector.ts';
import { createRoster } from './roster.ts';
import { rosterSource } from './roster-source.ts';

/** A fresh device shows the first cards while the rest comes: it commits little at a time. */
const tickWork = 256 * 1024;

/** A running hub of this device with all that hangs on it. */
export interface Leader {
  readonly epoch: number;
  receive(tab: TabId, message: FromTab): void;
  reconnect(): void;
  /** Takes no more edits, flushes, closes the channels with 4504, lets go of the tables (W2). */
  stop(): Promise<void>;
  /** Another one leads already: closes everything at once, writes nothing. */
  drop(): void;
}

interface Options {
  readonly workspace: WorkspaceId;
  /** What a tab's address brought, if one did. */
  readonly key: string | null;
  readonly post: (tab: TabId, message: FromWorker, transfer: Transferable[]) => void;
  readonly lost: (loss: StorageLoss) => void;
}

/** Opens the tables, begins an epoch, runs hub, link and projector. Rejects as openDeviceStorage does. */
export async function startLeader({ workspace, key: brought, post, lost }: Options): Promise<Leader> {
  const storage = await openDeviceStorage(workspace, lost);
  const { store } = storage;
  const clock = createBrowserClock();
  const stored = await storage.key();
  const hub = createHub({ store, clock, tickWork });
  let projecting: DeviceStatus['projecting'] = null;
  const roster = createRoster({ source: rosterSource(storage.db, buildName), clock });
  const projector = createProjector({
    storage,
    workspace,
    clock,
    version: buildName,
    made: (orders) => roster.ahead(orders),
    wrote: (change) => roster.put(change),
    progress(progress) {
      projecting = progress;
      tell();
    },
  });
  const checker = createChecker({
    storage,
    workspace,
    clock,
    version: buildName,
    flush: () => hub.flush(),
    rows: () => projector.settled(),
    load: () => import('./check-orders.ts'),
    wrote: (change) => {
      roster.found(change);
      answering.wrote(change);
    },
  });
  const answering = createAnswering({ roster, checker });
  hub.onCommitted((entries) => {
    projector.committed(entries);
    checker.committed(entries);
  });
  const { documentBytes } = hub.limits;
  const place = compactionPlace({ storage, workspace, clock, documentBytes });
  const compactor = createCompactor({ hub, store, clock, place });

  let socket: LinkSocket | null = null;
  /** An attempt is on its way: the last answer of the relay is an old one. */
  let dialling = false;
  let started: Upstream | null = null;
  const keys = createKeyring({
    stored,
    remember: (key) => storage.rememberKey(key),
    dial() {
      // A link that stands with another key says nothing about this one.
      socket?.close(closeCode.normal, 'another key');
      started?.reconnect();
    },
  });
  if (brought !== null) void keys.brought(brought);

  function dial(handlers: DialHandlers): LinkSocket {
    const key = keys.current();
    dialling = true;
    socket = dialRelay(workspace, key, {
      opened: () => handlers.opened(),
      received(frame) {
        // A relay that does not know the key opens the socket to say so, and says nothing else.
        if (dialling) keys.connected(key);
        dialling = false;
        handlers.received(frame);
      },
      closed(code, reason) {
        dialling = code === closeCode.unauthorized && keys.refused(key) === 'another';
        handlers.closed(code, reason);
        if (dialling) started?.reconnect();
      },
    });
    return socket;
  }
  const upstream = createUpstream({ hub, store, clock, random: Math.random, workspace, dial });
  started = upstream;
  const desk = createDesk({
    hub,
    roster: answering,
    workspace,
    post,
    keyArrived: (key) => keys.brought(key),
    reconnect: () => upstream.reconnect(),
    soon: (task) => clock.soon(task),
  });

  let link: UpstreamStatus | null = null;
  let trouble: string | null = null;
  const tell = (): void => {
    if (link === null) return;
    const kept: DeviceStatus['storage'] =
      trouble === null ? { kind: 'durable' } : { kind: 'failed', reason: 'unavailable' };
    desk.tell({ ...link, projecting, storage: kept });
  };
  upstream.onStatus((status) => {
    link = dialling && status.link.kind === 'refused' ? { ...status, link: { kind: 'connecting' } } : status;
    tell();
  });
  hub.onStoreFailure((reason) => {
    trouble = reason;
    tell();
  });

  function end(): void {
    upstream.stop();
    projector.stop();
    checker.stop();
    roster.stop();
  }

  return {
    epoch: storage.epoch,
    receive: (tab, message) => desk.receive(tab, message),
    reconnect: () => upstream.reconnect(),
    async stop() {
      await hub.stop(closeCode.hubMoved, 'another version leads');
      await compactor.stop();
      end();
      await store.close();
    },
    drop() {
      void compactor.stop();
      void store.close();
      end();
      void hub.stop(closeCode.hubMoved, 'another worker leads');
    },
  };
}
