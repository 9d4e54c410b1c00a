import { known, unknown, type Answer } from './answer.ts';
import { decimalOf, plus, rounded, zero, type Exact } from './exact.ts';
import { negative, notPositive, readFigures, type Entered } from './figures.ts';

/** kg, all of it; `0` where there is none, null where nobody knows. */
export interface VgmParts {
  /** As painted on the container's door; that of its type is near it and no more. */
  readonly tare: Entered;
  /** The cargo with its own cartons. */
  readonly cargoGross: Entered;
  /** Pallets and other packaging that is not in the gross weight. */
  readonly packaging: Entered;
  /** Wood, bags and straps that hold the load. */
  readonly dunnage: Entered;
}

/** Verified gross mass in kg by method 2 (SOLAS VI/2): cargo + packaging + dunnage + tare. A part unknown leaves it unknown. */
export function vgmByParts({ tare, cargoGross, packaging, dunnage }: VgmParts): Answer<string> {
  const read = readFigures({ tare, cargoGross, packaging, dunnage });
  if (!read.ok) return read.error;
  const { of } = read;
  const unfit = [
    ...notPositive({ tare: of.tare }),
    ...negative({ cargoGross: of.cargoGross, packaging: of.packaging, dunnage: of.dunnage }),
  ];
  if (unfit.length > 0) return unknown(...unfit);
  return known(asWritten([of.tare, of.cargoGross, of.packaging, of.dunnage].reduce(plus, zero)));
}

/** Method 1: the packed container on a scale, kg. */
export function vgmByWeighing(weighed: Entered): Answer<string> {
  const read = readFigures({ weighed });
  if (!read.ok) return read.error;
  return notPositive(read.of).length > 0 ? unknown('weighed') : known(asWritten(read.of.weighed));
}

/** Sums of decimals are decimals. */
function asWritten(value: Exact): string {
  return decimalOf(value) ?? rounded(value, 3);
}
