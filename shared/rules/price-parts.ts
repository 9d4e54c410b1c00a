import { known, unknown, type Answer } from './answer.ts';
import { exact, over, plus, rounded, times, zero, type Exact } from './exact.ts';

/** A part of a price as it was entered. */
export interface PricePart {
  readonly amount: string | null;
  readonly currency: string | null;
  /** `carton`, `kg` or `container`. */
  readonly per: string | null;
}

/** What a carton weighs net, and how many of them go into the container; null where nobody knows. */
export interface Pack {
  readonly netKg: string | null;
  readonly cartons: string | null;
}

/**
 * What the parts come to for a carton, by currency, rounded once, half up to two places. One part that cannot be reckoned
 * leaves the sum of its currency unknown, with the names of what is missing.
 */
export function perCarton(parts: readonly PricePart[], pack: Pack): ReadonlyMap<string, Answer<string>> {
  const sums = new Map<string, Answer<Exact>>();
  for (const part of parts) {
    const currency = part.currency ?? '';
    const sum = sums.get(currency) ?? known(zero);
    const one = ofCarton(part, pack);
    if (one.kind === 'unknown')
      sums.set(currency, sum.kind === 'known' ? one : unknown(...new Set([...sum.lacks, ...one.lacks])));
    else if (sum.kind === 'known') sums.set(currency, known(plus(sum.value, one.value)));
  }
  return new Map(
    [...sums].map(([currency, sum]) => [currency, sum.kind === 'known' ? known(rounded(sum.value, 2)) : sum]),
  );
}

function ofCarton({ amount, per }: PricePart, { netKg, cartons }: Pack): Answer<Exact> {
  const value = exact(amount ?? '');
  if (value === null) return unknown('amount');
  switch (per) {
    case 'carton':
      return known(value);
    case 'kg': {
      const net = exact(netKg ?? '');
      return net === null ? unknown('net weight') : known(times(value, net));
    }
    case 'container': {
      const share = over(value, exact(cartons ?? '') ?? zero);
      return share === null ? unknown('cartons of a container') : known(share);
    }
    default:
      return unknown('per what');
  }
}
