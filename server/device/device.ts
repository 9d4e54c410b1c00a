import { userInfo } from 'node:os';
import { join } from 'node:path';
import * as Y from 'yjs';
import type { Author } from '../../shared/model/facts.ts';
import { closeCode } from '../../shared/sync/close-code.ts';
import type { DocumentName, WorkspaceId } from '../../shared/sync/document-name.ts';
import { factsRefusal } from '../../shared/sync/facts-guard.ts';
import { createHub, type Hub } from '../../shared/sync/hub.ts';
import { checkpointBehind } from '../checkpoint.ts';
import { systemClock } from '../clock.ts';
import { compactBehind } from '../compaction.ts';
import { connect, type Connection } from './connection.ts';
import { openDeviceStore, type DeviceFile } from './device-store.ts';
import { rowsVersion } from './rows-version.ts';
import type { Settings } from './settings.ts';

/** A device that is open: its store, its hub, and its link once somebody asks for it. */
export interface Device {
  readonly workspace: WorkspaceId;
  readonly store: DeviceFile;
  readonly hub: Hub;
  readonly settings: Settings;
  readonly author: Author;
  connection(): Connection;
  /** Flushes, says goodbye to the relay, closes the store. */
  stop(): Promise<void>;
}

/**
 * Opens the device in a folder that belongs to this process (H11); throws StartFailure as the store does. `version`
 * names the code that makes rows.
 */
export function openDevice(folder: string, settings: Settings, version = rowsVersion()): Device {
  const file = join(folder, 'device.db');
  const store = openDeviceStore(file, version);
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
  // Asked first: of two documents the hub would store the one that has room for a change of its size.
  for (const [document, update] of writes) {
    const bytes = (await device.store.storedBytes(document)) + update.byteLength;
    const full = bytes > device.hub.limits.documentBytes ? 'its document is as large as one may be' : null;
    const refused = full ?? factsRefusal(Y.decodeUpdate(update));
    if (refused !== null) throw new Error(`it could not be stored: ${refused}`);
  }
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
