import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildName, sourceHash } from './build-name.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const stampName = '.sources';
/** On the same disk as `dist`, so that a rename puts a finished build in its place. */
const workshop = join(root, '.cache');

/** Where the built client lies. */
export const clientFolder = join(root, 'dist');

/**
 * Makes sure that the built client belongs to the sources: builds it when they differ, and returns at once when they
 * do not. Says one line on stderr while it builds. Throws with the builder's message when the sources do not build.
 */
export async function ensureClient(): Promise<void> {
  const stamp = `${sourceHash()} ${buildName()}\n`;
  if (readStamp(clientFolder) === stamp) return;
  const started = performance.now();
  process.stderr.write('Building the client …');
  try {
    await buildClient(clientFolder, stamp);
  } catch (error) {
    process.stderr.write(' failed\n');
    throw error;
  }
  process.stderr.write(` done in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}

/** Builds beside the target and puts the finished folder in its place, so that a crash never leaves half a client. */
async function buildClient(target: string, stamp: string): Promise<void> {
  const { build } = await import('vite');
  mkdirSync(workshop, { recursive: true });
  sweep();
  const building = join(workshop, `client-${String(process.pid)}-${randomBytes(4).toString('hex')}`);
  try {
    await build({
      configFile: join(root, 'vite.config.ts'),
      mode: 'production',
      logLevel: 'warn',
      build: { outDir: building, emptyOutDir: true },
    });
    writeFileSync(join(building, stampName), stamp);
    replace(target, building);
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

/** A folder cannot be renamed over another one that has files: the old one steps aside first. */
function replace(target: string, finished: string): void {
  const old = `${finished}-old`;
  if (existsSync(target)) renameSync(target, old);
  renameSync(finished, target);
  rmSync(old, { recursive: true, force: true });
}

/** Takes away what builds that were killed have left; a build that still runs keeps its folder. */
function sweep(): void {
  for (const name of readdirSync(workshop)) {
    const pid = /^client-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      rmSync(join(workshop, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function readStamp(folder: string): string | null {
  try {
    return readFileSync(join(folder, stampName), 'utf8');
  } catch {
    return null;
  }
}

if (import.meta.main) await ensureClient();
