import { canonicalDecimal } from '../model/decimal.ts';
import type { Reading } from './capture.ts';
import { datesOfPair } from './find-dates.ts';
import { valueOf } from './find-measures.ts';
import { priceReading } from './find-money.ts';
import { datesAs, type Goods } from './find-sizes.ts';
import { lastBefore } from './find-terms.ts';
import { claimed } from './fold-line.ts';
import { plain } from './numbers.ts';
import type { Place, Sheet } from './sheet.ts';

const numbers =
  /(?<![\d.,/-])\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?(?![\d%]|[.,/-]\d)|(?<![\d.,/-])\d{1,7}(?:\.\d{1,4})?(?![\d%a-z]|[.,/-]\d)/g;

/** Claims numbers that nothing else has explained, none of them for certain. */
export function findNumbers(sheet: Sheet, goods: Goods, today: string): void {
  for (const found of sheet.find(numbers)) claimNumber(sheet, found, goods, today);
}

/** A price behind a rule; cartons if it is whole and stands where they would; with decimals perhaps money. */
function claimNumber(sheet: Sheet, found: Place, { products }: Goods, today: string): void {
  const text = plain(sheet.folded.slice(found.from, found.to));
  const exact = canonicalDecimal(text);
  if (exact === null) return;
  const whole = !text.includes('.');
  const cartons = valueOf('lines/*/cartons', text);
  const each = /(?:各|(?<![a-z])each) ?$/.exec(sheet.open().slice(0, found.from))?.[0] ?? '';
  const of = each === '' ? 'goods' : 'line';
  const asCartons: readonly Reading[] = whole && cartons !== null ? [{ kind: 'cartons', cartons, of }] : [];
  const nets = products.flatMap(({ packings }) => packings.map(({ netKg }) => canonicalDecimal(netKg ?? '')));
  const packing: Reading = { kind: 'packing', netKg: exact, words: [] };
  if (behindTerm(sheet, found)) {
    const perCarton = priceReading(text, null, 'carton');
    const perTonne = priceReading(text, null, 'tonne');
    // 1150 is no price of a carton.
    const prices = [perCarton, perTonne].filter((one) => one !== null);
    const [first, ...others] = exact.length >= 3 && whole ? prices.toReversed() : prices;
    if (first) sheet.claim(found, first, { certain: false, alternatives: [...others, ...asCartons] });
  } else if (!whole) {
    const price = priceReading(text, null, 'carton');
    const [day = '', month = ''] = text.split('.');
    const dates = datesAs(datesOfPair(day, month, sheet, today));
    const others: readonly Reading[] = [...(price ? [price] : []), packing, ...dates];
    if (nets.includes(exact))
      sheet.claim(found, packing, { certain: false, alternatives: price ? [price] : [] });
    else sheet.claim(found, { kind: 'money' }, { certain: false, alternatives: others });
  } else if (asCartons[0] && (each !== '' || (standsAlone(sheet, found) && isLikelyCartons(text))))
    sheet.claim({ from: found.from - each.length, to: found.to }, asCartons[0], { certain: false });
}

/** `CFR Manila 13.10`: what stands behind a rule and its place is the price. */
function behindTerm(sheet: Sheet, { from }: Place): boolean {
  const last = lastBefore(sheet, from);
  if (last?.reading.kind === 'incoterm') return true;
  return last?.reading.kind === 'port' && lastBefore(sheet, last.from)?.reading.kind === 'incoterm';
}

/** Not the number of something (`PO 4512`), but behind something understood, as in `113*550` and `88 (560)`. */
const behindPiece = new RegExp(`(?:^|[,;:、]|${claimed} ?[*x=(]?)\\s*$`);
function standsAlone(sheet: Sheet, { from }: Place): boolean {
  return behindPiece.test(sheet.open().slice(Math.max(0, from - 4), from));
}

/** A year is none, nor is a number that no order of a few containers has. */
function isLikelyCartons(text: string): boolean {
  const number = Number(text);
  return number >= 100 && number <= 50_000 && !(number >= 2020 && number <= 2040);
}
