import { expect, test } from 'vitest';
import { begin, next, type Leadership, type LeadershipEffect, type LeadershipEvent } from './leadership.ts';

/** Takes a fresh worker through events; gives its state and the effects of the last event. */
function after(...events: readonly LeadershipEvent[]): {
  state: Leadership;
  effects: readonly LeadershipEffect[];
} {
  let [state, effects] = begin('me', { name: 'b', order: 2 }, 5);
  for (const event of events) [state, effects] = next(state, event);
  return { state, effects };
}

const granted = { kind: 'granted' } as const;
const lockLost = { kind: 'lockLost' } as const;
const hubDown = { kind: 'hubDown' } as const;
const tick = { kind: 'tick' } as const;
const hubUp = (epoch: number): LeadershipEvent => ({ kind: 'hubUp', epoch });
const lead = (from: string, epoch: number, name = 'b', order = 2): LeadershipEvent => ({
  kind: 'heard',
  from,
  message: { kind: 'lead', epoch, build: { name, order } },
});
const heard = (from: string, kind: 'who' | 'yield' | 'yielded' | 'starting'): LeadershipEvent => ({
  kind: 'heard',
  from,
  message: { kind },
});
const kinds = (effects: readonly LeadershipEffect[]): readonly string[] => effects.map(({ kind }) => kind);

test('[W1] the hub starts with the lock and not before', () => {
  const [, effects] = begin('me', { name: 'b', order: 2 }, 5);
  expect(kinds(effects)).toEqual(['say', 'queueLock']);
  expect(kinds(after(granted).effects)).toContain('startHub');
  const up = after(granted, hubUp(3));
  expect(up.state.role).toEqual({ kind: 'leading', epoch: 3 });
  expect(up.effects).toContainEqual({ kind: 'follow', leader: { id: 'me', epoch: 3 } });
});

test('[W1] a leader that lost its lock drops the hub and waits in line', () => {
  for (const lost of [lockLost, { kind: 'storage', trouble: 'epoch' } as const]) {
    const { state, effects } = after(granted, hubUp(1), lost);
    expect(state.role).toEqual({ kind: 'following', lock: 'queued' });
    expect(kinds(effects)).toEqual(['dropHub', 'releaseLock', 'follow', 'queueLock']);
  }
});

test('a hub that comes up after the lock was lost does not lead', () => {
  expect(after(granted, lockLost, hubUp(1)).state.role.kind).toBe('following');
});

test('[W3] a silent leader loses the lock after the patience of a follower', () => {
  const ticks = Array.from({ length: 4 }, () => tick);
  const waiting = after(lead('old', 1), ...ticks);
  expect(waiting.effects).toEqual([]);
  const stealing = after(lead('old', 1), ...ticks, tick);
  expect(stealing.effects).toEqual([{ kind: 'stealLock' }]);
  expect(after(lead('old', 1), ...ticks, lead('old', 1), tick).effects).toEqual([]);
  expect(after(lead('old', 1), ...ticks, heard('next', 'starting'), tick).effects).toEqual([]);
});

test('[W5] a worker that hears of no leader does not wait long for what a dead one left behind', () => {
  expect(after(tick).effects).toEqual([]);
  expect(after(tick, tick).effects).toEqual([{ kind: 'stealLock' }]);
  const answer = { kind: 'say', to: 'new', message: { kind: 'starting' } };
  expect(after(granted, heard('new', 'who')).effects).toEqual([answer]);
});

test('[W3] of two leaders the one with the higher epoch stays', () => {
  expect(after(granted, hubUp(1), lead('other', 2)).state.role.kind).toBe('following');
  const stays = after(granted, hubUp(3), lead('other', 2));
  expect(stays.state.role.kind).toBe('leading');
  expect(stays.effects).toEqual([
    { kind: 'say', to: 'other', message: { kind: 'lead', epoch: 3, build: { name: 'b', order: 2 } } },
  ]);
});

test('[W3] a follower does not go back to a leader of an earlier epoch', () => {
  const { state, effects } = after(lead('new', 2), lead('old', 1));
  expect(state.leader).toEqual({ id: 'new', epoch: 2 });
  expect(effects).toEqual([]);
});

test('a leader that led in between with another epoch is followed anew', () => {
  expect(after(lead('x', 1), lead('x', 1)).effects).toEqual([]);
  expect(after(lead('x', 1), lead('x', 3)).effects).toEqual([
    { kind: 'follow', leader: { id: 'x', epoch: 3 } },
  ]);
});

test('[W2] a worker asks the first leader of an older build to yield, once', () => {
  const ask = { kind: 'say', to: 'old', message: { kind: 'yield' } };
  expect(after(lead('old', 1, 'a', 1)).effects).toContainEqual(ask);
  expect(after(lead('old', 1, 'b')).effects).not.toContainEqual(ask);
  expect(after(lead('old', 1, 'b'), lead('old', 2, 'a', 1)).effects).not.toContainEqual(ask);
  expect(after(granted, hubUp(1), lockLost, lead('old', 2, 'a', 1)).effects).not.toContainEqual(ask);
});

test('[W2] a worker never asks a leader of a newer build, nor one of its own', () => {
  expect(kinds(after(lead('new', 1, 'c', 3)).effects)).toEqual(['follow']);
  // The same sources built again.
  expect(kinds(after(lead('again', 1, 'b', 1)).effects)).toEqual(['follow']);
  expect(kinds(after(lead('again', 1, 'b', 3)).effects)).toEqual(['follow']);
});

test('[W2] of two builds of one moment one of the two asks, never both', () => {
  const asks = (mine: string, other: string): boolean => {
    const [state] = begin('me', { name: mine, order: 2 }, 5);
    const [, effects] = next(state, lead('other', 1, other));
    return kinds(effects).includes('say');
  };
  expect(asks('a', 'b')).not.toBe(asks('b', 'a'));
});

test('[W2] who is asked flushes first, says so, and lets the lock be taken', () => {
  const asked = after(granted, hubUp(1), heard('new', 'yield'));
  expect(asked.effects).toEqual([{ kind: 'stopHub' }]);
  const down = after(granted, hubUp(1), heard('new', 'yield'), hubDown);
  expect(down.effects).toContainEqual({ kind: 'say', to: 'new', message: { kind: 'yielded' } });
  expect(kinds(down.effects)).not.toContain('releaseLock');
  const taken = after(granted, hubUp(1), heard('new', 'yield'), hubDown, lockLost, lead('new', 2));
  expect(taken.state.role).toEqual({ kind: 'following', lock: 'queued' });
  expect(taken.state.leader).toEqual({ id: 'new', epoch: 2 });
  expect(after(lead('old', 1, 'a', 1), heard('old', 'yielded')).effects).toEqual([{ kind: 'stealLock' }]);
});

test('[W2] who yielded to a worker that died takes part again', () => {
  const { state, effects } = after(granted, hubUp(1), heard('new', 'yield'), hubDown, tick, tick, tick);
  expect(state.role).toEqual({ kind: 'following', lock: 'queued' });
  expect(kinds(effects)).toEqual(['releaseLock', 'queueLock']);
});

test('[W2] who meets newer tables never leads again, and still follows', () => {
  const upgraded = { kind: 'storage', trouble: 'upgraded' } as const;
  const outdated = after(granted, hubUp(1), upgraded);
  expect(outdated.state.role.kind).toBe('outdated');
  expect(kinds(outdated.effects)).toEqual(['dropHub', 'releaseLock', 'follow', 'tellTrouble']);
  expect(after(granted, upgraded, granted).effects).toEqual([{ kind: 'releaseLock' }]);
  const ticks = Array.from({ length: 20 }, () => tick);
  expect(after(granted, upgraded, ...ticks).effects).toEqual([]);
  expect(after(granted, upgraded, lead('new', 2)).effects).toEqual([
    { kind: 'follow', leader: { id: 'new', epoch: 2 } },
  ]);
});

test('tables that cannot be opened are tried again', () => {
  const failed = after(granted, { kind: 'storage', trouble: 'unavailable' });
  expect(kinds(failed.effects)).toContain('tellTrouble');
  const ticks = Array.from({ length: 5 }, () => tick);
  const again = after(granted, { kind: 'storage', trouble: 'unavailable' }, ...ticks);
  expect(again.effects).toEqual([{ kind: 'queueLock' }]);
});
