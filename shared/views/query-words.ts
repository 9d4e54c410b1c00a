import type { Shelf } from '../model/rows.ts';
import type { NameKey, Plight } from './condition.ts';
import type { DateKey, QuantityKey } from './entry.ts';

/** The words of the query language, English and Chinese. The first of each is the one the app itself writes. */

export type QueryKey =
  | { readonly kind: 'name'; readonly key: NameKey }
  | { readonly kind: 'day'; readonly key: DateKey }
  | { readonly kind: 'quantity'; readonly key: QuantityKey }
  | { readonly kind: 'has' }
  | { readonly kind: 'lacks' }
  | { readonly kind: 'is' };

const named = {
  customer: ['customer', '客户'],
  product: ['product', '品名', '产品'],
  owner: ['owner', '负责人', '跟单'],
  port: ['port', '目的港', '港口'],
  stage: ['stage', '阶段'],
  number: ['number', '单号'],
  incoterm: ['incoterm', '条款'],
  container: ['container', '柜型', '柜'],
} as const satisfies Record<NameKey, readonly string[]>;

const dated = {
  latestShipment: ['latest', '最迟装运', '最迟'],
  etd: ['etd', '船期'],
  promisedEtd: ['promised', '答应船期'],
  requestedEtd: ['requested', '要求船期'],
  sailed: ['sailed', '开船'],
  eta: ['eta', '到港'],
  papersDue: ['papers', '交单'],
  paymentDue: ['payment', '收款'],
  answerDue: ['answer', '回话'],
  enquiry: ['enquiry', '询价'],
} as const satisfies Record<DateKey, readonly string[]>;

const counted = {
  cartons: ['cartons', '箱数'],
  netKg: ['net', '净重'],
  grossKg: ['gross', '毛重'],
  amount: ['amount', '金额'],
} as const satisfies Record<QuantityKey, readonly string[]>;

const others = { has: ['has', '有'], lacks: ['no', '没有', '缺'], is: ['is', '是'] } as const;

/** What `has:` and `no:` can be asked of besides the keys above. */
export const havings: ReadonlyMap<string, Plight> = new Map<string, Plight>([
  ['conflict', 'conflict'],
  ['待定', 'conflict'],
  ['waiting', 'waiting'],
  ['等回话', 'waiting'],
  ['finding', 'finding'],
  ['提醒', 'finding'],
  ['error', 'error'],
  ['错误', 'error'],
]);

export const shelves: ReadonlyMap<string, Shelf> = new Map([
  ['open', 'open'],
  ['在跟', 'open'],
  ['archived', 'archived'],
  ['归档', 'archived'],
  ['trash', 'trash'],
  ['已删', 'trash'],
]);

function entries<K extends string>(
  words: Readonly<Record<K, readonly string[]>>,
  make: (key: K) => QueryKey,
): readonly (readonly [string, QueryKey])[] {
  return (Object.keys(words) as K[]).flatMap((key) => words[key].map((word) => [word, make(key)] as const));
}

export const queryKeys: ReadonlyMap<string, QueryKey> = new Map([
  ...entries(named, (key) => ({ kind: 'name', key })),
  ...entries(dated, (key) => ({ kind: 'day', key })),
  ...entries(counted, (key) => ({ kind: 'quantity', key })),
  ...entries(others, (kind) => ({ kind })),
]);

/** The word the app writes for a key, in English or Chinese. */
export function wordOf(key: NameKey | DateKey | QuantityKey, language: 'zh' | 'en'): string {
  const words: Readonly<Record<string, readonly string[]>> = { ...named, ...dated, ...counted };
  const [english = key, chinese = english] = words[key] ?? [];
  return language === 'zh' ? chinese : english;
}

/** The words that ask for orders in a plight: `has:conflict`. */
export function havingWord(what: Plight, language: 'zh' | 'en'): string {
  const at = language === 'zh' ? 1 : 0;
  const words = [...havings].filter(([, one]) => one === what).map(([word]) => word);
  return `${others.has[at]}:${words[at] ?? what}`;
}
