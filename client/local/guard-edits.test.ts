import { expect, test, vi } from 'vitest';
import { guardEdits } from './guard-edits.ts';
import type { TabEdits } from './local-relay.ts';

function setUp(persist?: () => Promise<boolean>) {
  const page = new EventTarget();
  const tell = guardEdits(page, persist ? { persist } : undefined);
  const leave = (): boolean => {
    const event = new Event('beforeunload', { cancelable: true });
    page.dispatchEvent(event);
    return !event.defaultPrevented;
  };
  return { tell, leave };
}

const edits = (unsaved: number, refused = 0): TabEdits => ({ unsaved, refused });

test('who leaves while this page alone has an edit is asked first', () => {
  const { tell, leave } = setUp();
  expect(leave()).toBe(true);
  tell(edits(1));
  expect(leave()).toBe(false);
  tell(edits(2));
  tell(edits(0));
  expect(leave()).toBe(true);
  tell(edits(0, 1));
  expect(leave()).toBe(false);
});

test('[W5] lasting storage is asked for once, with the first edit of this page, where it can be', () => {
  const persist = vi.fn(() => Promise.reject(new Error('not now')));
  const { tell } = setUp(persist);
  tell(edits(0));
  expect(persist).not.toHaveBeenCalled();
  for (const unsaved of [1, 0, 2]) tell(edits(unsaved));
  expect(persist).toHaveBeenCalledOnce();
  expect(() => setUp().tell(edits(1))).not.toThrow();
});
