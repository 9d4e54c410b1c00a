import { known, unknown, type Answer } from './answer.ts';
import { compare, minus, one, over, plus, rounded, times, zero, type Exact } from './exact.ts';
import { negative, notPositive, readFigures, type Entered } from './figures.ts';

/** Shares are decimals of one: 13 % is `0.13`. Amounts are in one currency unless a name says another. */

export interface RealCostInput {
  /** What the supplier is paid, VAT in it. */
  readonly purchase: Entered;
  readonly vat: Entered;
  /** The rate at which tax is refunded on export; of the price without VAT. */
  readonly refund: Entered;
}

/**
 * What goods cost after the tax refund: purchase × (1 + VAT − refund) ÷ (1 + VAT), rounded half up to `places`. A refund
 * above the VAT is not judged. Source: export costing, 实际采购成本.
 */
export function realCost(input: RealCostInput, places: number): Answer<string> {
  const cost = exactRealCost(input);
  return cost.kind === 'known' ? known(rounded(cost.value, places)) : cost;
}

function exactRealCost({ purchase, vat, refund }: RealCostInput): Answer<Exact> {
  const read = readFigures({ purchase, vat, refund });
  if (!read.ok) return read.error;
  const { of } = read;
  const below = negative(of);
  if (below.length > 0) return unknown(...below);
  if (compare(of.refund, of.vat) > 0) return unknown('refund above the vat');
  const withVat = plus(one, of.vat);
  const cost = over(times(of.purchase, minus(withVat, of.refund)), withVat);
  return cost ? known(cost) : unknown('vat');
}

/** Whether a margin is a share of the price (the house basis) or of the cost. */
export type MarginBasis = 'price' | 'cost';

export interface FobInput extends RealCostInput {
  /** Costs up to the ship, in the currency of the purchase. */
  readonly domestic: Entered;
  /** Units of the purchase's currency for one of the price's: 7.2 CNY for a dollar. */
  readonly exchangeRate: Entered;
  readonly margin: Entered;
  readonly marginBasis: MarginBasis;
}

/**
 * (real cost + domestic costs) ÷ exchange rate ÷ (1 − margin), in the price's currency, rounded once, half up to
 * `places`; with the margin on cost × (1 + margin) instead. A margin of one or more on the price has no price.
 */
export function fobPrice(input: FobInput, places: number): Answer<string> {
  const { domestic, exchangeRate, margin } = input;
  const cost = exactRealCost(input);
  const read = readFigures({ domestic, exchangeRate, margin });
  if (!read.ok) return cost.kind === 'known' ? read.error : unknown(...cost.lacks, ...read.error.lacks);
  if (cost.kind === 'unknown') return cost;
  const { of } = read;
  const unfit = [...negative({ domestic: of.domestic }), ...notPositive({ exchangeRate: of.exchangeRate })];
  if (unfit.length > 0) return unknown(...unfit);
  const foreign = over(plus(cost.value, of.domestic), of.exchangeRate);
  const price = foreign && withMargin(foreign, of.margin, input.marginBasis);
  return price ? known(rounded(price, places)) : unknown('margin');
}

function withMargin(cost: Exact, margin: Exact, basis: MarginBasis): Exact | null {
  switch (basis) {
    case 'price':
      return compare(margin, one) < 0 ? over(cost, minus(one, margin)) : null;
    case 'cost':
      return compare(margin, minus(zero, one)) > 0 ? times(cost, plus(one, margin)) : null;
  }
}

/** FOB + freight, both in the price's currency, rounded half up to `places`. Source: Incoterms 2020 CFR. */
export function cfrPrice(
  input: { readonly fob: Entered; readonly freight: Entered },
  places: number,
): Answer<string> {
  const read = readFigures({ fob: input.fob, freight: input.freight });
  if (!read.ok) return read.error;
  const below = negative(read.of);
  return below.length > 0 ? unknown(...below) : known(rounded(plus(read.of.fob, read.of.freight), places));
}

export interface CifInput {
  readonly cfr: Entered;
  /** Premium as a share of the insured sum: 0.3 % is `0.003`. */
  readonly rate: Entered;
  /** By which the insured sum exceeds the CIF: 10 % is `0.10`, the least that UCP 600 art. 28 and CIF ask for. */
  readonly uplift: Entered;
}

export interface CifPrice {
  readonly cif: string;
  readonly premium: string;
}

/**
 * CIF = CFR ÷ [1 − (1 + uplift) × rate] and premium = CIF × (1 + uplift) × rate, each rounded once, half up to `places`.
 * The premium covers itself too; rate × 110 % of the CFR added on top is too little.
 */
export function cifPrice({ cfr, rate, uplift }: CifInput, places: number): Answer<CifPrice> {
  const read = readFigures({ cfr, rate, uplift });
  if (!read.ok) return read.error;
  const below = negative(read.of);
  if (below.length > 0) return unknown(...below);
  const share = times(plus(one, read.of.uplift), read.of.rate);
  const cif = compare(share, one) < 0 ? over(read.of.cfr, minus(one, share)) : null;
  return cif
    ? known({ cif: rounded(cif, places), premium: rounded(times(cif, share), places) })
    : unknown('rate and uplift that leave a price');
}
