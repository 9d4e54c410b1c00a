import { expect, test } from 'vitest';
import type { Path } from '../../shared/model/facts.ts';
import type { Conflict } from '../../shared/model/rows.ts';
import { isToSettle } from './to-settle.ts';

const conflicts: readonly Conflict[] = [{ path: 'total' as Path, values: ['5', '6'] }];

test('a conflict is to settle on the board and put away, not in the trash', () => {
  const shelves = ['open', 'archived', 'trash'] as const;
  expect(shelves.filter((shelf) => isToSettle({ shelf, conflicts }))).toEqual(['open', 'archived']);
  expect(isToSettle({ shelf: 'open', conflicts: [] })).toBe(false);
});
