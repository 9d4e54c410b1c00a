import { known, unknown, type Answer } from './answer.ts';
import { addDays, earlier, isDate } from './calendar.ts';

export interface PresentationInput {
  /** Date of shipment, `2026-11-20`. */
  readonly onBoard: string | null;
  /** Days after shipment that the credit gives; null where it says nothing, which means 21. */
  readonly periodDays: number | null;
  readonly expiry: string | null;
}

export interface LastPresentation {
  /** The last day on which the papers may be presented. */
  readonly last: string;
  readonly limitedBy: 'period' | 'expiry';
  readonly periodDays: number;
  /** The credit had expired before the goods were shipped. */
  readonly shippedAfterExpiry: boolean;
}

/** What UCP 600 art. 14(c) gives where the credit says nothing. */
export const usualPresentationDays = 21;

/**
 * The last day to present, UCP 600 art. 14(c): so many calendar days after shipment and not later than the expiry date.
 * Where that is no banking day art. 29(a) moves it to the next one; the bank's calendar is not known here, so it is
 * not moved. A credit without a date of expiry is not judged.
 */
export function lastPresentation({
  onBoard,
  periodDays,
  expiry,
}: PresentationInput): Answer<LastPresentation> {
  const lacks = [
    ...(onBoard !== null && isDate(onBoard) ? [] : ['date of shipment']),
    ...(expiry !== null && isDate(expiry) ? [] : ['date of expiry']),
    ...(periodDays === null || (Number.isInteger(periodDays) && periodDays >= 0 && periodDays <= 999)
      ? []
      : ['days for presentation']),
  ];
  if (onBoard === null || expiry === null || lacks.length > 0) return unknown(...lacks);
  const days = periodDays ?? usualPresentationDays;
  const byPeriod = addDays(onBoard, days);
  return known({
    last: earlier(byPeriod, expiry),
    limitedBy: byPeriod <= expiry ? 'period' : 'expiry',
    periodDays: days,
    shippedAfterExpiry: onBoard > expiry,
  });
}
