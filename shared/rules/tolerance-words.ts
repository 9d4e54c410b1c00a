import { compare, exact } from './exact.ts';
import type { Entered } from './figures.ts';
import { countedUnits, unitKind } from './quantity-units.ts';
import type { ToleranceWording } from './ucp-tolerance.ts';

export interface ToleranceReading {
  /** null where the words on it cannot be read with certainty. */
  readonly quantity: ToleranceWording | null;
  readonly amount: ToleranceWording | null;
  /** A tolerance or 'about' stands somewhere, of the unit price too. */
  readonly anywhere: boolean;
  /** A number of packing units or items stands in it. */
  readonly packingUnits: boolean;
  readonly fullQuantity: boolean | null;
  readonly unitPriceKept: boolean | null;
}

/** The figures of the credit that the words may speak of. */
export interface CreditFigures {
  readonly quantity: Entered;
  readonly amount: Entered;
}

type Subject = 'quantity' | 'amount' | 'price';

/** One thing said, and of what. */
interface Saying {
  readonly wording: ToleranceWording | { readonly kind: 'unsure' };
  readonly of: readonly Subject[];
}

/**
 * What the words of a credit (or of a person about it) say of tolerance: `about 1,100 cartons`, `24000 kg +/- 5 %`,
 * `5 % more or less in quantity and amount`. A bound on one side only (`maximum 24000 kg`), `circa`, which art. 30(a)
 * does not name, and a per cent that is no tolerance are not read with certainty.
 */
export function readTolerance(text: string, figures: CreditFigures): ToleranceReading {
  // `5 (five) per cent` says it twice.
  const once = text.toLowerCase().replace(/(\d)\s*\([a-z -]+\)\s*(?=%|pct|per ?cent)/g, '$1 ');
  const sayings = clausesOf(once).flatMap((clause) => statedIn(clause) ?? aboutIn(clause, figures));
  return {
    quantity: wordingOf('quantity', sayings),
    amount: wordingOf('amount', sayings),
    anywhere: sayings.length > 0,
    packingUnits: countedUnits.test(text),
    fullQuantity: short.test(text) ? false : full.test(text) ? true : null,
    unitPriceKept: reduced.test(text) ? false : kept.test(text) ? true : null,
  };
}

/** Stated wording beats 'about'; two that disagree, and what is not for certain, are not read. */
function wordingOf(subject: Subject, sayings: readonly Saying[]): ToleranceWording | null {
  const found = sayings.filter(({ of }) => of.includes(subject)).map(({ wording }) => wording);
  const stated = found.filter((wording) => wording.kind === 'stated');
  const [first = { kind: 'silent' as const }] = stated.length > 0 ? stated : found;
  const disagree = stated.some(({ more, less }) => more !== stated[0]?.more || less !== stated[0].less);
  const unsure = disagree || found.some(({ kind }) => kind === 'unsure');
  return unsure || first.kind === 'unsure' ? null : first;
}

const full = /\b(full quantity|shipped in full|whole quantity)\b/i;
const short =
  /\b(not (?:be |been )?shipped in full|not the full quantity|short[- ]?shipped|short shipment|part of the quantity)\b/i;
const kept =
  /\bunit price (?:is |was )?(?:not reduced|unchanged|kept|as stated)\b|\bwithout reduc\w+ (?:of )?(?:the )?unit price\b/i;
const reduced =
  /(?<!without )\b(?:reduced|lower) unit price\b|\bunit price (?:is |was )?(?:reduced|lower)\b/i;

/** Commas and semicolons part; a comma or a full stop inside a number does not. `and` parts two figures. */
function clausesOf(text: string): readonly string[] {
  return text
    .split(/[;；，。\n]|,(?!\d{3}(?!\d))|\.(?=\s|$)/)
    .flatMap((clause) => {
      const [head = '', ...rest] = clause.split(/\b(?:and|but|while)\b/);
      const tail = rest.join('and');
      return rest.length > 0 && figure.test(head) && figure.test(tail) && !/^\s*\S+\s*%\s*less/.test(tail)
        ? [head, tail]
        : [clause];
    })
    .filter((clause) => clause.trim() !== '');
}

const figure = /\d/;
const number = String.raw`(\d+(?:\.\d+)?)`;
const percent = String.raw`\s*(?:%|pct\b|per ?cent\b)`;
const bothWays = String.raw`(?:\+\s*\/?\s*-|±|-\s*\/\s*\+|plus\s*(?:or|and|\/)?\s*minus|more or less|more\/less|mol\b|溢短装?)`;

/** What stands in each: one per cent for both ways, two of them, or one for one way. */
const statedForms: readonly (readonly [RegExp, 'both' | 'two' | 'more' | 'less'])[] = [
  [
    form(`(?:\\+|plus)\\s*${number}${percent}?\\s*(?:\\/|,|and)?\\s*(?:-|minus)\\s*${number}${percent}`),
    'two',
  ],
  [form(`${number}${percent}\\s*more\\s*(?:or|and|\\/)\\s*${number}${percent}\\s*less`), 'two'],
  [form(`tolerance\\s*(?:of|:)?\\s*${number}\\s*\\/\\s*${number}(?:${percent})?`), 'two'],
  [form(`${bothWays}\\s*(?:of|by|:)?\\s*${number}${percent}`), 'both'],
  [form(`${number}${percent}\\s*(?:tolerance\\s*)?${bothWays}`), 'both'],
  [form(`tolerance\\s*(?:of|:|is)?\\s*${number}${percent}(?!\\s*(?:more|less|over|under))`), 'both'],
  [form(`${number}${percent}\\s*(?:of\\s*)?tolerance`), 'both'],
  [form(`(?:\\+|plus)\\s*${number}${percent}`), 'more'],
  [form(`${number}${percent}\\s*(?:more|over|above)\\b`), 'more'],
  [form(`(?:-|minus)\\s*${number}${percent}`), 'less'],
  [form(`${number}${percent}\\s*(?:less|short|under|below)\\b`), 'less'],
];

function form(source: string): RegExp {
  return new RegExp(`(?:^|[^\\d.])(?:${source})`);
}

const percentSign = /%|\bpct\b|per ?cent/;
/** Shares of something else. */
const otherShare = /\b(?:insur\w+|commission|discount|deposit|moisture)\b/;
const forbidden =
  /\b(?:no|zero|without) tolerance (?:is )?(?:allowed|permitted|accepted)|tolerance (?:is )?not (?:allowed|permitted)|\bexact(?:ly)?\b/;

/** A tolerance in per cent; null where the clause states none. */
function statedIn(clause: string): readonly Saying[] | null {
  if (otherShare.test(clause)) return [];
  if (forbidden.test(clause))
    return [{ wording: { kind: 'stated', more: '0', less: '0' }, of: statedOf(clause) }];
  for (const [pattern, way] of statedForms) {
    const match = pattern.exec(clause);
    if (!match) continue;
    const [first = '0', second = '0'] = match.slice(1);
    const rest = clause.replace(match[0], ' ');
    if (percentSign.test(rest)) return [{ wording: { kind: 'unsure' }, of: statedOf(rest) }];
    const wording = { kind: 'stated', ...boundsOf(way, first, second) } as const;
    return [{ wording, of: statedOf(rest) }];
  }
  return percentSign.test(clause) ? [{ wording: { kind: 'unsure' }, of: statedOf(clause) }] : null;
}

function boundsOf(way: 'both' | 'two' | 'more' | 'less', first: string, second: string) {
  switch (way) {
    case 'both':
      return { more: first, less: first };
    case 'two':
      return { more: first, less: second };
    case 'more':
      return { more: first, less: '0' };
    case 'less':
      return { more: '0', less: first };
  }
}

const amountWords =
  /\b(?:amount|value|drawings?|usd|us\$|eur|gbp|jpy|cny|rmb|hkd|aed|sar|kwd|aud|cad|sgd)\b|[$€£¥]|金额/;
const priceWords =
  /\bunit price\b|\bprice\b|单价|\bper (?:kg|kilo|mt|ton|tonne|carton|ctn|bag|box|lb|piece|pc)\b/;
const quantityWords = /\b(?:quantity|quantities|qty|goods|weight)\b|数量/;

/** What a tolerance in a clause is about; about both where the clause does not say. */
function statedOf(clause: string): readonly Subject[] {
  const of: Subject[] = [];
  if (quantityWords.test(clause) || unitIn(clause)) of.push('quantity');
  if (amountWords.test(clause.replace(/unit price.*$/, ''))) of.push('amount');
  if (of.length === 0 && priceWords.test(clause)) of.push('price');
  return of.length > 0 ? of : ['quantity', 'amount'];
}

/** A figure with a unit of goods behind it. */
function unitIn(clause: string): boolean {
  return Array.from(clause.matchAll(/\d\s*([a-z³㎥]+|[一-鿿]{1,2})/g)).some(
    ([, word = '']) => unitKind(word) !== null,
  );
}

const aboutWords = /\b(?:about|approximately|approx\b\.?)|大?约/g;
/** Words about the word: `without about`, `neither about nor tolerance`, `nothing about tolerance`. */
const denied =
  /\b(?:no|not|without|neither|nor|nothing|never)\b\W*(?:(?:said|stated|used|the|word|a)\W+){0,3}(?:about|approximately)\b|\b(?:about|approximately)\b\W*(?:(?:is|was|does)\W+)?(?:not|nor|tolerances?|the)\b/g;
/** Near 'about', and not named in art. 30(a). */
const nearly = /\b(?:circa|around|roughly|nearly|almost)\b|\bca\.|左右/;
/** Bounds on one side, which are neither a tolerance nor silence. */
const oneSided =
  /\b(?:max(?:imum)?|min(?:imum)?|not exceeding|not more than|no more than|not less than|no less than|up to|at least)\.?\s*(?:of\s*)?(?=(?:[a-z]{3}\s*|[$€£¥]\s*)?\d)/;

function aboutIn(given: string, figures: CreditFigures): readonly Saying[] {
  const clause = given.replace(denied, ' ');
  const unsure = nearly.exec(clause) ?? oneSided.exec(clause);
  if (unsure) return [{ wording: { kind: 'unsure' }, of: [qualified(clause, unsure, figures)] }];
  return Array.from(clause.matchAll(aboutWords), (match) => ({
    wording: { kind: 'about' },
    of: [qualified(clause, match, figures)],
  }));
}

/** What 'about' stands before: it qualifies that and nothing else. */
function qualified(clause: string, word: RegExpExecArray, figures: CreditFigures): Subject {
  const [before, after] = [clause.slice(0, word.index), clause.slice(word.index + word[0].length)];
  const [, currency, digits = '', unit = ''] =
    /^\s*(?:the\s+)?([a-z]{3}\$?(?=\s*\d)|us\$|[$€£¥])?\s*(\d[\d,]*(?:\.\d+)?)?\s*([a-z³]+|[一-鿿]{1,2})?/.exec(
      after,
    ) ?? [];
  const value = digits.replaceAll(',', '');
  if (priceWords.test(before + after) && !same(value, figures.quantity) && !same(value, figures.amount))
    return 'price';
  if (same(value, figures.quantity) && currency === undefined) return 'quantity';
  if (currency !== undefined || same(value, figures.amount)) return 'amount';
  if (unitKind(unit) !== null) return 'quantity';
  if (amountWords.test(before + after)) return 'amount';
  if (quantityWords.test(before + after)) return 'quantity';
  return figures.quantity === null ? 'amount' : 'quantity';
}

function same(digits: string, figure: Entered): boolean {
  const [a, b] = [exact(digits), exact(figure ?? '')];
  return a !== null && b !== null && compare(a, b) === 0;
}
