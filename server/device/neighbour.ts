import { existsSync, unlinkSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import * as v from 'valibot';
import { systemCode } from '../failure.ts';
import type { Output } from './reply.ts';

/**
 * A folder belongs to one process (H11), and `watch` holds it for long. Meanwhile it does what other commands are asked
 * for: they bring their words over a socket in the folder and take the output home.
 */
export interface Errand {
  readonly args: readonly string[];
  /** Where files and folders are looked for. */
  readonly cwd: string;
  /** What stands in the file it names: a pipe is of the process that was called alone. */
  readonly input?: string;
}

const errandShape = v.object({
  args: v.array(v.string()),
  cwd: v.string(),
  input: v.exactOptional(v.string()),
});
const outputShape = v.object({ stdout: v.string(), stderr: v.string(), code: v.number() });

const silentAfter = 5_000;

const socketIn = (folder: string): string => join(folder, 'watch.sock');

export interface Host {
  /** Takes no more errands; resolves when those that were begun are answered. */
  stop(): Promise<void>;
}

/** Takes errands, one after the other. Rejects when the folder can have no socket: its path is too long. */
export async function host(folder: string, run: (errand: Errand) => Promise<Output>): Promise<Host> {
  const path = socketIn(folder);
  // The folder is this process's, so what lies there is of one that was killed.
  if (existsSync(path)) unlinkSync(path);
  let last: Promise<void> = Promise.resolve();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    last = last.then(() => answer(socket, run)).catch(() => void socket.destroy());
  });
  await listen(server, path);
  return {
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      await last;
      await closed;
    },
  };
}

async function answer(socket: Socket, run: (errand: Errand) => Promise<Output>): Promise<void> {
  // Whoever connects and says nothing must not keep the others waiting.
  socket.setTimeout(silentAfter, () => socket.destroy());
  const errand = v.parse(errandShape, JSON.parse(await readAll(socket)));
  socket.setTimeout(0);
  socket.end(JSON.stringify(await run(errand)));
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
}

/** What became of an errand. lost: it was taken and not answered, so it may have been done. */
export type ErrandOutcome =
  | { readonly kind: 'answered'; readonly output: Output }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'lost' };

/** Brings an errand to whoever holds the folder, if he takes errands. */
export function bring(folder: string, errand: Errand): Promise<ErrandOutcome> {
  return new Promise((resolve) => {
    const socket = createConnection({ path: socketIn(folder) });
    let connected = false;
    socket.on('connect', () => {
      connected = true;
      socket.end(JSON.stringify(errand));
      readAll(socket).then(
        (answered) => {
          const output = v.safeParse(outputShape, parseJson(answered));
          resolve(output.success ? { kind: 'answered', output: output.output } : { kind: 'lost' });
        },
        () => resolve({ kind: 'lost' }),
      );
    });
    socket.on('error', (error) => {
      const gone = !connected || systemCode(error) === 'EPIPE';
      resolve({ kind: gone ? 'nobody' : 'lost' });
    });
  });
}

/** Whether somebody takes errands there. */
export function isHosted(folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ path: socketIn(folder) });
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** Not by node:stream/consumers, which ends the other direction too. */
function readAll(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.setEncoding('utf8').on('data', (more: string) => (text += more));
    socket.once('end', () => resolve(text));
    socket.once('close', () => reject(new Error('the connection ended')));
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
