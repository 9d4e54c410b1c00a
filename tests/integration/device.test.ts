import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Doc } from 'yjs';
import { splitChange } from '../../shared/model/documents.ts';
import { appendChange } from '../../shared/model/record.ts';
import { toTrash } from '../../shared/model/trash.ts';
import { cutWires, deviceFolder, layWire, type DeviceFolder, type EntityJson } from './device-process.ts';
import { cleanUp, launch, startRelayProcess, temporaryFolder, type Exit } from './relay-process.ts';
import { connect, disconnectAll, eventually, synced } from './stock-client.ts';

afterAll(async () => {
  disconnectAll();
  await cutWires();
  await cleanUp();
});

function file(value: unknown): string {
  const path = join(temporaryFolder(), 'order.json');
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
}

async function joined(address: string): Promise<DeviceFolder> {
  const device = deviceFolder();
  await device.done('init', '--join', address, '--person', 'Lin');
  return device;
}

async function newOrder(device: DeviceFolder, order: unknown): Promise<string> {
  return (await device.done('new', 'order', '--from', file(order))).stdout.trim();
}

function json(exit: Exit): unknown {
  return JSON.parse(exit.stdout);
}

function sorted(entity: EntityJson, path: string): readonly unknown[] {
  return (entity.paths[path] ?? []).map(String).toSorted();
}

describe('the commands of a device', () => {
  test('as a script calls them, against a relay, without one, and with it again', async () => {
    const relay = await startRelayProcess({ args: ['--sample'] });
    const device = deviceFolder();
    const { dir } = device;
    const npm = (...args: string[]) =>
      launch('npm', ['run', '--silent', 'gendan', '--', 'device', ...args, '--dir', dir]).exit;
    const first = await npm('init', '--join', relay.address, '--json');
    expect(first).toMatchObject({ code: 0 });
    expect(json(first)).toMatchObject({ workspace: 'sample', synced: true });
    expect(statSync(join(dir, 'device.json')).mode & 0o777).toBe(0o600);

    const orders = json(await npm('orders', '--json')) as (EntityJson & { number: string })[];
    expect(orders.length).toBeGreaterThan(20);
    const [order] = orders;
    if (!order) throw new Error('there are orders');
    expect(await device.get(order.number)).toEqual({ id: order.id, kind: 'order', paths: order.paths });
    for (const list of ['customers', 'products'])
      expect(json(await device.done(list, '--json'))).toContainEqual(
        expect.objectContaining({ kind: list.slice(0, -1), name: expect.any(String) as string }),
      );
    const text = (await device.done('orders')).stdout.split('\n');
    expect(text[0]).toMatch(/^NUMBER {2,}CUSTOMER/);
    expect(text).toHaveLength(orders.length + 2);

    // Not a price may lie on the board, and both parts are one commit.
    await device.done('set', order.id, 'cartons=1,700', 'price_fob_per_carton=12.5', 'etd=');
    expect((await device.get(order.id)).paths).toMatchObject({
      cartons: ['1700'],
      price_fob_per_carton: ['12.5'],
      etd: [null],
    });

    await relay.stop();
    const offline = await device.call('set', order.number, 'owner=Wu', 'lines/z9/count=113');
    expect(offline).toMatchObject({ code: 0, stdout: '' });
    expect(offline.stderr).toMatch(/^gendan: .*saved on this device.*\n$/);
    const id = await newOrder(device, { cartons: 900, lines: [{ count: '88', unit_price: '2.5' }] });
    expect(id).toMatch(/^order_[a-z0-9]{12}$/);
    const made = await device.get(id);
    expect(made.paths).toMatchObject({ cartons: ['900'], stage: ['enquiry'] });
    expect(made.paths).not.toHaveProperty('owner');
    const [line] = Object.keys(made.paths).filter((path) => /^lines\/[^/]+$/.test(path));
    expect(made.paths).toMatchObject({
      [`${line ?? ''}/count`]: ['88'],
      [`${line ?? ''}/unit_price`]: ['2.5'],
    });
    const failing = await device.call('sync');
    expect(failing).toMatchObject({ code: 1, stdout: '' });
    expect(failing.stderr).toMatch(/^gendan: .*cannot be reached.*\n$/);

    const again = await relay.restart();
    expect(json(await device.done('sync', '--json'))).toEqual({ synced: true, setAside: 0 });
    const other = await joined(again.address);
    expect(await other.get(id)).toEqual(await device.get(id));
    expect((await other.get(order.id)).paths).toMatchObject({ owner: ['Wu'], 'lines/z9/count': ['113'] });
    await again.stop();
  });

  test('every mistake is one line and exit code 1, and nothing is written', async () => {
    const relay = await startRelayProcess();
    const device = await joined(relay.address);
    await relay.stop();
    const id = await newOrder(device, { number: 'X-1', cartons: '10' });
    await newOrder(device, { number: 'X-2' });
    await newOrder(device, { number: 'X-2' });
    const before = (await device.done('orders', '--json')).stdout;
    const mistakes: readonly (readonly string[])[] = [
      ['get', 'X-9'],
      ['get', 'X-2'],
      ['get', 'order_nobody'],
      ['set', 'X-2', 'cartons=5'],
      ['set', 'X-1', 'cartons=lots'],
      ['set', 'X-1', 'cartons=5', 'colour=red'],
      ['set', 'X-1', 'cartons=5', 'stage=nowhere'],
      ['set', 'X-1', 'lines/a/b/c=5'],
      ['set', 'X-1', 'nonsense'],
      ['new', 'order', '--from', '/none.json'],
      ['new', 'order', '--from', file('{')],
      ['new', 'order', '--from', file('[]')],
      ['new', 'order', '--from', file({ cartons: 'lots' })],
      ['new', 'order', '--from', file({ cartons: ['1', '2'] })],
      ['resolve', 'X-1', 'cartons', '--take', '1'],
      ['resolve', 'X-1', 'cartons', '--take', 'x'],
      ['init', '--join', relay.address.replace('/team', '/other')],
      ['fly'],
    ];
    for (const args of mistakes) {
      const exit = await device.call(...args);
      expect([args, exit.code, exit.stdout]).toEqual([args, 1, '']);
      expect(exit.stderr).toMatch(/^gendan: [^\n]+\n$/);
      expect(exit.stderr).not.toContain(relay.key);
    }
    expect((await device.done('orders', '--json')).stdout).toBe(before);
    expect((await device.get(id)).paths).toMatchObject({ cartons: ['10'] });
    const nobody = await deviceFolder().call('orders');
    expect(nobody).toMatchObject({ code: 1, stdout: '' });
    expect(nobody.stderr).toMatch(/^gendan: there is no device in [^\n]+\n$/);
  });

  test('[W6] another key is refused, and no device is left; a relay that is away is no hindrance', async () => {
    const relay = await startRelayProcess();
    const device = deviceFolder();
    const wrong = `${relay.origin}/team#key=${'A'.repeat(43)}`;
    const refused = await device.call('init', '--join', wrong);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/4401/);
    expect(existsSync(join(device.dir, 'device.json'))).toBe(false);
    await relay.stop();
    const away = await device.done('init', '--join', relay.address);
    expect(away.stderr).toMatch(/cannot be reached/);
    expect(away.stderr).not.toContain(relay.key);
    await newOrder(device, { number: 'X-1' });
    const again = await relay.restart();
    await device.done('sync');
    expect((await (await joined(again.address)).get('X-1')).paths).toMatchObject({ number: ['X-1'] });
    await again.stop();
  });

  test('[H11] of several at once on one folder all are done', async () => {
    const relay = await startRelayProcess();
    const device = await joined(relay.address);
    const id = await newOrder(device, { number: 'X-1' });
    const fields = ['cartons=1', 'net_kg=2', 'gross_kg=3', 'total=4'];
    await Promise.all(fields.map((field) => device.done('set', id, field)));
    const { paths } = await device.get(id);
    expect(paths).toMatchObject({ cartons: ['1'], net_kg: ['2'], gross_kg: ['3'], total: ['4'] });
    await relay.stop();
  });

  test('watch tells what changes here and elsewhere, and lets others set meanwhile', async () => {
    const relay = await startRelayProcess();
    const [device, other] = [await joined(relay.address), await joined(relay.address)];
    const watching = device.begin('watch', '--json');
    await eventually(() => {
      expect(watching.output().stderr).toContain('connected');
    });
    const id = await newOrder(other, { number: 'X-1', cartons: '10' });
    const seen = () =>
      watching
        .output()
        .stdout.split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as EntityJson);
    await eventually(() => {
      expect(seen().at(-1)).toMatchObject({ id, paths: { cartons: ['10'] } });
    });
    const set = await device.done('set', 'X-1', 'cartons=11', '--json');
    expect(json(set)).toMatchObject({ id, paths: { cartons: ['11'] } });
    await eventually(() => {
      expect(seen().at(-1)).toMatchObject({ id, paths: { cartons: ['11'] } });
    });
    expect((await device.call('get', 'X-9')).code).toBe(1);
    await device.done('sync');
    watching.kill('SIGTERM');
    expect((await watching.exit).code).toBe(0);
    await other.done('sync');
    expect((await other.get(id)).paths).toMatchObject({ cartons: ['11'] });
    await relay.stop();
  });
});

describe('nothing is lost', () => {
  test('when a device is killed between set and sync', async () => {
    const relay = await startRelayProcess();
    const wire = await layWire(relay.address);
    const device = await joined(wire.address);
    const id = await newOrder(device, { number: 'X-1' });
    // It sends the relay nothing but what is stored: that is the moment to kill it.
    const sent = wire.mute();
    const setting = device.begin('set', id, 'cartons=1590', 'total=77');
    await sent;
    setting.kill('SIGKILL');
    expect((await setting.exit).signal).toBe('SIGKILL');
    await wire.mend();

    const watching = device.begin('watch');
    await eventually(() => {
      expect(watching.output().stderr).toContain('connected');
    });
    await wire.cut();
    await device.done('set', id, 'net_kg=900');
    watching.kill('SIGKILL');
    await watching.exit;

    await wire.mend();
    await device.done('sync');
    const reader = await joined(relay.address);
    expect((await reader.get(id)).paths).toMatchObject({ cartons: ['1590'], total: ['77'], net_kg: ['900'] });
    await relay.stop();
  });

  test('of what two devices changed offline: three devices find both values, and one settles them', async () => {
    let relay = await startRelayProcess();
    const wires = [await layWire(relay.address), await layWire(relay.address), await layWire(relay.address)];
    const devices = await Promise.all(wires.map(({ address }) => joined(address)));
    const [a, b, c] = devices;
    const [wireA, wireB] = wires;
    if (!a || !b || !c || !wireA || !wireB) throw new Error('three of each');
    const id = await newOrder(a, {
      number: 'SO-26001',
      cartons: '1600',
      price_fob_per_carton: '15.5',
      'containers/c1/set_point': '0',
    });
    for (const device of [b, c]) await device.done('sync');

    await Promise.all([wireA.cut(), wireB.cut()]);
    await a.done('set', id, 'cartons=1590', 'price_fob_per_carton=15.2', 'containers/c1/set_point=-0.5');
    await b.done('set', id, 'cartons=1605', 'price_fob_per_carton=15.9', 'containers/c1/set_point=1');
    // The relay is killed, and the first attempts to reach it break off in the middle.
    await relay.stop('SIGKILL');
    relay = await relay.restart();
    await Promise.all([wireA.mend(), wireB.mend()]);
    const cuts = [wireA.cutAfter(0), wireB.cutAfter(150)];
    await Promise.all([a.done('sync'), b.done('sync'), ...cuts]);
    await relay.stop('SIGKILL');
    relay = await relay.restart();
    for (const device of devices) await device.done('sync');

    const found = await Promise.all(devices.map((device) => device.get(id)));
    for (const entity of found) {
      expect(sorted(entity, 'cartons')).toEqual(['1590', '1605']);
      expect(sorted(entity, 'price_fob_per_carton')).toEqual(['15.2', '15.9']);
      expect(sorted(entity, 'containers/c1/set_point')).toEqual(['-0.5', '1']);
      expect(entity).toEqual(found[0]);
    }

    const open = json(await c.done('conflicts', '--json')) as { path: string; values: string[] }[];
    expect(open.map(({ path }) => path)).toEqual([
      'cartons',
      'containers/c1/set_point',
      'price_fob_per_carton',
    ]);
    expect(open.map(({ path, values }) => [path, values])).toEqual(
      open.map(({ path }) => [path, found[0]?.paths[path]]),
    );
    const unseen = await c.call('set', 'SO-26001', 'cartons=7');
    expect([unseen.code, unseen.stderr]).toEqual([1, expect.stringContaining('resolve SO-26001 cartons')]);
    for (const { path } of open) await c.done('resolve', 'SO-26001', path, '--take', '2');
    for (const device of devices) await device.done('sync');
    for (const device of devices) {
      const { paths } = await device.get(id);
      for (const { path, values } of open) expect(paths[path]).toEqual([values[1]]);
      expect(json(await device.done('conflicts', '--json'))).toEqual([]);
    }
    await relay.stop();
  });

  test('of a line that one removed and another changed: both are told, and one keeps it', async () => {
    const relay = await startRelayProcess();
    const [a, b] = [await joined(relay.address), await joined(relay.address)];
    const id = await newOrder(a, { number: 'X-1', 'lines/l1/cartons': '20', 'lines/l1/unit_price': '2' });
    await b.done('sync');
    await relay.stop();
    await a.done('set', id, 'lines/l1=false');
    await b.done('set', id, 'lines/l1/unit_price=3');
    const again = await relay.restart();
    for (const device of [a, b, a]) await device.done('sync');
    for (const device of [a, b])
      expect(json(await device.done('conflicts', '--json'))).toMatchObject([
        { id, path: 'lines/l1', values: [false, true] },
      ]);
    await b.done('resolve', id, 'lines/l1', '--take', '2');
    await a.done('sync');
    expect((await a.get(id)).paths).toMatchObject({ 'lines/l1': [true], 'lines/l1/unit_price': ['3'] });
    expect(json(await a.done('conflicts', '--json'))).toEqual([]);
    await again.stop();
  });

  test('[F3] [F5] what is in the trash, and what a newer version wrote, is shown and cannot be changed', async () => {
    const relay = await startRelayProcess({ args: ['--sample'] });
    const write = async (place: string, id: string, work: (doc: Doc) => unknown): Promise<void> => {
      const client = connect(relay.sync, `sample/${place}/${id}/facts`, {
        protocols: ['gendan', `gendan.key.${relay.key ?? ''}`],
      });
      await synced(client);
      work(client.doc);
      await synced(client);
    };
    for (const [place, part] of splitChange('order', toTrash))
      await write(place, 'order_so26001', (doc) =>
        appendChange(doc, { person: '甲', device: 'x' }, Date.now(), part, 'order'),
      );
    await write('board', 'order_so26035', (doc) => doc.getArray('records').push([{ v: 999 }]));
    const device = await joined(relay.address);
    await eventually(async () => {
      await device.done('sync');
      for (const id of ['order_so26001', 'order_so26035'])
        expect((await device.done('get', id)).stderr).toContain('cannot be changed');
    });
    const numbers = async (...args: string[]) =>
      (json(await device.done('orders', '--json', ...args)) as { number: string }[]).map(
        ({ number }) => number,
      );
    expect(await numbers()).not.toContain('SO-26001');
    expect(await numbers()).toContain('SO-26035');
    expect(await numbers('--trashed')).toContain('SO-26001');
    expect((await device.get('SO-26001')).paths['entity/self']).toEqual([false]);
    const before = [await device.get('SO-26001'), await device.get('SO-26035')];
    for (const [number, why] of [
      ['SO-26001', 'in the trash'],
      ['SO-26035', 'newer version'],
    ] as const)
      for (const args of [
        ['set', number, 'cartons=1'],
        ['set', number, 'price_fob_per_carton=1'],
        ['resolve', number, 'cartons', '--take', '1'],
      ]) {
        const exit = await device.call(...args);
        expect(exit).toMatchObject({ code: 1, stdout: '' });
        expect(exit.stderr).toMatch(new RegExp(`^[^\\n]*${why}[^\\n]*\\n$`));
      }
    expect([await device.get('SO-26001'), await device.get('SO-26035')]).toEqual(before);
    await relay.stop();
  });

  test('[W6] the key is in no output of a device, and in one file of its folder', async () => {
    const relay = await startRelayProcess();
    const key = relay.key ?? 'none';
    const device = await joined(relay.address);
    for (const args of [['orders'], ['conflicts'], ['sync', '--json'], ['get', key]]) {
      const exit = await device.call(...args);
      expect(exit.stdout).not.toContain(key);
      if (args[0] !== 'get') expect(exit.stderr).not.toContain(key);
    }
    expect(readFileSync(join(device.dir, 'device.json'), 'utf8')).toContain(key);
    expect(readFileSync(join(device.dir, 'device.db'), 'latin1')).not.toContain(key);
    await relay.stop();
  });
});
