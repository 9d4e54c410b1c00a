import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EntityId } from '../sync/document-name.ts';
import { dateOfDay, dayNumber, weekStart } from './calendar-day.ts';
import type { OrderEntry } from './entry.ts';
import { folded } from './folded.ts';
import { matcher, type Finding } from './matcher.ts';
import { parseQuery } from './query.ts';
import { entry } from './test-entries.ts';

/** A Thursday. */
const today = '2026-11-26';
const day = (date: string): number => dayNumber(date) ?? NaN;

const orders = {
  garlic: entry('garlic', {
    stage: 'booked',
    number: 'SO-26017',
    customers: ['customer_qasr' as EntityId],
    products: ['product_garlic' as EntityId],
    owners: ['跟单甲'],
    ports: ['Jebel Ali'],
    days: { etd: day('2026-11-28'), latestShipment: day('2026-12-05') },
    quantities: { cartons: 1_120, netKg: 11_200_000 },
    containers: [['40RH', 1]],
    conflicts: 1,
    text: folded('SO-26017\n跟单甲\nJebel Ali'),
  }),
  apple: entry('apple', {
    stage: 'packing',
    number: 'SO-26020',
    customers: ['customer_thai' as EntityId],
    products: ['product_apple' as EntityId],
    owners: ['Wu'],
    waiting: true,
    found: { errors: 0, warnings: 1, errorCodes: [] },
    days: { etd: day('2026-12-10') },
    text: folded('SO-26020\nWu\nLaem Chabang'),
  }),
  old: entry('old', { shelf: 'archived', number: 'SO-25001', text: 'so-25001' }),
};
const finding: Finding = {
  names: {
    customers: new Map([
      ['customer_qasr' as EntityId, folded('Qasr Foods 卡斯尔')],
      ['customer_thai' as EntityId, folded('Thai Fresh')],
    ]),
    products: new Map([
      ['product_garlic' as EntityId, folded('大蒜\nNormal white garlic')],
      ['product_apple' as EntityId, folded('红富士\nFuji apple')],
    ]),
    stages: new Map([
      ['booked', folded('订舱\nBooked')],
      ['packing', folded('包装\nPacking')],
    ]),
  },
  alike: (word) => (word === 'garlick' ? [word, 'garlic'] : [word]),
  noted: (pieces) =>
    new Set(pieces.some((piece) => '客户要绿丝带'.includes(piece)) ? ['order_apple' as EntityId] : []),
};

function found(text: string): readonly string[] {
  const passes = matcher(parseQuery(text, today).filter, 'open', finding);
  return Object.entries<OrderEntry>(orders)
    .filter(([, one]) => passes(one))
    .map(([name]) => name);
}

describe('a query finds', () => {
  test.each<readonly [string, readonly string[]]>([
    ['', ['garlic', 'apple']],
    ['26017', ['garlic']],
    ['ＳＯ－26017', ['garlic']],
    ['so-26017', ['garlic']],
    ['大蒜', ['garlic']],
    ['蒜', ['garlic']],
    ['FUJI', ['apple']],
    ['garlick', ['garlic']],
    ['绿丝带', ['apple']],
    ['-大蒜', ['apple']],
    ['customer:qasr', ['garlic']],
    ['客户：卡斯尔', ['garlic']],
    ['客户:卡斯尔 阶段:订舱', ['garlic']],
    ['-customer:qasr', ['apple']],
    ['stage:booked,packing', ['garlic', 'apple']],
    ['stage:booked，包装', ['garlic', 'apple']],
    ['customer:"Thai Fresh"', ['apple']],
    ['"Thai Fresh"', ['apple']],
    ['owner:甲', ['garlic']],
    ['port:jebel', ['garlic']],
    ['etd<2026-12-10', ['garlic']],
    ['etd<=2026-12-10', ['garlic', 'apple']],
    ['etd>2026-12-09', ['apple']],
    ['etd=2026-12', ['apple']],
    ['etd:2026-11', ['garlic']],
    ['船期：本周', ['garlic']],
    ['etd:week', ['garlic']],
    ['etd:next-week', []],
    ['etd<today+7', ['garlic']],
    ['etd:today..2026-12-31', ['garlic', 'apple']],
    ['-etd<2026-12-10', ['apple']],
    // As the app writes dates, and as people type them.
    ['船期<12月10日', ['garlic']],
    ['船期<=12月10日', ['garlic', 'apple']],
    ['船期<12月10日 周四', ['garlic']],
    ['etd<12/10', ['garlic']],
    ['etd:12-10', ['apple']],
    ['etd<"Thu 10 Dec"', ['garlic']],
    ['etd<Thu 10 Dec', ['garlic']],
    ['etd<10 Dec 2026 owner:甲', ['garlic']],
    ['etd:10 Dec wu', ['apple']],
    ['etd:12月', ['apple']],
    ['etd:2026年11月', ['garlic']],
    ['etd:Dec', ['apple']],
    ['etd:12月1日..12月31日', ['apple']],
    ['cartons>=1,000', ['garlic']],
    ['箱数＞2000', []],
    ['net=11200', ['garlic']],
    ['has:conflict', ['garlic']],
    ['有:待定', ['garlic']],
    ['-has:conflict', ['apple']],
    ['no:latest', ['apple']],
    ['has:waiting', ['apple']],
    ['has:finding', ['apple']],
    ['有:提醒', ['apple']],
    ['has:error', []],
    // What nobody has checked yet is not without findings.
    ['no:finding', []],
    ['没有:错误', ['apple']],
    ['container:40rh', ['garlic']],
    ['is:archived', ['old']],
    ['is:归档', ['old']],
    // What nobody knows as a key is words.
    ['10:30', []],
    ['https://x', []],
  ])('by %s', (text, expected) => {
    expect(found(text)).toEqual(expected);
    expect(parseQuery(text, today).problems).toEqual([]);
  });
});

test.each([
  ['etd<soon', 'date'],
  ['etd:', 'empty'],
  ['客户：', 'empty'],
  ['etd:2026-13', 'date'],
  ['etd<13月40日', 'date'],
  ['etd<12月10日周五', 'date'],
  ['etd:2026-12-31..2026-01-01', 'date'],
  ['cartons>many', 'number'],
  ['cartons>1.5', 'number'],
  ['has:luck', 'having'],
  ['is:lost', 'shelf'],
] as const)('%s says what is wrong with it and looks for nothing', (text, kind) => {
  expect(parseQuery(`apple ${text}`, today)).toEqual({
    filter: [{ kind: 'word', word: 'apple', not: false }],
    problems: [{ text, kind }],
  });
});

test('anything can be typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { filter } = parseQuery(text, today);
      matcher(filter, 'open', finding)(orders.garlic);
    }),
  );
});

test('days are counted, and weeks begin on a Monday', () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 100_000 }), (number) => {
      expect(dayNumber(dateOfDay(number))).toBe(number);
      const start = weekStart(number);
      expect(new Date(start * 86_400_000).getUTCDay()).toBe(1);
      expect(number - start).toBeGreaterThanOrEqual(0);
      expect(number - start).toBeLessThan(7);
    }),
  );
});
