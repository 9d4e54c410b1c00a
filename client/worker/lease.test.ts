import { expect, test } from 'vitest';
import { judgeLease } from './lease.ts';

const mine = { holder: 'me', beat: 10_000 };
const others = { holder: 'other', beat: 10_000 };

test('[W5] a lease is taken when it is free or ran out, and waited for otherwise', () => {
  expect(judgeLease(undefined, 'me', 10_000, 'queue')).toBe('take');
  expect(judgeLease(others, 'me', 14_000, 'queue')).toBe('wait');
  expect(judgeLease(others, 'me', 15_001, 'queue')).toBe('take');
  expect(judgeLease(others, 'me', 11_000, 'steal')).toBe('take');
});

test('[W5] whoever finds another holder has lost it', () => {
  expect(judgeLease(mine, 'me', 99_000, 'renew')).toBe('take');
  expect(judgeLease(others, 'me', 10_000, 'renew')).toBe('lost');
  expect(judgeLease(undefined, 'me', 10_000, 'renew')).toBe('lost');
});

test('[W5] a clock that was set back does not keep a lease for ever', () => {
  expect(judgeLease(others, 'me', 1_000, 'queue')).toBe('take');
});
