import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../run/step.ts';

/** The Node that the package pins, whatever runs the tests. */
const node = join(root, 'node_modules', '.bin', 'node');
const running = new Set<ChildProcess>();
const folders: string[] = [];

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartOptions {
  /** Data folder; a new one when left out. */
  readonly data?: string;
  /** Given to the relay besides --port and --data. */
  readonly args?: readonly string[];
  /** 0, the default, takes any. */
  readonly port?: number;
}

/** The real relay in a process of its own. */
export interface RelayProcess {
  readonly pid: number;
  readonly port: number;
  /** As printed, with the key. */
  readonly address: string;
  readonly origin: string;
  /** For a stock provider: `ws://host:port/sync`. */
  readonly sync: string;
  /** null with --open. */
  readonly key: string | null;
  readonly data: string;
  readonly startedIn: number;
  output(): { readonly stdout: string; readonly stderr: string };
  isAlive(): boolean;
  /** Sends the signal at once and gives what the process left; SIGTERM when none is named. */
  stop(signal?: NodeJS.Signals): Promise<Exit>;
  /** The same options, data and port again; the one before must have ended. */
  restart(): Promise<RelayProcess>;
}

/** Starts the relay and waits for the address it prints; throws with its output when it ends before that. */
export async function startRelayProcess(options: StartOptions = {}): Promise<RelayProcess> {
  const { data = temporaryFolder(), args = [], port = 0 } = options;
  const child = launch(node, [join(root, 'server/main.ts'), '--port', String(port), '--data', data, ...args]);
  const started = performance.now();
  const address = await printedAddress(child);
  const startedIn = performance.now() - started;
  const url = new URL(address);
  return {
    pid: child.pid,
    port: Number(url.port),
    address,
    origin: url.origin,
    sync: `${url.origin.replace('http', 'ws')}/sync`,
    key: /^#key=(.+)$/.exec(url.hash)?.[1] ?? null,
    data,
    startedIn,
    output: child.output,
    isAlive: child.isAlive,
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return child.exit;
    },
    restart: () => startRelayProcess({ ...options, data, port: Number(url.port) }),
  };
}

/** Runs the relay with arguments that end it at once; one that starts all the same is killed. */
export function runRelay(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Exit> {
  const child = launch(node, [join(root, 'server/main.ts'), ...args], env);
  printedAddress(child).then(
    () => {
      child.kill('SIGKILL');
    },
    () => undefined,
  );
  return child.exit;
}

export interface Launched {
  readonly pid: number;
  readonly exit: Promise<Exit>;
  kill(signal: NodeJS.Signals): void;
  isAlive(): boolean;
  output(): { readonly stdout: string; readonly stderr: string };
  /** Calls with all of stdout whenever there is more of it. */
  onStdout(listener: (stdout: string) => void): void;
}

/** Starts a program in the repository and collects what it says. */
export function launch(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Launched {
  // What a test run sets for itself is no part of how people start the relay.
  const { PORT: _port, HOST: _host, NODE_ENV: _env, VITEST: _vitest, ...inherited } = process.env;
  const child = spawn(program, args, {
    cwd: root,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  return {
    pid: child.pid ?? -1,
    exit: new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => {
        running.delete(child);
        resolve({ code, signal, ...said });
      });
    }),
    kill: (signal) => {
      child.kill(signal);
    },
    isAlive: () => child.exitCode === null && child.signalCode === null,
    output: () => ({ ...said }),
    onStdout(listener) {
      child.stdout.on('data', () => {
        listener(said.stdout);
      });
    },
  };
}

/** Waits for the line that names the address; rejects with all that was said when the process ends without it. */
export function printedAddress({ exit, onStdout }: Launched): Promise<string> {
  return new Promise((resolve, reject) => {
    onStdout((stdout) => {
      const found = /^Gendan is ready: (\S+)\n/m.exec(stdout)?.[1];
      if (found !== undefined) resolve(found);
    });
    exit.then((end) => {
      reject(new Error(`the relay did not start: ${JSON.stringify(end)}`));
    }, reject);
  });
}

/** A new folder, taken away by `cleanUp`. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gendan-relay-'));
  folders.push(folder);
  return folder;
}

/** Ends what still runs and takes the folders away; for afterAll. */
export async function cleanUp(): Promise<void> {
  await Promise.all(
    [...running].map((child) => {
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      return closed;
    }),
  );
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** The most memory that a process has held, in MiB. */
export function peakMemory(pid: number): number {
  const [, kilobytes = 'NaN'] =
    /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
