import type { Reading } from './capture.ts';
import { canonicalDecimal } from '../model/decimal.ts';
import { claimDate, datesOfPair } from './find-dates.ts';
import { valueOf } from './find-measures.ts';
import { priceReading } from './find-money.ts';
import { lastBefore } from './find-terms.ts';
import type { KnownProduct } from './known.ts';
import { claimed } from './fold-line.ts';
import { plain } from './numbers.ts';
import type { Place, Sheet } from './sheet.ts';
import { letterPattern, readSize, sizePattern, type SizeReading } from './sizes.ts';

/** The goods that a line is about, by its own words or, where it names none, by the customer's habits. */
export interface Goods {
  readonly products: readonly KnownProduct[];
  readonly named: boolean;
}

/** A figure without a unit that says what it is. */
interface Figure extends Place {
  readonly sizes: readonly SizeReading[];
  /** Whose sizes they are. */
  readonly of: readonly KnownProduct[];
  readonly dates: readonly string[];
}

const sizes = new RegExp(sizePattern, 'g');
const letters = new RegExp(letterPattern, 'g');
const sizeLabel = /(?:规格|尺寸|头数|大小|(?<![a-z])(?:sizes?|counts?|calibres?|calibers?))[ :]{0,2}$/;

/** Claims sizes, counts and grades, the dates that look like them, and what bare numbers may be. */
export function findSizes(sheet: Sheet, goods: Goods, today: string): void {
  const figures = sheet.find(sizes).flatMap((found) => figuresOf(sheet, found, goods, today));
  for (const figure of figures) claimFigure(sheet, figure, figures, goods, today);
  for (const found of sheet.find(letters)) {
    const [best] = inCapitals(sheet, found) ? sizesOf(sheet, found, goods).sizes : [];
    if (best?.fit === 3)
      sheet.claim(found, { kind: 'counts', counts: best.counts }, { certain: goods.named });
  }
  for (const found of sheet.find(numbers)) claimNumber(sheet, found, goods, today);
}

function inCapitals(sheet: Sheet, { from, to }: Place): boolean {
  const written = sheet.line.slice(from, to);
  return written === written.toUpperCase();
}

function sizesOf(sheet: Sheet, { from, to }: Place, { products }: Goods): Pick<Figure, 'sizes' | 'of'> {
  const text = sheet.folded.slice(from, to);
  const all = products.flatMap((product) =>
    readSize(text, product.counts).map((size) => ({ size, product, key: size.counts.join('|') })),
  );
  const best = all.filter(({ size }) => size.fit === Math.max(...all.map((one) => one.size.fit)));
  const once = best.filter(({ key }, index) => best.findIndex((other) => other.key === key) === index);
  return { sizes: once.map(({ size }) => size), of: best.map(({ product }) => product) };
}

/** A found figure, or where it is none by itself the figures between its commas. */
function figuresOf(sheet: Sheet, found: Place, goods: Goods, today: string): readonly Figure[] {
  const text = sheet.folded.slice(found.from, found.to);
  // 5.0-5.5/5.5-6.0
  if (/[-~至到]/.test(text) && /[/+]/.test(text)) return partsOf(/[^/+,、]+/g);
  const [, a = '', b = ''] = /^(\d{1,2})(?: ?[-/] ?)(\d{1,2})$/.exec(text) ?? [];
  const figure = { ...found, ...sizesOf(sheet, found, goods), dates: datesOfPair(a, b, sheet, today) };
  if (figure.sizes.length > 0 || figure.dates.length > 0 || isSize(sheet, figure)) return [figure];
  return /[,、]/.test(text) ? partsOf(/[^,、]+/g) : [];

  function partsOf(part: RegExp): readonly Figure[] {
    return [...text.matchAll(part)].flatMap(({ index, 0: one }) => {
      const from = found.from + index + one.length - one.trimStart().length;
      return figuresOf(sheet, { from, to: from + one.trim().length }, goods, today);
    });
  }
}

/** Whether the line says that it is one. */
function isSize(sheet: Sheet, { from }: Place): boolean {
  return sizeLabel.test(sheet.open().slice(Math.max(0, from - 16), from));
}

function claimFigure(
  sheet: Sheet,
  figure: Figure,
  all: readonly Figure[],
  goods: Goods,
  today: string,
): void {
  const counts = figure.sizes.map(({ counts }): Reading => ({ kind: 'counts', counts }));
  if (isSize(sheet, figure)) claimSize(sheet, figure, counts, goods);
  else if (figure.dates.length === 0) claimSize(sheet, figure, counts, goods);
  else if (isDate(sheet, figure, all)) {
    // Where no goods are known nobody can tell sizes: only a day beyond the twelfth makes it a date.
    const sure = counts.length === 0 && (goods.products.length > 0 || figure.dates.length === 1);
    claimDate(sheet, figure, figure.dates, today, sure, counts);
  } else claimSize(sheet, figure, counts, goods, datesAs(figure.dates), elsewhere(sheet, figure, all));
}

/**
 * Of two readings the line's other pieces decide: a line has one date, and where the goods have a size that cannot be a
 * date the figure is the date. Of several figures that may be either the last is the date, as people write them.
 */
function isDate(sheet: Sheet, figure: Figure, all: readonly Figure[]): boolean {
  if (figure.sizes.length === 0) return true;
  if (elsewhere(sheet, figure, all)) return false;
  const rivals = all.filter((other) => other !== figure && other.of.some((one) => figure.of.includes(one)));
  if (rivals.some((rival) => rival.dates.length === 0)) return true;
  return rivals.length > 0 && rivals.every((rival) => rival.from < figure.from);
}

/** Whether another piece of the line is surely the date. */
function elsewhere(sheet: Sheet, figure: Figure, all: readonly Figure[]): boolean {
  return (
    sheet.spots().some(({ reading, from }) => reading.kind === 'date' && from !== figure.from) ||
    all.some((other) => other !== figure && other.dates.length > 0 && other.sizes.length === 0)
  );
}

function datesAs(dates: readonly string[]): readonly Reading[] {
  return dates.map((date) => ({ kind: 'date', date, field: 'etd' }));
}

function claimSize(
  sheet: Sheet,
  figure: Figure,
  counts: readonly Reading[],
  { named }: Goods,
  dates: readonly Reading[] = [],
  dated = true,
): void {
  const label = sizeLabel.exec(sheet.open().slice(Math.max(0, figure.from - 16), figure.from))?.[0] ?? '';
  const place = { from: figure.from - label.trimStart().length, to: figure.to };
  const [first, ...others] = counts;
  if (!first) {
    if (label !== '') {
      const written = sheet.line.slice(figure.from, figure.to).normalize('NFC');
      sheet.claim(place, { kind: 'counts', counts: [written] }, { certain: false, alternatives: dates });
    }
    return;
  }
  const certain = named && dated && figure.sizes[0]?.fit === 3 && others.length === 0;
  sheet.claim(place, first, { certain, alternatives: [...others, ...dates] });
}

const numbers =
  /(?<![\d.,/-])\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?(?![\d%]|[.,/-]\d)|(?<![\d.,/-])\d{1,7}(?:\.\d{1,4})?(?![\d%a-z]|[.,/-]\d)/g;

/** A number that nothing explains: cartons if it is whole and stands where they would; else perhaps money. */
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
    const [first, ...others] = exact.length >= 3 && whole ? [...prices].reverse() : prices;
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
