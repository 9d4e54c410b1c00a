import { only } from '../../shared/model/cell-values.ts';
import type { Cell, ProductRow } from '../../shared/model/rows.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { nbsp } from '../i18n/format.ts';
import { language, t } from '../i18n/language.svelte.ts';

export type PackWord = 'ctn' | 'bag' | 'basket';

/** What a pack is counted in, out of its wording: `10 kg mesh bag` is counted in bags. */
export function packWord(packing: string | null): PackWord {
  if (packing === null) return 'ctn';
  if (/\bbags?\b|sack|袋/i.test(packing)) return 'bag';
  return /basket|crate|筐/i.test(packing) ? 'basket' : 'ctn';
}

/** `18 kg 箱` of `18 kg telescopic carton`; a wording without a weight stays as it was written. */
export function packText(packing: string): string {
  const weight = /^\s*([\d.]+)\s*(?:kg|公斤)/i.exec(packing)?.[1];
  if (weight === undefined) return packing;
  return `${weight}${nbsp}kg ${t(`pack.${packWord(packing)}`)}`;
}

export function unitWord(packing: string | null): string {
  return t(`unit.${packWord(packing)}`);
}

/** A product's name in the reader's language, the other one where it is the only one. Trade papers say `Fresh`; a card need not. */
export function productName(product: ProductRow | undefined): string {
  if (!product) return '';
  const zh = firstValue(product.nameZh);
  const en = firstValue(product.nameEn).replace(/^Fresh\s+(.)/i, (_whole, next: string) =>
    next.toUpperCase(),
  );
  return language.value === 'zh' ? zh || en : en || zh;
}

/** What a product of an order is called, also where it has no name or is not among the products in use. */
export function productLabel(products: ReadonlyMap<EntityId, ProductRow>, id: EntityId): string {
  const product = products.get(id);
  return product ? productName(product) || t('value.nameless') : t('value.away');
}

export function productLine(product: ProductRow | undefined): string {
  const packing = product ? only(product.packing) : null;
  return [productName(product), packing ? packText(packing) : ''].filter(Boolean).join(' ');
}

/** The first of several values: for a name on a list, whose page shows all. */
export function firstValue(cell: Cell<string>): string {
  return cell.kind === 'one' ? cell.value : cell.kind === 'many' ? (cell.values[0] ?? '') : '';
}

/** A size without its unit when all have the same: `5.0-5.5/5.5-6.0`. */
export function countText(counts: readonly string[]): string {
  return counts.map((count) => count.replace(/\s*(cm|mm)$/i, '')).join('/');
}
