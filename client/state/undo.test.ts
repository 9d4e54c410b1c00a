import { expect, test } from 'vitest';
import type { Path } from '../../shared/model/facts.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { UndoStack, type TakenBack, type Written } from './undo.svelte.ts';

const taken: TakenBack = {
  plan: { reverts: [], blocked: [] },
  readOnly: null,
  wrote: [],
  follow: (step) => step,
};

test('undo goes on after a press that failed unexpectedly', async () => {
  let fails = true;
  const stack = new UndoStack(
    () => (fails ? Promise.reject(new Error('unexpected')) : Promise.resolve(taken)),
    () => Promise.resolve(null),
  );
  const one = {
    compartment: 'board',
    path: 'total' as Path,
    wrote: [],
    before: [],
    joined: false,
    dispute: null,
  } as const;
  stack.did({ kind: 'order', id: 'order_x1' as EntityId, step: [one], born: false });
  await expect(stack.undo()).rejects.toThrow('unexpected');
  fails = false;
  await stack.undo();
  expect(stack.next).toBeNull();
});

const idOf = (n: number) => `order_x${n}` as EntityId;
const wrote = {
  compartment: 'board',
  path: 'etd' as Path,
  wrote: [],
  before: [],
  joined: false,
  dispute: null,
} as const;
const partOf = (n: number): Written => ({ kind: 'order', id: idOf(n), step: [wrote], born: false });
/** A stack that takes back whatever `answer` gives for an order. */
function stackOf(answer: (id: EntityId) => TakenBack | null): { stack: UndoStack; asked: EntityId[] } {
  const asked: EntityId[] = [];
  const stack = new UndoStack(
    ({ id }) => {
      asked.push(id);
      return Promise.resolve(answer(id));
    },
    () => Promise.resolve(null),
  );
  return { stack, asked };
}
const done: TakenBack = { ...taken, wrote: [wrote] };

test('what was done to several entities is one action: undone, and done again, as one', async () => {
  const { stack, asked } = stackOf(() => done);
  stack.didMany([partOf(1), partOf(2), { ...partOf(3), step: [] }]);
  await stack.undo();
  expect(asked).toEqual([idOf(1), idOf(2)]);
  expect(stack.next).toBeNull();
  expect(stack.again).toMatchObject({ type: 'many', parts: [{ id: idOf(1) }, { id: idOf(2) }] });
  await stack.redo();
  expect(stack.next).toMatchObject({ type: 'many', parts: [{ id: idOf(1) }, { id: idOf(2) }] });
  expect(stack.again).toBeNull();
});

test('of several, what a colleague has changed since is left, counted, and not done again', async () => {
  const { stack } = stackOf((id) => (id === idOf(2) ? taken : done));
  stack.didMany([partOf(1), partOf(2), partOf(3)]);
  await stack.undo();
  expect(stack.outcome).toMatchObject({ direction: 'undo', untouched: 1 });
  expect(stack.again).toMatchObject({ type: 'many', parts: [{ id: idOf(1) }, { id: idOf(3) }] });
});

test('of several, what could not be written is taken back by another press', async () => {
  let fails = true;
  const { stack, asked } = stackOf((id) => (id === idOf(2) && fails ? null : done));
  stack.didMany([partOf(1), partOf(2), partOf(3)]);
  await stack.undo();
  expect(stack.next).toMatchObject({ type: 'many', parts: [{ id: idOf(2) }, { id: idOf(3) }] });
  fails = false;
  await stack.undo();
  expect(asked).toEqual([idOf(1), idOf(2), idOf(2), idOf(3)]);
  expect(stack.next).toBeNull();
});

test('one of several is an action like any other, and none is none', () => {
  const { stack } = stackOf(() => done);
  stack.didMany([]);
  expect(stack.next).toBeNull();
  stack.didMany([partOf(1)]);
  expect(stack.next).toMatchObject({ type: 'facts', id: idOf(1) });
});
