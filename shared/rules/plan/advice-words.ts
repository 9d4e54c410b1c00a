import type { Language } from '../names.ts';
import { sayFinding } from '../say.ts';
import type { Advice } from './advise.ts';

type Pair = readonly [zh: string, en: string];

/** What the adviser says, in the words of a message to a customer or a colleague. */
const words = {
  full: [
    '{product}：一个 {type} 装 {cartons} 箱（{limit}）',
    '{product}: a {type} takes {cartons} cartons ({limit})',
  ],
  full_unknown: [
    '{product}：一个 {type} 装多少算不出，还不知道{lacks}',
    '{product}: how many a {type} takes cannot be told, {lacks} unknown',
  ],
  exact: ['{cartons} 箱正好 {containers}', '{cartons} cartons are exactly {containers}'],
  nearly: [
    '{cartons} 箱装 {containers}，再加 {short} 箱就满（{full} 箱）',
    '{cartons} cartons in {containers}: {short} more fill it ({full})',
  ],
  part: [
    '{cartons} 箱装 {containers} 只有 {percent}%，装满要 {full} 箱',
    '{cartons} cartons fill {percent} % of {containers}; full is {full}',
  ],
  between: [
    '{cartons} 箱不成整柜：减 {less} 箱是 {fewer}（{down} 箱），加 {short} 箱是 {containers}（{full} 箱）',
    '{cartons} cartons are no full load: {less} fewer make {fewer} ({down}), {short} more make {containers} ({full})',
  ],
  over: [
    '{cartons} 箱装不进 {containers}，多 {more} 箱',
    '{cartons} cartons do not go into {containers}: {more} too many',
  ],
  mix_share: ['拼在一起占 {containers} 的 {percent}%', 'together they take {percent} % of {containers}'],
  mix_over: [
    '拼在一起是 {containers} 的 {percent}%，装不下',
    'together they take {percent} % of {containers}: too much',
  ],
  mix_room: ['还能加 {product} {more} 箱', 'room for {more} more of {product}'],
  mix_ok: [
    '可以拼柜：乙烯、温度、气味、湿度都不冲突',
    'may travel together: ethylene, temperature, odour and humidity agree',
  ],
  mix_open: ['拼柜有要先问清楚的：', 'before they travel together:'],
  mix_fails: ['不能拼柜：', 'may not travel together:'],
  finding: ['{finding}', '{finding}'],
  life_left: [
    '{product} 可存 {life} 天，路上 {days} 天，到港还剩 {left} 天',
    '{product} keeps {life} days; after {days} at sea {left} are left',
  ],
  life_near: [
    '{product} 可存 {life} 天，路上 {days} 天，到港还剩 {left} 天：超过 {spare} 天就没有把握',
    '{product} keeps {life} days; after {days} at sea {left} are left: beyond {spare} days nothing is sure',
  ],
  life_over: [
    '{product} 可存 {life} 天，路上要 {days} 天，到不了',
    '{product} keeps {life} days, but the voyage takes {days}',
  ],
  life_warmer: [
    '{product} 高 {degrees} °C：可存 {life} 天估计变成 {shorter} 天（估算，未核实：每高 10 °C 快 2–3 倍）',
    '{product} {degrees} °C warmer: {life} days become about {shorter} (an estimate, unverified: two to three times as fast for each 10 °C)',
  ],
  life_colder: [
    '{product} 再调低，可存天数不按更长算：资料只到 {life} 天',
    '{product} colder: not reckoned to keep longer, the sources say {life} days',
  ],
  life_void: [
    '{product} 会冻伤或冷害，可存天数不作数',
    '{product} freezes or is chilled: its storage life no longer holds',
  ],
  life_unknown: ['{product} 可存多久没有查到', 'how long {product} keeps is not known'],
} as const satisfies Readonly<Record<string, Pair>>;

export type AdviceCode = keyof typeof words;

const limits: Readonly<Record<string, Pair>> = {
  house: ['公司经验值', 'house figure'],
  geometry: ['按外箱尺寸，到红线', 'by size, to the load line'],
  pallets: ['按托盘', 'by pallets'],
  payload: ['柜子限重', 'payload'],
  'road limit': ['公路限重', 'road limit'],
};

const lackNames: Readonly<Record<string, Pair>> = {
  packing: ['用哪种包装', 'which pack'],
  'carton length': ['外箱长', 'carton length'],
  'carton width': ['外箱宽', 'carton width'],
  'carton height': ['外箱高', 'carton height'],
  'carton gross': ['每箱毛重', 'gross weight of a carton'],
  each: ['每箱毛重', 'gross weight of a carton'],
  cartons: ['箱数', 'cartons'],
  'cartons per pallet': ['每托箱数', 'cartons per pallet'],
  pallets: ['一柜几个托盘', 'pallets of the container'],
  'pallet height': ['托盘货高', 'height of the pallets'],
  'stow height': ['柜子的红线高度', 'load line of the container'],
  packaging: ['托盘和垫料重量', 'weight of pallets and dunnage'],
  payload: ['柜子限重', 'payload'],
  'carton of a likely size': ['外箱尺寸不像真的', 'a likely size of the carton'],
};

/** What a missing figure is called: `carton height`, with or without a key before it. */
export function lackName(lack: string, language: Language): string {
  const name = lack.replace(/^.*: /, '');
  return lackNames[name]?.[language === 'zh' ? 0 : 1] ?? name;
}

export function limitName(limit: string, language: Language): string {
  return limits[limit]?.[language === 'zh' ? 0 : 1] ?? limit;
}

/** One piece of advice as a sentence. */
export function sayAdvice({ code, values, finding }: Advice, language: Language): string {
  const said = words[code][language === 'zh' ? 0 : 1].replace(/\{(\w+)\}/g, (_, name: string) => {
    switch (name) {
      case 'finding':
        return finding ? sayFinding(finding, language) : '';
      case 'product':
        return values[`product_${language}`] ?? '';
      case 'limit':
        return limitName(values['limit'] ?? '', language);
      case 'lacks':
        return (values['lacks'] ?? '')
          .split(', ')
          .map((lack) => lackName(lack, language))
          .join(language === 'zh' ? '、' : ', ');
      default:
        return grouped(values[name] ?? '');
    }
  });
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
}

/** All of it as a short text to be sent: a line each. */
export function adviceText(advice: readonly Advice[], language: Language): string {
  return advice.map((one) => sayAdvice(one, language)).join('\n');
}

function grouped(text: string): string {
  return text.replace(/(?<![\d.])\d{4,}(?![\d-])/g, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ','));
}
