import { known, unknown, type Answer } from './answer.ts';
import { compare, decimalOf, minus, plus, rounded, times, type Exact } from './exact.ts';
import { negative, readFigures, type Entered } from './figures.ts';

/** Cartons × weight of one, in the unit of that weight. */
export function weightOfCartons(cartons: Entered, each: Entered): Answer<string> {
  const read = readFigures({ cartons, each });
  if (!read.ok) return read.error;
  const unfit = negative(read.of);
  return unfit.length > 0 ? unknown(...unfit) : known(asWritten(times(read.of.cartons, read.of.each)));
}

/** Whether net + tare is gross, all in one unit. */
export function grossAgrees(input: {
  readonly net: Entered;
  readonly tare: Entered;
  readonly gross: Entered;
}): Answer<boolean> {
  const read = readFigures({ net: input.net, tare: input.tare, gross: input.gross });
  if (!read.ok) return read.error;
  return known(compare(plus(read.of.net, read.of.tare), read.of.gross) === 0);
}

/** What a container may carry, kg: the most it may weigh, less what it weighs empty. */
export function payloadOf(input: { readonly maxGross: Entered; readonly tare: Entered }): Answer<string> {
  const read = readFigures({ maxGross: input.maxGross, tare: input.tare });
  if (!read.ok) return read.error;
  const payload = minus(read.of.maxGross, read.of.tare);
  const unfit = negative({ tare: read.of.tare, payload });
  return unfit.length > 0 ? unknown(...unfit) : known(asWritten(payload));
}

/** Sums and products of decimals are decimals. */
function asWritten(value: Exact): string {
  return decimalOf(value) ?? rounded(value, 6);
}
