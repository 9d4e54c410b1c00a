import type { FactValue } from '../../../shared/model/facts.ts';
import type { BulkPlan } from './bulk.svelte.ts';
import type { Column, ColumnId } from './columns.ts';
import { lockOf, setting } from './content.ts';

/** What is the same for many orders at once. */
export const bulkColumns = [
  'stage',
  'owner',
  'latestShipment',
  'etd',
  'promisedEtd',
  'sailed',
  'eta',
  'papersDue',
  'paymentDue',
  'answerDue',
  'portOfLoading',
  'portOfDischarge',
  'incoterm',
  'waitingFor',
] as const satisfies readonly ColumnId[];

/** Sets a column of each order. What people disagree on is settled in the order, with everything in view. */
export function settingAll(column: Column, value: FactValue): BulkPlan {
  return (row) => {
    const lock = lockOf(column, row);
    if (lock !== null) return lock === 'conflict' ? 'conflict' : 'locked';
    return setting(column, row, value) ?? 'same';
  };
}

export const archiving: BulkPlan = (row) => {
  if (row.newer || row.shelf === 'trash') return 'locked';
  if (row.shelf === 'archived') return 'same';
  return { change: { set: { archived: true } }, shown: { archived: [null, false] } };
};
