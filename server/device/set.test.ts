import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { openFacts } from '../../shared/model/facts-of.ts';
import { appendChange } from '../../shared/model/record.ts';
import type { DocumentName, WorkspaceId } from '../../shared/sync/document-name.ts';
import type { Work } from './command.ts';
import type { Connection } from './connection.ts';
import { openDevice, type Device } from './device.ts';
import { execute } from './execute.ts';
import { findEntity } from './find.ts';
import { outputOf } from './reply.ts';
import { entityValue } from './entity.ts';

const board = 'team/board/order_a/facts' as DocumentName;

let folder = '';
let device: Device;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gendan-set-'));
  const link = { origin: 'http://127.0.0.1:1', workspace: 'team' as WorkspaceId, key: null };
  device = openDevice(folder, { link, device: 'd1', person: 'Lin' });
});
afterEach(async () => {
  await device.stop();
  rmSync(folder, { recursive: true });
});

/** A colleague's changes, each made above what is here and apart from the others. */
async function colleagues(...all: readonly Readonly<Record<string, string>>[]): Promise<void> {
  const updates = (await device.store.read(board))?.updates ?? [];
  for (const set of all) {
    const doc = openFacts(updates);
    const before = Y.encodeStateVector(doc);
    appendChange(doc, { person: 'Wu', device: 'd2' }, 1, { set }, 'order');
    await device.hub.write(board, Y.encodeStateAsUpdate(doc, before), { source: 'upstream' });
  }
}

/** Does a command; `meanwhile` is what arrives while it looks for the relay. */
async function run(work: Work, meanwhile: () => Promise<void> = () => Promise.resolve()): Promise<string> {
  const link: Pick<Connection, 'reached' | 'synced'> = {
    reached: () => meanwhile().then(() => true),
    synced: () => Promise.resolve({ kind: 'synced', setAside: 0 }),
  };
  const linked = { ...device, connection: () => link as Connection };
  const { stdout, stderr, code } = outputOf(await execute(linked, work, '2026-11-23'), false);
  return code === 0 ? stderr : `${stdout}${String(code)} ${stderr}`;
}

const setting = (path: string, text: string): Work => ({
  kind: 'set',
  id: 'X-1',
  assignments: [{ path, text }],
});

async function values(path: string): Promise<readonly unknown[]> {
  const found = await findEntity(device, 'order_a');
  return found.ok ? (entityValue(found.value).paths[path] ?? []).toSorted() : [];
}

describe('[D1] what arrives while a command runs', () => {
  test('stands beside what it sets', async () => {
    await colleagues({ number: 'X-1', cartons: '1600' });
    const said = await run(setting('cartons', '1605'), () => colleagues({ cartons: '1590' }));
    const [changed, dispute, ...more] = said.split('\n');
    expect(changed).toBe('gendan: X-1 is changed (cartons 1600 by Wu → 1605); saved for the team');
    expect(dispute).toMatch(
      /^gendan: cartons is in conflict \((1590 \| 1605|1605 \| 1590)\): settle it with resolve X-1 cartons --take N$/,
    );
    expect(more).toEqual(['']);
    expect(await values('cartons')).toEqual(['1590', '1605']);
  });

  test('is not settled with what it settles', async () => {
    await colleagues({ number: 'X-1', cartons: '1600' });
    await colleagues({ cartons: '1590' }, { cartons: '1605' });
    const unseen = await device.store.read(board);
    const take: Work = { kind: 'resolve', id: 'X-1', path: 'cartons', take: 1 };
    const said = await run(take, async () => {
      const doc = openFacts(unseen?.updates.slice(0, 1) ?? []);
      const before = Y.encodeStateVector(doc);
      appendChange(doc, { person: 'Zhao', device: 'd3' }, 1, { set: { cartons: '1580' } }, 'order');
      await device.hub.write(board, Y.encodeStateAsUpdate(doc, before), { source: 'upstream' });
    });
    expect(said).toMatch(/cartons is (1590; set aside: 1605|1605; set aside: 1590)/);
    expect(said).toMatch(/\ngendan: cartons is in conflict \(.*1580.*\)/);
    expect(await values('cartons')).toHaveLength(2);
    expect(await values('cartons')).toContain('1580');
  });
});

describe('what set says beside', () => {
  test.each([
    ['owner', 'Lin', 'X-1 is changed; saved'],
    ['cartons', '1600.0', 'X-1 says so already; saved'],
    ['cartons', '', 'X-1 is changed (cartons 1600 by Wu → cleared); saved'],
    ['customer', 'customer_nobody', 'customer: there is no customer_nobody here; saved'],
    ['number', 'X-2', 'another order has that number too; saved'],
    ['number', 'X-1', 'X-1 says so already; saved'],
    ['lines/mistyped/cartons', '300', 'X-1 is changed; lines/mistyped is new; saved'],
    ['lines/l1/cartons', '300', 'X-1 is changed; saved'],
  ])('%s=%s', async (path, text, words) => {
    await colleagues({ number: 'X-1', cartons: '1600' }, { 'lines/l1/count': '100' });
    const doc = new Y.Doc();
    appendChange(doc, { person: 'Wu', device: 'd2' }, 1, { set: { number: 'X-2' } }, 'order');
    await device.hub.write('team/board/order_b/facts' as DocumentName, Y.encodeStateAsUpdate(doc));
    expect(await run(setting(path, text))).toContain(words);
  });
});

test('[D2] a refusal shows the values that --take then counts', async () => {
  await colleagues({ number: 'X-1', cartons: '1600' });
  await colleagues({ cartons: '1590' }, { cartons: '1605' });
  expect(await run(setting('cartons', '7'))).toMatch(
    /^1 gendan: cartons is in conflict .* resolve X-1 cartons/,
  );
  await colleagues({ cartons: '1600' });
  // Two again, and others.
  await colleagues({ cartons: '1' }, { cartons: '2' });
  const take: Work = { kind: 'resolve', id: 'X-1', path: 'cartons', take: 1 };
  expect(await run(take)).toMatch(/^1 gendan: cartons has other values than were shown .* get X-1/);
  expect(await values('cartons')).toEqual(['1', '2']);
  await run({ kind: 'get', id: 'X-1' });
  expect(await run(take)).toContain('saved for the team');
});
