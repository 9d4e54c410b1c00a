import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { nextKeys, type CardKeys } from './card-keys.ts';

const nobody = { ids: [], keys: new Map() };
const ids = (...names: readonly string[]) => names as readonly EntityId[];
const inOrder = (some: readonly EntityId[], keys: CardKeys) => some.map((id) => keys.get(id));

test('a card goes where its order goes', () => {
  const before = { ids: ids('a', 'b', 'c'), keys: nextKeys(ids('a', 'b', 'c'), nobody, false) };
  expect(inOrder(before.ids, before.keys)).toEqual(['a', 'b', 'c']);
  expect(inOrder(ids('x', 'c', 'a'), nextKeys(ids('x', 'c', 'a'), before, false))).toEqual(['x', 'c', 'a']);
});

test('what is found instead takes over the cards of what is gone, each in its place', () => {
  const before = { ids: ids('a', 'b', 'c'), keys: nextKeys(ids('a', 'b', 'c'), nobody, true) };
  const found = ids('b', 'x', 'y', 'z');
  const keys = nextKeys(found, before, true);
  // The place of b is not free, for b has gone with its card; behind the last there is none.
  expect(inOrder(found, keys)).toEqual(['b', 'x', 'c', 'z']);
  const back = nextKeys(ids('a', 'b', 'c', 'y'), { ids: found, keys }, false);
  expect(inOrder(ids('a', 'b', 'c', 'y'), back)).toEqual(['a', 'b', 'c~', 'c']);
});

test('no two cards have the same key, whatever was found before, and who stays keeps his', () => {
  const some = fc.uniqueArray(fc.constantFrom(...ids('a', 'b', 'c', 'd', 'e', 'a~', 'b~')), { maxLength: 5 });
  fc.assert(
    fc.property(fc.array(fc.tuple(some, fc.boolean())), (steps) => {
      let before: { ids: readonly EntityId[]; keys: CardKeys } = nobody;
      for (const [found, takeOver] of steps) {
        const keys = nextKeys(found, before, takeOver);
        expect(new Set(keys.values()).size).toBe(found.length);
        for (const id of found) {
          const key = before.keys.get(id);
          if (key !== undefined) expect(keys.get(id)).toBe(key);
        }
        before = { ids: found, keys };
      }
    }),
  );
});
