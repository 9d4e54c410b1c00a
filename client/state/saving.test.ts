import { expect, test } from 'vitest';
import type { DeviceStatus } from '../worker/messages.ts';
import { savingOf } from './saving.ts';

const edits = (unsaved: number, refused = 0) => ({ unsaved, refused });

const status = (change: Partial<DeviceStatus>): DeviceStatus => ({
  link: { kind: 'connected', caughtUp: true },
  waiting: 0,
  setAside: 0,
  filling: null,
  projecting: null,
  storage: { kind: 'durable' },
  ...change,
});

test('says saved for the team only when nothing waits anywhere and both sides agree', () => {
  expect(savingOf(status({}), edits(0)).kind).toBe('team');
  expect(savingOf(status({}), edits(1)).kind).toBe('saving');
  expect(savingOf(status({ waiting: 3 }), edits(0))).toEqual({ kind: 'wait', count: 3 });
  expect(savingOf(status({ link: { kind: 'connected', caughtUp: false } }), edits(0)).kind).toBe('device');
  expect(savingOf(null, edits(0)).kind).toBe('device');
});

test('says since when it is offline, and that a refused or broken device is one', () => {
  expect(savingOf(status({ link: { kind: 'offline', since: 5, why: 'unreachable' } }), edits(0))).toEqual({
    kind: 'offline',
    since: 5,
    why: 'unreachable',
  });
  expect(savingOf(status({ link: { kind: 'refused', code: 4401, reason: 'key' } }), edits(0)).kind).toBe(
    'refused',
  );
  expect(savingOf(status({ storage: { kind: 'failed', reason: 'removed' } }), edits(0)).kind).toBe('failed');
});

test('never says saved for the team while the team would not take something', () => {
  expect(savingOf(status({ setAside: 2 }), edits(0))).toEqual({ kind: 'aside', count: 2 });
  expect(savingOf(status({ setAside: 2, waiting: 1 }), edits(0)).kind).toBe('aside');
  expect(
    savingOf(status({ setAside: 2, link: { kind: 'offline', since: 5, why: 'unreachable' } }), edits(0)).kind,
  ).toBe('offline');
});

test('says before everything else that edits are in this page alone', () => {
  expect(savingOf(status({}), edits(0, 1))).toEqual({ kind: 'page', count: 1 });
  expect(savingOf(status({}), edits(3, 1)).kind).toBe('page');
  expect(
    savingOf(status({ link: { kind: 'offline', since: 5, why: 'unreachable' } }), edits(0, 1)).kind,
  ).toBe('page');
  expect(savingOf(null, edits(0, 1)).kind).toBe('page');
});
