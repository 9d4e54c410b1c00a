import { parseValue } from '../model/parse-value.ts';
import { schema } from '../model/schema.ts';
import type { PriceOf, Reading } from './capture.ts';
import { figure, plain } from './numbers.ts';
import type { Found, Sheet } from './sheet.ts';

/**
 * Prices, amounts and terms of payment. They are sought with more zeal than anything else: what is not understood goes
 * into the note, which packing house and cold store read, and money must not.
 */
const currencies: readonly (readonly [code: string, words: string])[] = [
  ['USD', 'us\\$|usd|美元|美金|刀|\\$'],
  ['EUR', 'eur|euros?|欧元|€'],
  ['GBP', 'gbp|英镑|£'],
  ['JPY', 'jpy|日元'],
  ['CNY', 'cny|rmb|人民币|元|块|¥'],
  ...'AED SAR CAD AUD HKD SGD MYR THB PHP INR BDT RUB BRL KRW'
    .split(' ')
    .map((code) => [code, code.toLowerCase()] as const),
];
const currency = `(?:${currencies.map(([, words]) => words).join('|')})(?![a-z])`;

const units: readonly (readonly [of: PriceOf, words: string])[] = [
  ['carton', 'ctns?|cartons?|cases?|cs|box(?:es)?|bags?|baskets?|箱|件|袋|筐'],
  ['kg', 'kgs?|公斤|千克'],
  ['tonne', 'mts?|tons?|tonnes?|公吨|吨'],
  ['container', 'fcl|containers?|cntrs?|柜'],
];
const unit = `(?:${units.map(([, words]) => words).join('|')})(?![a-z])`;
const per = `(?: ?(?:/|per |each |每|一) ?(?<unit>${unit}))`;

const labels: readonly (readonly [of: PriceOf | null, words: string])[] = [
  ['freight', 'ocean freight|freight|o/f|海运费|运费'],
  ['order', 'total(?: amount| value| price)?|amount|总价|总额|总金额|货值|金额'],
  [null, 'unit price|price|单价|价格|报价|价|@'],
];
const label = `(?:(?<![a-z])(?<label>${labels.map(([, words]) => words).join('|')}) ?[:=]? ?)`;

const amount = `(?<amount>${figure})`;
const forms: readonly RegExp[] = [
  `${label}?(?<![a-z])(?<before>${currency}) ?${amount}${per}?`,
  `${label}?${amount} ?(?<behind>${currency})${per}?`,
  `${label}${amount}${per}`,
  `(?<![\\d.,/x*-] ?)(?<amount>\\d+\\.\\d{1,4})${per}`,
  `${label}${amount}(?! ?(?:%|[x*/-] ?\\d|${unit}|箱|袋|筐|件|包|月|天|个|cm|mm|g(?![a-z])|克))`,
].map((form) => new RegExp(form, 'g'));

/** Figures beside a word for money that no form above reads. */
const remains = new RegExp(
  `(?<![a-z])${currency} ?\\d[\\d .,/~-]{0,40}|(?<![\\d.])\\d[\\d .,/~-]{0,40}${currency}`,
  'g',
);

/** Two prices at once, such as `15-16 USD`. */
const span = '\\d+(?:\\.\\d+)? ?[-~至到] ?\\d+(?:\\.\\d+)?';
const ranges = new RegExp(
  `(?<![a-z])${currency} ?${span}(?![\\d.])|(?<![\\d.,/-])${span} ?${currency}(?: ?/ ?${unit})?`,
  'g',
);

export function findPrices(sheet: Sheet): void {
  for (const found of sheet.find(ranges)) sheet.claim(found, { kind: 'money' }, { certain: false });
  for (const form of forms) for (const found of sheet.find(form)) claimPrice(sheet, found);
  for (const found of sheet.find(remains)) sheet.claim(found, { kind: 'money' }, { certain: false });
}

function claimPrice(sheet: Sheet, found: Found): void {
  const { before, behind, unit: written, label: word } = found.groups;
  const number = plain(found.groups['amount'] ?? '');
  const named = nameOf(labels, word);
  const of = nameOf(units, written) ?? named ?? 'carton';
  // A total of cartons is none of money.
  if (named === 'order' && before === undefined && behind === undefined) return;
  const price = priceReading(number, nameOf(currencies, before ?? behind), of);
  if (!price) return;
  const told = written !== undefined || (named ?? null) !== null;
  const others = (['carton', 'order', 'tonne', 'kg'] as const).filter((other) => other !== of);
  sheet.claim(found, price, {
    // 12.5/箱 may be kilograms.
    certain: told && (price.currency !== null || word !== undefined),
    alternatives: told ? [] : others.map((other) => ({ ...price, of: other })),
  });
}

/** A price that a field can hold; null for any other figure. */
export function priceReading(
  amount: string,
  currency: string | null,
  of: PriceOf,
): Extract<Reading, { readonly kind: 'price' }> | null {
  const parsed = parseValue(schema.order['lines/*/unit_price'], amount, '2000-01-01');
  return parsed.ok && typeof parsed.value === 'string'
    ? { kind: 'price', amount: parsed.value, currency, of }
    : null;
}

function nameOf<T>(names: readonly (readonly [T, string])[], text: string | undefined): T | null {
  if (text === undefined) return null;
  return names.find(([, words]) => new RegExp(`^(?:${words})$`).test(text))?.[0] ?? null;
}

const strong =
  '(?:t/?t|l/?c|d/p|d/a|o/a)(?![a-z/])|信用证|电汇|定金|订金|预付款?|尾款|余款|赊销|账期|月结|付款(?:方式|条件)?|deposit|at sight|prepay\\w*|pre-?paid|balance|payments?(?: terms?)?|in advance|net \\d+ days';
const weak =
  '\\d{1,3} ?%|\\d{1,3} ?(?:days?|天|日)|[+&]|(?:at|sight|against|cop(?:y|ies)|of|b/?l|documents?|docs?|after|before|date|release|arrival|inspection|telex|insured|in|cny|usd|rmb|and|shipment|shipping|loading|irrevocable|confirmed|ucp ?600|terms?)(?![a-z])|见|提单|副本|复印件|发货|装船|装柜|即期|远期|全款|款到|电放|不可撤销|保兑|付清|付|前|后|与';
const payment = new RegExp(
  `(?:(?<![\\d.])\\d{1,3} ?(?:%|days?|天) ?)?(?<![a-z])(?:${strong})(?:[ ,:;]{0,2}(?:${strong}|${weak}))*`,
  'g',
);
/** What ends no phrase. */
const dangling = /(?:[ ,:;+&]|(?<![a-z])(?:in|of|and|at|before|after)|与)+$/;

const paymentLabel = /^(?:付款(?:方式|条件)?|payments?(?: terms?)?)[ :]*/;

export function findPayment(sheet: Sheet): void {
  for (const { from, to } of sheet.find(payment)) {
    const phrase = sheet.folded.slice(from, to).replace(dangling, '');
    const label = paymentLabel.exec(phrase)?.[0].length ?? 0;
    const text = sheet.line.slice(from + label, from + phrase.length).normalize('NFC');
    if (text !== '' && text.length <= 200)
      sheet.claim({ from, to: from + phrase.length }, { kind: 'payment', payment: text });
    else sheet.claim({ from, to: from + phrase.length }, { kind: 'money' }, { certain: false });
  }
}
