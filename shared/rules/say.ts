import type { Finding, Reason, TradeRule } from './finding.ts';
import { messagesEn } from './messages-en.ts';
import { messagesZh } from './messages-zh.ts';
import { fieldName, levelName, stageName, weekdayName, type Language } from './names.ts';

const messages = { zh: messagesZh, en: messagesEn } as const;

/** A finding as a sentence. */
export function sayFinding({ code, values }: Finding, language: Language): string {
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
        return stageName(value, language);
      case 'weekday':
        return weekdayName(value, language);
      case 'figure':
        return (figures[value] ?? [value, value])[language === 'zh' ? 0 : 1];
      case 'unit':
        return value === 'ctn' ? { zh: '箱', en: 'cartons' }[language] : value;
      default:
        return figure(value, String(degrees));
    }
  });
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
}

/** A plain number as people write it: a true minus, thousands in groups; a temperature says its sign, be it plus. */
function figure(text: string, unit = ''): string {
  const found = /^(-?)(\d+)(\.\d+)?( °C)?$/.exec(text);
  if (!found) return text + unit;
  const [, minus, whole = '', rest = '', degrees = unit] = found;
  const above = degrees === ' °C' && Number(whole + rest) > 0 ? '+' : '';
  const sign = minus === '-' ? '\u2212' : above;
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest}${degrees}`;
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

/** What a finding rests on, as a sentence with its source. */
export function sayReason(reason: Reason, language: Language): string {
  const at = language === 'zh' ? 0 : 1;
  const pick = (names: readonly [string, string] | undefined, other: string): string => names?.[at] ?? other;
  const aside = (...parts: readonly (string | null)[]): string => {
    const known = parts.filter((part) => part !== null && part !== '');
    if (known.length === 0) return '';
    return language === 'zh' ? `（${known.join('，')}）` : ` (${known.join(', ')})`;
  };
  switch (reason.kind) {
    case 'habit':
      return `${reason.text}${aside(reason.source, reason.since)}`;
    case 'product':
      return `${pick(productFields[reason.path.replace(/\/.*\//, '/')], reason.path)} ${figure(reason.value)}${aside(reason.basis === null ? null : pick(bases[reason.basis], reason.basis))}`;
    case 'figure':
      return `${pick(ours, '')}${pick(figures[reason.field], reason.field)} ${figure(reason.value)}${aside(reason.source, reason.basis === null ? null : pick(bases[reason.basis], reason.basis))}`;
    case 'customer':
      return `${pick(customerFields[reason.path], reason.path)}: ${figure(reason.value)}`;
    case 'reference':
      return `${reason.commodity}: ${pick(figures[reason.field], reason.field)} ${figure(reason.value)}${aside(reason.sources.join('/'), reason.recalled ? pick(bases['unverified'], '') : null)}`;
    case 'container_type':
      return `${reason.type}: ${pick(figures[reason.field], reason.field)} ${figure(reason.value)}${aside(reason.source, reason.unverified ? pick(bases['unverified'], '') : null)}`;
    case 'rule':
      return rules[reason.rule][at];
    case 'order':
      return `${fieldName(reason.path, language)} ${figure(reason.value)}`;
  }
}

const productFields: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  set_point: ['产品柜温', 'set point of the product'],
  ventilation: ['产品通风', 'ventilation of the product'],
  humidity: ['产品湿度', 'humidity of the product'],
  counts: ['产品规格', 'sizes of the product'],
  'packings/cartons_40rh': ['40RH 可装箱数', 'cartons in a 40RH'],
  'packings/net_kg': ['每箱净重 kg', 'net kg of a carton'],
  'packings/gross_kg': ['每箱毛重 kg', 'gross kg of a carton'],
  'packings/tare_kg': ['每箱皮重 kg', 'tare kg of a carton'],
  'packings/length_mm': ['外箱长 mm', 'length mm'],
  'packings/width_mm': ['外箱宽 mm', 'width mm'],
  'packings/height_mm': ['外箱高 mm', 'height mm'],
};

const customerFields: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  currency: ['客户币种', "the customer's currency"],
  payment: ['客户付款方式', "the customer's payment"],
  usual_incoterm: ['客户常用条款', "the customer's usual term"],
};
