import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartFailure, systemCode } from './failure.ts';

/** Opens every workspace of a relay until there are members (W6). Never logged but in the address that start prints. */
export type WorkspaceKey = string & { readonly __brand: 'WorkspaceKey' };

const keyPattern = /^[A-Za-z0-9_-]{43}$/;

/** Made once and kept in the data folder, readable by its owner alone. */
export function workspaceKey(folder: string): WorkspaceKey {
  const file = join(folder, 'workspace-key');
  const key = randomBytes(32).toString('base64url');
  try {
    writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
    return key as WorkspaceKey;
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') {
      throw new StartFailure(
        `Cannot write the workspace key to ${file}; check the folder's permissions and free space`,
      );
    }
  }
  const kept = readFileSync(file, 'utf8').trim();
  if (!keyPattern.test(kept)) {
    throw new StartFailure(
      `The workspace key in ${file} is damaged; put the old one back, or delete the file to make a new key`,
    );
  }
  return kept as WorkspaceKey;
}

/** Compares without telling by its time how much was right. */
export function isKey(key: WorkspaceKey, offered: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(key), digest(offered));
}
