import { canonicalDecimal, compareDecimals, multiplyDecimals } from '../model/decimal.ts';
import { parseValue } from '../model/parse-value.ts';
import { schema, type Pattern } from '../model/schema.ts';
import { figure, plain } from './numbers.ts';
import { packageNames, packagePhrase, packageWords, shortPackage } from './packages.ts';
import type { Found, Sheet } from './sheet.ts';
import { fitOf } from './spelling.ts';

/** Temperature, ventilation, tolerance: figures that settings of a container and terms of a contract are written in. */
export function findSettings(sheet: Sheet): void {
  for (const form of temperatures)
    for (const found of sheet.find(form)) {
      const { figure: written = '', minus, unit } = found.groups;
      const celsius = valueOf('containers/*/set_point', `${minus === undefined ? '' : '-'}${written}`);
      if (celsius !== null)
        sheet.claim(found, { kind: 'setPoint', celsius }, { certain: unit !== undefined });
    }
  for (const found of sheet.find(closed)) sheet.claim(found, { kind: 'ventilation', ventilation: 'closed' });
  for (const found of sheet.find(air)) {
    const ventilation = valueOf('containers/*/ventilation', found.groups['figure'] ?? '');
    if (ventilation !== null) sheet.claim(found, { kind: 'ventilation', ventilation });
  }
  for (const form of tolerances)
    for (const found of sheet.find(form))
      sheet.claim(found, { kind: 'tolerance', tolerance: `+/-${plain(found.groups['figure'] ?? '')} %` });
}

const temperatureLabel = '(?:柜温|箱温|设定温度|设温|温度|set ?point|setting|temp(?:erature)?)';
const temperatures: readonly RegExp[] = [
  `(?:${temperatureLabel} ?[:=]? ?)?(?<minus>(?<![\\d.])-|零下|minus )? ?\\+?(?<figure>(?<![\\d.,/])\\d{1,2}(?:\\.\\d)?) ?(?<unit>°? ?c(?![a-z])|℃|摄氏度|度)`,
  `(?<![a-z])${temperatureLabel} ?[:=]? ?(?<minus>-|零下|minus )? ?\\+?(?<figure>\\d{1,2}(?:\\.\\d)?)(?![\\d.]| ?(?:°|f|度|华氏|℉))`,
].map((form) => new RegExp(form, 'g'));
const closed =
  /(?:通风口?|风门|换气)[:=]? ?(?:必须)?(?:关闭|全关|关死|关)|关(?:闭|死)?(?:通风口?|风门?)|(?<![a-z])(?:fresh air|air|vents?|ventilation) ?[:=]? ?closed?(?![a-z])|(?<![a-z])closed? vents?(?![a-z])/g;
const air =
  /(?:(?:通风量?|新风|换气|(?<![a-z])(?:fresh air|vents?|ventilation)) ?[:=]? ?)?(?<figure>(?<![\d.,])\d{1,3}) ?(?:(?:cbm|m3|m³|立方米?) ?\/ ?(?:hr?|小时)(?![a-z])|cbmh?(?![a-z])|立方)/g;
const tolerances: readonly RegExp[] = [
  /(?:(?:tolerance|溢短装?|数量(?:金额)?) ?[:=]? ?)?(?:±|\+ ?\/ ?-|\+-) ?(?<figure>\d{1,2}(?:\.\d)?) ?%/g,
  /(?:tolerance|溢短装?|m\/l) ?[:=]? ?(?<figure>\d{1,2}(?:\.\d)?) ?%/g,
  /(?<figure>(?<![\d.])\d{1,2}(?:\.\d)?) ?% ?(?:more or less|tolerance|m\/l|溢短装?)(?![a-z])/g,
];

/** Weights, packages and cartons. */
export function findQuantities(sheet: Sheet): void {
  // 1kg x 10 袋: what is packed within a carton, which no field holds.
  for (const found of sheet.find(inner)) sheet.claim(found, { kind: 'text' }, { certain: true });
  for (const found of sheet.find(tonnes)) claimWeight(sheet, found, '1000');
  for (const found of sheet.find(kilograms)) claimKilograms(sheet, found);
  for (const found of sheet.find(cartons)) claimCartons(sheet, found);
  for (const found of sheet.find(packages))
    sheet.claim(found, { kind: 'packing', netKg: null, words: packageWords(textAt(sheet, found)) });
}

/** `mehs`: words for packages with a slip of the finger, when nothing else has claimed them. */
export function findMisspelt(sheet: Sheet): void {
  for (const found of sheet.find(/(?<![a-z\d])[a-z]{4,12}(?![a-z\d])/g)) {
    const typed = textAt(sheet, found);
    const word = packageNames.find((one) => fitOf(typed, one) === 1 || fitOf(typed, `${one}s`) === 1);
    if (word !== undefined)
      sheet.claim(found, { kind: 'packing', netKg: null, words: [word] }, { certain: false });
  }
}

const inner =
  /(?<![\d.,])\d+(?:\.\d+)? ?(?:kgs?|公斤|千克|g|克) ?[x*] ?\d{1,2}(?!\d) ?(?:bags?|packs?|小?袋|包|盒|网)?(?: ?[/每] ?(?:ctn|carton|箱|袋))?/g;
const tonnes = new RegExp(
  `(?:(?:净重|net) ?)?(?<figure>${figure}) ?(?:mts?|tons?|tonnes?|公吨|吨)(?![a-z])`,
  'g',
);
const kilogram = '(?:kgs?|kilos?|公斤|千克|㎏)(?![a-z])';
const packed = `(?:${packagePhrase}|${shortPackage})`;
const kilograms = new RegExp(
  `(?:(?<!\\d ?)${packagePhrase} ?)?(?<label>(?:净重|net(?: weight)?|毛重|gross(?: weight)?|gw|nw) ?:? ?)?(?<figure>${figure}) ?${kilogram}(?: ?净重?| net)?(?: ?(?:/|per |in |x ?1|装|的)? ?${packed})*`,
  'g',
);
const cartonUnit =
  '(?:箱|袋|筐|件|ctns?(?![a-z])|cartons?(?![a-z])|cases?(?![a-z])|box(?:es)?(?![a-z])|bags?(?![a-z])|baskets?(?![a-z])|cs(?![a-z]))';
const container = '(?:柜|个柜|fcl|containers?|cntrs?|(?:20|40|45) ?(?:rh|rf))(?![a-z])';
const cartons = new RegExp(
  `(?<each>各|每个?规格|(?<![a-z])each ?)?(?<box>每个?${container} ?装?|per ${container} ?)?(?<total>共计?|合计|总共|(?<![a-z])total:? ?)? ?(?<figure>${figure}) ?${cartonUnit}(?<perEach> ?(?:each(?![a-z])|/规格|每规格))?(?<perBox> ?(?:/|per |每|一) ?${container}(?! ?\\d))?`,
  'g',
);
const packages = new RegExp(`(?<![a-z\\d])${packagePhrase}`, 'g');

/** Above this nobody packs by hand, so it is the weight of the whole order. */
const heaviestPackage = '50';

function claimKilograms(sheet: Sheet, found: Found): void {
  const { label = '', figure: written = '' } = found.groups;
  if (/毛重|gross|gw/.test(label)) {
    sheet.claim(found, { kind: 'text' }, { certain: true });
    return;
  }
  const kg = canonicalDecimal(plain(written));
  if (kg === null) return;
  const words = packageWords(textAt(sheet, found));
  const packing = { kind: 'packing', netKg: kg, words } as const;
  if ((compareDecimals(kg, heaviestPackage) ?? 1) > 0) claimWeight(sheet, found, '1');
  else if (kg !== '0') sheet.claim(found, packing);
}

function claimWeight(sheet: Sheet, found: Found, times: string): void {
  const kg = valueOf('net_kg', multiplyDecimals(plain(found.groups['figure'] ?? ''), times) ?? '');
  if (kg !== null) sheet.claim(found, { kind: 'weight', kg });
}

function claimCartons(sheet: Sheet, found: Found): void {
  const { figure: written = '', each, box, total, perEach, perBox } = found.groups;
  const number = valueOf('lines/*/cartons', plain(written));
  const of =
    (box ?? perBox) !== undefined
      ? 'container'
      : (each ?? perEach) !== undefined
        ? 'line'
        : total !== undefined
          ? 'order'
          : 'goods';
  if (number !== null) sheet.claim(found, { kind: 'cartons', cartons: number, of });
}

/** A figure as a field of the order holds it; null where it cannot. */
export function valueOf(pattern: Pattern<'order'>, text: string): string | null {
  const parsed = parseValue(schema.order[pattern], text, '2000-01-01');
  return parsed.ok && typeof parsed.value === 'string' ? parsed.value : null;
}

function textAt(sheet: Sheet, { from, to }: Found): string {
  return sheet.folded.slice(from, to);
}
