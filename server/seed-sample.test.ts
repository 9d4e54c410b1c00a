import { expect, test } from 'vitest';
import { createHub } from '../shared/sync/hub.ts';
import { createMemoryStore } from '../shared/sync/memory-store.ts';
import type { WorkspaceId } from '../shared/sync/document-name.ts';
import { systemClock } from './clock.ts';
import { bornAlike, sampleSeeder, sampleWorkspace } from './seed-sample.ts';

function relay() {
  const store = createMemoryStore(Math.random);
  const hub = createHub({ store, clock: systemClock });
  return { store, hub, prepare: sampleSeeder(hub, store) };
}

test('the sample is filled in once, when its workspace is first asked for, in one commit', async () => {
  const { store, prepare } = relay();
  await prepare('team' as WorkspaceId);
  expect(await store.head()).toBeNull();
  await Promise.all([prepare(sampleWorkspace), prepare(sampleWorkspace)]);
  const head = await store.head();
  const names = await store.documents(sampleWorkspace);
  expect(names.length).toBeGreaterThan(10);
  expect(head?.sequence).toBe(names.length);
  expect(new Set(store.image().entries.map(({ mark }) => mark)).size).toBe(1);
  await prepare(sampleWorkspace);
  expect(await store.head()).toEqual(head);
});

test('a workspace that holds anything is left alone, also by the next process', async () => {
  const { store, hub, prepare } = relay();
  await prepare(sampleWorkspace);
  const head = await store.head();
  await sampleSeeder(hub, store)(sampleWorkspace);
  expect(await store.head()).toEqual(head);
});

test('[H7] two relays bear it alike: what a device brings back adds nothing', async () => {
  const { hub, prepare } = relay();
  await prepare(sampleWorkspace);
  for (const { name, update } of await bornAlike()) {
    expect(await hub.write(name, update)).toEqual({ kind: 'nothingNew' });
  }
});
