import type { WorkspaceId } from '../../shared/sync/document-name.ts';
import { DeviceDatabase, openDatabase, readMeta } from '../local/device-database.ts';

/** The workspace key this device keeps (W6); null where none was asked for. */
export async function storedKey(workspace: WorkspaceId): Promise<string | null> {
  const db = new DeviceDatabase(workspace, 'relaxed');
  try {
    await openDatabase(db, () => undefined);
    return (await readMeta(db, 'key')) ?? null;
  } catch {
    return null;
  } finally {
    db.close({ disableAutoOpen: true });
  }
}

/** The address that lets somebody join a workspace: the key stands behind the `#`. */
export function joinAddress(workspace: WorkspaceId, key: string | null): string {
  return `${location.origin}/${workspace}${key === null ? '' : `#key=${key}`}`;
}

/** Whether an address works on this computer only. */
export function isLoopback(): boolean {
  return /^(localhost|127\.|\[::1\])/.test(location.hostname);
}
