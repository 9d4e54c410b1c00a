import { only } from '../model/cell-values.ts';
import type { OrderRow } from '../model/rows.ts';

/** How long voyages to a port took, in days, by the orders that have arrived. */
export interface Transit {
  readonly shortest: number;
  readonly longest: number;
  readonly orders: number;
}

const day = 86_400_000;

/**
 * The voyages to a port of discharge: from the day of sailing to the day of arrival, of orders that were to be there by
 * `today`. null where there is none. What is in dispute, or lies before the sailing, is left out.
 */
export function transitTo(port: string, rows: readonly OrderRow[], today: string): Transit | null {
  const days = rows.flatMap((row): readonly number[] => {
    const [to, sailed, eta] = [only(row.portOfDischarge), only(row.sailed), only(row.eta)];
    if (to !== port || sailed === null || eta === null || eta > today) return [];
    const length = (Date.parse(`${eta}T00:00:00Z`) - Date.parse(`${sailed}T00:00:00Z`)) / day;
    return Number.isInteger(length) && length > 0 ? [length] : [];
  });
  if (days.length === 0) return null;
  return { shortest: Math.min(...days), longest: Math.max(...days), orders: days.length };
}
