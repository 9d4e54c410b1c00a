import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { DocumentName, EntityId, WorkspaceId } from '../../shared/sync/document-name.ts';
import type { Connection } from './connection.ts';
import { commitWrites, openDevice, type Device } from './device.ts';
import { newEntity } from './entity.ts';
import { beginHandOver } from './hand-over.ts';
import { outputOf } from './reply.ts';

let folder = '';
let device: Device;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gendan-hand-'));
  const link = { origin: 'http://127.0.0.1:1', workspace: 'team' as WorkspaceId, key: null };
  device = openDevice(folder, { link, device: 'd1', person: 'Lin' });
});
afterEach(async () => {
  await device.stop();
  rmSync(folder, { recursive: true });
});

const linked = (link: Partial<Connection>): Device => ({ ...device, connection: () => link as Connection });
const order = newEntity('order', 'order_a' as EntityId);

describe('a change on its way to the relay', () => {
  test('[D4] says that it was made offline where no relay was there', async () => {
    for (const reached of [true, false]) {
      const { author } = await beginHandOver(linked({ reached: () => Promise.resolve(reached) }));
      expect(author).toEqual({ person: 'Lin', device: 'd1', ...(reached ? {} : { offline: true }) });
    }
  });

  test('is stored, whatever goes wrong while the relay is asked', async () => {
    const synced = () => Promise.reject(new Error('the disk is away'));
    const relay = await beginHandOver(linked({ reached: () => Promise.resolve(true), synced }));
    const output = outputOf(await relay.finish(order, [], 'order_a\n', 'order 1 is made'), false);
    expect(output).toMatchObject({ stdout: 'order_a\n', code: 0 });
    expect(output.stderr).toMatch(/order 1 is made; saved on this device.*the disk is away/);
  });
});

const board = 'team/board/order_a/facts' as DocumentName;
const prices = 'team/commercial/order_a/facts' as DocumentName;

function records(...values: readonly string[]): Uint8Array {
  const doc = new Y.Doc();
  doc.getArray('records').push([...values]);
  return Y.encodeStateAsUpdate(doc);
}

describe('of a change to two documents nothing is written', () => {
  const refused = async (...values: readonly string[]): Promise<void> => {
    const writes = new Map([
      [prices, records('a price')],
      [board, records(...values)],
    ]);
    await expect(commitWrites(device, writes)).rejects.toThrow(/could not be stored/);
    expect(await device.store.read(prices)).toBeNull();
  };

  test('where one of them has no room', async () => {
    const many = Array.from({ length: 83 }, () => 'x'.repeat(200_000));
    expect(await device.hub.write(board, records(...many))).toMatchObject({ kind: 'committed' });
    await refused('y'.repeat(200_000));
  });

  test('where one of its records is larger than the relay takes', async () => {
    await refused('x'.repeat(300_000));
  });
});
