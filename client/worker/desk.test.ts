import { expect, test, vi } from 'vitest';
import type { WorkspaceId } from '../../shared/sync/document-name.ts';
import type { Hub } from '../../shared/sync/hub.ts';
import type { TabId } from './bus.ts';
import { createDesk } from './desk.ts';
import type { FromTab } from './messages.ts';
import type { Question } from './question.ts';
import type { Roster } from './roster.ts';

const tab = 'tab1' as TabId;
const numbers = (like: string): Question => ({ kind: 'numbers', like: [like] });
const watch = (number: number, like: string): FromTab => ({
  kind: 'watch',
  watch: number,
  question: numbers(like),
});

/** A desk with a tab, and a roster that keeps what it is asked. */
function desk() {
  const soon: (() => void)[] = [];
  const roster = {
    ahead: vi.fn(),
    put: vi.fn(),
    watch: vi.fn<Roster['watch']>(),
    unwatch: vi.fn(),
    stop: vi.fn(),
  };
  const made = createDesk({
    hub: {} as Hub,
    roster,
    workspace: 'team' as WorkspaceId,
    post: vi.fn(),
    keyArrived: () => Promise.resolve('kept'),
    reconnect: () => undefined,
    soon: (task) => void soon.push(task),
  });
  made.receive(tab, { kind: 'hello', workspace: 'team', key: null, build: 'b', lock: null });
  return {
    receive: (...messages: readonly FromTab[]) => {
      for (const message of messages) made.receive(tab, message);
    },
    turn: () => {
      for (const task of soon.splice(0)) task();
    },
    asked: () => roster.watch.mock.calls.map(([key, question]) => [key, question]),
  };
}

test('of questions that arrived together under one number the roster hears the last', () => {
  const { receive, turn, asked } = desk();
  receive(watch(1, 'S'), watch(2, 'P'), watch(1, 'SO'));
  expect(asked()).toEqual([]);
  turn();
  expect(asked()).toEqual([
    ['tab1 1', numbers('SO')],
    ['tab1 2', numbers('P')],
  ]);
  receive(watch(1, 'SO-'));
  turn();
  expect(asked().at(-1)).toEqual(['tab1 1', numbers('SO-')]);
});

test.each([
  ['taken back', { kind: 'unwatch', watch: 1 }],
  ['of a tab that has gone', { kind: 'bye' }],
] as [string, FromTab][])('a question that is %s before that is not asked', (_, end) => {
  const { receive, turn, asked } = desk();
  receive(watch(1, 'S'), end);
  turn();
  expect(asked()).toEqual([]);
});
