import { expect, test } from 'vitest';
import type { DeviceStatus } from '../worker/messages.ts';
import { savingOf } from './saving.ts';

const status = (change: Partial<DeviceStatus>): DeviceStatus => ({
  link: { kind: 'connected', caughtUp: true },
  waiting: 0,
  setAside: 0,
  filling: null,
  storage: { kind: 'durable' },
  ...change,
});

test('says saved for the team only when nothing waits anywhere and both sides agree', () => {
  expect(savingOf(status({}), 0).kind).toBe('team');
  expect(savingOf(status({}), 1).kind).toBe('saving');
  expect(savingOf(status({ waiting: 3 }), 0)).toEqual({ kind: 'wait', count: 3 });
  expect(savingOf(status({ link: { kind: 'connected', caughtUp: false } }), 0).kind).toBe('device');
  expect(savingOf(null, 0).kind).toBe('device');
});

test('says since when it is offline, and that a refused or broken device is one', () => {
  expect(savingOf(status({ link: { kind: 'offline', since: 5 } }), 0)).toEqual({ kind: 'offline', since: 5 });
  expect(savingOf(status({ link: { kind: 'refused', code: 4401, reason: 'key' } }), 0).kind).toBe('refused');
  expect(savingOf(status({ storage: { kind: 'failed', reason: 'removed' } }), 0).kind).toBe('failed');
});
