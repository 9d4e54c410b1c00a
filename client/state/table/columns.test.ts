import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatView, parseView, usualView } from '../../../shared/views/view-state.ts';
import {
  columnIds,
  formatColumns,
  moved,
  narrowest,
  parseColumns,
  pinnedTo,
  resized,
  toggled,
  usualChosen,
  widest,
  type Chosen,
} from './columns.ts';

const chosen: fc.Arbitrary<Chosen> = fc
  .uniqueArray(
    fc.record({ id: fc.constantFrom(...columnIds), width: fc.integer({ min: narrowest, max: widest }) }),
    {
      minLength: 1,
      selector: ({ id }) => id,
    },
  )
  .chain((columns) =>
    fc.record({ columns: fc.constant(columns), pinned: fc.integer({ min: 0, max: columns.length }) }),
  );

test('columns written into an address are read as they were', () => {
  fc.assert(
    fc.property(chosen, (one) => {
      const parts = formatView({ ...usualView, kind: 'table', columns: formatColumns(one) });
      const view = parseView((name) => parts.get(name) ?? null);
      expect(parseColumns(view.columns)).toEqual(one);
    }),
  );
});

test('the usual columns need no words, and any words give some columns', () => {
  expect(formatColumns(usualChosen)).toEqual([]);
  expect(parseColumns([])).toBe(usualChosen);
  expect(parseColumns(['nothing', 'constructor.90'])).toBe(usualChosen);
  expect(parseColumns(['etd.120', 'etd.90', 'pin', 'number.9999', 'pin'])).toEqual({
    columns: [
      { id: 'etd', width: 120 },
      { id: 'number', width: widest },
    ],
    pinned: 1,
  });
  expect(parseColumns(['number', 'pin', 'etd']).pinned).toBe(1);
  expect(parseColumns(['pin', 'number', 'etd']).pinned).toBe(0);
});

test('a column is resized, moved, pinned, put away and had back', () => {
  const three = parseColumns(['number', 'etd', 'cartons']);
  const ids = ({ columns }: Chosen) => columns.map(({ id }) => id);
  expect(resized(three, 'etd', 1).columns[1]).toEqual({ id: 'etd', width: narrowest });
  expect(ids(moved(three, 'etd', -1))).toEqual(['etd', 'number', 'cartons']);
  expect(ids(moved(three, 'cartons', 1))).toEqual(['number', 'etd', 'cartons']);
  expect(pinnedTo(three, 'etd').pinned).toBe(2);
  expect(pinnedTo(pinnedTo(three, 'etd'), 'etd').pinned).toBe(1);
  expect(toggled(pinnedTo(three, 'etd'), 'number')).toMatchObject({ pinned: 1 });
  expect(ids(toggled(three, 'number'))).toEqual(['etd', 'cartons']);
  expect(ids(toggled(three, 'eta'))).toEqual(['number', 'etd', 'cartons', 'eta']);
  const one = parseColumns(['etd']);
  expect(toggled(one, 'etd')).toEqual(one);
});
