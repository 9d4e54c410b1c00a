import type { Language } from './names.ts';

/** What people call the sources of the reference tables, whose rows name them by a code. */
const names: Readonly<Record<string, string | readonly [zh: string, en: string]>> = {
  CHB: 'Cargo Handbook',
  AGI: ['承运人温度表（Agile Shipping 转载）', 'carrier table (copy of Agile Shipping)'],
  NLE: ['承运人温度表（NL Egypt 转载）', 'carrier table (copy of NL Egypt)'],
  CCL: ['Hamburg Süd 冷藏指南（转载）', 'Hamburg Süd reefer guide (copy)'],
  BOG: ['Bograce 冷藏货表', 'Bograce reefer table'],
  MSK: ['马士基商品库', 'Maersk Commodity Database'],
  APL: ['APL 冷藏货表（转载）', 'APL reefer table (copy)'],
  APF: ['APL 冷藏货表（转载）', 'APL reefer table (copy)'],
  UCS: 'UC Davis',
  UCC: 'UC Davis',
  UCF: 'UC Davis',
  UCA: 'UC ANR',
  ETC: 'UC Davis',
  H66: ['美国农业部手册 66', 'USDA Handbook 66'],
  AGM: 'agrimaint.com',
  SHB: 'sharpbase.com',
  WWH: 'Tropical Fruits (Paull & Duarte)',
  WFL: 'WFLO',
  IIR: ['国际制冷学会', 'International Institute of Refrigeration'],
  CTA: ['夏威夷大学', 'University of Hawaii'],
  TRT: 'Transtec',
  TRG: 'Prestige',
  YAF: 'Yafod',
  ISO: 'Isofruit',
  USU: ['犹他州立大学', 'Utah State University'],
  CNC: 'coldstorageinchina.com',
  YSH: ['燕山红', 'Yanshanhong'],
  NCS: ['北卡州立大学', 'NC State University'],
  PKF: 'PEAKfresh',
  FHZ: 'frutas-hortalizas.com',
  MIX: ['美国农业部手册 668', 'USDA Handbook 668'],
  LIP: ['美国农业部报告 1070', 'USDA report 1070'],
  EXO: 'exotico',
  VAA: ['越南农科院', 'Vietnam Academy of Agricultural Sciences'],
  HTG: 'Hortgro',
  GRD: 'Gard P&I',
  FPZ: 'FreshPlaza',
  DHL: 'dhilreefer',
};

/** A source of the reference tables by its code; the code itself where it has no name. */
export function sourceName(code: string, language: Language): string {
  const name = names[code];
  return name === undefined ? code : typeof name === 'string' ? name : name[language === 'zh' ? 0 : 1];
}

/** The sources of a figure, each once: several tables of one house are one source to a reader. */
export function sourceNames(codes: readonly string[], language: Language): string {
  const said = new Set(codes.map((code) => sourceName(code, language)));
  return [...said].join(language === 'zh' ? '、' : ', ');
}

/** Where the figures of a container come from: the houses alone, without the data set they were read in. */
export function containerSource(text: string): string | null {
  if (text.startsWith('recalled')) return null;
  return text
    .split(/ and /)
    .map((part) => part.replace(/ figures in .*| ?\(.*/s, '').trim())
    .join(', ');
}
