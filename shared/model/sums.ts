import { valuesOf } from './cell-values.ts';
import { multiplyDecimals, roundDecimal, sumDecimals } from './decimal.ts';
import type { Cell } from './rows.ts';

/** More alternatives than this help nobody: the sum is then unknown. */
const maxAlternatives = 16;

/** The sum over cells: one number per combination of what stands, `none` where nothing or something unreadable stands. */
export function sumCells(cells: readonly Cell<string>[]): Cell<string> {
  const filled = cells.filter((cell) => cell.kind !== 'none');
  if (filled.length === 0) return { kind: 'none' };
  return combine(filled, sumDecimals);
}

/** Cartons times price, half up to `places` digits (house rule for amounts). */
export function multiplyCells(a: Cell<string>, b: Cell<string>, places: number): Cell<string> {
  if (a.kind === 'none' || b.kind === 'none') return { kind: 'none' };
  return combine([a, b], ([x = '', y = '']) => {
    const product = multiplyDecimals(x, y);
    return product === null ? null : roundDecimal(product, places);
  });
}

/** Currencies whose minor unit is not a hundredth, ISO 4217. */
const withoutMinor = new Set(
  'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '),
);
const withThousandths = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

/** Digits of a currency's minor unit: JPY 0, KWD 3, nearly all others 2; 2 where no currency is known. */
export function minorUnits(currency: string | null): number {
  if (currency === null) return 2;
  return withoutMinor.has(currency) ? 0 : withThousandths.has(currency) ? 3 : 2;
}

function combine(
  cells: readonly Cell<string>[],
  reckon: (texts: readonly string[]) => string | null,
): Cell<string> {
  let combinations: readonly (readonly string[])[] = [[]];
  for (const cell of cells) {
    combinations = combinations.flatMap((head) => valuesOf(cell).map((value) => [...head, value]));
    if (combinations.length > maxAlternatives) return { kind: 'none' };
  }
  const results = new Set<string>();
  for (const combination of combinations) {
    const result = reckon(combination);
    if (result === null) return { kind: 'none' };
    results.add(result);
  }
  const [first, ...rest] = results;
  if (first === undefined) return { kind: 'none' };
  return rest.length === 0 ? { kind: 'one', value: first } : { kind: 'many', values: [first, ...rest] };
}
