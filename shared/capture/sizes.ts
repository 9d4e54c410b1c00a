import {
  canonicalDecimal,
  compareDecimals,
  decimalPlaces,
  multiplyDecimals,
  roundDecimal,
} from '../model/decimal.ts';

/** What was typed for a size, count or grade, as a product's list may mean it. */
export interface SizeReading {
  readonly counts: readonly string[];
  /** 3 as the list has it; 2 made of what the list has; 1 like what the list has, but not in it. */
  readonly fit: 1 | 2 | 3;
}

type Unit = 'cm' | 'g' | 'heads';

/** A size taken apart: `M 150-200 g`, `5.0+`, `100/113/125`. */
interface Size {
  readonly letters: readonly string[];
  readonly numbers: readonly string[];
  /** Two ends of something: `8-12`. */
  readonly span: boolean;
  readonly unit: Unit | null;
  /** And above: `150 g+`. */
  readonly open: boolean;
}

const letter = '(?:[2-4]l|x{1,3}l|s|m|l)(?![a-z])';
const number = '\\d{1,4}(?:\\.\\d{1,2})?';
const joint = ' ?(?:[-~/,、+]|至|到) ?';
const unit = '(?:cm|公分|厘米|mm|毫米|grams?|gr|g|克|个头|头|#|粒|counts?|cnt)(?![a-z])';
const above = '(?:\\+(?! ?\\d)|up(?![a-z])|and up(?![a-z])|以上|起)';

/** More sizes than this nobody names at once. */
const most = 12;

/** A size anywhere in folded text, for finding it; what stands beside it must not belong to another figure. */
export const sizePattern = `(?:(?<![a-z\\d])(?<letters>${letter}(?:${joint}${letter})*) ?)?(?<numbers>(?<![\\d.,/-])${number}(?:${joint}${number})*) ?(?<unit>${unit})? ?(?<above>${above})?(?![\\d%a-wyz]|\\.\\d|x(?! ?\\d{3}))`;
/** Grades alone: `L/XL`. */
export const letterPattern = `(?<![a-z\\d])(?<letters>${letter}(?:${joint}${letter})*)(?![a-z\\d])`;

const whole = new RegExp(`^(?:${sizePattern}|(?:${letterPattern.replace('<letters>', '<grades>')}))$`);

function sizeOf(text: string): Size | null {
  const groups = whole.exec(text.trim())?.groups;
  if (!groups) return null;
  const letters = groups['letters'] ?? groups['grades'] ?? '';
  const millimetres = /mm|毫米/.test(groups['unit'] ?? '');
  const numbers = (groups['numbers']?.match(/\d+(?:\.\d+)?/g) ?? []).map((one) => {
    const exact = millimetres ? multiplyDecimals(one, '0.1') : one;
    return canonicalDecimal(exact ?? one) ?? one;
  });
  return {
    letters: letters.match(/[2-4x]*[sml]/g) ?? [],
    numbers,
    span: numbers.length === 2 && /[-~至到]/.test(groups['numbers'] ?? ''),
    unit: unitOf(groups['unit'] ?? ''),
    open: groups['above'] !== undefined,
  };
}

function unitOf(text: string): Unit | null {
  if (/^(?:cm|mm|公分|厘米|毫米)/.test(text)) return 'cm';
  if (/^(?:g|克)/.test(text)) return 'g';
  return text === '' ? null : 'heads';
}

/**
 * What folded text may mean for a product that lists these counts, the best first; none where it is no size of it.
 * `5-6` is the band from 5.0 to 6.0 cm or both bands in it, so it is read both ways.
 */
export function readSize(text: string, counts: readonly string[]): readonly SizeReading[] {
  const typed = sizeOf(text);
  if (!typed) return [];
  const listed = counts.flatMap((count) => {
    const size = sizeOf(count.toLowerCase());
    return size ? [{ count, size }] : [];
  });
  const exact = exactly(typed, listed);
  if (exact.length > 0) return [{ counts: exact, fit: 3 }];
  if (typed.letters.length > 0) return [];
  const made = [...between(typed, listed), ...bands(typed, listed), ...upwards(typed, listed)];
  return made.length > 0 ? made : alike(typed, listed, text);
}

interface Listed {
  readonly count: string;
  readonly size: Size;
}

/** The entries that were typed, each as the list writes it; none where one of them is not in the list. */
function exactly(typed: Size, listed: readonly Listed[]): readonly string[] {
  const { letters, numbers, open } = typed;
  const fits = (size: Size): boolean =>
    typed.unit === null ||
    typed.unit === size.unit ||
    // A list need not write its unit, but plain counts are no centimetres.
    (size.unit === null && (typed.unit === 'heads') === isSingle(size));
  if (numbers.length === 0) {
    const found = letters.map((grade) =>
      listed.find(({ size }) => size.letters.length === 1 && size.letters[0] === grade),
    );
    return found.every((one) => one !== undefined) ? [...new Set(found.map(({ count }) => count))] : [];
  }
  const same = listed.find(
    ({ size }) =>
      fits(size) &&
      size.open === open &&
      size.numbers.length === numbers.length &&
      size.numbers.every((one, index) => one === numbers[index]) &&
      letters.every((grade) => size.letters.includes(grade)),
  );
  if (same) return [same.count];
  const singles = singlesOf(typed, listed);
  return singlesWithin(typed, listed).length > singles.length ? [] : singles;
}

/** The plain counts that were typed; none where one of them is not in the list, or stands there twice (11/11). */
function singlesOf({ numbers, open, unit }: Size, listed: readonly Listed[]): readonly string[] {
  if (open || unit === 'cm' || unit === 'g' || new Set(numbers).size < numbers.length) return [];
  const singles = numbers.map((one) => listed.find(({ size }) => isSingle(size) && size.numbers[0] === one));
  return singles.every((one) => one !== undefined) ? singles.map(({ count }) => count) : [];
}

function isSingle({ unit, open, numbers, letters }: Size): boolean {
  return unit === null && !open && numbers.length === 1 && letters.length === 0;
}

/** The plain counts from one to another that were typed as two ends. */
function singlesWithin({ span, numbers }: Size, listed: readonly Listed[]): readonly string[] {
  const [low = '', high = ''] = numbers;
  if (!span) return [];
  const within = ({ numbers: [one = ''] }: Size): boolean => !less(one, low) && !less(high, one);
  return listed.filter(({ size }) => isSingle(size) && within(size)).map(({ count }) => count);
}

/** `8-12` of a list with 9, 10 and 11: all of them, or these two. */
function between(typed: Size, listed: readonly Listed[]): readonly SizeReading[] {
  const ends = singlesOf(typed, listed);
  const within = singlesWithin(typed, listed);
  return typed.span && ends.length === 2
    ? [
        { counts: within, fit: 2 },
        { counts: ends, fit: 2 },
      ]
    : [];
}

/** `150 g` of a list that has `150 g+`. */
function upwards({ numbers, unit }: Size, listed: readonly Listed[]): readonly SizeReading[] {
  const found = numbers.map((one) =>
    listed.find(({ size }) => size.open && size.numbers[0] === one && (unit === null || unit === size.unit)),
  );
  return found.length > 0 && found.every((one) => one !== undefined)
    ? [{ counts: [...new Set(found.map(({ count }) => count))], fit: 2 }]
    : [];
}

/** Two numbers between which the list has several bands that fill the space. */
function bands(typed: Size, listed: readonly Listed[]): readonly SizeReading[] {
  const [low, high] = typed.numbers;
  if (typed.open || typed.numbers.length !== 2 || low === undefined || high === undefined || !less(low, high))
    return [];
  const within = listed.filter(
    ({ size }) =>
      size.numbers.length === 2 &&
      !less(size.numbers[0] ?? '', low) &&
      !less(high, size.numbers[1] ?? '') &&
      (typed.unit === null || typed.unit === size.unit),
  );
  const ends = within.flatMap(({ size }) => size.numbers);
  if (within.length < 2 || !ends.includes(low) || !ends.includes(high)) return [];
  return [
    { counts: [written([low, high], within)], fit: 2 },
    { counts: within.map(({ count }) => count), fit: 2 },
  ];
}

/** Of the same order as what the list has, so likely a size all the same. */
function alike(typed: Size, listed: readonly Listed[], text: string): readonly SizeReading[] {
  if (typed.numbers.length === 0 || typed.numbers.length > most) return [];
  const known = listed.flatMap(({ size }) => size.numbers);
  const [low, high] = [known.reduce(smaller, known[0] ?? ''), known.reduce(larger, known[0] ?? '')];
  if (low === '' || high === '') return [];
  const near = typed.numbers.every(
    (one) => !less(one, multiplyDecimals(low, '0.5') ?? '') && !less(multiplyDecimals(high, '2') ?? '', one),
  );
  if (!near) return [];
  const measured = listed.some(({ size }) => size.unit !== null);
  if (measured) {
    const [from = '', to = ''] = typed.numbers;
    const band = typed.numbers.length === 2 && less(from, to);
    if (band) return [{ counts: [written([from, to], listed)], fit: 1 }];
    const said = typed.unit !== null || typed.open || typed.numbers.length > 2;
    return said ? [{ counts: [text.trim()], fit: 1 }] : [];
  }
  // Of counts that are named together one may be new, not most of them.
  const inList = typed.numbers.filter((one) => known.includes(one)).length;
  if (new Set(typed.numbers).size < typed.numbers.length) return [];
  return typed.numbers.length >= 2 &&
    inList * 2 > typed.numbers.length &&
    typed.unit !== 'cm' &&
    typed.unit !== 'g'
    ? [{ counts: [...new Set(typed.numbers)], fit: 1 }]
    : typed.unit === 'heads' && typed.numbers.length > 0
      ? [{ counts: [...new Set(typed.numbers)], fit: 1 }]
      : [];
}

/** A band as the list writes its own: `5.0-6.0 cm`. */
function written(numbers: readonly string[], like: readonly Listed[]): string {
  const { count = '', size } = like.find((one) => one.size.unit !== null) ?? {};
  const places = Math.max(0, ...(count.match(/\d+(?:\.\d+)?/g) ?? []).map(decimalPlaces));
  const joined = numbers
    .map((one) => (decimalPlaces(one) < places ? (roundDecimal(one, places) ?? one) : one))
    .join('-');
  return size?.unit === 'cm' || size?.unit === 'g' ? `${joined} ${size.unit}` : joined;
}

function less(a: string, b: string): boolean {
  return compareDecimals(a, b) === -1;
}
function smaller(a: string, b: string): string {
  return less(a, b) ? a : b;
}
function larger(a: string, b: string): string {
  return less(a, b) ? b : a;
}
