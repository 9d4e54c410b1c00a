import { constants, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newFolder } from '../servers.ts';

/** Raise it with each change of what the team consists of, or of how it is stored. */
const version = 1;
const root = join(tmpdir(), `gendan-bench-board-${version}`);

/**
 * The folder of this name out of the cache; `make` fills one when there is none, and it is kept only when it is whole.
 * What goes by another `age` than this one's is thrown away: profiles of an older build are of no use.
 */
export async function cached(
  name: string,
  make: (folder: string) => Promise<void>,
  age?: string,
): Promise<string> {
  const parent = age === undefined ? join(root, 'data') : join(root, 'profiles', age);
  if (age !== undefined && existsSync(join(root, 'profiles')))
    for (const other of readdirSync(join(root, 'profiles')))
      if (other !== age) rmSync(join(root, 'profiles', other), { recursive: true, force: true });
  const folder = join(parent, name);
  if (existsSync(folder)) return folder;
  const making = `${folder}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  await make(making);
  renameSync(making, folder);
  return folder;
}

/** A copy that may be written in, taken away at the end of the bench. */
export function copyOf(folder: string): string {
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true, mode: constants.COPYFILE_FICLONE });
  return copy;
}
