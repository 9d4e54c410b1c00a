import type { Commodity } from '../knowledge/reference.ts';
import type { ProductView } from '../model/product.ts';
import { sole } from './case.ts';

/**
 * The words by which a team speaks of goods: parts of the Chinese names of its products, words of their English names, and
 * the commodities of the reference tables.
 */
export interface GoodsWords {
  /** Chinese names; two letters of one in a row are taken for it (普白 of 普白大蒜). */
  readonly names: readonly string[];
  /** Whole words, Chinese or English in small letters. */
  readonly words: ReadonlySet<string>;
}

/** In English names these say how something is, not what. */
const adjectives = new Set([
  'fresh',
  'normal',
  'pure',
  'white',
  'red',
  'green',
  'dried',
  'air',
  'mature',
  'sweet',
  'dry',
  'round',
  'late',
  'table',
  'seed',
  'european',
]);
/** One letter that is a fruit by itself: 柚子, 梨要套袋. */
const single = /[柚梨姜蒜橙]/;

/** By the list of products: all orders of a team are judged with the same words. */
const known = new WeakMap<readonly ProductView[], GoodsWords>();

/** The words for these products and commodities. */
export function goodsWords(products: readonly ProductView[], commodities: readonly Commodity[]): GoodsWords {
  const found = known.get(products) ?? collect(products, commodities);
  known.set(products, found);
  return found;
}

function collect(products: readonly ProductView[], commodities: readonly Commodity[]): GoodsWords {
  const names = products.flatMap(({ fields }) => sole(fields.name_zh) ?? []);
  const english = [
    ...products.flatMap(({ fields }) => sole(fields.name_en) ?? []),
    ...commodities.map(({ nameEn }) => nameEn.split('(')[0] ?? ''),
  ].flatMap(englishWords);
  return {
    names,
    words: new Set([...commodities.flatMap(({ nameZh }) => chineseWords(nameZh)), ...english]),
  };
}

/** `苹果(耐低温品种:富士、嘎啦)` gives 苹果, 富士, 嘎啦. */
function chineseWords(name: string): readonly string[] {
  return name
    .split(/[((,，、:：))]/)
    .map((word) => word.trim())
    .filter((word) => word.length >= 2 && !/品种$/.test(word));
}

function englishWords(name: string): readonly string[] {
  return (name.toLowerCase().match(/[a-z]{4,}/g) ?? []).filter((word) => !adjectives.has(word));
}

/** The words for goods in a text, the longest where they overlap. */
export function goodsIn(text: string, { names, words }: GoodsWords): readonly string[] {
  const found: string[] = [];
  const plain = text.toLowerCase();
  for (let from = 0; from < plain.length;) {
    const word = longestAt(plain, from, names, words);
    if (word !== '') found.push(word);
    from += Math.max(1, word.length);
  }
  return [...new Set(found)];
}

function longestAt(text: string, from: number, names: readonly string[], words: ReadonlySet<string>): string {
  const english = /^[a-z]+/.exec(text.slice(from))?.[0];
  if (english !== undefined) {
    // Inside a word nothing begins.
    if (/[a-z]/.test(text[from - 1] ?? '')) return '';
    const one = english.replace(/s$/, '');
    return words.has(english) || words.has(one) ? english : '';
  }
  let best = '';
  for (let length = 2; from + length <= text.length && length <= 12; length++) {
    const part = text.slice(from, from + length);
    if (/[\s\d,，;；]/.test(part)) break;
    if (words.has(part) || names.some((name) => name.includes(part))) best = part;
  }
  if (best !== '') return best;
  return single.test(text[from] ?? '') ? (text[from] ?? '') : '';
}

/** Whether a word means a product: a part of its name, or the head word of its commodity (苹果). */
export function means(word: string, product: ProductView, commodity: Commodity | null): boolean {
  const zh = sole(product.fields.name_zh) ?? '';
  const en = englishWords(sole(product.fields.name_en) ?? '');
  if (zh.includes(word) || en.includes(word) || en.includes(word.replace(/s$/, ''))) return true;
  const [head = ''] = chineseWords(commodity?.nameZh ?? '');
  return head === word || englishWords(commodity?.nameEn.split('(')[0] ?? '').includes(word);
}
