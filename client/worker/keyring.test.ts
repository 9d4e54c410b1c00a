import { expect, test, vi } from 'vitest';
import { createKeyring, type Keyring } from './keyring.ts';

function ring(stored: string | null): { keys: Keyring; kept: string[]; dial: ReturnType<typeof vi.fn> } {
  const kept: string[] = [];
  const dial = vi.fn();
  const keys = createKeyring({
    stored,
    remember(key) {
      kept.push(key);
      return Promise.resolve();
    },
    dial,
  });
  return { keys, kept, dial };
}

/** What became of a brought key; 'waits' while nobody knows. */
function fate(verdict: Promise<string>): Promise<string> {
  return Promise.race([verdict, new Promise<string>((resolve) => setImmediate(resolve, 'waits'))]);
}

test('[W6] a device without a key keeps the first one at once', async () => {
  const { keys, kept, dial } = ring(null);
  expect(await fate(keys.brought('first'))).toBe('kept');
  expect(kept).toEqual(['first']);
  expect(keys.current()).toBe('first');
  expect(dial).toHaveBeenCalledOnce();
});

test('[W6] another key is dialled with, and kept when the relay has taken it', async () => {
  const { keys, kept, dial } = ring('old');
  const verdict = keys.brought('new');
  expect(keys.current()).toBe('new');
  expect(dial).toHaveBeenCalledOnce();
  // The old connection, still on its way.
  keys.connected('old');
  expect(await fate(verdict)).toBe('waits');
  expect(kept).toEqual([]);
  keys.connected('new');
  expect(await fate(verdict)).toBe('kept');
  expect(kept).toEqual(['new']);
});

test('[W6] a wrong key in an address does not replace the right one', async () => {
  const { keys, kept } = ring('right');
  const verdict = keys.brought('wrong');
  expect(keys.refused('wrong')).toBe('another');
  expect(await fate(verdict)).toBe('refused');
  expect(keys.current()).toBe('right');
  expect(kept).toEqual([]);
  expect(keys.refused('right')).toBe('none');
});

test('[W6] a refusal of a key that another one has replaced meanwhile judges nobody', async () => {
  const { keys } = ring('old');
  const verdict = keys.brought('new');
  expect(keys.refused('old')).toBe('another');
  expect(await fate(verdict)).toBe('waits');
  expect(keys.current()).toBe('new');
});

test('[W6] of several keys the last is tried first, and those before it when it is refused', async () => {
  const { keys, kept } = ring('stored');
  const [one, two, again] = [keys.brought('one'), keys.brought('two'), keys.brought('two')];
  expect(keys.current()).toBe('two');
  keys.refused('two');
  expect(await Promise.all([fate(two), fate(again), fate(one)])).toEqual(['refused', 'refused', 'waits']);
  expect(keys.current()).toBe('one');
  keys.connected('one');
  expect(await fate(one)).toBe('kept');
  expect(kept).toEqual(['one']);
});

test('[W6] a key older than the one that works is not tried any more', async () => {
  const { keys } = ring('stored');
  const [older, newer] = [keys.brought('older'), keys.brought('newer')];
  keys.connected('newer');
  expect([await fate(newer), await fate(older)]).toEqual(['kept', 'refused']);
  expect(keys.current()).toBe('newer');
});

test('[W6] what cannot be stored is not said to be kept', async () => {
  const dial = vi.fn();
  const keys = createKeyring({ stored: null, remember: () => Promise.reject(new Error('full')), dial });
  expect(await fate(keys.brought('first'))).toBe('waits');
  expect(await fate(keys.brought('first'))).toBe('waits');
  expect(keys.current()).toBe('first');
  expect(dial).toHaveBeenCalledOnce();
});
