import { expect, test } from 'vitest';
import type { Shelf } from '../model/rows.ts';
import type { EntityId } from '../sync/document-name.ts';
import { entry } from './test-entries.ts';
import { folded } from './folded.ts';
import { parseQuery } from './query.ts';
import { search, type SearchResult } from './search.ts';

const id = (text: string) => text as EntityId;
const qasr = id('customer_qasr');
const isla = id('customer_isla');
const gone = id('customer_gone');
const garlic = id('product_garlic');
const pear = id('product_pear');

const names = {
  customers: new Map([
    [qasr, 'qasr rimal foodstuff'],
    [isla, 'isla kalabaw produce'],
    [gone, 'qasr alt'],
  ]),
  products: new Map([
    [garlic, '普白大蒜\nnormal white garlic'],
    [pear, '鸭梨\nfresh ya pear'],
  ]),
  stages: new Map([['booked', '订舱\nbooked']]),
};
const notes = new Map([
  [id('order_c'), folded('唛头按客户 Qasr 的旧版')],
  [isla, folded('不收 5.5 cm 以下')],
]);
const entries = [
  entry('a', { number: 'SO-26012', customers: [qasr], products: [garlic], days: { etd: 20_000 } }),
  entry('b', { number: 'SO-26024', customers: [qasr], products: [garlic], stage: 'booked', conflicts: 1 }),
  entry('c', { number: 'SO-26025', customers: [isla], products: [pear], words: 'Qingdao 12\n跟单甲' }),
  entry('d', { number: 'SO-12', customers: [qasr], shelf: 'archived' }),
  entry('e', { number: 'SO-26026', customers: [qasr], shelf: 'trash' }),
];
const shelves = new Map<EntityId, Shelf>([[gone, 'trash']]);

function find(text: string, limit = 20): SearchResult {
  return search(parseQuery(text, '2026-11-23').filter, limit, {
    entries,
    finding: {
      names,
      alike: (word) => (word === 'qsar' ? ['qsar', 'qasr'] : [word]),
      noted: (pieces) =>
        new Set(
          [...notes].filter(([, note]) => pieces.some((one) => note.includes(one))).map(([one]) => one),
        ),
    },
    shelfOf: (one) => shelves.get(one) ?? 'open',
  });
}
const hits = (text: string, limit?: number) =>
  find(text, limit).hits.map((hit) => hit.id.replace(/^.*_/, ''));

test.each([
  [
    'a customer, then its orders, the newest first, what is put away, and where a note says it',
    'qasr',
    'qasr b a d c',
  ],
  ['a whole number before its end', 'so-12', 'd'],
  ['the end of a number before words', '12', 'a d c'],
  ['a piece of a Chinese name', '大蒜', 'garlic b a'],
  ['the middle of one', '白大', 'garlic b a'],
  ['words of both languages at once', 'qasr 大蒜', 'b a'],
  ['a typing error, as it was meant', 'qsar', 'qasr b a d c'],
  ['a habit', '以下', 'isla'],
  ['a stage', 'qasr stage:订舱', 'b'],
  ['a conflict', 'has:conflict', 'b'],
  ['a date', 'etd<2026-12-10', 'a'],
  ['what is put away', 'qasr is:archived', 'd'],
  ['what is deleted, when it is asked for', 'is:trash', 'e'],
  ['without a word', 'qasr -大蒜', 'qasr d c'],
  ['nothing of nothing', '', ''],
  ['nothing', 'zzzz', ''],
])('finds %s', (_name, text, found) => {
  expect(hits(text).join(' ')).toBe(found);
});

test('counts what it does not list', () => {
  const { hits: listed, counts } = find('qasr', 2);
  expect(listed).toHaveLength(2);
  expect(counts).toEqual({ order: 4, customer: 1, product: 0 });
});

test('says where it was found and what is to be marked', () => {
  const { hits: found, marks } = find('qsar');
  expect(found.at(-1)).toEqual({ kind: 'order', id: 'order_c', where: 'note' });
  expect(marks).toEqual(['qsar', 'qasr']);
});
