import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { openShownTable } from './shown-table.ts';

test('[D2] what was shown last is what --take counts; what never was shown has not become another', async () => {
  const database = new DatabaseSync(':memory:');
  const shown = openShownTable(database);
  const choice = (...values: string[]) => ({ entity: 'order_a' as EntityId, path: 'cartons', values });
  expect(shown.isAsShown(choice('1', '2'))).toBe(true);
  await shown.show([choice('1', '2'), { ...choice('a'), path: 'etd' }]);
  expect(shown.isAsShown(choice('1', '2'))).toBe(true);
  expect(shown.isAsShown(choice('2', '1'))).toBe(false);
  expect(shown.isAsShown(choice('0', '1', '2'))).toBe(false);
  expect(openShownTable(database).isAsShown(choice('2', '1'))).toBe(false);
  await shown.show([choice('2', '1')]);
  expect(shown.isAsShown(choice('2', '1'))).toBe(true);
  expect(shown.isAsShown({ ...choice('1', '9'), entity: 'order_b' as EntityId })).toBe(true);
});
