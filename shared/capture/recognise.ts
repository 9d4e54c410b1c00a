import { isMoney, sameReading, slotOf, type Capture, type Piece, type Reading } from './capture.ts';
import { findContainers } from './find-containers.ts';
import { findDates } from './find-dates.ts';
import { findMisspelt, findQuantities, findSettings } from './find-measures.ts';
import { findPayment, findPrices } from './find-money.ts';
import { findNames } from './find-names.ts';
import { findNumbers } from './find-numbers.ts';
import { findSizes, type Goods } from './find-sizes.ts';
import { findIncoterms, findPlaces } from './find-terms.ts';
import type { KnownProduct } from './known.ts';
import { customerIn, type Lexicon } from './lexicon.ts';
import { isLabel, withLabels } from './piece-labels.ts';
import { decideProducts, fitsPacking } from './products.ts';
import { newSheet, type Sheet, type Spot } from './sheet.ts';

/** No line of an order is longer; what stands beyond is kept as text, unread. */
export const longestLine = 1000;

/**
 * What a line says of an order: `Qasr 5/6 garlic 10kg mesh 2x40RH CFR Jebel Ali 28/11` or
 * `普白 5.0-5.5 网袋 2柜 FOB 青岛 12月20日船`. Takes the line as typed, what is known, and today (`2026-11-23`): a date
 * without a year is the next such date. Gives pieces that cover the line; never throws, whatever the line is.
 */
export function recognise(line: string, lexicon: Lexicon, today: string): Capture {
  // Not in the middle of a word or figure, of which the first half would be read.
  const sheet = newSheet(
    line.length > longestLine ? line.slice(0, longestLine).replace(/\S{1,40}$/, '') : line,
  );
  // The surest first: what can be nothing else is not there any more for those who guess.
  findDates(sheet, today);
  findContainers(sheet, lexicon.known.containerTypes);
  findPayment(sheet);
  findPrices(sheet);
  findSettings(sheet);
  findQuantities(sheet);
  findIncoterms(sheet);
  findNames(sheet, lexicon);
  findPlaces(sheet);
  findMisspelt(sheet);
  decideProducts(sheet, lexicon);
  const goods = goodsOf(sheet, lexicon);
  findSizes(sheet, goods, today);
  findNumbers(sheet, goods, today);
  return { line, pieces: covering(line, withLabels(sheet, withoutSeconds(sheet))) };
}

/** The goods a line names; where it names none, what its customer usually buys, as far as the packing fits. */
function goodsOf(sheet: Sheet, lexicon: Lexicon): Goods {
  const named = sheet.spots().flatMap(({ reading }) => (reading.kind === 'product' ? [reading.product] : []));
  const usual = named.length > 0 ? [] : (customerIn(sheet.spots(), lexicon)?.products ?? []);
  const products = [...new Set([...named, ...usual])].flatMap((id): readonly KnownProduct[] => {
    const product = lexicon.products.get(id);
    return product ? [product] : [];
  });
  const packings = sheet.spots().flatMap(({ reading }) => (reading.kind === 'packing' ? [reading] : []));
  const fitting = products.filter((product) => packings.every((packing) => fitsPacking(product, packing)));
  return { products: named.length > 0 || fitting.length === 0 ? products : fitting, named: named.length > 0 };
}

/**
 * An order has one customer, one ETD: of several that differ the first stands, a certain one before others, and the
 * rest is put in question.
 */
function withoutSeconds(sheet: Sheet): readonly Spot[] {
  const all = sheet.spots();
  const meant = all.filter(
    (spot, index) =>
      spot.reading.kind !== 'stage' || (atAnEnd(sheet, spot) && !isLabel(sheet, spot, all[index + 1])),
  );
  const standing = new Map<string, Spot>();
  for (const spot of meant) {
    const slot = slotOf(spot.reading);
    if (slot === null) continue;
    const before = standing.get(slot);
    if (before === undefined || (spot.certain && !before.certain)) standing.set(slot, spot);
  }
  return meant.map((spot) => {
    const one = standing.get(slotOf(spot.reading) ?? '');
    return one === undefined || sameReading(one.reading, spot.reading) ? spot : doubted(spot);
  });
}

function doubted(spot: Spot): Spot {
  const turned: Reading = isMoney(spot.reading) ? { kind: 'money' } : { kind: 'text' };
  return { ...spot, reading: turned, certain: false, alternatives: [spot.reading, ...spot.alternatives] };
}

const word = /[\p{L}\p{N}]/u;

/** 询价 begins or ends a line where it says the stage; elsewhere it is a word like others. */
function atAnEnd({ line }: Sheet, { from, to }: Spot): boolean {
  return !word.test(line.slice(0, from)) || !word.test(line.slice(to));
}

/** Spots and, between them, text and space. */
function covering(line: string, spots: readonly Spot[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const spot of spots) {
    pieces.push(...between(line, at, spot.from));
    pieces.push({ ...spot, text: line.slice(spot.from, spot.to) });
    at = spot.to;
  }
  pieces.push(...between(line, at, line.length));
  return pieces;
}

const ending = /[\p{Z}\p{Cc}\p{Cf},;:，；：、。.|/-]/u;
/** Letters, digits and pictures are text; spaces and punctuation around them are not. */
const core = /[^\p{Z}\p{P}\p{C}|+=~^`<>*]/u;

function between(line: string, from: number, to: number): readonly Piece[] {
  const gap = line.slice(from, to);
  const first = gap.search(core);
  if (first < 0) return gap === '' ? [] : [piece(line, from, to, 'space')];
  // What opens a bracket or signs a number belongs to it: −3 °F must not be kept as 3 °F.
  const start = from + first - (/[-−+±~<>=≥≤#@([{（【「“"']$/.test(gap.slice(0, first)) ? 1 : 0);
  let end = to;
  while (ending.test(line.charAt(end - 1))) end--;
  return [
    ...(start > from ? [piece(line, from, start, 'space')] : []),
    piece(line, start, end, 'text'),
    ...(end < to ? [piece(line, end, to, 'space')] : []),
  ];
}

function piece(line: string, from: number, to: number, kind: 'text' | 'space'): Piece {
  return { from, to, text: line.slice(from, to), reading: { kind }, certain: true, alternatives: [] };
}
