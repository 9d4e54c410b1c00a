import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { nextKeys, type CardKeys } from './card-keys.ts';

const nobody = { ids: [], keys: new Map() };
const ids = (...names: readonly string[]) => names as readonly EntityId[];
const inOrder = (some: readonly EntityId[], keys: CardKeys) => some.map((id) => keys.get(id));

test('a card goes where its order goes', () => {
  const before = { ids: ids('a', 'b', 'c'), keys: nextKeys(ids('a', 'b', 'c'), nobody, null) };
  expect(inOrder(before.ids, before.keys)).toEqual(['a', 'b', 'c']);
  expect(inOrder(ids('x', 'c', 'a'), nextKeys(ids('x', 'c', 'a'), before, null))).toEqual(['x', 'c', 'a']);
});

test('what is found instead takes over the cards of what is gone, each in its place', () => {
  const before = { ids: ids('a', 'b', 'c'), keys: nextKeys(ids('a', 'b', 'c'), nobody, 9) };
  const found = ids('b', 'x', 'y', 'z');
  const keys = nextKeys(found, before, 9);
  // In the place of b nothing is free, for b has gone with its card; behind the last there is none.
  expect(inOrder(found, keys)).toEqual(['b', 'x', 'c', 'z']);
  const back = nextKeys(ids('a', 'b', 'c', 'y'), { ids: found, keys }, null);
  expect(inOrder(ids('a', 'b', 'c', 'y'), back)).toEqual(['a', 'b', 'c~', 'c']);
});

test('what comes up from where nothing was drawn has no card of its own to bring', () => {
  const before = { ids: ids('a', 'b', 'c', 'd'), keys: nextKeys(ids('a', 'b', 'c', 'd'), nobody, 2) };
  const found = ids('c', 'd', 'a');
  expect(inOrder(found, nextKeys(found, before, 2))).toEqual(['a', 'b', 'a~']);
});

test('no two cards have the same key, whatever was found before', () => {
  const some = fc.uniqueArray(fc.constantFrom(...ids('a', 'b', 'c', 'd', 'e', 'f')), { maxLength: 5 });
  const drawn = fc.option(fc.nat({ max: 6 }));
  fc.assert(
    fc.property(fc.array(fc.tuple(some, drawn)), (steps) => {
      let before: { ids: readonly EntityId[]; keys: CardKeys } = nobody;
      for (const [found, most] of steps) {
        const keys = nextKeys(found, before, most);
        expect(new Set(keys.values()).size).toBe(found.length);
        if (most === null)
          for (const id of found) expect(keys.get(id)).toBe(before.keys.get(id) ?? keys.get(id));
        before = { ids: found, keys };
      }
    }),
  );
});
