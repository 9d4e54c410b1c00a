import { expect, test } from 'vitest';
import type { Clock } from './clock.ts';
import type { CompactionOutcome } from './compact-document.ts';
import { createCompactor, type CompactionPlace, type Compactor } from './compactor.ts';
import type { DocumentName } from './document-name.ts';

const names = ['a', 'b', 'c'].map((of) => `team/board/order_${of}/note` as DocumentName);

/** A clock whose timers run when told, and a place whose work ends when told. */
function bench(heavy: () => readonly DocumentName[]) {
  const timers = new Set<() => void>();
  let now = 0;
  const waits: number[] = [];
  const clock: Clock = {
    now: () => now,
    soon: queueMicrotask,
    after(milliseconds, task) {
      waits.push(milliseconds);
      timers.add(task);
      return () => timers.delete(task);
    },
  };
  const asked: DocumentName[] = [];
  const refused: DocumentName[] = [];
  let underWay: PromiseWithResolvers<CompactionOutcome> | null = null;
  let closed = 0;
  const place: CompactionPlace = {
    compact(document) {
      if (underWay) throw new Error('two at once');
      asked.push(document);
      underWay = Promise.withResolvers();
      return underWay.promise.finally(() => (underWay = null));
    },
    close() {
      closed++;
      underWay?.reject(new Error('closed'));
      return Promise.resolve();
    },
  };
  let committed: () => void = () => undefined;
  const compactor: Compactor = createCompactor({
    hub: {
      onCommitted: (listener) => (
        (committed = () => {
          listener([]);
        }),
        () => (committed = () => undefined)
      ),
    },
    store: { heavy: (_tail, limit) => Promise.resolve(heavy().slice(0, limit)) },
    clock,
    place,
    settings: { lookAfter: 100, restFactor: 4 },
    refused: (document) => refused.push(document),
  });
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    compactor,
    asked,
    refused,
    waits,
    closed: () => closed,
    timers: () => timers.size,
    commit: () => {
      committed();
    },
    async pass(milliseconds: number) {
      now += milliseconds;
      for (const task of [...timers]) {
        timers.delete(task);
        task();
      }
      await settled();
    },
    async end(outcome: CompactionOutcome | Error, took = 0) {
      now += took;
      if (outcome instanceof Error) underWay?.reject(outcome);
      else underWay?.resolve(outcome);
      await settled();
    },
  };
}

const done: CompactionOutcome = { kind: 'compacted', updates: 2, bytes: 10 };

test('[H6] one document at a time, with a rest after each as long as the work was large', async () => {
  const due = [...names];
  const at = bench(() => due);
  await at.pass(100);
  for (const name of names) {
    expect(at.asked.at(-1)).toBe(name);
    due.shift();
    await at.end(done, 50);
    expect(at.waits.at(-1)).toBe(200);
    await at.pass(200);
  }
  await at.pass(100);
  expect(at.asked).toEqual(names);
  expect(at.timers()).toBe(0);
  await at.compactor.stop();
});

test('[H6] nothing is looked for until something is committed', async () => {
  const at = bench(() => []);
  await at.pass(100);
  expect(at.timers()).toBe(0);
  at.commit();
  at.commit();
  expect(at.timers()).toBe(1);
  await at.compactor.stop();
  expect(at.timers()).toBe(0);
});

test('[H6] what is refused is told once and not tried again', async () => {
  const at = bench(() => names.slice(0, 1));
  await at.pass(100);
  await at.end({ kind: 'refused', reason: 'why' });
  for (let i = 0; i < 6; i++) {
    at.commit();
    await at.pass(100);
  }
  expect(at.asked).toHaveLength(1);
  expect(at.refused).toEqual(names.slice(0, 1));
  await at.compactor.stop();
});

test('[H6] what fails is tried again, ever later, told once, and holds nothing else up', async () => {
  const at = bench(() => names.slice(0, 2));
  const times = (name: DocumentName | undefined) => at.asked.filter((one) => one === name).length;
  for (let i = 0; i < 100; i++) {
    await at.pass(100);
    await at.end(at.asked.at(-1) === names[0] ? new Error('a full disk') : done);
  }
  expect(times(names[0])).toBeGreaterThan(4);
  expect(times(names[0])).toBeLessThan(10);
  expect(times(names[1])).toBeGreaterThan(40);
  expect(at.refused).toEqual(names.slice(0, 1));

  // When the disk has room again it is done at last.
  for (let i = 0; i < 200 && times(names[0]) < 9; i++) {
    await at.pass(100);
    await at.end(done);
  }
  expect(times(names[0])).toBe(9);
  await at.compactor.stop();
});

test('[H6] stopping ends what is under way and begins nothing more', async () => {
  const at = bench(() => names);
  await at.pass(100);
  await at.compactor.stop();
  await at.compactor.stop();
  expect(at.closed()).toBe(1);
  expect(at.asked).toHaveLength(1);
  expect(at.timers()).toBe(0);
  expect(at.refused).toEqual([]);
});
