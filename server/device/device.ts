import { userInfo } from 'node:os';
import { join } from 'node:path';
import type * as Y from 'yjs';
import type { Author } from '../../shared/model/facts.ts';
import { closeCode } from '../../shared/sync/close-code.ts';
import type { DocumentName, WorkspaceId } from '../../shared/sync/document-name.ts';
import { createHub, type Hub } from '../../shared/sync/hub.ts';
import type { DeviceStore } from '../../shared/sync/store.ts';
import { checkpointBehind } from '../checkpoint.ts';
import { systemClock } from '../clock.ts';
import { compactBehind } from '../compaction.ts';
import { connect, type Connection } from './connection.ts';
import { openDeviceStore } from './device-store.ts';
import type { Settings } from './settings.ts';

/** A device that is open: its store, its hub, and its link once somebody asks for it. */
export interface Device {
  readonly workspace: WorkspaceId;
  readonly store: DeviceStore;
  readonly hub: Hub;
  readonly settings: Settings;
  readonly author: Author;
  connection(): Connection;
  /** Flushes, says goodbye to the relay, closes the store. */
  stop(): Promise<void>;
}

/** Opens the device in a folder that belongs to this process (H11); throws StartFailure as the store does. */
export function openDevice(folder: string, settings: Settings): Device {
  const file = join(folder, 'device.db');
  const store = openDeviceStore(file);
  const hub = createHub({ store, clock: systemClock });
  const compactor = compactBehind(hub, store, file);
  const checkpoints = checkpointBehind(hub, file);
  let connection: Connection | null = null;
  return {
    workspace: settings.link.workspace,
    store,
    hub,
    settings,
    author: { person: settings.person ?? userName(), device: settings.device },
    connection: () => (connection ??= connect(hub, store, settings.link)),
    async stop() {
      await compactor.stop();
      await checkpoints.stop();
      await hub.stop(closeCode.normal, 'the command has ended');
      connection?.stop();
      await store.close();
    },
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

/**
 * Commits what was written to documents of this device, all of it in one transaction, since the writes are of one tick
 * (H1). Throws when the store would not take it.
 */
export async function commitWrites(
  device: Device,
  writes: ReadonlyMap<DocumentName, Uint8Array>,
): Promise<void> {
  const outcomes = await Promise.all(
    Array.from(writes, ([document, update]) => device.hub.write(document, update)),
  );
  for (const outcome of outcomes) {
    switch (outcome.kind) {
      case 'committed':
      case 'nothingNew':
        break;
      case 'failed':
      case 'refused':
      case 'tooLarge':
        throw new Error(`it could not be stored: ${outcome.reason}`);
      case 'gap':
      case 'held':
        throw new Error(`it could not be stored: ${outcome.kind}`);
    }
  }
}

/** What `work` adds to a document, as one update; null when it adds nothing. */
export function updateOf(doc: Y.Doc, work: () => void): Uint8Array | null {
  let made: Uint8Array | null = null;
  const keep = (update: Uint8Array): void => {
    made = update;
  };
  doc.on('update', keep);
  work();
  doc.off('update', keep);
  return made;
}
