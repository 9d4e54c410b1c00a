import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartFailure, systemCode } from './failure.ts';

/** Result codes of SQLite. */
export const busy = 5;
export const corrupt = 11;
export const notADatabase = 26;

/** The store in a relay's data folder. */
export const relayDatabase = 'gendan.db';

export interface DataFolder {
  readonly path: string;
  release(): void;
}

/**
 * Takes a relay's data folder for this process alone and for life (H11): an exclusive transaction on a small lock
 * database, which the system gives free when the process ends, however it ends.
 */
export function takeDataFolder(folder: string): DataFolder {
  const taken = tryDataFolder(folder, '--data');
  if (taken === 'in use') {
    throw new StartFailure(
      `The data folder ${resolve(folder)} is in use by another relay; stop that one, or name another folder with --data`,
    );
  }
  return taken;
}

/** The same for any folder of ours; `option` names it on the command line. */
export function tryDataFolder(folder: string, option: string): DataFolder | 'in use' {
  const path = resolve(folder);
  try {
    makeFolder(path);
  } catch (error) {
    const code = systemCode(error);
    throw new StartFailure(
      code === 'EEXIST' || code === 'ENOTDIR'
        ? `${path} is not a folder, so nothing can be kept there; name another with ${option}`
        : `Cannot make the data folder ${path} (${code ?? 'unknown error'}); name another with ${option}`,
    );
  }
  const lock = openLock(path, option);
  try {
    lock.exec('BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS lock (held INTEGER); INSERT INTO lock VALUES (1)');
  } catch (error) {
    lock.close();
    const code = sqliteCode(error);
    if (code === busy) return 'in use';
    throw new StartFailure(lockMessage(path, code, option));
  }
  return {
    path,
    release: () => {
      lock.close();
    },
  };
}

/** Not Node's own `recursive`, which never comes to an end where the system lets nobody make a folder, as in /proc. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST' && statSync(path).isDirectory()) return;
    if (code !== 'ENOENT' || existsSync(dirname(path))) throw error;
    makeFolder(dirname(path));
    mkdirSync(path, { mode: 0o700 });
  }
}

function lockMessage(path: string, code: number | null, option: string): string {
  switch (code) {
    case corrupt:
    case notADatabase:
      return `${join(path, 'lock.db')} is damaged; it holds nothing, so delete it and start again`;
    default:
      return `Cannot write in the data folder ${path}; check its permissions and free space, or name another with ${option}`;
  }
}

function openLock(path: string, option: string): DatabaseSync {
  try {
    return new DatabaseSync(join(path, 'lock.db'));
  } catch {
    throw new StartFailure(
      `Cannot write in the data folder ${path}; check its permissions, or name another with ${option}`,
    );
  }
}

export function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}
