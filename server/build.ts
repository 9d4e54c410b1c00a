import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
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
  mkdirSync(workshop, { recursive: true });
  sweep();
  const building = join(workshop, `client-${process.pid}-${randomBytes(4).toString('hex')}`);
  try {
    await runVite(building);
    writeFileSync(join(building, stampName), stamp);
    replace(target, building, stamp);
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

/**
 * In a process of its own: the bundler's memory goes when it is done, and what surrounds us (NODE_ENV or VITEST of a
 * test run would give the development version of React) does not change what is built.
 */
async function runVite(outDir: string): Promise<void> {
  const { PATH, HOME, TMPDIR, GENDAN_BUILD } = process.env;
  const vite = spawn(
    process.execPath,
    [
      join(root, 'node_modules/vite/bin/vite.js'),
      'build',
      '--outDir',
      outDir,
      '--emptyOutDir',
      '--logLevel=warn',
    ],
    {
      cwd: root,
      env: { PATH, HOME, TMPDIR, GENDAN_BUILD, NODE_ENV: 'production', NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const said: Buffer[] = [];
  vite.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  vite.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const [code] = (await once(vite, 'close')) as [number | null];
  const output = Buffer.concat(said).toString().trim();
  // Where in the bundler it happened helps nobody.
  if (code !== 0) throw new Error(`The client does not build:\n${output.replaceAll(/^ +at .*\n?/gm, '')}`);
  if (output !== '') process.stderr.write(`\n${output}\n`);
}

/** A folder cannot be renamed over another one that has files: the old one steps aside first. */
function replace(target: string, finished: string, stamp: string): void {
  const old = `${finished}-old`;
  try {
    if (existsSync(target)) renameSync(target, old);
    renameSync(finished, target);
  } catch (error) {
    // Another process has built the same sources meanwhile and was first.
    if (readStamp(target) !== stamp) throw error;
  } finally {
    rmSync(old, { recursive: true, force: true });
  }
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
