import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Author } from '../../shared/model/facts.ts';
import { readRecords } from '../../shared/model/read.ts';
import { root } from '../run/step.ts';
import { cutWires, deviceFolder, layWire, type DeviceFolder } from './device-process.ts';
import { cleanUp, launch, startRelayProcess, temporaryFolder, type RelayProcess } from './relay-process.ts';
import { connect, disconnectAll, eventually, synced } from './stock-client.ts';

afterEach(disconnectAll);
afterAll(async () => {
  await cutWires();
  await cleanUp();
});

async function joined(address: string, person: string): Promise<DeviceFolder> {
  const device = deviceFolder();
  await device.done('init', '--join', address, '--person', person);
  return device;
}

async function newOrder(device: DeviceFolder, order: unknown): Promise<string> {
  const path = join(temporaryFolder(), 'order.json');
  writeFileSync(path, JSON.stringify(order));
  return (await device.done('new', 'order', '--from', path)).stdout.trim();
}

/** Who wrote each value of a path, as the relay has it. */
async function authorsOf(
  relay: RelayProcess,
  id: string,
  path: string,
): Promise<ReadonlyMap<unknown, Author>> {
  const client = connect(relay.sync, `team/board/${id}/facts`, {
    protocols: ['gendan', `gendan.key.${relay.key ?? ''}`],
  });
  await synced(client);
  const authors = new Map<unknown, Author>();
  for (const { author, entries } of readRecords(client.doc))
    for (const entry of entries) if (entry.path === path) authors.set(entry.value, author);
  return authors;
}

async function values(device: DeviceFolder, id: string, path: string): Promise<readonly unknown[]> {
  return ((await device.get(id)).paths[path] ?? []).toSorted();
}

describe('a change of a device', () => {
  test('[D4] says that it was made offline when the relay could not be reached', async () => {
    const relay = await startRelayProcess();
    const wire = await layWire(relay.address);
    const device = await joined(wire.address, 'Lin');
    const id = await newOrder(device, { number: 'X-1', cartons: '1' });
    await device.done('set', id, 'cartons=2');
    await wire.cut();
    await device.done('set', id, 'cartons=3');
    const born = await newOrder(device, { number: 'X-2' });
    await wire.mend();
    // It is there, and says nothing.
    void wire.swallow();
    await device.done('set', id, 'cartons=4');
    await wire.mend();
    await device.done('set', id, 'cartons=5');

    const watching = device.begin('watch');
    await eventually(() => expect(watching.output().stderr).toContain('connected'));
    await device.done('set', id, 'cartons=6');
    await wire.cut();
    await eventually(() => expect(watching.output().stderr).toContain('cannot be reached'));
    await device.done('set', id, 'cartons=7');
    await wire.mend();
    await device.done('sync');
    watching.kill('SIGTERM');
    await watching.exit;

    const authors = await authorsOf(relay, id, 'cartons');
    const offline = ['1', '2', '3', '4', '5', '6', '7'].filter((value) => authors.get(value)?.offline);
    expect(offline).toEqual(['3', '4', '7']);
    expect(authors.get('7')?.person).toBe('Lin');
    expect((await authorsOf(relay, born, 'number')).get('X-2')?.offline).toBe(true);
    await relay.stop();
  });

  test('[D1] replaces what stood in the folder, says so, and nothing that it brought along itself', async () => {
    const relay = await startRelayProcess();
    const [lin, wu] = [await joined(relay.address, 'Lin'), await joined(relay.address, 'Wu')];
    const id = await newOrder(lin, { number: 'X-1', cartons: '1600' });
    await wu.done('sync');
    await wu.done('set', id, 'cartons=1590');
    // Her device hears of it while it looks for the relay: it is not what she has read.
    const said = await lin.done('set', id, 'cartons=1605');
    expect(said.stderr).toContain('cartons 1600 → 1605');
    await lin.done('sync');
    expect(await values(lin, id, 'cartons')).toEqual(['1590', '1605']);
    await wu.done('sync');
    await wu.done('resolve', id, 'cartons', '--take', '1');
    const [stands] = await values(wu, id, 'cartons');

    await lin.done('sync');
    const outdated = await lin.call('set', id, 'cartons=7', '--was', 'cartons=1600');
    expect(outdated).toMatchObject({ code: 1, stdout: '' });
    expect(outdated.stderr).toBe(`gendan: cartons is ${String(stands)}, not 1600; nothing is changed\n`);
    const replaced = await lin.done('set', id, 'cartons=7', '--was', `cartons=${String(stands)}`);
    expect(replaced.stderr).toContain(`cartons ${String(stands)} by Wu → 7`);
    await wu.done('sync');
    expect(await values(wu, id, 'cartons')).toEqual(['7']);
    await relay.stop();
  });

  test('[D2] counts the values that were shown: with a third one there the second is no longer the second', async () => {
    const relay = await startRelayProcess();
    const people = await Promise.all(['Lin', 'Wu', 'Zhao'].map((name) => joined(relay.address, name)));
    const [lin, wu, zhao] = people;
    if (!lin || !wu || !zhao) throw new Error('three');
    const id = await newOrder(lin, { number: 'X-1', cartons: '1600' });
    for (const device of [wu, zhao]) await device.done('sync');
    await relay.stop();
    await lin.done('set', id, 'cartons=1590');
    await wu.done('set', id, 'cartons=1605');
    await zhao.done('set', id, 'cartons=1580');
    const again = await relay.restart();
    for (const device of [wu, lin]) await device.done('sync');
    const shown = JSON.parse((await lin.done('conflicts', '--json')).stdout) as { values: string[] }[];
    expect(shown[0]?.values).toHaveLength(2);
    for (const device of [zhao, lin]) await device.done('sync');

    const refused = await lin.call('resolve', id, 'cartons', '--take', '2');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^gendan: cartons has other values than were shown \(1\) .* 3\) .*\n$/);
    expect(await values(lin, id, 'cartons')).toEqual(['1580', '1590', '1605']);
    const wanted = (await lin.get(id)).paths['cartons']?.indexOf('1605') ?? -1;
    await lin.done('resolve', id, 'cartons', '--take', String(wanted + 1));
    for (const device of [zhao, wu]) {
      await device.done('sync');
      expect(await values(device, id, 'cartons')).toEqual(['1605']);
    }
    await again.stop();
  });

  test('[H9] that was saved for the team is brought again to a relay that went back to an older copy', async () => {
    const relay = await startRelayProcess();
    const device = await joined(relay.address, 'Lin');
    const id = await newOrder(device, { number: 'X-1', cartons: '1600' });
    await relay.stop();
    const copy = join(temporaryFolder(), 'copy');
    cpSync(relay.data, copy, { recursive: true });
    const later = await relay.restart();
    expect((await device.done('set', id, 'cartons=1590', 'total=77')).stderr).toContain('saved for the team');
    await later.stop();
    rmSync(relay.data, { recursive: true });
    cpSync(copy, relay.data, { recursive: true });
    const restored = await relay.restart();
    const other = await joined(restored.address, 'Wu');
    await other.done('set', id, 'net_kg=900');
    await device.done('sync');
    await other.done('sync');
    for (const one of [device, other])
      expect((await one.get(id)).paths).toMatchObject({ cartons: ['1590'], total: ['77'], net_kg: ['900'] });
    await restored.stop();
  });
});

describe('a stranger', () => {
  test('does not mix two teams whose workspaces have one name', async () => {
    const [mine, theirs] = [await startRelayProcess(), await startRelayProcess()];
    const device = await joined(mine.address, 'Lin');
    const id = await newOrder(device, { number: 'X-1' });
    const mixed = await device.call('init', '--join', theirs.address);
    expect(mixed).toMatchObject({ code: 1, stdout: '' });
    expect(mixed.stderr).toMatch(
      /^gendan: this device belongs to the workspace team at \S+, whose key is another; [^\n]+\n$/,
    );
    expect(mixed.stderr).not.toContain(mine.key);
    // A relay that moved has the key it had.
    await mine.stop();
    const moved = await startRelayProcess({ data: mine.data });
    await device.done('init', '--join', moved.address);
    await device.done('set', id, 'cartons=5');
    expect((await (await joined(theirs.address, 'Wu')).call('get', 'X-1')).code).toBe(1);

    // Where the settings are lost, the documents say whose they are.
    writeFileSync(join(device.dir, 'device.json'), '{');
    const other = await device.call('init', '--join', theirs.address.replace('/team', '/other'));
    expect(other.stderr).toMatch(/^gendan: \S+ holds the workspace team; [^\n]+\n$/);
    await device.done('init', '--join', moved.address);
    expect((await device.get(id)).paths).toMatchObject({ cartons: ['5'] });
    for (const relay of [moved, theirs]) await relay.stop();
  });

  test('gets one clear line for a folder that is no device’s', async () => {
    const relay = await startRelayProcess();
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const damaged = deviceFolder();
    mkdirSync(damaged.dir);
    writeFileSync(join(damaged.dir, 'device.json'), 'null');
    const gendan = (...args: string[]) =>
      launch(process.execPath, [join(root, 'server/gendan.ts'), ...args]).exit;
    for (const [exit, words] of [
      [await gendan('init', '--join', relay.address, '--dir', relay.data), 'a relay keeps its data in'],
      [await gendan('init', '--join', relay.address, '--dir', file), 'is not a folder'],
      [await gendan('orders', '--dir', file), 'there is no device in'],
      [await gendan('orders', '--dir', relay.data), 'there is no device in'],
      [await damaged.call('orders'), 'cannot be read or is damaged'],
    ] as const) {
      expect(exit).toMatchObject({ code: 1, stdout: '' });
      expect(exit.stderr).toMatch(/^gendan: [^\n]+\n$/);
      expect(exit.stderr).toContain(words);
    }
    await relay.stop();
  });

  test('pipes an order to a device that is watched', async () => {
    const relay = await startRelayProcess();
    const device = await joined(relay.address, 'Lin');
    const watching = device.begin('watch');
    await eventually(() => expect(watching.output().stderr).toContain('connected'));
    const order = `'{"number": "X-1", "lines": [{"count": "113"}]}'`;
    const words = `echo ${order} | "${process.execPath}" server/gendan.ts device new order --from /dev/stdin --dir "${device.dir}"`;
    const made = await launch('sh', ['-c', words]).exit;
    expect(made).toMatchObject({ code: 0 });
    expect((await device.get(made.stdout.trim())).paths).toMatchObject({ number: ['X-1'] });
    watching.kill('SIGTERM');
    await watching.exit;
    await relay.stop();
  });
});
