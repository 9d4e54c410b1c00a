import { fieldOf } from '../model/documents.ts';
import { isDate } from './calendar.ts';
import type { Finding, Reason, TradeRule } from './finding.ts';
import { messagesEn } from './messages-en.ts';
import { messagesZh } from './messages-zh.ts';
import { fieldName, levelName, nextStageName, weekdayName, type Language } from './names.ts';
import { sayDate, sayFigure, sayNumber } from './say-figure.ts';
import { containerSource, sourceNames } from './source-names.ts';

const messages = { zh: messagesZh, en: messagesEn } as const;

/** A finding as a sentence. Dates as the app shows them on the day `today`; null where nobody knows it. */
export function sayFinding(
  { code, values }: Finding,
  language: Language,
  today: string | null = null,
): string {
  const said = messages[language][code].replace(/\{(\w+)\}( °C)?/g, (_, name: string, degrees = '') => {
    const value = values[name] ?? '';
    switch (name) {
      case 'path':
      case 'earlier':
      case 'later':
        return fieldName(value, language);
      case 'gives':
      case 'feels':
        return levelName(value, language);
      case 'stage':
        return nextStageName(value, language);
      case 'weekday':
        return weekdayName(value, language);
      case 'figure':
        return (figures[value] ?? [value, value])[language === 'zh' ? 0 : 1];
      case 'tolerance':
        return plusMinus(value);
      case 'unit':
        return value === 'ctn' ? { zh: '箱', en: 'cartons' }[language] : value;
      default:
        if (isDate(value)) return sayDate(value, language, today);
        return value.includes('…')
          ? sayFigure(value, String(degrees).trim(), language)
          : sayNumber(value, String(degrees));
    }
  });
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
}

const rules: Readonly<Record<TradeRule, readonly [zh: string, en: string]>> = {
  ucp600_14c: [
    'UCP 600 第 14 条 c：装运后 21 天内（或信用证规定的天数内）交单，且不晚于有效期',
    'UCP 600 art. 14(c): presented within 21 days of shipment, or as the credit says, and not after expiry',
  ],
  ucp600_18b: [
    'UCP 600 第 18 条 b：发票金额超过信用证金额，银行可以不付',
    'UCP 600 art. 18(b): a bank need not honour an invoice for more than the credit',
  ],
  ucp600_30b: [
    'UCP 600 第 30 条 b：数量 ±5%，以包装单位或件数计的没有',
    'UCP 600 art. 30(b): quantity ±5 %, not where packing units are counted',
  ],
  ucp600_6d: [
    'UCP 600 第 6 条：单据必须在有效期内提交',
    'UCP 600 art. 6(d) and (e): papers are presented before expiry',
  ],
  latest_shipment: [
    '信用证规定的最迟装船日，晚于它就是不符点',
    'shipment after the latest date of the credit is a discrepancy',
  ],
  incoterms_2020: ['Incoterms 2020', 'Incoterms 2020'],
  solas_vgm: [
    'SOLAS VI/2：VGM = 货物 + 包装 + 加固 + 柜重',
    'SOLAS VI/2: VGM = cargo + packaging + dunnage + tare',
  ],
  iso_6346: ['ISO 6346 柜号校验码', 'ISO 6346 check digit'],
  ventilation_in_cubic_metres: [
    '通风要写立方米/小时：百分比在每个柜子上意思都不一样',
    'ventilation is booked in m³/h: per cent means another thing on each container',
  ],
  sum: ['互相依赖的数字要对得上', 'numbers that depend on each other must agree'],
};

const figures: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  temperature: ['温度', 'temperature'],
  freezing_point: ['冰点', 'freezing point'],
  lowest_safe: ['最低安全温度', 'lowest safe temperature'],
  ventilation: ['通风', 'ventilation'],
  humidity: ['湿度', 'humidity'],
  ethylene_production: ['乙烯释放', 'ethylene production'],
  ethylene_sensitivity: ['乙烯敏感', 'ethylene sensitivity'],
  storage_life: ['贮藏期', 'storage life'],
  mixed_load_group: ['混装组', 'mixed-load group'],
  odour: ['气味', 'odour'],
  pulp_temperature: ['预冷果心温度', 'pulp temperature after pre-cooling'],
  dehumidification: ['除湿', 'dehumidification'],
  ca_o2: ['气调氧气', 'oxygen'],
  ca_co2: ['气调二氧化碳', 'carbon dioxide'],
  max_payload_kg: ['限重', 'payload'],
  red_load_line_height_mm: ['红线高度', 'red load line'],
  fresh_air_range_m3h: ['新风量', 'fresh air'],
};

const ours = ['公司用的', 'our own '] as const;

const bases: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  house_unverified: ['我司数字，未核实', 'house figure, unverified'],
  house_measured: ['我司实测', 'measured by us'],
  source: ['资料', 'from a source'],
  customer: ['客户给的', 'from the customer'],
  unverified: ['未核实', 'unverified'],
};

/** The units of those of them that have one. */
const figureUnits: Readonly<Record<string, string>> = {
  temperature: '°C',
  freezing_point: '°C',
  lowest_safe: '°C',
  ventilation: 'm³/h',
  humidity: '%',
  storage_life: 'd',
  max_payload_kg: 'kg',
  red_load_line_height_mm: 'mm',
  fresh_air_range_m3h: 'm³/h',
};

/**
 * What a finding rests on, as a sentence with its source. Of a habit whose words the finding has `said` already only
 * where it comes from; an empty text where nothing is left to say.
 */
export function sayReason(
  reason: Reason,
  language: Language,
  today: string | null = null,
  said: Finding | null = null,
): string {
  const at = language === 'zh' ? 0 : 1;
  const pick = (names: readonly [string, string] | undefined, other: string): string => names?.[at] ?? other;
  const aside = (...parts: readonly (string | null)[]): string => {
    const known = parts.filter((part) => part !== null && part !== '');
    if (known.length === 0) return '';
    return language === 'zh' ? `（${known.join('，')}）` : ` (${known.join(', ')})`;
  };
  switch (reason.kind) {
    case 'habit': {
      const since = reason.since === null ? null : sayDate(reason.since, language, today);
      if (said?.values['habit'] !== reason.text) return `${reason.text}${aside(reason.source, since)}`;
      return [reason.source, since].filter(Boolean).join(language === 'zh' ? '，' : ', ');
    }
    case 'product':
      return `${pick(productFields[reason.path.replace(/\/.*\//, '/')], reason.path)} ${sayFigure(reason.value, unitOf('product', reason.path, reason.value), language)}${aside(reason.basis === null ? null : pick(bases[reason.basis], reason.basis))}`;
    case 'figure':
      return `${pick(ours, '')}${pick(figures[reason.field], reason.field)} ${sayFigure(reason.value, figureUnits[reason.field] ?? null, language)}${aside(reason.source, reason.basis === null ? null : pick(bases[reason.basis], reason.basis))}`;
    case 'customer':
      return `${pick(customerFields[reason.path], reason.path)}: ${sayNumber(reason.value)}`;
    case 'reference':
      return `${pick([reason.commodityZh, reason.commodity], reason.commodity)}: ${pick(figures[reason.field], reason.field)} ${sayFigure(reason.value, figureUnits[reason.field] ?? null, language)}${aside(sourceNames(reason.sources, language), reason.recalled ? pick(bases['unverified'], '') : null)}`;
    case 'container_type':
      return `${reason.type}: ${pick(figures[reason.field], reason.field)} ${sayFigure(reason.value, figureUnits[reason.field] ?? null, language)}${aside(containerSource(reason.source), reason.unverified ? pick(bases['unverified'], '') : null)}`;
    case 'rule':
      return rules[reason.rule][at];
    case 'order':
      return sayOrder(reason.path, reason.value, language, today);
  }
}

/** What an order says in a field: `箱数 1,120 箱`, `no insurance`. */
function sayOrder(path: string, value: string, language: Language, today: string | null): string {
  const name = fieldName(path, language);
  if (/^(?:none|no|nil|n\/a|无)?$/i.test(value)) return language === 'zh' ? `没有${name}` : `no ${name}`;
  if (isDate(value)) return `${name} ${sayDate(value, language, today)}`;
  const figure = sayFigure(value, unitOf('order', path, value), language);
  return `${name} ${path === 'tolerance' ? plusMinus(figure) : figure}`;
}

/** `±3 %` for `+/-3 %`. */
function plusMinus(text: string): string {
  return text.replace(/\+\s*\/\s*-\s*/g, '±');
}

/** The unit a value of a field is said with; fresh air has one only where it is a number. */
function unitOf(kind: 'order' | 'product', path: string, value: string): string | null {
  const type = fieldOf(kind, path)?.type;
  switch (type?.kind) {
    case 'decimal':
    case 'range':
      return type.unit;
    case 'ventilation':
      return /^\d/.test(value) ? 'm³/h' : null;
    default:
      return null;
  }
}

const productFields: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  set_point: ['产品柜温', 'set point of the product'],
  ventilation: ['产品通风', 'ventilation of the product'],
  humidity: ['产品湿度', 'humidity of the product'],
  counts: ['产品规格', 'sizes of the product'],
  'packings/cartons_40rh': ['40RH 可装箱数', 'cartons in a 40RH'],
  'packings/net_kg': ['每箱净重', 'net weight of a carton'],
  'packings/gross_kg': ['每箱毛重', 'gross weight of a carton'],
  'packings/tare_kg': ['每箱皮重', 'tare of a carton'],
  'packings/length_mm': ['外箱长', 'length of a carton'],
  'packings/width_mm': ['外箱宽', 'width of a carton'],
  'packings/height_mm': ['外箱高', 'height of a carton'],
};

const customerFields: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  currency: ['客户币种', "the customer's currency"],
  payment: ['客户付款方式', "the customer's payment"],
  usual_incoterm: ['客户常用条款', "the customer's usual term"],
};
