import { expect, test } from 'vitest';
import type { Path } from '../../shared/model/facts.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { UndoStack, type TakenBack } from './undo.svelte.ts';

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
  const one = { compartment: 'board', path: 'total' as Path, wrote: [], before: [], joined: false } as const;
  stack.did({ kind: 'order', id: 'order_x1' as EntityId, step: [one], born: false });
  await expect(stack.undo()).rejects.toThrow('unexpected');
  fails = false;
  await stack.undo();
  expect(stack.next).toBeNull();
});
