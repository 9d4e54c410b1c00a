import { bookingFields, type Said } from '../../shared/rules/booking/said.ts';
import { readBooking } from '../../shared/rules/booking/read-booking.ts';
import type { Kind, Result } from './kind.ts';

/**
 * A confirmation's text and what is read out of it, each field under its name without `booking_`. null: it says nothing of
 * it; `not recognised`; `unsure (sign): -18 | 18`; a cut-off with its hour, `2026-11-28 16:00`.
 */
const booking: Kind = {
  reads: ['text', 'today'],
  reckon(given) {
    const read = readBooking(given.text('text') ?? '', given.text('today') ?? '2026-11-23');
    return Object.fromEntries(
      bookingFields.map((field) => [field.replace('booking_', ''), resultOf(read[field])] as const),
    );
  },
};

function resultOf(said: Said): Result {
  const got = written(said);
  return { got: got ?? 'not said', agrees: (expected) => expected === got };
}

function written(said: Said): string | null {
  switch (said.kind) {
    case 'said':
      return said.time === undefined ? said.value : `${said.value} ${said.time}`;
    case 'unsure':
      return `unsure (${said.why}): ${said.candidates.join(' | ')}`.trimEnd();
    case 'not_recognised':
      return 'not recognised';
    case 'not_said':
      return null;
  }
}

export const bookingKinds: Readonly<Record<string, Kind>> = { booking };
