import { expect, test } from 'vitest';
import { closeCode } from '../../shared/sync/close-code.ts';
import type { DocumentName } from '../../shared/sync/document-name.ts';
import { tabId, type TabId } from './bus.ts';
import type { FromTab, FromWorker } from './messages.ts';
import { createSwitchboard, type Target } from './switchboard.ts';

const tab = tabId('worker', 1);
const document = 'team/board/order_x1/facts' as DocumentName;
const hello: FromTab = { kind: 'hello', workspace: 'team', key: 'k', build: 'a', lock: null };
const open = (channel: number): FromTab => ({ kind: 'open', channel, document });
const data = (channel: number): FromTab => ({ kind: 'data', channel, frame: new ArrayBuffer(1) });

function setUp() {
  const toTab: FromWorker[] = [];
  const board = createSwitchboard((_tab, message) => toTab.push(message));
  const recorder = (): { target: Target; seen: [TabId, FromTab][] } => {
    const seen: [TabId, FromTab][] = [];
    return { seen, target: (id, message) => seen.push([id, message]) };
  };
  return { board, toTab, recorder };
}

test('channels opened before there is a leader wait for one', () => {
  const { board, toTab, recorder } = setUp();
  board.fromTab(tab, hello);
  board.fromTab(tab, open(1));
  const leader = recorder();
  board.setTarget(leader.target);
  expect(leader.seen).toEqual([
    [tab, hello],
    [tab, open(1)],
  ]);
  expect(toTab).toEqual([]);
  expect(board.key()).toBe('k');
});

test('[W2] when the leader changes, its channels are closed with 4504 and nothing of them goes to the next', () => {
  const { board, toTab, recorder } = setUp();
  const first = recorder();
  board.setTarget(first.target);
  board.fromTab(tab, hello);
  board.fromTab(tab, open(1));
  const second = recorder();
  board.setTarget(second.target);
  expect(toTab).toMatchObject([{ kind: 'closed', channel: 1, code: closeCode.hubMoved }]);
  board.fromTab(tab, data(1));
  expect(second.seen).toEqual([[tab, hello]]);
  board.toTab(tab, { kind: 'saved', channel: 1, frames: 1 }, []);
  expect(toTab).toHaveLength(1);
  board.fromTab(tab, open(2));
  board.fromTab(tab, data(2));
  expect(second.seen.map(([, { kind }]) => kind)).toEqual(['hello', 'open', 'data']);
});

test('[W6] once it is kept or judged, a key from an address is not given to the next leader', () => {
  const { board, recorder } = setUp();
  board.fromTab(tab, hello);
  const first = recorder();
  board.setTarget(first.target);
  expect(first.seen).toEqual([[tab, hello]]);
  board.toTab(tab, { kind: 'key', key: 'another', verdict: 'kept' }, []);
  expect(board.key()).toBe('k');
  board.toTab(tab, { kind: 'key', key: 'k', verdict: 'refused' }, []);
  const second = recorder();
  board.setTarget(second.target);
  expect(second.seen).toEqual([[tab, { ...hello, key: null }]]);
  expect(board.key()).toBeNull();
});

test('a tab that went away is reported once', () => {
  const { board, recorder } = setUp();
  const leader = recorder();
  board.setTarget(leader.target);
  board.fromTab(tab, hello);
  board.tabGone(tab);
  board.tabGone(tab);
  expect(leader.seen.map(([, { kind }]) => kind)).toEqual(['hello', 'bye']);
});
