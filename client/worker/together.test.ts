import { expect, test, vi } from 'vitest';
import { together } from './together.ts';

test('the questions of one turn are asked at once, and each gets its own answer', async () => {
  const answer = vi.fn((numbers: readonly number[]) => Promise.resolve(numbers.map((number) => number * 2)));
  const ask = together(answer);
  expect(await Promise.all([ask(1), ask(2), ask(3)])).toEqual([2, 4, 6]);
  expect(await ask(4)).toBe(8);
  expect(answer.mock.calls).toEqual([[[1, 2, 3]], [[4]]]);
});

test('when they cannot be answered every one of them hears it, and later ones are asked anew', async () => {
  let broken = true;
  const ask = together((words: readonly string[]) =>
    broken ? Promise.reject(new Error('gone')) : Promise.resolve(words),
  );
  const told = await Promise.allSettled([ask('a'), ask('b')]);
  expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  broken = false;
  expect(await ask('c')).toBe('c');
});
