import { partsOf } from '../../shared/model/cell.ts';
import type { ProductView } from '../../shared/model/product.ts';
import { t } from '../i18n/language.svelte.ts';
import { firstValue } from './goods.ts';

/** `10, 11, 12, 1` as `10–1`: months that follow each other are one span, over the end of the year too. */
export function monthSpans(months: readonly string[]): string {
  const set = new Set(months.map(Number).filter((one) => Number.isInteger(one) && one >= 1 && one <= 12));
  if (set.size === 12) return '1–12';
  const before = (month: number): number => ((month + 10) % 12) + 1;
  const after = (month: number): number => (month % 12) + 1;
  return [...set]
    .filter((month) => !set.has(before(month)))
    .sort((a, b) => a - b)
    .map((first) => {
      let last = first;
      while (set.has(after(last))) last = after(last);
      return first === last ? String(first) : `${first}–${last}`;
    })
    .join(', ');
}

/** When goods of each origin are shipped: `山东 9–4 月`. */
export function seasonWords({ seasons }: ProductView): string {
  return seasons
    .flatMap(({ fields }) => {
      const months = monthSpans(partsOf(fields.months));
      return months === ''
        ? []
        : [[firstValue(fields.origin.cell), t('season.month', { n: months })].filter(Boolean).join(' ')];
    })
    .join(t('list.comma'));
}
