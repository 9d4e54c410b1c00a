import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What the client is made of. Tests beside the sources are no part of it. */
const folders = ['client', 'shared'];
const files = ['vite.config.ts', 'package-lock.json', 'server/build-name.ts'];

/** One hash over names and contents of everything the client is built from. About 20 ms for a few hundred files. */
export function sourceHash(): string {
  return hashOf(folders, files);
}

/** The same over these folders, without the tests in them, and files. */
export function hashOf(folders: readonly string[], files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const name of [...folders.flatMap(filesUnder), ...files].sort()) {
    const content = readFileSync(join(root, name));
    hash.update(`${name}\0${String(content.length)}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * The name of the build that these sources give, for `__BUILD__`. Two builds of equal sources carry one name;
 * GENDAN_BUILD gives another, so that a test can let two versions meet.
 */
export function buildName(): string {
  return process.env['GENDAN_BUILD'] ?? sourceHash().slice(0, 12);
}

/** For `__BUILD_ORDER__`: of two builds the later one has the higher number. */
export function buildOrder(): number {
  return Date.now();
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}
