import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartFailure } from './failure.ts';

/** Opens every workspace of a relay until there are members (W6). Never logged but in the address that start prints. */
export type WorkspaceKey = string & { readonly __brand: 'WorkspaceKey' };

const keyPattern = /^[A-Za-z0-9_-]{43}$/;

/** Made once and kept in the data folder, readable by its owner alone. The folder belongs to this process (H11). */
export function workspaceKey(folder: string): WorkspaceKey {
  const file = join(folder, 'workspace-key');
  if (!existsSync(file)) return make(file);
  const kept = read(file);
  if (kept === null) {
    throw new StartFailure(
      `The workspace key in ${file} is damaged; put the old one back, or delete it to make a new key`,
    );
  }
  return kept;
}

function read(file: string): WorkspaceKey | null {
  try {
    const kept = readFileSync(file, 'utf8').trim();
    return keyPattern.test(kept) ? (kept as WorkspaceKey) : null;
  } catch {
    return null;
  }
}

/** Whole or not at all: a process that is killed here leaves no half a key. */
function make(file: string): WorkspaceKey {
  const key = randomBytes(32).toString('base64url') as WorkspaceKey;
  try {
    writeFileSync(`${file}.new`, `${key}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch {
    throw new StartFailure(
      `Cannot write the workspace key to ${file}; check the folder's permissions and free space`,
    );
  }
  return key;
}

/** Compares without telling by its time how much was right. */
export function isKey(key: WorkspaceKey, offered: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(key), digest(offered));
}
