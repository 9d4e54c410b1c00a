import { checkArrival } from './check-arrival.ts';
import { checkBooking } from './check-booking.ts';
import { checkCapacity } from './check-capacity.ts';
import { checkContainerWeight } from './check-container-weight.ts';
import { checkCredit } from './check-credit.ts';
import { checkDates } from './check-dates.ts';
import { checkFigures, checkSeason } from './check-figures.ts';
import { checkGoods } from './check-goods.ts';
import { checkHabits } from './check-habits.ts';
import { checkMixedLoad } from './check-mixed-load.ts';
import { checkSetPoint } from './check-set-point.ts';
import { checkSums } from './check-sums.ts';
import { checkTerms } from './check-terms.ts';
import { checkVentilation } from './check-ventilation.ts';
import { checkWhole } from './check-whole.ts';
import type { OrderCase } from './case.ts';
import { compareFindings, type Finding } from './finding.ts';

type Check = (given: OrderCase) => readonly Finding[];

const checks: readonly Check[] = [
  checkWhole,
  checkSetPoint,
  checkVentilation,
  checkMixedLoad,
  checkCapacity,
  checkContainerWeight,
  checkGoods,
  checkSums,
  checkTerms,
  checkCredit,
  checkDates,
  checkSeason,
  checkArrival,
  checkFigures,
  checkBooking,
  checkHabits,
];

/**
 * Everything there is to say about an order, errors first. What the order does not say, and what is in dispute, is never
 * taken for right; it is not called wrong either.
 */
export function checkOrder(given: OrderCase): readonly Finding[] {
  const found = checks.flatMap((check) => check(given)).sort(compareFindings);
  // A check that knows what is wrong with a value says more than that it does not fit its field.
  const explained = new Set(
    found
      .filter(({ code, severity }) => code !== 'value_misfit' && severity !== 'note')
      .flatMap(({ fields }) => fields),
  );
  return found.filter(
    ({ code, fields }) => code !== 'value_misfit' || !fields.some((path) => explained.has(path)),
  );
}
