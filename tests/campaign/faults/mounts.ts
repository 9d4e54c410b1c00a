import { execFileSync } from 'node:child_process';
import { temporaryFolder } from '../../integration/relay-process.ts';

export interface SmallDisk {
  readonly path: string;
  readOnly(on: boolean): boolean;
  unmount(): void;
}

/** A file system of its own in memory, or null where nobody may mount one. */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const path = temporaryFolder();
  if (!succeeds('mount', ['-t', 'tmpfs', '-o', `size=${String(megabytes)}m`, 'tmpfs', path])) return null;
  return {
    path,
    readOnly: (on) => succeeds('mount', ['-o', `remount,${on ? 'ro' : 'rw'}`, path]),
    unmount: () => {
      succeeds('umount', [path]);
    },
  };
}

/** Whether nobody, root included, may write the file from now on; false where the file system knows no such thing. */
export function setImmutable(file: string, on: boolean): boolean {
  return succeeds('chattr', [on ? '+i' : '-i', file]);
}

function succeeds(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, [...args], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
