import { expect, test } from 'vitest';
import { createAnswering } from './answering.ts';

test('a tab that was frozen yesterday takes nobody back to it; a clock that was put right does', () => {
  const judged: string[] = [];
  const answering = createAnswering({
    roster: { watch: () => undefined, unwatch: () => undefined },
    checker: {
      judgeBy: (today) => void judged.push(today),
      touched: () => Promise.resolve({ count: 0, first: [] }),
    },
  });
  const ask = (key: string, today: string) => answering.watch(key, { kind: 'found', today }, () => undefined);
  ask('shown', '2026-11-27');
  // As the tabs are handed on to another leader.
  ask('frozen', '2026-11-26');
  expect(judged.at(-1)).toBe('2026-11-27');
  ask('frozen', '2026-11-25');
  ask('shown', '2026-11-25');
  expect(judged.at(-1)).toBe('2026-11-25');
});
