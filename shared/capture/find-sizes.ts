import type { Reading } from './capture.ts';
import { claimDate, datesOfPair } from './find-dates.ts';
import type { KnownProduct } from './known.ts';
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
const longestLabel = 16;

/** Claims sizes, counts and grades, and the dates that look like them. */
export function findSizes(sheet: Sheet, goods: Goods, today: string): void {
  const figures = sheet.find(sizes).flatMap((found) => figuresOf(sheet, found, goods, today));
  for (const figure of figures) claimFigure(sheet, figure, figures, goods, today);
  for (const found of sheet.find(letters)) {
    const [best] = inCapitals(sheet, found) ? sizesOf(sheet, found, goods).sizes : [];
    if (best?.fit === 3)
      sheet.claim(found, { kind: 'counts', counts: best.counts }, { certain: goods.named });
  }
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
  if (figure.sizes.length > 0 || figure.dates.length > 0 || labelOf(sheet, found) !== '') return [figure];
  return /[,、]/.test(text) ? partsOf(/[^,、]+/g) : [];

  function partsOf(part: RegExp): readonly Figure[] {
    return [...text.matchAll(part)].flatMap(({ index, 0: one }) => {
      const from = found.from + index + one.length - one.trimStart().length;
      return figuresOf(sheet, { from, to: from + one.trim().length }, goods, today);
    });
  }
}

/** The words before a figure that say it is a size. */
function labelOf(sheet: Sheet, { from }: Place): string {
  const head = sheet.open().slice(Math.max(0, from - longestLabel), from);
  return (sizeLabel.exec(head)?.[0] ?? '').trimStart();
}

function claimFigure(
  sheet: Sheet,
  figure: Figure,
  all: readonly Figure[],
  goods: Goods,
  today: string,
): void {
  const label = labelOf(sheet, figure);
  const counts = figure.sizes.map((size): Reading => ({ kind: 'counts', counts: size.counts }));
  if (label === '' && figure.dates.length > 0 && isDate(sheet, figure, all)) {
    // Where no goods are known nobody can tell sizes: only a day beyond the twelfth makes it a date.
    const sure = counts.length === 0 && (goods.products.length > 0 || figure.dates.length === 1);
    claimDate(sheet, figure, figure.dates, today, sure, counts);
    return;
  }
  const dates = label === '' ? datesAs(figure.dates) : [];
  const place = { from: figure.from - label.length, to: figure.to };
  const written = sheet.line.slice(figure.from, figure.to).normalize('NFC');
  const [first, ...others] = counts;
  if (first) {
    const settled = dates.length === 0 || elsewhere(sheet, figure, all);
    const certain = goods.named && settled && figure.sizes[0]?.fit === 3 && others.length === 0;
    sheet.claim(place, first, { certain, alternatives: [...others, ...dates] });
  } else if (label !== '') sheet.claim(place, { kind: 'counts', counts: [written] }, { certain: false });
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

/** Dates as readings beside others. */
export function datesAs(dates: readonly string[]): readonly Reading[] {
  return dates.map((date) => ({ kind: 'date', date, field: 'etd' }));
}
