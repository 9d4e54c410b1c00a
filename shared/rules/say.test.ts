import { describe, expect, test } from 'vitest';
import { loadReference } from '../knowledge/load.ts';
import type { Path } from '../model/facts.ts';
import type { EntityId } from '../sync/document-name.ts';
import type { Finding, Reason } from './finding.ts';
import { sayFinding, sayReason } from './say.ts';
import { sayDate, sayFigure } from './say-figure.ts';
import { containerSource, sourceName } from './source-names.ts';

const today = '2026-11-26';
const finding = (code: Finding['code'], values: Finding['values']): Finding => ({
  code,
  severity: 'error',
  fields: [],
  values,
  because: [],
});

describe("dates in findings are the app's", () => {
  test.each([
    ['2026-12-11', '12月11日 周五', 'Fri 11 Dec'],
    ['2025-01-05', '2025年1月5日', '5 Jan 2025'],
    ['soon', 'soon', 'soon'],
    ['2026-13-01', '2026-13-01', '2026-13-01'],
  ])('%s', (date, zh, en) => {
    expect(sayDate(date, 'zh', today)).toBe(zh);
    expect(sayDate(date, 'en', today)).toBe(en);
  });

  test('with the year where nobody says what day it is', () => {
    expect(sayDate('2026-12-11', 'zh', null)).toBe('2026年12月11日 周五');
    expect(sayDate('2026-12-11', 'en', null)).toBe('Fri 11 Dec 2026');
  });

  test('in a sentence', () => {
    const late = finding('etd_after_latest_shipment', { etd: '2026-12-11', latest: '2026-12-05', days: '6' });
    expect(sayFinding(late, 'zh', today)).toBe('船期 12月11日 周五 晚于最迟装船日 12月5日 周六，晚 6 天');
    expect(sayFinding(late, 'en', today)).toContain('Fri 11 Dec');
  });
});

test.each([
  ['10', 'kg', '10 kg', '10 kg'],
  ['22400', 'kg', '22,400 kg', '22,400 kg'],
  ['-3', '°C', '\u22123 °C', '\u22123 °C'],
  ['5', '°C', '+5 °C', '+5 °C'],
  ['-1 … 4', '°C', '\u22121 – +4 °C', '\u22121 – +4 °C'],
  ['90-95', '%', '90 – 95 %', '90 – 95 %'],
  ['1120', 'ctn', '1,120 箱', '1,120 cartons'],
  ['closed', 'm³/h', 'closed', 'closed'],
])('%s in %s: the unit stands after the number', (value, unit, zh, en) => {
  expect([sayFigure(value, unit, 'zh'), sayFigure(value, unit, 'en')]).toEqual([zh, en]);
});

const order = (path: string, value: string): Reason => ({ kind: 'order', path: path as Path, value });
const product = 'product_p1' as EntityId;

describe('what a finding rests on', () => {
  test.each<[Reason, string, string]>([
    [order('price_insurance', 'none'), '没有保险', 'no insurance'],
    [order('price_exchange_rate', ''), '没有汇率', 'no exchange rate'],
    [order('tolerance', '+/-3 %'), '溢短装 ±3 %', 'tolerance ±3 %'],
    [order('lines/l1/cartons', '1120'), '箱数 1,120 箱', 'cartons 1,120 cartons'],
    [order('containers/c1/ventilation', '15'), '通风 15 m³/h', 'fresh air 15 m³/h'],
    [
      { kind: 'product', product, path: 'packings/k1/net_kg' as Path, value: '10', basis: 'house_measured' },
      '每箱净重 10 kg（我司实测）',
      'net weight of a carton 10 kg (measured by us)',
    ],
    [
      {
        kind: 'reference',
        commodity: 'Garlic',
        commodityZh: '大蒜',
        field: 'temperature',
        value: '-3 … 0',
        sources: ['CHB', 'UCS', 'UCF'],
        recalled: false,
      },
      '大蒜: 温度 \u22123 – 0 °C（Cargo Handbook、UC Davis）',
      'Garlic: temperature \u22123 – 0 °C (Cargo Handbook, UC Davis)',
    ],
  ])('%j', (reason, zh, en) => {
    expect(sayReason(reason, 'zh', today)).toBe(zh);
    expect(sayReason(reason, 'en', today)).toBe(en);
  });

  test('a habit that the finding has said is not said again', () => {
    const habit: Reason = {
      kind: 'habit',
      customer: 'customer_c' as EntityId,
      habit: 'h1',
      text: '不要绿丝带',
      since: '2026-02-16',
      source: '微信',
    };
    const broken = finding('habit_broken', { habit: '不要绿丝带', found: '绿丝带' });
    expect(sayReason(habit, 'zh', today, broken)).toBe('微信，2月16日 周一');
    expect(sayReason({ ...habit, since: null, source: null }, 'zh', today, broken)).toBe('');
    expect(sayReason(habit, 'zh', today)).toBe('不要绿丝带（微信，2月16日 周一）');
  });
});

test('what is missing is said with the stage it is needed for', () => {
  const missing = finding('missing_fact', { path: 'customer', stage: 'enquiry' });
  expect(sayFinding(missing, 'zh')).toBe('还没填客户，到「报价」之前要填好');
  expect(sayFinding(missing, 'en')).toBe('Customer is missing: needed before the order comes to Quoted');
});

test('cartons beyond the tolerance are said with what it allows', () => {
  const values = { cartons: '1154', contract: '1120', tolerance: '+/-3 %', min: '1087', max: '1153' };
  expect(sayFinding(finding('cartons_outside_tolerance', values), 'zh')).toBe(
    '装 1,154 箱，合同 1,120 箱，溢短装 ±3 %，只能装 1,087–1,153 箱',
  );
});

test('every source of the reference tables has a name', async () => {
  const reference = await loadReference();
  for (const { code } of reference.sources)
    for (const language of ['zh', 'en'] as const) expect(sourceName(code, language)).not.toBe(code);
  const containers = reference.containers.map(({ source }) => containerSource(source));
  expect(new Set(containers)).toEqual(new Set(['Hapag-Lloyd', 'shiportrade.com, tuscorlloyds.com.tr', null]));
});
