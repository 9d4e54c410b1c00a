import { once } from 'node:events';
import { createServer, connect as connectTcp, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import * as v from 'valibot';
import { root } from '../run/step.ts';
import { launch, temporaryFolder, type Exit, type Launched } from './relay-process.ts';

const node = join(root, 'node_modules', '.bin', 'node');

const entityShape = v.object({
  id: v.string(),
  kind: v.string(),
  paths: v.record(v.string(), v.array(v.union([v.string(), v.boolean(), v.null(), v.array(v.string())]))),
});
export type EntityJson = v.InferOutput<typeof entityShape>;

/** A folder and the `gendan device` processes that are called on it. */
export interface DeviceFolder {
  readonly dir: string;
  /** Begins a command. */
  begin(...args: readonly string[]): Launched;
  /** Runs a command to its end. */
  call(...args: readonly string[]): Promise<Exit>;
  /** The same for one that must succeed; throws with what it said. */
  done(...args: readonly string[]): Promise<Exit>;
  get(id: string): Promise<EntityJson>;
}

export function deviceFolder(): DeviceFolder {
  const dir = join(temporaryFolder(), 'device');
  const begin = (...args: readonly string[]) =>
    launch(node, [join(root, 'server/gendan.ts'), 'device', ...args, '--dir', dir]);
  const device: DeviceFolder = {
    dir,
    begin,
    call: (...args) => begin(...args).exit,
    async done(...args) {
      const exit = await device.call(...args);
      if (exit.code !== 0) throw new Error(`${args.join(' ')}: ${JSON.stringify(exit)}`);
      return exit;
    },
    async get(id) {
      return v.parse(entityShape, JSON.parse((await device.done('get', id, '--json')).stdout));
    },
  };
  return device;
}

/** A network of one device's own, which can be cut. */
export interface Wire {
  /** The relay's address through this wire. */
  readonly address: string;
  /** Ends what is connected and takes nobody until `mend`. */
  cut(): Promise<void>;
  /** Lets so many bytes after the upgrade pass to the relay, then ends the connection; once, and resolves then. */
  cutAfter(bytes: number): Promise<void>;
  /** Takes connections and lets nothing pass; resolves with the first one that comes. */
  swallow(): Promise<void>;
  /** Lets a device say who it is and nothing more; resolves when it says more. */
  mute(): Promise<void>;
  mend(): Promise<void>;
}

const open = new Set<Wire>();

/** For afterAll. */
export async function cutWires(): Promise<void> {
  await Promise.all([...open].map((wire) => wire.cut()));
}

export async function layWire(address: string): Promise<Wire> {
  const target = new URL(address);
  const sockets = new Set<Socket>();
  let left = Infinity;
  let wasCut: () => void = () => undefined;
  let swallowed: (() => void) | null = null;
  let muted: (() => void) | null = null;
  const server = createServer((near) => {
    sockets.add(near);
    near.on('error', () => near.destroy()).on('close', () => sockets.delete(near));
    if (swallowed) {
      near.resume();
      swallowed();
      return;
    }
    const far = connectTcp(Number(target.port), target.hostname);
    sockets.add(far);
    far
      .on('error', () => far.destroy())
      .on('close', () => {
        sockets.delete(far);
        near.destroy();
      });
    near.on('close', () => far.destroy());
    far.pipe(near);
    let upgraded = false;
    let introduced = false;
    near.on('data', (bytes: Buffer) => {
      if (introduced && muted) {
        muted();
        return;
      }
      introduced = upgraded;
      if (upgraded) left -= bytes.length;
      upgraded = true;
      if (left >= 0) far.write(bytes);
      else {
        left = Infinity;
        near.destroy();
        wasCut();
      }
    });
  });
  const listen = async (port: number): Promise<void> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const through = new URL(address);
  through.port = String(port);
  const wire: Wire = {
    address: through.href,
    async cut() {
      for (const socket of sockets) socket.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
    cutAfter: (bytes) =>
      new Promise((resolve) => {
        left = bytes;
        wasCut = resolve;
      }),
    swallow: () =>
      new Promise((resolve) => {
        swallowed = resolve;
      }),
    mute: () =>
      new Promise((resolve) => {
        muted = resolve;
      }),
    async mend() {
      left = Infinity;
      swallowed = null;
      muted = null;
      if (!server.listening) await listen(port);
    },
  };
  open.add(wire);
  return wire;
}
