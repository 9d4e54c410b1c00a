import { expect, test } from 'vitest';
import { actionIds, actions, pressed, type Where } from './actions.ts';
import { keySigns } from './key-signs.ts';

const press = (key: string, held: Partial<KeyboardEvent> = {}): KeyboardEvent =>
  ({
    key,
    code: '',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...held,
  }) as KeyboardEvent;

test.each([
  ['c makes an order', press('c'), '', 'newOrder'],
  ['after g it goes to the customers', press('c'), 'g', 'goCustomers'],
  ['after another key it is itself', press('c'), 'x', 'newOrder'],
  ['with Ctrl it copies', press('c', { ctrlKey: true }), '', null],
  ['? is where Shift makes it', press('?', { shiftKey: true }), '', 'sheet'],
  ['Ctrl K', press('k', { ctrlKey: true }), '', 'palette'],
  ['⌘ K', press('k', { metaKey: true }), '', 'palette'],
  ['⌘ Shift Z', press('z', { metaKey: true, shiftKey: true }), '', 'redo'],
  ['Ctrl Y', press('y', { ctrlKey: true }), '', 'redo'],
  ['⌘ Y is the browser’s', press('y', { metaKey: true }), '', null],
])('%s', (_name, event, before, action) => {
  expect(pressed(event, 'app', before)).toBe(action);
});

test('Alt H is known by its place, whatever letter it types', () => {
  expect(pressed(press('˙', { altKey: true, code: 'KeyH' }), 'field')).toBe('history');
});

test('no key means two things in one place', () => {
  for (const where of new Set<Where>(actionIds.map((id) => actions[id].where))) {
    const keys = actionIds.filter((id) => actions[id].where === where).flatMap((id) => actions[id].keys);
    expect(new Set(keys).size, where).toBe(keys.length);
  }
});

test('signs of keys', () => {
  expect(keySigns('Mod+Shift+z', true)).toEqual(['⌘', '⇧', 'Z']);
  expect(keySigns('Mod+k', false)).toEqual(['Ctrl', 'K']);
  expect(keySigns('g o', false)).toEqual(['G', 'O']);
});
