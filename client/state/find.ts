import { valuesOf } from '../../shared/model/cell-values.ts';
import type { CustomerRow, OrderRow, ProductRow } from '../../shared/model/rows.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';

/** Text as it is compared when somebody looks for something: without case, accents and full width. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * Whether texts hold every word of a query, each anywhere in one of them; Chinese has no spaces between words, so a
 * part of a name is found as it is. An empty query finds everything.
 */
export function finder(query: string): (texts: readonly string[]) => boolean {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  return (texts) => {
    const text = folded(texts.join('\n'));
    return words.every((word) => text.includes(word));
  };
}

interface Names {
  readonly customers: ReadonlyMap<EntityId, CustomerRow>;
  readonly products: ReadonlyMap<EntityId, ProductRow>;
}

/** What an order is found by: its numbers, its customer's names, its products' names in both languages. */
export function orderTexts(row: OrderRow, { customers, products }: Names): readonly string[] {
  return [
    ...valuesOf(row.number),
    ...valuesOf(row.customer).flatMap((id) => valuesOf(customers.get(id)?.name ?? { kind: 'none' })),
    ...row.lines.flatMap((line) => valuesOf(line.product)).flatMap((id) => productTexts(products.get(id))),
  ];
}

/** What a customer is found by: names, the country in words and letters, the port. */
export function customerTexts(row: CustomerRow, country: (code: string) => string): readonly string[] {
  return [
    ...valuesOf(row.name),
    ...valuesOf(row.country).flatMap((code) => [code, country(code)]),
    ...valuesOf(row.portOfDischarge),
  ];
}

export function productTexts(row: ProductRow | undefined): readonly string[] {
  return row ? [...valuesOf(row.nameZh), ...valuesOf(row.nameEn)] : [];
}
