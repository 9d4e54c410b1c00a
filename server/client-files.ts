import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { clientFolder, ensureClient } from './build.ts';
import { log } from './log.ts';

/** One file of the built client, ready to be sent. */
export interface ClientFile {
  readonly type: string;
  readonly etag: string;
  readonly body: Buffer;
  /** Its name carries a hash of its content, so it never changes. */
  readonly hashed: boolean;
  /** Compressed at the first demand; null when that saves nothing. */
  zipped(): Promise<Buffer> | null;
}

/** By path, from the slash on. Nothing else can be asked for, so no path leads out of the folder. */
export type ClientFiles = ReadonlyMap<string, ClientFile>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const alreadyCompressed = new Set(['.png', '.ico', '.woff2']);
const worthZipping = 1024;

/**
 * The client in `elsewhere`, or ours, built first when its sources changed. When there is none the relay still serves
 * devices that have the app already: it says so and gives no files.
 */
export async function loadClient(elsewhere: string | null): Promise<ClientFiles> {
  try {
    if (elsewhere === null) await ensureClient();
    return readClientFiles(elsewhere ?? clientFolder);
  } catch (error) {
    log(`there is no app to serve: ${error instanceof Error ? error.message : String(error)}`);
    return new Map();
  }
}

/**
 * Reads the whole built client, a few MB, into memory: a build that replaces the folder while the relay runs
 * neither breaks a request nor mixes two versions.
 */
export function readClientFiles(folder: string): ClientFiles {
  const files = new Map<string, ClientFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = relative(folder, join(entry.parentPath, entry.name));
    const steps = path.split(sep);
    if (!entry.isFile() || steps.some((step) => step.startsWith('.'))) continue;
    files.set(`/${steps.join('/')}`, fileOf(path, readFileSync(join(folder, path)), steps[0] === 'assets'));
  }
  return files;
}

function fileOf(path: string, body: Buffer, hashed: boolean): ClientFile {
  const ending = extname(path);
  const zips = body.byteLength >= worthZipping && !alreadyCompressed.has(ending);
  let zipping: Promise<Buffer> | null = null;
  return {
    type: types[ending] ?? 'application/octet-stream',
    etag: `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    body,
    hashed,
    zipped: () => (zips ? (zipping ??= promisify(gzip)(body)) : null),
  };
}
