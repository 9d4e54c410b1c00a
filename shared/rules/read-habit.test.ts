import { expect, test } from 'vitest';
import { loadReference, loadSample } from '../knowledge/load.ts';
import { goodsWords } from './goods-words.ts';
import { casesOf } from './file-cases.ts';
import { conditionValue, storedCondition } from './habit-condition.ts';
import { readHabit } from './read-habit.ts';

const [sample, reference] = await Promise.all([loadSample(), loadReference()]);
const [first] = casesOf({ orders: [{ id: 'x' }] }, sample, reference, sample.as_of);
const words = goodsWords(first?.given.allProducts ?? [], reference.commodities);

/** `field comparison values goods`, one for each condition. */
function read(text: string): readonly string[] {
  return readHabit(text, words).conditions.map(({ field, comparison, values, goods }) =>
    [field, comparison, values.join('|'), goods.join('|')].join(' ').trim(),
  );
}

test.each([
  [
    '苹果 18 公斤,只要 100/113/125,红度 80% 以上',
    ['net_per_carton is 18 苹果', 'count one_of 100|113|125 苹果'],
  ],
  ['鸭梨 88/96,皇冠梨 32/36', ['count one_of 88|96 鸭梨', 'count one_of 32|36 皇冠梨']],
  ['沃柑规格 L/XL,塑料筐要白色', ['count one_of L|XL 沃柑']],
  ['5.5 公分以下一律退货', ['count_from at_least 5.5 公分']],
  ['100/113/125 三个规格,113 不能超过 40%', ['count one_of 100|113|125', 'share at_most 113|40']],
  ['生姜只要风干、洗净,150 克以上占 70%', ['share at_least 150 克+|70 生姜|风干']],
  [
    '柜温 -3℃,通风必须关闭;订舱单上写 CLOSED,不写 0%',
    ['set_point is -3', 'ventilation is closed', 'booking_ventilation is CLOSED'],
  ],
  [
    '柚子 11/12 头,柜温 5℃,通风写 15 立方/小时',
    ['count one_of 11|12 柚', 'set_point is 5 柚', 'ventilation is 15 柚'],
  ],
  ['10 公斤网袋,不要纸箱', ['net_per_carton is 10', 'package is mesh_bag', 'package is_not carton']],
  ['生姜箱净重 12.5 公斤,允许 12.5-12.8,不能少', ['net_per_carton between 12.5|12.8 生姜']],
  ['不接受和别的货拼柜', ['mixed_load is_not yes']],
  ['数量 ±5%,金额同步', ['tolerance is 5']],
  ['单据最晚装船后 15 天交单(比 21 天短)', ['presentation_days at_most 15']],
  ['人民币报价和结算', ['currency is CNY']],
  ['周五不能到港', ['eta_weekday none_of 5']],
  ['只接受周一到周三装船', ['etd_weekday one_of 1|2|3']],
])('%s', (text, conditions) => {
  expect(read(text)).toEqual(conditions);
});

test.each([
  '装柜照片 12 张:空柜、1/4、1/2、3/4、满柜、关门、铅封等',
  '10 级以上等级按头径标 5/6/7',
  '小柜也要,常拼苹果和胡萝卜(提醒:苹果放乙烯,胡萝卜会发苦)',
  '到港前 3 天要有温度记录仪照片',
  '托盘 100x120,高度不超过 2.2 米',
  '11 月到 1 月每周一柜,其余月份两周一柜',
  '净重、毛重写到小数两位,三份单据一致',
  '保险按发票 110%,要写在 CIF 内',
  '不接受人民币报价',
])('what can mean something else is left to people: %s', (text) => {
  expect(read(text)).toEqual([]);
});

test('a condition is stored as text and read back', () => {
  expect(storedCondition('count', 'one_of', conditionValue(['88', '96']), '鸭梨')).toEqual({
    field: 'count',
    comparison: 'one_of',
    values: ['88', '96'],
    goods: ['鸭梨'],
  });
  expect(storedCondition('count', 'one_of', '', null)).toBeNull();
  expect(storedCondition('colour', 'is', 'red', null)).toBeNull();
});
