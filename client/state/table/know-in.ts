import { valuesOf } from '../../../shared/model/cell-values.ts';
import type { OrderRow } from '../../../shared/model/rows.ts';
import type { Column } from './columns.ts';

/** What a cell of the table can be asked about, as `data-know` names it; undefined where there is nothing to tell. */
export function knowIn({ id }: Column, row: OrderRow): string | undefined {
  const named = (kind: string, names: readonly string[]): string | undefined =>
    names.length === 0 ? undefined : [...new Set(names)].map((name) => `${kind}:${name}`).join('|');
  switch (id) {
    case 'customer':
      return named('customer', row.customers);
    case 'product':
      return named('product', row.products);
    case 'containers':
      return named(
        'container',
        row.containers.flatMap(({ type }) => valuesOf(type)),
      );
    case 'portOfLoading':
      return named('port', valuesOf(row.portOfLoading));
    case 'portOfDischarge':
      return named('port', valuesOf(row.portOfDischarge));
    case 'incoterm':
      return named('term', valuesOf(row.incoterm));
    default:
      return undefined;
  }
}
