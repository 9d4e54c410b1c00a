import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, type Launched } from '../integration/relay-process.ts';
import { root } from '../run/step.ts';

/** Who is measured. `broadcast` stores nothing and understands nothing: what the machine can do at most. */
export type Kind =
  | 'gendan'
  | 'gendan 16 ms'
  | 'y-websocket-server'
  | 'y-websocket-server on LevelDB'
  | 'hocuspocus'
  | 'broadcast'
  | 'broadcast by ws.send';

/** A server in a process of its own. */
export interface BenchServer {
  readonly kind: Kind;
  readonly port: number;
  readonly data: string;
  /** Milliseconds from the start of the process until it said that it is ready. */
  readonly startedIn: number;
  /** Where a document's WebSocket stands. */
  path(document: string): string;
  /** For a stock provider. */
  url(): string;
  /** CPU-seconds so far, user and system, of all threads. */
  cpu(): number;
  /** Bytes held now, and at most so far. */
  rss(): number;
  peakRss(): number;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

const node = join(root, 'node_modules', '.bin', 'node');
const folders: string[] = [];
const running = new Set<Launched>();

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gendan-bench-'));
  folders.push(folder);
  return folder;
}

/** Ends what still runs and takes the folders away. */
export async function cleanUp(): Promise<void> {
  for (const child of running) child.kill('SIGKILL');
  await Promise.all([...running].map(({ exit }) => exit));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Starts a server on a data folder, a new one when none is named. */
export async function startServer(kind: Kind, data: string = newFolder()): Promise<BenchServer> {
  const started = performance.now();
  const child = launch(node, [...profiling(kind), ...commandOf(kind, data)], {
    NODE_ENV: 'production',
    ...(kind === 'y-websocket-server on LevelDB' ? { YPERSISTENCE: join(data, 'level') } : {}),
  });
  running.add(child);
  const port = await portOf(child);
  const startedIn = performance.now() - started;
  const { pid } = child;
  return {
    kind,
    port,
    data,
    startedIn,
    path: (document) => (isGendan(kind) ? `/sync/${document}` : `/${document}`),
    url: () => `ws://127.0.0.1:${port}${isGendan(kind) ? '/sync' : ''}`,
    cpu() {
      // By thread, in nanoseconds: the process's own account goes by ticks of 10 ms.
      let nanoseconds = 0;
      for (const task of readdirSync(`/proc/${pid}/task`)) {
        nanoseconds += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'latin1').split(' ')[0]);
      }
      return nanoseconds / 1e9;
    },
    rss: () => status(pid, 'VmRSS'),
    peakRss: () => status(pid, 'VmHWM'),
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await child.exit;
      running.delete(child);
    },
  };
}

export function isGendan(kind: Kind): boolean {
  return kind.startsWith('gendan');
}

function commandOf(kind: Kind, data: string): readonly string[] {
  const peer = (name: string) => join(root, 'tests/bench/peers', name);
  switch (kind) {
    case 'gendan':
    case 'gendan 16 ms': {
      // An app of one page: what is measured here is the relay.
      const client = join(data, 'client');
      mkdirSync(client, { recursive: true });
      writeFileSync(join(client, 'index.html'), '');
      // Load without a pause from one machine is nothing that people bring.
      const limits = [
        'updatesPerSecond=1000000000',
        'updatesAtOnce=1000000000',
        'unansweredUpdates=1000000000',
        'connectionsPerAddress=100000',
      ];
      const tick = kind === 'gendan 16 ms' ? ['--tick', '16'] : [];
      return [
        join(root, 'server/main.ts'),
        '--port',
        '0',
        '--open',
        '--data',
        data,
        '--client',
        client,
        ...tick,
        ...limits.flatMap((limit) => ['--limit', limit]),
      ];
    }
    case 'y-websocket-server':
    case 'y-websocket-server on LevelDB':
      return [peer('y-websocket.ts'), '0'];
    case 'hocuspocus':
      return [peer('hocuspocus.ts'), '0', data];
    case 'broadcast':
      return [peer('broadcast.ts'), '0'];
    case 'broadcast by ws.send':
      return [peer('broadcast.ts'), '0', 'plain'];
  }
}

/** BENCH_PROFILE names a folder for CPU profiles of our relay. */
function profiling(kind: Kind): readonly string[] {
  const folder = process.env['BENCH_PROFILE'];
  return folder !== undefined && isGendan(kind) ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
}

function portOf(child: Launched): Promise<number> {
  return new Promise((resolve, reject) => {
    child.onStdout((stdout) => {
      const found =
        /^ready (\d+)$/m.exec(stdout)?.[1] ?? /^Gendan is ready: http:\/\/[^:]+:(\d+)/m.exec(stdout)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    child.exit.then((end) => {
      reject(new Error(`the server did not start: ${JSON.stringify(end)}`));
    }, reject);
  });
}

function status(pid: number, field: string): number {
  const found = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(
    readFileSync(`/proc/${pid}/status`, 'latin1'),
  );
  return Number(found?.[1]) * 1024;
}
