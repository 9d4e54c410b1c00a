import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { appendChange } from '../../shared/model/record.ts';
import { toTrash } from '../../shared/model/trash.ts';
import type { Change } from '../../shared/model/facts.ts';
import { splitChange } from '../../shared/model/documents.ts';
import type { DocumentName, WorkspaceId } from '../../shared/sync/document-name.ts';
import type { WriteOptions } from '../../shared/sync/hub.ts';
import { openDevice, type Device } from './device.ts';
import { findEntity } from './find.ts';
import { allShelves, freshRows, rowsOf } from './rows.ts';
import type { Settings } from './settings.ts';

const settings: Settings = {
  link: { origin: 'http://127.0.0.1:1', workspace: 'team' as WorkspaceId, key: null },
  device: 'd1',
  person: 'Lin',
};

let folder = '';
let device: Device;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gendan-rows-'));
  device = openDevice(folder, settings, '1');
});
afterEach(async () => {
  await device.stop();
  rmSync(folder, { recursive: true });
});

async function reopen(version = '1'): Promise<void> {
  await device.stop();
  device = openDevice(folder, settings, version);
}

const nameOf = (order: string, compartment = 'board') => `team/${compartment}/${order}/facts` as DocumentName;

/** A change by somebody who has read all there is. */
async function change(order: string, made: Change, options?: WriteOptions): Promise<void> {
  for (const [compartment, part] of splitChange('order', made)) {
    const name = nameOf(order, compartment);
    const doc = new Y.Doc({ gc: false });
    for (const update of (await device.store.read(name))?.updates ?? []) Y.applyUpdate(doc, update);
    const before = Y.encodeStateVector(doc);
    appendChange(doc, { person: 'Wu', device: 'd2' }, 1, part, 'order');
    await device.hub.write(name, Y.encodeStateAsUpdate(doc, before), options);
  }
}

const numbers = async (...shelves: Parameters<typeof rowsOf>[2]) =>
  (await rowsOf(device, 'order', shelves.length > 0 ? shelves : allShelves))
    .map(({ name }) => name)
    .toSorted();

/** Writes into the rows what no code makes: whoever finds it there has read a row and not the documents. */
function tamper(sql: string): void {
  const database = new DatabaseSync(join(folder, 'device.db'));
  database.exec(sql);
  database.close();
}

describe('[D3] rows', () => {
  test('follow what is changed here and what arrives, and only that is projected anew', async () => {
    await change('order_a', { set: { number: 'A' } });
    await change('order_b', { set: { number: 'B' } });
    expect(await numbers()).toEqual(['A', 'B']);
    tamper(`UPDATE rows SET name = 'read from the row' WHERE entity = 'order_a'`);
    await change('order_b', { set: { number: 'B2' } });
    await change('order_c', { set: { number: 'C' } }, { source: 'upstream' });
    expect(await numbers()).toEqual(['B2', 'C', 'read from the row']);
    await reopen();
    expect(await numbers()).toEqual(['B2', 'C', 'read from the row']);
  });

  test('lie on the shelf where the entity is, with every number it has', async () => {
    await change('order_a', { set: { number: ' A ', archived: true } });
    await change('order_b', { set: { number: 'B' } });
    await change('order_c', { set: { number: 'C' } });
    await change('order_c', toTrash);
    expect(await numbers('open')).toEqual(['B']);
    expect(await numbers('archived', 'trash')).toEqual([' A ', 'C']);
    const table = await freshRows(device);
    expect(table.withNumber('A')).toEqual([{ entity: 'order_a', shelf: 'archived' }]);
    await change('order_a', { set: { number: 'D' } });
    expect((await freshRows(device)).withNumber('A')).toEqual([]);
    expect(table.numbers().toSorted()).toEqual(['B', 'C', 'D']);
  });

  test('tell which order a number means: of two none, and none in the trash where another has it', async () => {
    const found = async () => {
      const one = await findEntity(device, ' A');
      return one.ok ? one.value.id : one.error;
    };
    expect(await found()).toContain('nothing here');
    await change('order_a', { set: { number: 'A' } });
    await change('order_b', { set: { number: 'A' } });
    expect(await found()).toContain('2 orders; name one by its id: order_a, order_b');
    await change('order_a', toTrash);
    expect(await found()).toBe('order_b');
    await change('order_b', { set: { number: 'B' } });
    expect(await found()).toBe('order_a');
  });

  test('say what is to be settled, a price in the other document too', async () => {
    await change('order_a', { set: { number: 'A' } });
    expect((await freshRows(device)).disputed()).toEqual([]);
    for (const total of ['16408.80', '16563.60']) {
      const doc = new Y.Doc();
      appendChange(doc, { person: 'Wu', device: 'd2' }, 1, { set: { total } }, 'order');
      await device.hub.write(nameOf('order_a', 'commercial'), Y.encodeStateAsUpdate(doc));
    }
    expect((await freshRows(device)).disputed()).toEqual([
      { entity: 'order_a', kind: 'order', shelf: 'open' },
    ]);
    const [listed] = await rowsOf(device, 'order', ['open']);
    expect(listed?.value.paths['total']?.toSorted()).toEqual(['16408.80', '16563.60']);
  });

  test('are made anew by another version of the code, whatever form they had', async () => {
    await change('order_a', { set: { number: 'A' } });
    await numbers();
    tamper(`DROP TABLE rows; CREATE TABLE rows (entity TEXT, other TEXT)`);
    await reopen('2');
    expect(await numbers()).toEqual(['A']);
    tamper(`UPDATE rows SET name = 'read from the row'`);
    await reopen('2');
    expect(await numbers()).toEqual(['read from the row']);
    await reopen('1');
    expect(await numbers()).toEqual(['A']);
  });

  test('that a crash left behind are healed by the next call', async () => {
    await change('order_a', { set: { number: 'A' } });
    await numbers();
    // A commit, and nobody asked for rows before the process ended.
    await change('order_a', { set: { number: 'A2' } });
    await reopen();
    expect(await numbers()).toEqual(['A2']);
    // All are made anew, and the process ended when the first were written.
    await change('order_b', { set: { number: 'B' } });
    await reopen('2');
    const made = { kind: 'order', shelf: 'open', numbers: [], conflicts: 0, row: '{}', paths: '{}' } as const;
    await device.store.rows.put([{ ...made, entity: 'order_a' as never, name: 'half' }]);
    await reopen('2');
    expect(await numbers()).toEqual(['A2', 'B']);
  });

  test('stay as they are when a document is compacted', async () => {
    for (const cartons of ['1', '2', '3']) await change('order_a', { set: { number: 'A', cartons } });
    await numbers();
    tamper(`UPDATE rows SET name = 'read from the row'`);
    const stored = await device.store.read(nameOf('order_a'));
    if (!stored) throw new Error('it is there');
    const base = Y.mergeUpdates([...stored.updates]);
    const { through } = stored;
    expect(
      await device.store.compact({
        document: nameOf('order_a'),
        through,
        replaces: stored.updates.length,
        base,
      }),
    ).toBe(true);
    expect(await numbers()).toEqual(['read from the row']);
    await change('order_a', { set: { cartons: '4' } });
    expect(await numbers()).toEqual(['A']);
  });

  test('are none of an order whose prices alone are here', async () => {
    await change('order_a', { set: { total: '5' } });
    expect(await numbers()).toEqual([]);
    await change('order_a', { set: { number: 'A' } });
    expect(await numbers()).toEqual(['A']);
  });

  test('are none of a note', async () => {
    const doc = new Y.Doc();
    doc.getText('default').insert(0, 'small fruit');
    await device.hub.write('team/board/order_a/note' as DocumentName, Y.encodeStateAsUpdate(doc));
    expect(await numbers()).toEqual([]);
  });
});
