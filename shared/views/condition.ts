import type { Shelf } from '../model/rows.ts';
import type { DateKey, QuantityKey } from './entry.ts';

/** What is looked for by name: the text stands somewhere in it. */
export const nameKeys = [
  'customer',
  'product',
  'owner',
  'port',
  'stage',
  'number',
  'incoterm',
  'container',
] as const;
export type NameKey = (typeof nameKeys)[number];

/** What somebody must look at in an order. `finding`: an error or a warning of the checks; `error`: an error alone. */
export type Plight = 'conflict' | 'waiting' | 'finding' | 'error';
/** What an order can have or lack. */
export type Having = Plight | NameKey | DateKey | QuantityKey;

/** One thing an order must meet, or with `not` must not. Texts are folded. */
export type Condition = { readonly not: boolean } & (
  | { readonly kind: 'word'; readonly word: string }
  /** One of them is enough. */
  | { readonly kind: 'name'; readonly key: NameKey; readonly texts: readonly string[] }
  /** Day numbers, both included; the infinities for no bound. */
  | { readonly kind: 'day'; readonly key: DateKey; readonly from: number; readonly to: number }
  /** In whole numbers of the quantity's last place, both included. */
  | { readonly kind: 'quantity'; readonly key: QuantityKey; readonly from: number; readonly to: number }
  | { readonly kind: 'has'; readonly what: Having }
  | { readonly kind: 'shelf'; readonly shelf: Shelf }
);

/** Every condition must be met. */
export type Filter = readonly Condition[];
